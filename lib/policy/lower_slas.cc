// Service promises: targets, milestones and their warnings.
#include <array>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "lib/base/absl_strings.h"
#include "lib/base/duration_text.h"
#include "lib/policy/lower_steps.h"

namespace waypost::policy {
namespace {

using V1Milestone = waypost::v1::Milestone;
using V1Sla = waypost::v1::Sla;
using V1Target = waypost::v1::Target;

// What a clock of this metric measures; nothing for metrics that are refused elsewhere.
std::optional<Metric> MetricOf(V1Sla::Metric metric) {
  switch (metric) {
    case V1Sla::FIRST_REPLY:
      return Metric::kFirstReply;
    case V1Sla::NEXT_REPLY:
      return Metric::kNextReply;
    case V1Sla::PERIODIC_UPDATE:
      return Metric::kPeriodicUpdate;
    case V1Sla::REQUESTER_WAIT:
      return Metric::kRequesterWait;
    case V1Sla::AGENT_WORK:
      return Metric::kAgentWork;
    case V1Sla::RESOLUTION:
      return Metric::kResolution;
    default:
      return std::nullopt;
  }
}

Landing LandingOf(V1Target::Landing landing) {
  switch (landing) {
    case V1Target::OPEN_OF_DAY:
      return Landing::kOpenOfDay;
    case V1Target::CLOSE_OF_DAY:
      return Landing::kCloseOfDay;
    default:
      return Landing::kSameTime;
  }
}

uint8_t PausedByDefault(Metric metric) {
  if (metric == Metric::kRequesterWait) return kPausedWaitingCustomer;
  if (metric == Metric::kAgentWork) return kPausedWaitingCustomer | kPausedOnHold;
  return 0;
}

uint8_t ReadPausedIn(Lowering& lowering, const V1Target& written, Metric metric) {
  if (written.paused_in_size() == 0) return PausedByDefault(metric);
  uint8_t bits = 0;
  for (int i = 0; i < written.paused_in_size(); ++i) {
    switch (written.paused_in(i)) {
      case V1Target::WAITING_CUSTOMER:
        bits |= kPausedWaitingCustomer;
        break;
      case V1Target::ON_HOLD:
        bits |= kPausedOnHold;
        break;
      case V1Target::WAITING_INTERNAL:
        bits |= kPausedWaitingInternal;
        break;
      default:
        lowering.Report("WP2002", {written, V1Target::kPausedInFieldNumber, i},
                        "the state in which the clock stands still is missing");
    }
  }
  return bits;
}

// Sets the target's length; both stay 0 after a report.
void ReadWithin(Lowering& lowering, const std::string& text, const FieldRef& field,
                Target& target) {
  if (text.empty()) return;
  const absl::StatusOr<DurationText> length = ParseDuration(text);
  if (!length.ok()) {
    Problem problem = ProblemWith(text, "a duration", FromAbsl(length.status().message()));
    lowering.Report("WP2201", field, std::move(problem.message)).Help(std::move(problem.advice));
    return;
  }
  if (length->ms == 0 && length->business_days == 0) {
    lowering.Report("WP2203", field, "a promise of no time is broken at once")
        .Label("must be more than 0s");
    return;
  }
  target.within_ms = length->ms;
  target.within_days = static_cast<int32_t>(length->business_days);
}

std::string_view WithoutSpaces(std::string_view text) {
  return FromAbsl(absl::StripAsciiWhitespace(ToAbsl(text)));
}

// Takes `suffix` off the end of `text`; false if it does not stand there.
bool TakeSuffix(std::string_view& text, std::string_view suffix) {
  if (!absl::EndsWith(ToAbsl(text), ToAbsl(suffix))) return false;
  text = WithoutSpaces(text.substr(0, text.size() - suffix.size()));
  return true;
}

// Reads "50%" or "10m left"; nothing if it is neither.
std::optional<Warning> ParseWarning(std::string_view text) {
  Warning warning;
  text = WithoutSpaces(text);
  if (TakeSuffix(text, "%")) {
    uint32_t percent = 0;
    if (!absl::SimpleAtoi(ToAbsl(text), &percent) || percent > 9'999) return std::nullopt;
    warning.percent = static_cast<uint16_t>(percent);
    return warning;
  }
  if (!TakeSuffix(text, " left")) return std::nullopt;
  const absl::StatusOr<DurationText> left = ParseDuration(text);
  if (!left.ok() || left->business_days > 0) return std::nullopt;
  warning.left_ms = left->ms;
  return warning;
}

// The warning lies between the start and the due time. How much open time business days hold is
// not known before the ticket is.
bool IsBeforeDue(const Warning& warning, const Target& target) {
  if (warning.left_ms == 0) return warning.percent > 0 && warning.percent < 100;
  return target.within_ms == 0 || warning.left_ms < target.within_ms;
}

void ReadWarning(Lowering& lowering, const std::string& text, const FieldRef& field,
                 Target& target) {
  std::optional<Warning> warning = ParseWarning(text);
  if (!warning) {
    lowering.Report("WP2302", field, absl::StrCat(Quoted(text), " is not a warning"))
        .Help(
            "write a share of the target such as \"50%\", or open time before it is due such as "
            "\"10m left\"");
    return;
  }
  if (!IsBeforeDue(*warning, target)) {
    lowering
        .Report("WP2303", field,
                absl::StrCat("warning ", Quoted(text), " does not lie before the due time"))
        .Help("write more than 0% and less than 100%, or less time left than the target has");
    return;
  }
  for (const Warning& other : target.warnings) {
    if (other.percent != warning->percent || other.left_ms != warning->left_ms) continue;
    lowering.Report("WP2304", field, absl::StrCat("warning ", Quoted(text), " is given twice"))
        .Label("given again");
    return;
  }
  warning->span = lowering.ValueOf(field);
  target.warnings.push_back(*std::move(warning));
}

// Fills what targets and milestones have in common.
template <typename Written>
void ReadPromise(Lowering& lowering, const Written& written, Target& target) {
  ReadWithin(lowering, written.within(), {written, Written::kWithinFieldNumber}, target);
  target.calendar = Index(Resolve(lowering, lowering.calendars, written.calendar(),
                                  {written, Written::kCalendarFieldNumber})
                              .value_or(0));
  for (int i = 0; i < written.warn_size(); ++i) {
    ReadWarning(lowering, written.warn(i), {written, Written::kWarnFieldNumber, i}, target);
  }
  target.span = lowering.SpanOf(written);
}

// The targets of one service promise.
class SlaReader {
 public:
  SlaReader(Lowering& lowering, uint16_t sla) : lowering_(lowering), sla_(sla) {}

  void Read(const V1Target& written) {
    Target target;
    target.sla = sla_;
    const std::optional<Metric> metric = MetricOf(written.metric());
    const FieldRef field{written, V1Target::kMetricFieldNumber};
    if (written.metric() == V1Sla::MILESTONE) {
      lowering_.Report("WP2305", field, "a target cannot have the metric MILESTONE")
          .Help("write `milestone { id: ... within: ... calendar: ... }`");
    }
    if (metric) CheckFirst(*metric, field);
    target.metric = metric.value_or(Metric::kFirstReply);
    ReadPromise(lowering_, written, target);
    target.landing = LandingOf(written.landing());
    target.paused_in = ReadPausedIn(lowering_, written, target.metric);
    lowering_.tables.targets.push_back(std::move(target));
  }

  void Read(const V1Milestone& written) {
    milestones_.Add(written.id(), lowering_.places.Value(written, V1Milestone::kIdFieldNumber),
                    lowering_.tables.targets.size(), lowering_.sink);
    Target target;
    target.sla = sla_;
    target.metric = Metric::kMilestone;
    target.milestone = lowering_.names.Intern(written.id());
    ReadPromise(lowering_, written, target);
    lowering_.tables.targets.push_back(std::move(target));
  }

 private:
  // One clock per metric: a second target could never be told from the first.
  void CheckFirst(Metric metric, const FieldRef& field) {
    std::optional<SourceSpan>& first = metrics_[static_cast<size_t>(metric)];
    const SourceSpan span = lowering_.ValueOf(field);
    if (!first) {
      first = span;
      return;
    }
    Finding& finding =
        lowering_.Report("WP2301", field, "two targets of one metric").Label("a second target");
    if (first->known())
      finding.Help(absl::StrCat("the first is at ", lowering_.sink.Place(*first)));
  }

  Lowering& lowering_;
  uint16_t sla_;
  std::array<std::optional<SourceSpan>, kMetricCount> metrics_;
  Declared milestones_{"milestone"};
};

}  // namespace

void LowerSlas(Lowering& lowering) {
  Tables& tables = lowering.tables;
  Declared ids("sla");
  RuleRows rules(lowering);
  for (const V1Sla& written : lowering.policy.sla()) {
    ids.Add(written.id(), lowering.places.Value(written, V1Sla::kIdFieldNumber), tables.slas.size(),
            lowering.sink);
    Sla row;
    row.id = lowering.names.Intern(written.id());
    row.first_target = Index(tables.targets.size());
    row.span = lowering.SpanOf(written);
    SlaReader reader(lowering, Index(tables.slas.size()));
    for (const V1Target& target : written.target()) reader.Read(target);
    for (const V1Milestone& milestone : written.milestone()) reader.Read(milestone);
    row.target_count = Index(tables.targets.size() - row.first_target);
    tables.slas.push_back(std::move(row));
    rules.Add(written.when(), {written, V1Sla::kWhenFieldNumber});
  }
  tables.sla_conditions = std::move(rules).Build();
}

}  // namespace waypost::policy
