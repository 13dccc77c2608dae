#include "lib/text/keyword_scan.h"

#include <algorithm>
#include <array>

#include "lib/text/script.h"
#include "lib/text/utf8.h"

namespace waypost::text {
namespace {

// Letters and digits; upper case does not occur in normalised text.
constexpr std::array<bool, 256> MakeWordBytes() {
  std::array<bool, 256> bytes{};
  for (int b = '0'; b <= '9'; ++b) bytes[b] = true;
  for (int b = 'a'; b <= 'z'; ++b) bytes[b] = true;
  return bytes;
}
constexpr std::array<bool, 256> kWordBytes = MakeWordBytes();

bool IsWordByte(char c) { return kWordBytes[static_cast<uint8_t>(c)]; }

// `at` begins a character of three bytes, as nearly all Chinese ones are, that are all there.
char32_t DecodeThree(const char* at) {
  return (static_cast<uint8_t>(at[0]) & 0x0Fu) << 12 | (static_cast<uint8_t>(at[1]) & 0x3Fu) << 6 |
         (static_cast<uint8_t>(at[2]) & 0x3Fu);
}

bool LeadsThree(const char* at, const char* end) {
  return (static_cast<uint8_t>(*at) & 0xF0u) == 0xE0 && end - at >= 3;
}

}  // namespace

KeywordScan::KeywordScan(const KeywordIndex& index, const NormalisedText& text, size_t max_hits,
                         std::vector<KeywordHit>& hits)
    : index_(index),
      text_(text),
      begin_(text.bytes().data()),
      end_(begin_ + text.bytes().size()),
      max_hits_(max_hits),
      hits_(hits) {}

uint64_t KeywordScan::Run() {
  hits_.clear();
  const KeywordAlphabet& alphabet = index_.alphabet_;
  const KeywordAutomaton& automaton = index_.automaton_;
  uint32_t state = KeywordAutomaton::kStart;
  bool in_word = false;  // the character before is an ASCII letter or digit
  for (const char* at = begin_; at < end_;) {
    if (static_cast<uint8_t>(*at) < 0x80) {
      const bool word = IsWordByte(*at);
      if (word && in_word && state == KeywordAutomaton::kStart) {
        // No keyword begins inside a word: on to its end.
        while (++at < end_ && IsWordByte(*at)) {
        }
        continue;
      }
      state = automaton.Step(state, alphabet.Ascii(static_cast<uint8_t>(*at)), !(word && in_word));
      in_word = word;
      ++at;
    } else if (LeadsThree(at, end_)) {
      state = automaton.Step(state, alphabet.Of(DecodeThree(at)), true);
      in_word = false;
      at += 3;
    } else {
      const DecodedCodePoint c = DecodeUtf8(at, end_);
      state = automaton.Step(state, alphabet.Of(c.value), true);
      in_word = false;
      at += c.bytes;
    }
    if (automaton.EndingsOf(state) != KeywordAutomaton::kNone) Report(state, at);
  }
  return beyond_;
}

void KeywordScan::Report(uint32_t state, const char* at) {
  const KeywordAutomaton& automaton = index_.automaton_;
  for (uint32_t i = automaton.EndingsOf(state); i != KeywordAutomaton::kNone;) {
    const KeywordAutomaton::Ending& ending = automaton.EndingAt(i);
    const KeywordIndex::Entry& keyword = index_.keywords_[ending.keyword];
    const char* from = at - keyword.bytes;
    if (StandsAsWord(keyword, from, at)) {
      if (hits_.size() < max_hits_) {
        hits_.push_back(
            {keyword.id,
             {static_cast<uint32_t>(from - begin_), static_cast<uint32_t>(at - begin_)}});
      } else {
        ++beyond_;
      }
    }
    i = ending.next;
  }
}

bool KeywordScan::StandsAsWord(const KeywordIndex::Entry& keyword, const char* from,
                               const char* to) const {
  if (keyword.word_at_begin && from > begin_ && BoundsWords(DecodeUtf8Before(begin_, from))) {
    return false;
  }
  return !keyword.word_at_end || EndsWord(to);
}

bool KeywordScan::EndsWord(const char* to) const {
  if (to == end_ || !BoundsWords(DecodeUtf8(to, end_).value)) return true;
  const char* behind = BehindStretch(to);
  return behind != nullptr && (behind == end_ || !BoundsWords(DecodeUtf8(behind, end_).value));
}

// If `to` is between the two kept characters of a stretch: the place behind the second.
const char* KeywordScan::BehindStretch(const char* to) const {
  const uint32_t bytes = DecodeUtf8(to, end_).bytes;
  const auto place = static_cast<uint32_t>(to - begin_);
  const auto stretches = text_.stretches();
  const auto found =
      std::lower_bound(stretches.begin(), stretches.end(), place,
                       [bytes](const Stretch& s, uint32_t at) { return s.begin + bytes < at; });
  if (found == stretches.end() || found->begin + bytes != place) return nullptr;
  return to + bytes;
}

}  // namespace waypost::text
