#include "lib/base/json_text.h"

#include "lib/base/utf8_size.h"

namespace waypost {

std::string JsonText(std::string_view text) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string out = "\"";
  for (size_t at = 0; at < text.size();) {
    const char c = text[at];
    const auto byte = static_cast<unsigned char>(c);
    const size_t size = Utf8Size(text, at);
    if (size != 1) {
      out += size == 0 ? kReplacementCharacter : text.substr(at, size);
    } else if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (byte < 0x20) {
      out += "\\u00";
      out += kDigits[byte >> 4];
      out += kDigits[byte & 15];
    } else {
      out += c;
    }
    at += size == 0 ? 1 : size;
  }
  return out + "\"";
}

}  // namespace waypost
