#ifndef WAYPOST_TESTS_UNIT_CLASSIFY_POLICY_TEXT_H_
#define WAYPOST_TESTS_UNIT_CLASSIFY_POLICY_TEXT_H_

#include <string>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "waypost/classifier.h"
#include "waypost/policy.h"

namespace waypost::testing {

// What every policy needs besides its categories.
inline constexpr char kFrame[] = R"(
  name: "words"
  priorities: [ "P0", "P1", "P2", "P3" ]
  default_priority: "P3"
  queues { id: "all" }
  routes { id: "everything" stage { queue: "all" } }
)";

inline Policy PolicyWith(const std::string& categories) {
  const PolicyCompilation compiled =
      Policy::CompileText("words.textproto", absl::StrCat(kFrame, categories));
  EXPECT_TRUE(compiled.ok()) << compiled.diagnostics();
  return compiled.policy();
}

inline Classifier ClassifierWith(const std::string& categories) {
  return Classifier(PolicyWith(categories));
}

// "category/subcategory", or "-".
inline std::string CategoryOf(const Classification& result) {
  if (result.category.empty()) return "-";
  std::string text(result.category);
  if (!result.subcategory.empty()) text += "/" + std::string(result.subcategory);
  return text;
}

// The words of `text` that the evidence points at, in order: "被盗|盗号".
inline std::string WordsOf(const Classification& result, std::string_view text) {
  std::string words;
  for (const ClassificationEvidence& evidence : result.evidence) {
    if (evidence.kind != ClassificationEvidence::Kind::kKeyword) continue;
    if (!words.empty()) words += "|";
    words += text.substr(evidence.begin, evidence.end - evidence.begin);
  }
  return words;
}

}  // namespace waypost::testing

#endif  // WAYPOST_TESTS_UNIT_CLASSIFY_POLICY_TEXT_H_
