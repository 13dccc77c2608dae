#ifndef WAYPOST_LIB_TEXT_LANGUAGE_CHOICE_H_
#define WAYPOST_LIB_TEXT_LANGUAGE_CHOICE_H_

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "lib/text/language_model.h"
#include "lib/text/language_tag.h"
#include "lib/text/script.h"

namespace waypost::text {

inline constexpr int kNobody = -1;  // in the place of a candidate, a model

// Who is written in one script. Candidates are positions in a LanguageCandidates.
struct ScriptChoice {
  int only = kNobody;     // the candidate for which the script decides
  bool several = false;   // it takes a model or a locale to tell
  int model = kNobody;    // position in LanguageModel::scripts(), if several
  bool stranger = false;  // one of them is a language that the model does not know
  // For each language of the model the candidate it stands for.
  std::array<int, LanguageModel::kMostLanguages> candidates{};
};

// The languages a desk serves, and which of them a text in some script may be in.
//
// Threads: immutable.
class LanguageCandidates {
 public:
  static constexpr size_t kMost = 200;

  // Errors: InvalidArgument naming a tag that is none, or if there are more than kMost.
  static absl::StatusOr<LanguageCandidates> Create(absl::Span<const std::string_view> tags,
                                                   const LanguageModel& model);

  const ScriptChoice& In(Script script) const { return choices_[static_cast<size_t>(script)]; }

  // As given.
  std::string_view tag(int candidate) const { return all_[Index(candidate)].tag; }
  std::string_view primary(int candidate) const { return all_[Index(candidate)].parsed.primary; }

  // Japanese is written in two.
  bool IsWrittenIn(int candidate, Script script) const;

  // The same language, and of Chinese the same spelling: a text cannot tell them apart.
  bool IsLike(int candidate, int other) const;

  // The candidate that a locale names ("pt-BR", "zh_TW.UTF-8"), or kNobody.
  int OfLocale(std::string_view locale) const;

 private:
  struct Candidate {
    std::string tag;
    LanguageTag parsed;
    Script script = Script::kNone;
  };

  static size_t Index(int candidate) { return static_cast<size_t>(candidate); }
  int Fitting(const LanguageTag& language, Script script) const;
  ScriptChoice ChoiceOf(Script script, const LanguageModel& model) const;

  std::vector<Candidate> all_;
  std::array<ScriptChoice, kScriptCount> choices_;
};

}  // namespace waypost::text

#endif  // WAYPOST_LIB_TEXT_LANGUAGE_CHOICE_H_
