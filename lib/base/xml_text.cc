#include "lib/base/xml_text.h"

#include "lib/base/utf8_size.h"

namespace waypost {

std::string XmlText(std::string_view text) {
  std::string out;
  for (size_t at = 0; at < text.size();) {
    const char c = text[at];
    const size_t size = Utf8Size(text, at);
    if (size != 1) {
      out += size == 0 ? kReplacementCharacter : text.substr(at, size);
    } else if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '>') {
      out += "&gt;";
    } else if (c == '"') {
      out += "&quot;";
    } else if (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') {
      out += '?';
    } else {
      out += c;
    }
    at += size == 0 ? 1 : size;
  }
  return out;
}

}  // namespace waypost
