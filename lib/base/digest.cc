#include "lib/base/digest.h"

#include <cstddef>

namespace waypost {
namespace {

// Little-endian by construction, whatever the machine is.
uint64_t Load(const char* bytes, size_t size) {
  uint64_t value = 0;
  for (size_t i = 0; i < size; ++i) {
    value |= static_cast<uint64_t>(static_cast<unsigned char>(bytes[i])) << (8 * i);
  }
  return value;
}

}  // namespace

void Digest::AddText(std::string_view text) {
  Add(text.size());
  while (text.size() >= 8) {
    Add(Load(text.data(), 8));
    text.remove_prefix(8);
  }
  if (!text.empty()) Add(Load(text.data(), text.size()));
}

std::string DigestText(uint64_t digest) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string text(16, '0');
  for (size_t i = 0; i < 16; ++i) text[15 - i] = kDigits[(digest >> (4 * i)) & 15];
  return text;
}

uint64_t DigestOf(std::string_view text) {
  Digest digest;
  digest.AddText(text);
  return digest.Value();
}

}  // namespace waypost
