#include "lib/text/ngram_features.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "lib/text/script.h"
#include "lib/text/utf8.h"

namespace waypost::text {
namespace {

// Part of every model file: another hash or another number here is another version of the model.
constexpr uint64_t kInside = 1;
constexpr uint64_t kAcross = 2;
constexpr uint64_t kUnspacedRun = 3;
constexpr uint64_t kOneWord = 4;
constexpr uint64_t kTwoWords = 5;
constexpr uint64_t kSkippedWord = 6;
constexpr uint64_t kShape = 7;
constexpr uint64_t kOneMark = 8;
constexpr uint64_t kMarkRun = 9;
constexpr uint64_t kStretch = 10;
constexpr uint64_t kGivenId = 11;

constexpr uint32_t kLongestInside = 5;
constexpr uint32_t kShortestAcross = 4;
constexpr uint32_t kLongestAcross = 5;
constexpr uint32_t kLongestUnspaced = 3;

// Do not occur in normalised text.
constexpr char32_t kWordBegins = 2;
constexpr char32_t kWordEnds = 3;

constexpr uint64_t kSeed = 0x9e3779b97f4a7c15u;

// One round of SplitMix64's finaliser for each character.
constexpr uint64_t Mix(uint64_t hash, uint64_t value) {
  hash = (hash ^ (value + kSeed)) * 0xbf58476d1ce4e5b9u;
  return hash ^ (hash >> 29);
}

bool IsHangul(char32_t c) { return ScriptOf(c) == Script::kHangul; }

bool IsLetterOrMark(char32_t c) { return ScriptOf(c) != Script::kNone; }

}  // namespace

NgramReader::Kind NgramReader::WorkOutKind(char32_t c) {
  if (c == ' ') return Kind::kSpace;
  if (BoundsWords(c) || IsHangul(c)) return Kind::kWord;
  return IsLetterOrMark(c) ? Kind::kUnspaced : Kind::kMark;
}

NgramReader::Kind NgramReader::KindOf(char32_t c) {
  // Up to CJK's punctuation and kana: what most texts are made of, beside ideographs.
  constexpr size_t kTabled = 0x3400;
  static const auto* const kKinds = [] {
    auto* kinds = new std::array<Kind, kTabled>;
    for (char32_t i = 0; i < kTabled; ++i) (*kinds)[i] = WorkOutKind(i);
    return kinds;
  }();
  if (c < kTabled) return (*kKinds)[c];
  if (c >= 0x4E00 && c <= 0x9FFF) return Kind::kUnspaced;
  return WorkOutKind(c);
}

void NgramReader::Read(const NormalisedText& text, absl::Span<const uint64_t> ids,
                       std::vector<Ngram>& ngrams) {
  ngrams.clear();
  ngrams_ = &ngrams;
  words_.clear();
  for (const uint64_t id : ids) Add(Mix(kSeed, id), kGivenId, {});
  Decode(text.bytes());
  const auto count = static_cast<uint32_t>(characters_.size() - 1);
  for (Run run = {0, 0}; run.begin < count; run.begin = run.end) {
    run.end = EndOfRun(run.begin);
    switch (characters_[run.begin].kind) {
      case Kind::kSpace:
        break;
      case Kind::kWord:
        AddWord(run);
        break;
      case Kind::kUnspaced:
        AddUnspaced(run);
        break;
      case Kind::kMark:
        AddMarks(run);
        break;
    }
  }
  AddWordSequences();
  AddAcrossSpaces();
  AddStretches(text);
}

void NgramReader::Decode(std::string_view bytes) {
  characters_.clear();
  const char* const begin = bytes.data();
  const char* const end = begin + bytes.size();
  for (const char* at = begin; at < end && characters_.size() < kMostNgrams;) {
    const DecodedCodePoint c = DecodeUtf8(at, end);
    characters_.push_back({c.value, static_cast<uint32_t>(at - begin), KindOf(c.value)});
    at += c.bytes;
  }
  const auto size = static_cast<uint32_t>(bytes.size());
  characters_.push_back({U' ', size, Kind::kSpace});
}

uint32_t NgramReader::EndOfRun(uint32_t begin) const {
  const Kind kind = characters_[begin].kind;
  uint32_t end = begin + 1;
  // The last character is a space, and where the run is one too, it ends before.
  for (; end + 1 < characters_.size(); ++end) {
    if (characters_[end].kind == kind) continue;
    const bool inside = kind == Kind::kWord && characters_[end].value == '\'' &&
                        characters_[end + 1].kind == Kind::kWord;
    if (!inside) break;
  }
  return end;
}

void NgramReader::AddWord(Run run) {
  uint64_t whole = kSeed;
  bool digits = false;
  // Position run.begin - 1 stands for the word's beginning, run.end for its end.
  const auto at = [&](uint32_t i) {
    if (i == 0) return kWordBegins;
    return i <= run.end - run.begin ? characters_[run.begin + i - 1].value : kWordEnds;
  };
  const uint32_t length = run.end - run.begin + 2;
  for (uint32_t i = 0; i < length; ++i) {
    uint64_t hash = kSeed;
    for (uint32_t n = 1; n <= kLongestInside && i + n <= length; ++n) {
      hash = Mix(hash, at(i + n - 1));
      if (n == 1 && (i == 0 || i + 1 == length)) continue;
      const Run shown = {run.begin + std::max(i, 1u) - 1,
                         run.begin + std::min(i + n - 1, length - 2)};
      Add(hash, kInside, SpanOf(shown));
    }
  }
  for (uint32_t i = run.begin; i < run.end; ++i) {
    whole = Mix(whole, characters_[i].value);
    digits = digits || characters_[i].value - U'0' < 10;
  }
  words_.push_back({whole, SpanOf(run)});
  if (digits) AddShape(run);
}

void NgramReader::AddShape(Run run) {
  uint64_t hash = kSeed;
  char32_t before = 0;
  for (uint32_t i = run.begin; i < run.end; ++i) {
    const char32_t c = characters_[i].value - U'0' < 10 ? U'0' : U'a';
    if (c != before) hash = Mix(hash, c);
    before = c;
  }
  Add(hash, kShape, SpanOf(run));
}

void NgramReader::AddUnspaced(Run run) {
  for (uint32_t i = run.begin; i < run.end; ++i) {
    uint64_t hash = kSeed;
    for (uint32_t n = 1; n <= kLongestUnspaced && i + n <= run.end; ++n) {
      hash = Mix(hash, characters_[i + n - 1].value);
      Add(hash, kUnspacedRun, SpanOf({i, i + n}));
    }
  }
}

void NgramReader::AddMarks(Run run) {
  uint64_t whole = kSeed;
  for (uint32_t i = run.begin; i < run.end; ++i) {
    whole = Mix(whole, characters_[i].value);
    Add(Mix(kSeed, characters_[i].value), kOneMark, SpanOf({i, i + 1}));
  }
  if (run.end - run.begin > 1) Add(whole, kMarkRun, SpanOf(run));
}

void NgramReader::AddAcrossSpaces() {
  const auto count = static_cast<uint32_t>(characters_.size() - 1);
  for (uint32_t i = 0; i < count; ++i) {
    if (characters_[i].kind == Kind::kSpace) continue;
    uint64_t hash = kSeed;
    bool across = false;
    for (uint32_t n = 1; n <= kLongestAcross && i + n <= count; ++n) {
      const Character& last = characters_[i + n - 1];
      hash = Mix(hash, last.value);
      across = across || last.kind == Kind::kSpace;
      if (!across || n < kShortestAcross || last.kind == Kind::kSpace) continue;
      Add(hash, kAcross, SpanOf({i, i + n}));
    }
  }
}

void NgramReader::AddWordSequences() {
  for (size_t i = 0; i < words_.size(); ++i) {
    const Word& word = words_[i];
    Add(word.hash, kOneWord, word.span);
    const auto add_pair = [&](size_t distance, uint64_t kind) {
      if (i + distance >= words_.size()) return;
      const Word& other = words_[i + distance];
      Add(Mix(word.hash, other.hash), kind, {word.span.begin, other.span.end});
    };
    add_pair(1, kTwoWords);
    add_pair(2, kSkippedWord);
  }
}

void NgramReader::AddStretches(const NormalisedText& text) {
  for (const Stretch& stretch : text.stretches()) {
    const std::string_view bytes = text.bytes().substr(stretch.begin);
    const DecodedCodePoint c = DecodeUtf8(bytes.data(), bytes.data() + bytes.size());
    Add(Mix(kSeed, c.value), kStretch, {stretch.begin, stretch.begin + 2 * c.bytes});
  }
}

void NgramReader::Add(uint64_t hash, uint64_t kind, TextSpan span) {
  if (ngrams_->size() == kMostNgrams) return;
  ngrams_->push_back({static_cast<uint32_t>(Mix(hash, kind) >> 32), span});
}

TextSpan NgramReader::SpanOf(Run run) const {
  return {characters_[run.begin].begin, characters_[run.end].begin};
}

}  // namespace waypost::text
