#include "lib/classify/emotion.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace waypost::classify {
namespace {

// What a class of words adds to the score: the first one `first`, each further one `more`, together
// no more than `most`.
struct ClassWeight {
  WordClass word_class;
  int first;
  int more;
  int most;
};

constexpr ClassWeight kWeights[] = {
    {WordClass::kConcern, 3, 1, 5},       {WordClass::kUrgent, 2, 1, 4},
    {WordClass::kDissatisfied, 7, 2, 11}, {WordClass::kAngry, 15, 3, 21},
    {WordClass::kAbusive, 26, 4, 34},     {WordClass::kRepeated, 5, 0, 5},
    {WordClass::kSadSign, 4, 1, 6},       {WordClass::kAngrySign, 11, 4, 15},
};

// The score from which on a level holds, for levels 1 to 4.
constexpr int kThresholds[] = {3, 7, 15, 26};

// Bytes from which on a text says more than one short thing: ten Chinese characters, five words.
constexpr uint32_t kShort = 32;

constexpr int kPerIntensifier = 2;
constexpr int kMostIntensifiers = 2;
constexpr int kPoliteness = -2;

using Counts = std::array<int, kWordClassCount>;

Counts CountWords(absl::Span<const WordHit> words) {
  Counts counts{};
  uint32_t last_begin = 0, last_end = 0;
  WordClass last = WordClass::kNegation;
  for (const WordHit& word : words) {
    if (word.negated) continue;
    // "非常失望" and the "失望" inside it count once; so does one place of two classes' words.
    const bool inside =
        word.word_class == last && word.span.begin >= last_begin && word.span.end <= last_end;
    if (inside) continue;
    ++counts[static_cast<size_t>(word.word_class)];
    last = word.word_class;
    last_begin = word.span.begin;
    last_end = word.span.end;
  }
  return counts;
}

int CountOf(const Counts& counts, WordClass word_class) {
  return counts[static_cast<size_t>(word_class)];
}

int OfWords(const Counts& counts) {
  int score = 0;
  for (const ClassWeight& weight : kWeights) {
    const int count = CountOf(counts, weight.word_class);
    if (count == 0) continue;
    score += std::min(weight.first + (count - 1) * weight.more, weight.most);
  }
  return score;
}

int OfWriting(const text::NormalisedText& text) {
  const text::TextCounts& counts = text.counts();
  int score = 0;
  const uint32_t cased = counts.upper_case + counts.lower_case;
  if (counts.upper_case >= 8 && counts.upper_case * 10 >= cased * 6) score += 4;
  if (counts.exclamation_marks >= 2) score += 1;
  if (counts.exclamation_marks >= 3) score += 2;
  if (counts.exclamation_marks >= 6) score += 2;
  if (counts.question_marks >= 3) score += 2;
  return score;
}

}  // namespace

int EmotionScore(const text::NormalisedText& text, absl::Span<const WordHit> words,
                 const ReadHints& hints) {
  const Counts counts = CountWords(words);
  int score = OfWords(counts);
  const int contacts = std::clamp(hints.contacts - 1, 0, 3);
  score += 3 * contacts;
  const int intensifiers = std::min(CountOf(counts, WordClass::kIntensifier), kMostIntensifiers);
  if (score > 0) score += kPerIntensifier * intensifiers;
  // "Please" does not take back that somebody is worried, or worse.
  const bool upset = CountOf(counts, WordClass::kConcern) > 0 ||
                     CountOf(counts, WordClass::kDissatisfied) > 0 || score >= kThresholds[2];
  score += OfWriting(text);
  if (!upset && CountOf(counts, WordClass::kPolite) > 0) score = std::max(score + kPoliteness, 0);
  return score;
}

Risks RisksOf(absl::Span<const WordHit> words) {
  Risks risks = 0;
  for (const WordHit& word : words) {
    if (!IsCrisis(word.word_class) || word.negated) continue;
    const int i = static_cast<int>(word.word_class) - static_cast<int>(WordClass::kSelfHarm);
    risks = static_cast<Risks>(risks | 1u << i);
  }
  return risks;
}

uint8_t EmotionOf(const text::NormalisedText& text, absl::Span<const WordHit> words,
                  const ReadHints& hints) {
  if (RisksOf(words) != 0) return 5;
  const int score = EmotionScore(text, words, hints);
  const auto reached = std::count_if(std::begin(kThresholds), std::end(kThresholds),
                                     [&](int threshold) { return score >= threshold; });
  return static_cast<uint8_t>(reached);
}

Work WorkOf(const text::NormalisedText& text, absl::Span<const WordHit> words, int subjects,
            const ReadHints& hints) {
  const Counts counts = CountWords(words);
  int score = std::max(subjects - 1, 0) * 2;
  score += 2 * std::min(CountOf(counts, WordClass::kHard), 3);
  score += 2 * std::min(CountOf(counts, WordClass::kAlso), 2);
  score += std::min(CountOf(counts, WordClass::kRepeated), 2);
  score += std::clamp(hints.contacts - 1, 0, 3);
  // A Chinese character says about as much as three bytes of Latin letters do.
  const auto bytes = static_cast<uint32_t>(text.bytes().size());
  if (bytes >= 150) score += 1;
  if (bytes >= 300) score += 2;
  if (score >= 4) return Work::kComplex;
  return score >= 1 || bytes >= kShort ? Work::kStandard : Work::kSimple;
}

}  // namespace waypost::classify
