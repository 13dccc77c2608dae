#include "lib/text/keyword_alphabet.h"

#include <algorithm>

#include "lib/base/words.h"
#include "lib/text/utf8.h"

namespace waypost::text {
namespace {

constexpr size_t kMostCharacters = 65'535;

struct Frequency {
  char32_t character;
  uint32_t count;
};

std::vector<char32_t> CharactersOf(absl::Span<const std::string_view> keywords) {
  std::vector<char32_t> characters;
  for (const std::string_view keyword : keywords) {
    const char* end = keyword.data() + keyword.size();
    for (const char* at = keyword.data(); at < end;) {
      const DecodedCodePoint c = DecodeUtf8(at, end);
      characters.push_back(c.value);
      at += c.bytes;
    }
  }
  return characters;
}

std::vector<Frequency> CountFrequencies(std::vector<char32_t> characters) {
  std::sort(characters.begin(), characters.end());
  std::vector<Frequency> frequencies;
  for (const char32_t c : characters) {
    if (frequencies.empty() || frequencies.back().character != c) frequencies.push_back({c, 0});
    ++frequencies.back().count;
  }
  std::sort(frequencies.begin(), frequencies.end(), [](const Frequency& a, const Frequency& b) {
    return a.count != b.count ? a.count > b.count : a.character < b.character;
  });
  return frequencies;
}

}  // namespace

absl::StatusOr<KeywordAlphabet> KeywordAlphabet::Create(
    absl::Span<const std::string_view> keywords) {
  const std::vector<Frequency> frequencies = CountFrequencies(CharactersOf(keywords));
  if (frequencies.size() > kMostCharacters) {
    return ResourceExhausted({"keywords use more than 65,535 different characters",
                              "关键词使用了超过 65,535 个不同的字符"});
  }
  KeywordAlphabet alphabet;
  alphabet.pages_.emplace_back();
  for (const Frequency& frequency : frequencies) alphabet.Number(frequency.character);
  return alphabet;
}

void KeywordAlphabet::Number(char32_t c) {
  characters_.push_back(c);
  const auto symbol = static_cast<uint16_t>(characters_.size());
  const size_t page = c >> 6;
  if (page >= page_of_.size()) page_of_.resize(page + 1);
  if (page_of_[page] == 0) {
    page_of_[page] = static_cast<uint16_t>(pages_.size());
    pages_.emplace_back();
  }
  pages_[page_of_[page]][c & 0x3Fu] = symbol;
  if (c < 0x80) ascii_[c] = symbol;
}

size_t KeywordAlphabet::Bytes() const {
  return sizeof(*this) + page_of_.capacity() * sizeof(page_of_[0]) +
         pages_.capacity() * sizeof(pages_[0]) + characters_.capacity() * sizeof(char32_t);
}

}  // namespace waypost::text
