// Thanks after solving, which need not reopen a ticket.
#include <string>

#include "absl/strings/str_cat.h"
#include "lib/policy/lower_steps.h"
#include "lib/text/normalise.h"

namespace waypost::policy {
namespace {

using V1Lifecycle = waypost::v1::Lifecycle;

void ReadPhrase(Lowering& lowering, const std::string& phrase, const FieldRef& field) {
  text::NormalisedText normalised;
  text::Normaliser().Normalise(phrase, normalised);
  if (normalised.bytes().empty() || normalised.bytes() == " ") {
    lowering.Report("WP2601", field, absl::StrCat("phrase ", Quoted(phrase), " has no text"))
        .Help("nothing is left of it once spaces and invisible characters are taken away");
  }
  lowering.tables.lifecycle.thanks.push_back(phrase);
}

// Words without a window, or a window without words, would be silently without effect.
void CheckBoth(Lowering& lowering, const V1Lifecycle& written) {
  if (written.thanks_within().empty() == (written.thanks_size() == 0)) return;
  const bool words = written.thanks_size() > 0;
  lowering
      .Report("WP2312",
              {written,
               words ? V1Lifecycle::kThanksFieldNumber : V1Lifecycle::kThanksWithinFieldNumber},
              words ? "thanks without a time within which they count"
                    : "a time for thanks without words that are thanks")
      .Help(words ? "add `thanks_within: \"12h\"`" : "add `thanks: [\"thanks\", \"thank you\"]`");
}

}  // namespace

void LowerThanks(Lowering& lowering) {
  const V1Lifecycle& written = lowering.policy.lifecycle();
  CheckBoth(lowering, written);
  for (int i = 0; i < written.thanks_size(); ++i) {
    ReadPhrase(lowering, written.thanks(i), {written, V1Lifecycle::kThanksFieldNumber, i});
  }
  if (written.thanks_within().empty()) return;
  lowering.tables.lifecycle.thanks_within_ms =
      ReadDuration(lowering, written.thanks_within(),
                   {written, V1Lifecycle::kThanksWithinFieldNumber}, kPositive)
          .value_or(0);
}

}  // namespace waypost::policy
