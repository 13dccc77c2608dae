#include "lib/classify/classifier.h"

#include <algorithm>

#include "lib/classify/emotion.h"
#include "lib/classify/negation.h"
#include "lib/text/han_fold.h"

namespace waypost::classify {
namespace {

// How near a word of negation must stand to take a word of the lexicon back: "不生气", "not angry".
constexpr uint32_t kWordNegation = 2;

// How much is asked of the trained model: classes beyond these are as good as impossible.
constexpr size_t kClassesAsked = 8;
constexpr size_t kPiecesAsked = 3;

// From which margin on a guessed language is taken as certain.
constexpr int32_t kClearMargin = 500;

std::string_view PrimaryTag(std::string_view tag) { return tag.substr(0, tag.find('-')); }

// The language whose words count; undetermined if any may. Two words of English are easily taken
// for another language, so an unclear guess does not count.
std::string_view LanguageOfWords(const ReadHints& hints, const TextEvidence& evidence) {
  if (!hints.language.empty()) return hints.language;
  return evidence.language_margin_milli < kClearMargin ? text::kUndetermined : evidence.language;
}

void MarkNegated(std::string_view text, std::vector<WordHit>& words) {
  for (WordHit& word : words) {
    const bool is_word = word.word_class > WordClass::kNegationBehind &&
                         word.word_class != WordClass::kSadSign &&
                         word.word_class != WordClass::kAngrySign;
    if (!is_word) continue;
    word.negated = IsNegated(text, word.span, kWordNegation, words);
  }
}

// Calibration is measured for the best class; the others share what it leaves, as they stood.
uint16_t CalibratedShare(const text::NgramAnswer& answer, const text::NgramChoice& choice) {
  const uint32_t best = answer.top[0].probability_milli;
  if (choice.index == answer.top[0].index) return answer.confidence_milli;
  const uint32_t left = 1'000 - answer.confidence_milli;
  return static_cast<uint16_t>(best >= 1'000 ? 0
                                             : choice.probability_milli * left / (1'000 - best));
}

// Classes of one category add up; the most probable of them, which comes first, tells the
// subcategory.
void AddScore(const policy::ModelClass& place, uint16_t milli, std::vector<Score>& scores) {
  const auto same = std::find_if(scores.begin(), scores.end(), [&](const Score& score) {
    return score.category == place.category;
  });
  if (same == scores.end()) {
    scores.push_back({place.category, place.subcategory, milli});
  } else {
    same->confidence_milli = static_cast<uint16_t>(std::min(1'000, same->confidence_milli + milli));
  }
}

}  // namespace

Classifier::Classifier(const policy::Tables& tables)
    : tables_(tables),
      normaliser_(
          {static_cast<uint32_t>(std::min<int64_t>(tables.limits.message_bytes, 16 << 20))}) {}

absl::StatusOr<std::unique_ptr<const Classifier>> Classifier::Create(const policy::Tables& tables) {
  std::unique_ptr<Classifier> classifier(new Classifier(tables));
  absl::StatusOr<Phrases> phrases = Phrases::Create(tables, classifier->normaliser_);
  if (!phrases.ok()) return phrases.status();
  classifier->phrases_ = *std::move(phrases);

  std::vector<std::string_view> candidates;
  for (policy::Name language : tables.languages) candidates.push_back(tables.names[language]);
  absl::StatusOr<text::LanguageIdentifier> languages = text::LanguageIdentifier::Create(candidates);
  if (!languages.ok()) return languages.status();
  classifier->languages_ = *std::move(languages);

  absl::StatusOr<Thanks> thanks = Thanks::Create(tables.lifecycle.thanks, classifier->normaliser_);
  if (!thanks.ok()) return thanks.status();
  classifier->thanks_ = *std::move(thanks);
  return classifier;
}

void Classifier::Read(std::string_view text, const ReadHints& hints, ReadScratch& scratch,
                      TextEvidence& evidence) const {
  normaliser_.Normalise(text, scratch.text);
  evidence.has_text = !scratch.text.bytes().empty();
  evidence.unread_bytes = static_cast<int64_t>(scratch.text.cut_bytes());
  evidence.language = text::kUndetermined;
  evidence.language_margin_milli = 0;
  evidence.hits.clear();
  evidence.scores.clear();
  evidence.pieces.clear();
  evidence.model_hash = 0;
  evidence.out_of_scope = false;
  evidence.not_served = policy::kNone;
  evidence.emotion = 0;
  evidence.risks = 0;
  evidence.complexity = Work::kUnknown;
  evidence.only_thanks = false;
  if (!evidence.has_text) return;

  const text::LanguageGuess guess = languages_.Identify(scratch.text.bytes(), hints.locale);
  evidence.language = guess.language;
  evidence.language_margin_milli = static_cast<int32_t>(guess.margin_milli);
  // Behind the language, which the spelling tells.
  text::FoldHan(scratch.text);
  evidence.only_thanks = thanks_.IsAll(scratch.text);
  phrases_.Find(scratch.text, scratch.found, scratch.partial, scratch.hits);
  FindWords(scratch.text, scratch.found, scratch.words);
  const std::string_view language = LanguageOfWords(hints, evidence);
  DropForeignWords(language, scratch.words);
  MarkNegated(scratch.text.bytes(), scratch.words);
  TakeHits(scratch, evidence);
  if (tables_.see_through_camouflage) SeeThroughCamouflage(language, scratch, evidence);
  if (tables_.model != nullptr) AskModel(scratch, evidence);
  evidence.emotion = EmotionOf(scratch.text, scratch.words, hints);
  evidence.risks = RisksOf(scratch.words);
  evidence.complexity = WorkOf(scratch.text, scratch.words, SubjectsOf(evidence), hints);
}

// "plus" says "also" in English and "more" in French. Threats and insults are shouted in English
// everywhere.
void Classifier::DropForeignWords(std::string_view language, std::vector<WordHit>& words) const {
  const std::string_view primary = PrimaryTag(language);
  if (primary == text::kUndetermined) return;
  const std::vector<LexiconWord>& lexicon = BuiltInLexicon();
  const auto foreign = [&](const WordHit& hit) {
    const LexiconWord& word = lexicon[hit.word];
    if (word.language == primary || word.language == "any") return false;
    const bool loud = hit.word_class == WordClass::kAbusive || IsCrisis(hit.word_class);
    return !(loud && word.language == "en");
  };
  words.erase(std::remove_if(words.begin(), words.end(), foreign), words.end());
}

void Classifier::TakeHits(ReadScratch& scratch, TextEvidence& evidence) const {
  for (const PhraseHit& hit : scratch.hits) {
    const uint32_t window = tables_.keywords[hit.keyword].negation_window;
    if (window > 0 && IsNegated(scratch.text.bytes(), hit.span, window, scratch.words)) continue;
    TakeHit(hit, scratch.text.Original(hit.span), evidence);
  }
}

void Classifier::TakeHit(const PhraseHit& hit, text::TextSpan original,
                         TextEvidence& evidence) const {
  const policy::Keyword& keyword = tables_.keywords[hit.keyword];
  if (keyword.not_served != policy::kNone) {
    // Of several, the one that stands first in the policy: policy::kNone is the largest number.
    evidence.not_served = std::min(evidence.not_served, keyword.not_served);
    return;
  }
  evidence.hits.push_back({hit.keyword, original.begin, original.end});
}

// Adds keywords that only the skeleton shows, and its insults and threats.
void Classifier::SeeThroughCamouflage(std::string_view language, ReadScratch& scratch,
                                      TextEvidence& evidence) const {
  if (!scratch.skeleton.Make(scratch.text.bytes())) return;
  normaliser_.Normalise(scratch.skeleton.bytes(), scratch.skeleton_text);
  phrases_.Find(scratch.skeleton_text, scratch.found, scratch.partial, scratch.skeleton_hits);
  FindWords(scratch.skeleton_text, scratch.found, scratch.skeleton_words);
  const std::string_view bytes = scratch.skeleton_text.bytes();
  DropForeignWords(language, scratch.skeleton_words);
  MarkNegated(bytes, scratch.skeleton_words);
  for (const PhraseHit& hit : scratch.skeleton_hits) {
    const bool seen =
        std::any_of(scratch.hits.begin(), scratch.hits.end(),
                    [&](const PhraseHit& plain) { return plain.keyword == hit.keyword; });
    const uint32_t window = tables_.keywords[hit.keyword].negation_window;
    if (seen || (window > 0 && IsNegated(bytes, hit.span, window, scratch.skeleton_words)))
      continue;
    const text::TextSpan skeleton = scratch.skeleton_text.Original(hit.span);
    TakeHit(hit, scratch.text.Original(scratch.skeleton.Origin(skeleton)), evidence);
  }
  const size_t plain_words = scratch.words.size();
  for (const WordHit& word : scratch.skeleton_words) {
    if (word.word_class != WordClass::kAbusive && !IsCrisis(word.word_class)) continue;
    const auto end = scratch.words.begin() + static_cast<ptrdiff_t>(plain_words);
    const bool seen = std::any_of(scratch.words.begin(), end,
                                  [&](const WordHit& plain) { return plain.word == word.word; });
    if (!seen) scratch.words.push_back(word);
  }
}

void Classifier::IdsOf(const TextEvidence& evidence, std::vector<uint64_t>& ids) const {
  ids.clear();
  for (const Hit& hit : evidence.hits) ids.push_back(RuleOf(tables_.keywords[hit.keyword].text));
}

void Classifier::AskModel(ReadScratch& scratch, TextEvidence& evidence) const {
  scratch.keyword_ids.clear();
  if (tables_.model->parts().reads_ids) IdsOf(evidence, scratch.keyword_ids);
  text::NgramAnswer& answer = scratch.answer;
  tables_.model->Classify(scratch.text, scratch.keyword_ids, {kClassesAsked, kPiecesAsked},
                          scratch.model, answer);
  evidence.model_hash = tables_.model->digest();
  evidence.out_of_scope = answer.out_of_scope;
  for (const text::NgramChoice& choice : answer.top) {
    AddScore(tables_.model_classes[choice.index], CalibratedShare(answer, choice), evidence.scores);
  }
  for (const text::NgramEvidence& piece : answer.evidence) {
    if (piece.original.begin == piece.original.end) continue;  // a keyword, which is shown itself
    evidence.pieces.push_back({piece.original.begin, piece.original.end, piece.contribution_milli});
  }
}

// Different categories whose keywords were found.
int Classifier::SubjectsOf(const TextEvidence& evidence) const {
  int subjects = 0;
  for (size_t i = 0; i < evidence.hits.size(); ++i) {
    const uint16_t category = tables_.keywords[evidence.hits[i].keyword].category;
    const auto begin = evidence.hits.begin();
    const bool first = std::none_of(begin, begin + static_cast<ptrdiff_t>(i), [&](const Hit& hit) {
      return tables_.keywords[hit.keyword].category == category;
    });
    if (first) ++subjects;
  }
  return subjects;
}

}  // namespace waypost::classify
