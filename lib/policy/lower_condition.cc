// Conditions and requirements: from a field's text to what the deciders evaluate.
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/expression/requirement.h"
#include "lib/policy/lowering.h"

namespace waypost::policy {
namespace {

using expression::FindingCode;

std::string_view CodeOf(FindingCode code) {
  switch (code) {
    case FindingCode::kSyntax:
      return "WP2401";
    case FindingCode::kNotSupported:
      return "WP2402";
    case FindingCode::kTooLong:
      return "WP2403";
    case FindingCode::kTooDeep:
      return "WP2404";
    case FindingCode::kBadLiteral:
      return "WP2405";
    case FindingCode::kUnknownFact:
      return "WP2406";
    case FindingCode::kUnknownFunction:
      return "WP2407";
    case FindingCode::kUnknownCalendar:
      return "WP2408";
    case FindingCode::kUnknownValue:
      return "WP2409";
    case FindingCode::kTypeMismatch:
      return "WP2410";
    case FindingCode::kWrongArguments:
      return "WP2411";
    case FindingCode::kUnguardedOptional:
      return "WP2412";
    case FindingCode::kDivisionByZero:
      return "WP2413";
    case FindingCode::kOverflow:
      return "WP2414";
    case FindingCode::kBadPattern:
      return "WP2415";
    case FindingCode::kNotMonotone:
      return "WP2416";
    case FindingCode::kLevelOutOfRange:
      return "WP2417";
    case FindingCode::kTooCostly:
      return "WP2418";
    case FindingCode::kTooManyPatterns:
      return "WP2419";
    case FindingCode::kAlwaysTrue:
      return "WP3101";
    case FindingCode::kAlwaysFalse:
      return "WP3102";
  }
  return "WP2401";
}

// When no more findings are kept, looking for them, with advice for each, is time wasted. That
// something was not looked at is said once.
bool SkipWhenFull(Lowering& lowering, const FieldRef& field) {
  if (!lowering.sink.full()) return false;
  if (!lowering.skipped) lowering.Report("WP1204", field, {"not checked", "未检查"});
  return lowering.skipped = true;
}

void ReportFindings(Lowering& lowering, std::vector<expression::Finding> findings,
                    const FieldRef& field) {
  for (expression::Finding& finding : findings) {
    const SourceSpan span = lowering.places.Within(field.message, field.number, field.index,
                                                   finding.begin, finding.end);
    lowering.sink.Report(CodeOf(finding.code), span, std::move(finding.message))
        .Label(std::move(finding.label))
        .Help(std::move(finding.help));
  }
}

}  // namespace

expression::Condition ReadCondition(Lowering& lowering, const std::string& text,
                                    const FieldRef& field) {
  if (text.empty() || SkipWhenFull(lowering, field)) return {};
  std::vector<expression::Finding> findings;
  std::optional<expression::Condition> condition =
      expression::CompileCondition(text, lowering.tables.environment, lowering.patterns, &findings);
  ReportFindings(lowering, std::move(findings), field);
  return condition ? *std::move(condition) : expression::Condition();
}

uint16_t ReadRequirement(Lowering& lowering, const std::string& text, const FieldRef& field) {
  if (text.empty() || SkipWhenFull(lowering, field)) return 0;
  const auto known = lowering.requirement_rows.find(text);
  if (known != lowering.requirement_rows.end()) return known->second;
  std::vector<expression::Finding> findings;
  std::optional<expression::Requirement> requirement =
      expression::CompileRequirement(text, {}, lowering.names, &findings);
  ReportFindings(lowering, std::move(findings), field);
  if (!requirement) return 0;
  const uint16_t row = Index(lowering.tables.requirements.size());
  lowering.tables.requirements.push_back(*std::move(requirement));
  lowering.requirement_rows.emplace(text, row);
  return row;
}

RuleRows::RuleRows(Lowering& lowering)
    : lowering_(lowering), builder_(lowering.tables.environment, lowering.names) {}

void RuleRows::Add(const std::string& when, const FieldRef& field) {
  builder_.Add(ReadCondition(lowering_, when, field));
}

expression::RuleList RuleRows::Build() && {
  if (lowering_.sink.has_errors()) return {};
  return std::move(builder_).Build();
}

}  // namespace waypost::policy
