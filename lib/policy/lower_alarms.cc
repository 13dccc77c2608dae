// Alarms: thresholds over tickets, gauges and answers.
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/words.h"
#include "lib/policy/lower_incidents.h"
#include "lib/policy/lower_steps.h"

namespace waypost::policy {
namespace {

using V1Alarm = waypost::v1::Alarm;

constexpr DurationBounds kWindow = {1'000, int64_t{7} * 86'400'000};

class Alarms {
 public:
  explicit Alarms(Lowering& lowering) : lowering_(lowering), conditions_(lowering) {}

  void Add(const V1Alarm& written) {
    ids_.Add(written.id(), lowering_.places.Value(written, V1Alarm::kIdFieldNumber),
             lowering_.tables.alarms.size(), lowering_.sink);
    Alarm row;
    row.id = lowering_.names.Intern(written.id());
    row.span = lowering_.SpanOf(written);
    row.gauge = lowering_.names.Intern(written.gauge());
    row.occurrence = lowering_.names.Intern(written.occurrence());
    row.above = written.above();
    row.kind = !written.gauge().empty()             ? Alarm::Kind::kGauge
               : !written.answered_within().empty() ? Alarm::Kind::kAnswered
                                                    : Alarm::Kind::kTickets;
    conditions_.Add(written.when(), {written, V1Alarm::kWhenFieldNumber});
    ReadSettings(written, row);
    CheckKind(written, row);
    row.escalation = ReadHostedChain(lowering_, written.escalation(),
                                     {written, V1Alarm::kEscalationFieldNumber});
    lowering_.tables.alarms.push_back(std::move(row));
  }

  void Build() && { lowering_.tables.alarm_conditions = std::move(conditions_).Build(); }

 private:
  void ReadSettings(const V1Alarm& written, Alarm& row) {
    if (!written.window().empty()) {
      row.window_ms =
          ReadDuration(lowering_, written.window(), {written, V1Alarm::kWindowFieldNumber}, kWindow)
              .value_or(row.window_ms);
    }
    if (!written.answered_within().empty()) {
      row.answered_ms = ReadDuration(lowering_, written.answered_within(),
                                     {written, V1Alarm::kAnsweredWithinFieldNumber}, kWindow)
                            .value_or(1'000);
    }
    if (written.at_least() != 0 && CheckInterval(lowering_, written.at_least(), 1, 1'000'000,
                                                 {written, V1Alarm::kAtLeastFieldNumber})) {
      row.at_least = written.at_least();
    }
    row.share_below_percent = written.share_below_percent();
  }

  void CheckKind(const V1Alarm& written, const Alarm& row) {
    const auto excludes = [&](bool set, int number, const char* field, const char* other) {
      if (!set) return;
      lowering_.Report(
          "WP2554", {written, number},
          Say({"`$0` has no meaning beside `$1`", "`$0` 与 `$1` 并列时没有意义"}, field, other));
    };
    const bool gauge = row.kind == Alarm::Kind::kGauge;
    const bool share = row.kind == Alarm::Kind::kAnswered;
    const bool occurs = !written.occurrence().empty();
    excludes(occurs && gauge, V1Alarm::kOccurrenceFieldNumber, "occurrence", "gauge");
    excludes(occurs && share, V1Alarm::kOccurrenceFieldNumber, "occurrence", "answered_within");
    excludes(occurs && !written.when().empty(), V1Alarm::kWhenFieldNumber, "when", "occurrence");
    excludes(gauge && !written.when().empty(), V1Alarm::kWhenFieldNumber, "when", "gauge");
    excludes(gauge && !written.window().empty(), V1Alarm::kWindowFieldNumber, "window", "gauge");
    excludes(gauge && !written.answered_within().empty(), V1Alarm::kAnsweredWithinFieldNumber,
             "answered_within", "gauge");
    excludes(share && written.above() != 0, V1Alarm::kAboveFieldNumber, "above", "answered_within");
    if (share) {
      CheckInterval(lowering_, written.share_below_percent(), 1, 100,
                    {written, V1Alarm::kShareBelowPercentFieldNumber});
    } else if (written.share_below_percent() != 0 || written.at_least() != 0) {
      const bool percent = written.share_below_percent() != 0;
      lowering_.Report("WP2554",
                       {written, percent ? V1Alarm::kShareBelowPercentFieldNumber
                                         : V1Alarm::kAtLeastFieldNumber},
                       percent ? Words{"`share_below_percent` needs `answered_within`",
                                       "`share_below_percent` 需要 `answered_within`"}
                               : Words{"`at_least` needs `answered_within`",
                                       "`at_least` 需要 `answered_within`"});
    }
    if (row.kind == Alarm::Kind::kTickets) {
      CheckInterval(lowering_, written.above(), 0, 100'000, {written, V1Alarm::kAboveFieldNumber});
    }
  }

  Lowering& lowering_;
  Declared ids_{{"alarm", "告警"}};
  RuleRows conditions_;
};

}  // namespace

void LowerAlarms(Lowering& lowering) {
  Alarms alarms(lowering);
  for (const V1Alarm& written : lowering.policy.alarms()) alarms.Add(written);
  std::move(alarms).Build();
}

}  // namespace waypost::policy
