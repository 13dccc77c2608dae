// Any bytes as a condition and as a requirement: nothing may crash, hang or leak; every finding
// lies in the text; what parses prints to a text that parses to the same tree; what compiles can
// be evaluated, and twice gives the same answer.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/base/check.h"
#include "lib/expression/parser.h"
#include "lib/expression/requirement.h"
#include "lib/expression/rule_list.h"
#include "tests/unit/expression/desk.h"

namespace waypost::expression {
namespace {

void CheckFindings(std::string_view text, const std::vector<Finding>& findings) {
  for (const Finding& finding : findings) {
    WP_CHECK(finding.begin <= finding.end && finding.end <= text.size(),
             "a finding points into the text");
    WP_CHECK(!finding.message.empty(), "a finding says what is wrong");
  }
}

void CheckPrinting(std::string_view text) {
  FindingList findings;
  const Ast ast = ParseExpression(text, findings);
  if (findings.has_error()) return;
  const std::string printed = Print(ast);
  if (printed.size() > kMaxConditionBytes) return;  // spaces and escapes made it too long
  FindingList none;
  const Ast again = ParseExpression(printed, none);
  WP_CHECK(!none.has_error(), "a canonical text parses");
  WP_CHECK(SameTree(ast, again), "a canonical text means the same");
  WP_CHECK(Print(again) == printed, "a canonical text is its own canonical text");
}

void CheckEvaluation(const Condition& condition, const Environment& environment) {
  MapVocabulary vocabulary;
  RuleListBuilder builder(environment, vocabulary);
  builder.Add(condition);
  const RuleList list = std::move(builder).Build();
  RuleScratch scratch = list.MakeScratch();
  const Ticket ticket = OrdinaryTicket(environment, vocabulary);
  const int first = list.FirstMatch(ticket.row(), scratch);
  const bool failed = scratch.any_error();
  WP_CHECK(list.AllMatches(ticket.row(), scratch)[0] == (first == 0 ? 1 : 0),
           "the first match is among all matches");
  WP_CHECK(scratch.any_error() == failed, "an evaluation fails every time or never");
  WP_CHECK(first != 0 || !failed, "a rule that fails does not match");
}

void CheckCondition(std::string_view text) {
  static const Environment* const environment = new Environment(DeskEnvironment());
  std::vector<Finding> findings;
  const std::optional<Condition> condition = CompileCondition(text, *environment, &findings);
  CheckFindings(text, findings);
  WP_CHECK(condition.has_value() || !findings.empty(), "a refusal gives a reason");
  if (condition) CheckEvaluation(*condition, *environment);
}

void CheckRequirement(std::string_view text) {
  MapVocabulary vocabulary;
  std::vector<Finding> findings;
  const auto requirement = CompileRequirement(text, {}, vocabulary, &findings);
  CheckFindings(text, findings);
  WP_CHECK(requirement.has_value() || !findings.empty(), "a refusal gives a reason");
}

}  // namespace
}  // namespace waypost::expression

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  waypost::expression::CheckPrinting(text);
  waypost::expression::CheckCondition(text);
  waypost::expression::CheckRequirement(text);
  return 0;
}
