// What people and hosts say of incidents and alarms.
#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/base/words.h"
#include "lib/engine/incident_desk.h"

namespace waypost::engine {
namespace {

constexpr int32_t kMostOccurrences = 1'000'000;  // in one report

}  // namespace

absl::Status IncidentDesk::Open(std::string_view incident_id, std::string_view stream,
                                absl::Span<const std::string_view> values) {
  if (stream.empty()) return InvalidArgument({"stream is required", "必须给出 stream"});
  if (incident_id.size() > 256) {
    return InvalidArgument({"incident_id has more than 256 bytes", "incident_id 超过 256 字节"});
  }
  if (IsFull()) {
    return ResourceExhausted(
        {"1000 incidents are open or remembered", "有 1000 个突发事件未结束或仍被记住"});
  }
  const size_t family = FamilyOf(stream);
  if (family == families_.size()) {
    core_.Refuse(Refusal::kUnknownName, {},
                 absl::StrCat("the policy has no incident stream \"", ToAbsl(stream), "\""));
    return absl::OkStatus();
  }
  const escalate::StreamTable& table = families_[family]->table;
  std::vector<uint32_t> symbols;
  for (const std::string_view value : values) symbols.push_back(core_.symbols_.Find(value));
  const uint32_t place = table.Find(symbols);
  const size_t depth = table.size() == 0 ? 0 : table.node(place).depth;
  if (depth < values.size()) {
    core_.Refuse(Refusal::kUnknownName, {},
                 absl::StrCat("no ticket of \"", ToAbsl(stream), "\" has had the value \"",
                              ToAbsl(values[depth]), "\""));
    return absl::OkStatus();
  }
  const bool about = table.size() > 0 && table.node(place).incidents > 0;
  if (about || (!incident_id.empty() && FindIncident(incident_id) != nullptr)) {
    core_.Refuse(Refusal::kIncidentExists, {},
                 about ? "an incident is open about these tickets"
                       : absl::StrCat("there is an incident \"", ToAbsl(incident_id), "\""));
    return absl::OkStatus();
  }
  OpenAbout(family, place, core_.at_ms_, true, std::string(incident_id));
  Rearm();
  return absl::OkStatus();
}

absl::Status IncidentDesk::Close(std::string_view incident_id) {
  const Incident* const found = FindIncident(incident_id);
  if (found == nullptr || !found->open) {
    core_.Refuse(Refusal::kUnknownIncident, {},
                 absl::StrCat("no incident \"", ToAbsl(incident_id), "\" is open"));
    return absl::OkStatus();
  }
  CloseIncident(*OfOrdinal(found->ordinal), IncidentEnd::kByCommand);
  Rearm();
  return absl::OkStatus();
}

absl::Status IncidentDesk::ReportGauge(std::string_view gauge, int64_t value) {
  bool known = false;
  for (const std::unique_ptr<DeskAlarm>& alarm : alarms_) {
    const policy::Alarm& rule = RuleOf(*alarm);
    if (rule.kind != policy::Alarm::Kind::kGauge) continue;
    if (core_.current().tables().names[rule.gauge] != gauge) continue;
    known = true;
    alarm->state.reported = true;
    alarm->state.gauge = value;
    ReviewAlarm(*alarm);
  }
  if (!known) {
    core_.Refuse(Refusal::kUnknownName, {},
                 absl::StrCat("no alarm is about a gauge \"", ToAbsl(gauge), "\""));
  }
  Rearm();
  return absl::OkStatus();
}

absl::Status IncidentDesk::ReportOccurrence(std::string_view occurrence, int32_t count) {
  if (count < 0 || count > kMostOccurrences) {
    return InvalidArgument({"count must be 1 to 1000000", "count 应为 1 到 1000000"});
  }
  bool known = false;
  for (const std::unique_ptr<DeskAlarm>& alarm : alarms_) {
    const policy::Alarm& rule = RuleOf(*alarm);
    if (rule.occurrence == 0) continue;
    if (core_.current().tables().names[rule.occurrence] != occurrence) continue;
    known = true;
    // Those beyond the threshold are not told apart.
    const int64_t counted = std::min<int64_t>(std::max(count, 1), rule.above + 1);
    for (int64_t i = 0; i < counted; ++i) {
      escalate::CountTicket(rule, core_.at_ms_, alarm->state);
    }
    ReviewAlarm(*alarm);
  }
  if (!known) {
    core_.Refuse(Refusal::kUnknownName, {},
                 absl::StrCat("no alarm is about an occurrence \"", ToAbsl(occurrence), "\""));
  }
  Rearm();
  return absl::OkStatus();
}

absl::Status IncidentDesk::AcknowledgeHosted(std::string_view incident_id, std::string_view alarm,
                                             std::string_view escalation) {
  if (!incident_id.empty() && !alarm.empty()) {
    return InvalidArgument({"acknowledge names an incident or an alarm, not both",
                            "acknowledge 写突发事件或告警之一，不能两者都写"});
  }
  const Incident* const found = incident_id.empty() ? nullptr : FindIncident(incident_id);
  const auto raised = std::find_if(alarms_.begin(), alarms_.end(), [&](const auto& each) {
    return each->id == alarm && each->state.raised;
  });
  if (found != nullptr && found->open) {
    Acknowledge(HostOf(*OfOrdinal(found->ordinal)), escalation);
  } else if (incident_id.empty() && raised != alarms_.end()) {
    Acknowledge(HostOf(**raised), escalation);
  } else {
    core_.Refuse(Refusal::kUnknownIncident, {},
                 incident_id.empty()
                     ? absl::StrCat("no alarm \"", ToAbsl(alarm), "\" is raised")
                     : absl::StrCat("no incident \"", ToAbsl(incident_id), "\" is open"));
  }
  Rearm();
  return absl::OkStatus();
}

absl::Status IncidentDesk::ReachClock(std::string_view incident_id, std::string_view clock) {
  const Incident* const found = FindIncident(incident_id);
  if (found == nullptr || !found->open) {
    core_.Refuse(Refusal::kUnknownIncident, {},
                 absl::StrCat("no incident \"", ToAbsl(incident_id), "\" is open"));
    return absl::OkStatus();
  }
  Incident& incident = *OfOrdinal(found->ordinal);
  const auto running = std::find_if(incident.clocks.begin(), incident.clocks.end(),
                                    [&](const RunningClock& each) { return each.id == clock; });
  if (running == incident.clocks.end()) {
    core_.Refuse(Refusal::kNoMatchingClock, {},
                 absl::StrCat("incident \"", ToAbsl(incident_id), "\" has no running clock \"",
                              ToAbsl(clock), "\""));
    return absl::OkStatus();
  }
  const RunningClock met = *running;
  incident.clocks.erase(running);
  IncidentNews news;
  news.name = met.id;
  Event event = core_.Make(EventKind::kIncidentClockMet);
  event.incident_id = incident.id;
  event.incident = &news;
  event.amount_ms = core_.at_ms_ - met.start_ms;
  event.flag = met.breached;
  core_.Emit(event);
  Rearm();
  return absl::OkStatus();
}

}  // namespace waypost::engine
