#include "lib/text/language_identifier.h"

#include <algorithm>
#include <vector>

#include "lib/base/check.h"
#include "lib/text/exponential.h"
#include "lib/text/language_contest.h"
#include "lib/text/language_words.h"
#include "lib/text/script_weight.h"
#include "lib/text/shipped_language_model.h"

namespace waypost::text {
namespace {

constexpr int64_t kKanaNats = 2;  // what one kana among Han is worth for Japanese

// Languages that their script tells, beside those of the model.
constexpr std::string_view kByScript[] = {"zh", "ja", "ko", "th", "he", "ar", "el"};

std::vector<std::string_view> AllLanguages(const LanguageModel& model) {
  std::vector<std::string_view> tags(std::begin(kByScript), std::end(kByScript));
  for (const LanguageModel::ScriptLanguages& script : model.scripts()) {
    for (const std::string& tag : script.tags) {
      // Its spellings have a name of their own only where somebody asks for them.
      if (script.script != Script::kHan) tags.push_back(tag);
    }
  }
  return tags;
}

// How far the share of kana is from a fifth, in thousandths, at most 1000.
uint32_t DistanceFromAFifth(uint64_t han, uint64_t kana) {
  const uint64_t all = han + kana;
  const uint64_t distance = 5 * kana > all ? 5 * kana - all : all - 5 * kana;
  return static_cast<uint32_t>(std::min<uint64_t>(1000, distance * 1000 / all));
}

LanguageIdentifier MustCreate() {
  absl::StatusOr<LanguageIdentifier> identifier = LanguageIdentifier::Create({});
  WP_CHECK(identifier.ok(), "the languages of the model that is linked in have valid tags");
  return *std::move(identifier);
}

}  // namespace

LanguageIdentifier::LanguageIdentifier() : LanguageIdentifier(MustCreate()) {}

absl::StatusOr<LanguageIdentifier> LanguageIdentifier::Create(
    absl::Span<const std::string_view> candidates, LanguageOptions options) {
  return Create(candidates, options, ShippedLanguageModel());
}

absl::StatusOr<LanguageIdentifier> LanguageIdentifier::Create(
    absl::Span<const std::string_view> candidates, LanguageOptions options,
    const LanguageModel& model) {
  const std::vector<std::string_view> all = AllLanguages(model);
  absl::StatusOr<LanguageCandidates> who =
      LanguageCandidates::Create(candidates.empty() ? absl::MakeConstSpan(all) : candidates, model);
  if (!who.ok()) return who.status();
  return LanguageIdentifier(*std::move(who), options, model);
}

LanguageIdentifier::Reading LanguageIdentifier::Read(std::string_view normalised) const {
  Reading reading;
  LanguageWords words(normalised);
  LanguageWord word;
  while (words.Next(word)) {
    if (model_->IsNeutral(word.letters)) continue;
    const auto script = static_cast<size_t>(word.script);
    reading.histogram.letters[script] += static_cast<uint32_t>(word.letters.size());
    ++reading.histogram.words[script];
    const int model = candidates_.In(word.script).model;
    if (model != kNobody) {
      model_->Add(model, word.letters, reading.scores[static_cast<size_t>(model)]);
    }
  }
  return reading;
}

// Among the candidates of one script, by the model.
LanguageIdentifier::Verdict LanguageIdentifier::Weigh(const ScriptChoice& choice,
                                                      const Reading& reading, int preferred) const {
  const auto position = static_cast<size_t>(choice.model);
  const LanguageModel::ScriptLanguages& languages = model_->scripts()[position];
  const int64_t kana = reading.histogram.LettersOf(Script::kKana);
  std::array<Contestant, LanguageModel::kMostLanguages> contestants;
  size_t size = 0;
  for (size_t i = 0; i < languages.tags.size(); ++i) {
    const int candidate = choice.candidates[i];
    // Where a stranger is served, a text must look like a candidate among all that is known.
    if (candidate == kNobody && !choice.stranger) continue;
    Contestant contestant = {candidate, languages.tags[i], 0};
    if (candidate != kNobody) contestant.language = candidates_.primary(candidate);
    contestant.nats_q16 = reading.scores[position][i] * languages.unit_q16;
    if (languages.script == Script::kHan && contestant.language == "ja") {
      contestant.nats_q16 += kana * kKanaNats * kOneQ16;
    }
    if (candidate != kNobody && preferred != kNobody && candidates_.IsLike(candidate, preferred)) {
      contestant.nats_q16 += int64_t{kLocaleNats} * kOneQ16;
    }
    contestants[size++] = contestant;
  }
  const ContestResult result = Contest({contestants.data(), size});
  const uint32_t least =
      choice.stranger ? options_.least_margin_among_strangers_milli : options_.least_margin_milli;
  if (result.language_margin_milli < least) return {};
  // How it is spelled may be wholly unclear; that leaves the language clear.
  const uint32_t spelling = std::max(1u, result.spelling_margin_milli);
  return {result.candidate, std::min(result.language_margin_milli, spelling), languages.script};
}

LanguageIdentifier::Verdict LanguageIdentifier::DecideIn(Script script, const Reading& reading,
                                                         uint32_t margin_milli,
                                                         int preferred) const {
  const ScriptChoice& choice = candidates_.In(script);
  Verdict verdict = {choice.only, 1000, script};
  if (choice.several) {
    verdict = choice.model == kNobody ? Verdict{} : Weigh(choice, reading, preferred);
  }
  verdict.script = script;
  verdict.margin_milli = std::min(verdict.margin_milli, margin_milli);
  const bool like = verdict.candidate != kNobody && preferred != kNobody &&
                    candidates_.IsLike(verdict.candidate, preferred);
  if (like) verdict.candidate = preferred;
  return verdict;
}

// Chinese or Japanese.
LanguageIdentifier::Verdict LanguageIdentifier::DecideHan(const Reading& reading,
                                                          uint32_t margin_milli,
                                                          int preferred) const {
  const uint64_t han = reading.histogram.LettersOf(Script::kHan);
  const uint64_t kana = reading.histogram.LettersOf(Script::kKana);
  const int japanese = candidates_.In(Script::kKana).only;
  if (japanese == kNobody) {
    return DecideIn(kana > han ? Script::kKana : Script::kHan, reading, margin_milli, preferred);
  }
  if (candidates_.In(Script::kHan).only == japanese) return {japanese, margin_milli, Script::kKana};
  if (5 * kana < han + kana) return DecideIn(Script::kHan, reading, margin_milli, preferred);
  return {japanese, std::min(margin_milli, DistanceFromAFifth(han, kana)), Script::kKana};
}

LanguageIdentifier::Verdict LanguageIdentifier::Decide(const Reading& reading,
                                                       int preferred) const {
  const HeaviestScript heaviest = WeighScripts(reading.histogram);
  Verdict verdict;
  verdict.script = heaviest.script;
  if (heaviest.margin_milli > 0) {
    verdict = heaviest.script == Script::kHan
                  ? DecideHan(reading, heaviest.margin_milli, preferred)
                  : DecideIn(heaviest.script, reading, heaviest.margin_milli, preferred);
  }
  // Nobody, or nobody with a lead.
  if (verdict.margin_milli == 0) verdict.candidate = kNobody;
  if (verdict.candidate != kNobody || preferred == kNobody) return verdict;
  const bool may_be =
      verdict.script == Script::kNone || candidates_.IsWrittenIn(preferred, verdict.script);
  verdict.candidate = may_be ? preferred : kNobody;
  verdict.margin_milli = 0;
  return verdict;
}

LanguageGuess LanguageIdentifier::Identify(std::string_view normalised,
                                           std::string_view locale) const {
  const Reading reading = Read(normalised);
  const int preferred = locale.empty() ? kNobody : candidates_.OfLocale(locale);
  const Verdict unasked = Decide(reading, kNobody);
  const Verdict verdict = preferred == kNobody ? unasked : Decide(reading, preferred);
  LanguageGuess guess;
  guess.script = verdict.script;
  if (verdict.candidate == kNobody) return guess;
  guess.language = candidates_.tag(verdict.candidate);
  guess.margin_milli = verdict.margin_milli;
  guess.by_locale = verdict.candidate != unasked.candidate;
  return guess;
}

}  // namespace waypost::text
