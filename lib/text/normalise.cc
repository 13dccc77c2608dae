#include "lib/text/normalise.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>

#include "lib/text/normalised_text_writer.h"
#include "lib/text/utf8.h"

namespace waypost::text {
namespace {

constexpr uint32_t kLongestText = 16 * 1024 * 1024;

// What a byte says about the character that begins with it.
struct LeadByte {
  char folded = 0;     // ASCII only
  bool quiet = false;  // the character never combines with the one before it
  bool upper_case = false;
  bool lower_case = false;
};

constexpr std::array<LeadByte, 256> MakeLeadBytes() {
  std::array<LeadByte, 256> bytes{};
  for (uint32_t b = 0; b < 0x80; ++b) {
    bytes[b].quiet = true;
    bytes[b].upper_case = b >= 'A' && b <= 'Z';
    bytes[b].lower_case = b >= 'a' && b <= 'z';
    bytes[b].folded = static_cast<char>(bytes[b].upper_case ? b + 32 : b);
    if (b < 0x20 || b == 0x7F) bytes[b].folded = ' ';
  }
  for (uint32_t b = 0xE4; b <= 0xE9; ++b) bytes[b].quiet = true;  // U+4000 to U+9FFF
  return bytes;
}
constexpr std::array<LeadByte, 256> kLeadBytes = MakeLeadBytes();

uint32_t BytesToRead(std::string_view text, uint32_t max_bytes) {
  if (text.size() <= max_bytes) return static_cast<uint32_t>(text.size());
  const char* end = text.data() + text.size();
  for (uint32_t back = 1; back < 4 && back <= max_bytes; ++back) {
    const uint32_t begin = max_bytes - back;
    const DecodedCodePoint c = DecodeUtf8(text.data() + begin, end);
    if (c.valid && begin + c.bytes > max_bytes) return begin;
  }
  return max_bytes;
}

// One text on its way through.
class Pass {
 public:
  Pass(const CodePointRules& rules, std::string_view original, NormalisedText& text)
      : rules_(rules),
        original_(original.data()),
        size_(static_cast<uint32_t>(original.size())),
        writer_(text, size_) {}

  void Run(uint64_t cut_bytes) {
    writer_.set_cut_bytes(cut_bytes);
    while (at_ < size_) {
      if (!Ascii() && !CommonHan()) Segment();
    }
    writer_.Finish();
  }

 private:
  uint8_t Byte(uint32_t at) const { return static_cast<uint8_t>(original_[at]); }
  const char* End() const { return original_ + size_; }

  bool QuietAt(uint32_t at) const { return at >= size_ || kLeadBytes[Byte(at)].quiet; }

  bool Ascii() {
    const uint8_t byte = Byte(at_);
    if (byte >= 0x80 || !QuietAt(at_ + 1)) return false;
    const LeadByte lead = kLeadBytes[byte];
    CountCase(lead.upper_case, lead.lower_case);
    CountMark(byte);
    writer_.ByteForByte(static_cast<uint8_t>(lead.folded), 1, at_);
    ++at_;
    return true;
  }

  // U+4000 to U+9FFF: ideographs and hexagrams, all of which stay as they are.
  bool CommonHan() {
    if (Byte(at_) < 0xE4 || Byte(at_) > 0xE9 || !QuietAt(at_ + 3)) return false;
    const DecodedCodePoint c = DecodeUtf8(original_ + at_, End());
    if (!c.valid) return false;
    writer_.ByteForByte(c.value, 3, at_);
    at_ += 3;
    return true;
  }

  // One character and whatever combines with it.
  void Segment() {
    const DecodedCodePoint c = DecodeUtf8(original_ + at_, End());
    if (!c.valid) {
      ++writer_.counts().invalid_sequences;
      WriteOne(kReplacement, c.bytes);
      return;
    }
    const CodePointRule rule = rules_.Of(c.value);
    CountCase(rule.upper_case, rule.lower_case);
    const uint32_t end = EndOfSegment(at_ + c.bytes);
    if (rule.complex || end != at_ + c.bytes) return WriteComposed(end - at_);
    CountMark(rule.becomes);
    WriteOne(rule.becomes, c.bytes);
  }

  uint32_t EndOfSegment(uint32_t at) const {
    for (uint32_t marks = 0; marks < NormalisedTextWriter::kMostMarks && !QuietAt(at); ++marks) {
      const DecodedCodePoint c = DecodeUtf8(original_ + at, End());
      if (!c.valid || !rules_.Of(c.value).extends) break;
      at += c.bytes;
    }
    return at;
  }

  void WriteOne(char32_t c, uint32_t bytes) {
    if (Utf8Bytes(c) == bytes) {
      writer_.ByteForByte(c, bytes, at_);
      at_ += bytes;
      return;
    }
    const auto character = static_cast<int32_t>(c);
    WritePiece(&character, 1, bytes);
  }

  void WriteComposed(uint32_t bytes) {
    std::array<int32_t, NormalisedTextWriter::kLongestSegment> characters;
    const int64_t count = CodePointRules::Compose(original_ + at_, bytes, characters.data(),
                                                  static_cast<int64_t>(characters.size()));
    for (int64_t i = 0; i < count; ++i) CountMark(static_cast<char32_t>(characters[i]));
    WritePiece(characters.data(), count, bytes);
  }

  void WritePiece(const int32_t* characters, int64_t count, uint32_t bytes) {
    writer_.Piece(characters, count, at_, bytes);
    at_ += bytes;
    writer_.Reserve(size_ - at_);
  }

  void CountCase(bool upper_case, bool lower_case) {
    writer_.counts().upper_case += upper_case;
    writer_.counts().lower_case += lower_case;
  }

  void CountMark(char32_t c) {
    writer_.counts().exclamation_marks += c == '!';
    writer_.counts().question_marks += c == '?';
  }

  const CodePointRules& rules_;
  const char* original_;
  const uint32_t size_;
  uint32_t at_ = 0;
  NormalisedTextWriter writer_;
};

}  // namespace

std::string_view UnicodeVersion() { return utf8proc_unicode_version(); }

Normaliser::Normaliser(NormaliseOptions options)
    : max_bytes_(std::min(options.max_bytes, kLongestText)) {}

void Normaliser::Normalise(std::string_view original, NormalisedText& text) const {
  const uint32_t bytes = BytesToRead(original, max_bytes_);
  Pass(rules_, original.substr(0, bytes), text).Run(original.size() - bytes);
}

}  // namespace waypost::text
