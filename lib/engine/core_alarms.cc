// Alarms: thresholds over tickets, gauges and answers.
#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/engine/bits.h"
#include "lib/engine/incident_desk.h"

namespace waypost::engine {

using AlarmKind = policy::Alarm::Kind;

namespace {

// What an alarm counts; its threshold may be another one.
std::string MeaningOf(const policy::Tables& tables, const policy::Alarm& row) {
  return absl::StrCat(static_cast<int>(row.kind), " ", tables.names[row.gauge],
                      tables.names[row.occurrence], row.occurrence == 0 ? " " : " reported ",
                      row.window_ms, " ", row.answered_ms);
}

}  // namespace

bool IncidentDesk::IsOfAlarm(const DeskAlarm& alarm, const policy::Tables& tables,
                             const policy::Alarm& row) {
  return alarm.id == tables.names[row.id] && alarm.meaning == MeaningOf(tables, row);
}

// An alarm that is kept goes on with what it has seen; one that is gone, or counts something else
// now, is over.
void IncidentDesk::UseAlarms() {
  const policy::Tables& tables = core_.current().tables();
  std::vector<std::unique_ptr<DeskAlarm>> before = std::exchange(alarms_, {});
  for (const policy::Alarm& row : tables.alarms) {
    const std::string& id = tables.names[row.id];
    const auto known = std::find_if(
        before.begin(), before.end(),
        [&](const std::unique_ptr<DeskAlarm>& each) { return IsOfAlarm(*each, tables, row); });
    if (known != before.end()) {
      alarms_.push_back(std::move(*known));
      before.erase(known);
    } else {
      alarms_.push_back(std::make_unique<DeskAlarm>());
      alarms_.back()->id = id;
      alarms_.back()->meaning = MeaningOf(tables, row);
      alarms_.back()->host.opened_ms = core_.at_ms_;
    }
    alarms_.back()->row = static_cast<uint16_t>(alarms_.size() - 1);
  }
  for (const std::unique_ptr<DeskAlarm>& gone : before) {
    if (gone->state.raised) ClearAlarm(*gone, 0);
  }
}

const policy::Alarm& IncidentDesk::RuleOf(const DeskAlarm& alarm) const {
  return core_.current().tables().alarms[alarm.row];
}

void IncidentDesk::CountForAlarms(Slot slot) {
  const Ticket& ticket = core_.tickets_[slot];
  PolicyVersion& policy = *core_.versions_[core_.current_];
  const absl::Span<const uint64_t> found = policy.tables().alarm_conditions.AllMatches(
      policy.RowOf(ticket, core_.symbols_, core_.stated_, core_.at_ms_), alarm_scratch_);
  core_.ReportFailures(ticket, core_.current_, alarm_scratch_, RuleRef::Kind::kAlarm);
  const std::vector<uint64_t> matches(found.begin(), found.end());
  for (size_t i = 0; i < alarms_.size(); ++i) {
    const policy::Alarm& rule = policy.tables().alarms[i];
    if (!HasBit(matches, i) || rule.kind == AlarmKind::kGauge || rule.occurrence != 0) continue;
    escalate::AlarmState& state = alarms_[i]->state;
    if (rule.kind == AlarmKind::kTickets) {
      escalate::CountTicket(rule, core_.at_ms_, state);
    } else if (!ticket.opened_by_agent) {
      escalate::AwaitAnswer(rule, core_.at_ms_, ticket.ordinal, slot, state);
    }
    ReviewAlarm(*alarms_[i]);
  }
}

void IncidentDesk::Answered(const Ticket& ticket) {
  if (alarms_.empty()) return;
  for (const std::unique_ptr<DeskAlarm>& alarm : alarms_) {
    const policy::Alarm& rule = RuleOf(*alarm);
    if (rule.kind != AlarmKind::kAnswered) continue;
    escalate::NoteAnswer(rule, core_.at_ms_, ticket.ordinal, alarm->state);
    ReviewAlarm(*alarm);
  }
  Rearm();
}

void IncidentDesk::ReviewAlarm(DeskAlarm& alarm) {
  const policy::Alarm& rule = RuleOf(alarm);
  const bool passed = escalate::IsPassed(rule, core_.at_ms_, alarm.state);
  if (passed == alarm.state.raised) return;
  const int64_t value = escalate::ValueOf(rule, alarm.state);
  if (!passed) return ClearAlarm(alarm, value);
  alarm.state.raised = true;
  IncidentNews news;
  news.value = value;
  news.threshold = escalate::ThresholdOf(rule);
  Event event = core_.Make(EventKind::kAlarmRaised);
  event.rule = {RuleRef::Kind::kAlarm, core_.current_, alarm.row, 0};
  event.alarm = alarm.id;
  event.incident = &news;
  core_.Emit(event);
  StartChain(HostOf(alarm), rule.escalation);
}

void IncidentDesk::ClearAlarm(DeskAlarm& alarm, int64_t value) {
  alarm.state.raised = false;
  IncidentNews news;
  news.value = value;
  Event event = core_.Make(EventKind::kAlarmCleared);
  event.alarm = alarm.id;
  event.incident = &news;
  core_.Emit(event);
  EndChains(HostOf(alarm));
}

int64_t IncidentDesk::DueOf(const DeskAlarm& alarm) const {
  return std::min({escalate::NextDue(RuleOf(alarm), alarm.state),
                   escalate::NextDue(alarm.host.rare->runs), MovesAt(alarm.host)});
}

void IncidentDesk::FireAlarm(DeskAlarm& alarm, int64_t due_ms) {
  const policy::Alarm& rule = RuleOf(alarm);
  escalate::AlarmState& state = alarm.state;
  if (!state.awaited.empty() && state.awaited.front().due_ms <= due_ms) {
    const escalate::AwaitedAnswer late = state.awaited.front();
    state.awaited.pop_front();
    // A ticket that has ended without an answer says nothing of answers.
    const bool open =
        IsThere(late.slot, late.ticket) && core_.tickets_[late.slot].state != TicketState::kClosed;
    if (open && !late.answered) escalate::CountAnswer(rule, due_ms, false, state);
  }
  ReviewAlarm(alarm);
  MoveChains(HostOf(alarm), due_ms);
  FireChains(HostOf(alarm), due_ms);
}

}  // namespace waypost::engine
