// Thanks after solving, which need not reopen a ticket.
#include <string>

#include "absl/strings/str_cat.h"
#include "lib/base/words.h"
#include "lib/policy/lower_steps.h"
#include "lib/text/normalise.h"

namespace waypost::policy {
namespace {

using V1Lifecycle = waypost::v1::Lifecycle;

void ReadPhrase(Lowering& lowering, const std::string& phrase, const FieldRef& field) {
  text::NormalisedText normalised;
  text::Normaliser().Normalise(phrase, normalised);
  if (normalised.bytes().empty() || normalised.bytes() == " ") {
    lowering
        .Report("WP2601", field, Say({"phrase $0 has no text", "短语 $0 没有文字"}, Quoted(phrase)))
        .Help({"nothing is left of it once spaces and invisible characters are taken away",
               "去掉空格和不可见字符后什么也不剩"});
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
              words ? Words{"thanks without a time within which they count",
                            "有致谢用语，但没有写明多久之内有效"}
                    : Words{"a time for thanks without words that are thanks",
                            "有致谢时限，但没有写致谢用语"})
      .Help(words ? Words{"add `thanks_within: \"12h\"`", "请加 `thanks_within: \"12h\"`"}
                  : Words{"add `thanks: [\"thanks\", \"thank you\"]`",
                          "请加 `thanks: [\"thanks\", \"thank you\"]`"});
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
