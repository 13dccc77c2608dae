#include "lib/text/han_fold.h"

#include <array>
#include <cstdint>

#include "lib/text/embedded_han.h"
#include "lib/text/normalised_text_writer.h"
#include "lib/text/utf8.h"

namespace waypost::text {
namespace {

// All of them take three bytes in UTF-8, so a character is folded in its place.
constexpr char32_t kFirst = 0x3400;
constexpr char32_t kLast = 0x9FFF;
constexpr uint8_t kFirstLead = 0xE3;
constexpr uint8_t kLastLead = 0xE9;

using FoldTable = std::array<uint16_t, kLast - kFirst + 1>;

// Lines of pairs, and lines of comment.
FoldTable* MakeTable() {
  auto* table = new FoldTable;
  for (char32_t c = kFirst; c <= kLast; ++c) (*table)[c - kFirst] = static_cast<uint16_t>(c);
  const char* at = kEmbeddedHan.data();
  const char* const end = at + kEmbeddedHan.size();
  char32_t traditional = 0;
  for (bool comment = false; at < end;) {
    const DecodedCodePoint c = DecodeUtf8(at, end);
    at += c.bytes;
    if (c.value == '\n' || c.value == '#') comment = c.value == '#';
    if (comment || c.value < kFirst || c.value > kLast) continue;
    if (traditional == 0) {
      traditional = c.value;
    } else {
      (*table)[traditional - kFirst] = static_cast<uint16_t>(c.value);
      traditional = 0;
    }
  }
  return table;
}

const FoldTable& Table() {
  static const FoldTable* const kTable = MakeTable();
  return *kTable;
}

}  // namespace

char32_t FoldHan(char32_t c) { return c < kFirst || c > kLast ? c : Table()[c - kFirst]; }

void FoldHan(char* text, size_t size) {
  const FoldTable& table = Table();
  for (size_t i = 0; i + 2 < size; ++i) {
    const auto lead = static_cast<uint8_t>(text[i]);
    if (lead < kFirstLead || lead > kLastLead) continue;
    const DecodedCodePoint c = DecodeUtf8(text + i, text + size);
    if (!c.valid || c.value < kFirst || c.value > kLast) continue;
    const char32_t folded = table[c.value - kFirst];
    if (folded != c.value) EncodeUtf8(folded, text + i);
    i += 2;
  }
}

void FoldHan(NormalisedText& text) {
  FoldHan(NormalisedTextWriter::BytesOf(text), text.bytes().size());
}

std::string FoldedHan(std::string_view text) {
  std::string folded(text);
  FoldHan(folded.data(), folded.size());
  return folded;
}

}  // namespace waypost::text
