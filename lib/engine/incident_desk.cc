// What all tickets together say: streams and what is due in them.
#include "lib/engine/incident_desk.h"

#include <algorithm>
#include <utility>

#include "lib/base/text_hash.h"
#include "lib/engine/bits.h"
#include "lib/engine/text_fact.h"

namespace waypost::engine {
namespace {

std::vector<std::string> FactNames(const policy::Tables& tables,
                                   const policy::IncidentStream& row) {
  std::vector<std::string> names;
  for (const uint32_t fact : row.facts) names.push_back(tables.environment.At(fact)->name);
  return names;
}

}  // namespace

void IncidentDesk::UsePolicy() {
  UseStreams();
  UseAlarms();
  const policy::Tables& tables = core_.current().tables();
  stream_scratch_ = tables.incident_conditions.MakeScratch();
  alarm_scratch_ = tables.alarm_conditions.MakeScratch();
  Rearm();
}

bool IncidentDesk::IsSame(const StreamFamily& family, const policy::Tables& tables,
                          const policy::IncidentStream& row) {
  return family.id == tables.names[row.id] && family.facts == FactNames(tables, row) &&
         family.bucket_ms == row.bucket_ms;
}

bool IncidentDesk::IsOfStream(const Incident& incident, const policy::Tables& tables,
                              const policy::IncidentStream& row) const {
  const size_t family = FamilyOf(incident.family);
  return family < families_.size() && IsSame(*families_[family], tables, row);
}

// What a family has learned stays as long as its streams mean the same.
void IncidentDesk::UseStreams() {
  const policy::Tables& tables = core_.current().tables();
  const auto& plans = core_.current().policy().body().streams;
  std::vector<std::unique_ptr<StreamFamily>> next;
  for (size_t i = 0; i < tables.incident_streams.size(); ++i) {
    const policy::IncidentStream& row = tables.incident_streams[i];
    const std::string& id = tables.names[row.id];
    const size_t known = FamilyOf(id);
    const std::vector<std::string> facts = FactNames(tables, row);
    if (known < families_.size() && IsSame(*families_[known], tables, row)) {
      next.push_back(std::move(families_[known]));
      families_.erase(families_.begin() + static_cast<std::ptrdiff_t>(known));
      next.back()->table.Use(*plans[i]);
    } else {
      next.push_back(std::make_unique<StreamFamily>(
          StreamFamily{id, facts, row.bucket_ms, escalate::StreamTable(*plans[i])}));
    }
  }
  for (const std::unique_ptr<StreamFamily>& gone : families_) {
    for (const std::unique_ptr<Incident>& incident : incidents_) {
      if (incident->family != gone->id) continue;
      if (incident->open) CloseIncident(*incident, IncidentEnd::kPolicyGone);
      incident->family.clear();  // its stream means nothing any more
    }
    ReleaseValues(gone->table);
  }
  families_ = std::move(next);
}

void IncidentDesk::ReleaseValues(const escalate::StreamTable& table) {
  for (uint32_t stream = 1; stream < table.size(); ++stream) {
    core_.symbols_.Release(table.node(stream).value);
  }
}

size_t IncidentDesk::FamilyOf(std::string_view id) const {
  const auto found =
      std::find_if(families_.begin(), families_.end(),
                   [&](const std::unique_ptr<StreamFamily>& family) { return family->id == id; });
  return static_cast<size_t>(found - families_.begin());
}

const policy::IncidentStream& IncidentDesk::RowOf(size_t family) const {
  return core_.current().tables().incident_streams[family];
}

// As far as the ticket has them.
std::vector<uint32_t> IncidentDesk::StreamValues(const Ticket& ticket, size_t family) const {
  std::vector<uint32_t> values;
  for (const uint32_t fact : RowOf(family).facts) {
    const Symbol value = TextFactOf(core_, ticket, fact);
    if (value == 0) break;
    values.push_back(value);
  }
  return values;
}

absl::Span<const uint64_t> IncidentDesk::FamiliesOf(const Ticket& ticket) {
  PolicyVersion& policy = *core_.versions_[core_.current_];
  const absl::Span<const uint64_t> matches = policy.tables().incident_conditions.AllMatches(
      policy.RowOf(ticket, core_.symbols_, core_.stated_, core_.at_ms_), stream_scratch_);
  core_.ReportFailures(ticket, core_.current_, stream_scratch_, RuleRef::Kind::kIncidentStream);
  return matches;
}

// Whoever is not known is somebody else with each ticket.
uint64_t IncidentDesk::CustomerOf(const Ticket& ticket) {
  const std::string_view requester = ticket.requester.view();
  return requester.empty() ? TextHash(ticket.id.view()) ^ 1 : TextHash(requester);
}

void IncidentDesk::TicketOpened(Slot slot) {
  if (families_.empty() && alarms_.empty()) return;
  if (core_.tickets_[slot].rare->outbound) return;
  if (!families_.empty()) CountInStreams(slot);
  if (!alarms_.empty()) CountForAlarms(slot);
  Rearm();
}

bool IncidentDesk::IsThere(Slot slot, uint64_t ordinal) const {
  return slot < core_.tickets_.limit() && core_.tickets_[slot].ordinal == ordinal;
}

void IncidentDesk::CountInStreams(Slot slot) {
  const Ticket& ticket = core_.tickets_[slot];
  const absl::Span<const uint64_t> of = FamiliesOf(ticket);
  const std::vector<uint64_t> matches(of.begin(), of.end());
  for (size_t family = 0; family < families_.size(); ++family) {
    if (!HasBit(matches, family)) continue;
    escalate::StreamTable& table = families_[family]->table;
    const auto known = static_cast<uint32_t>(std::max<size_t>(table.size(), 1));
    escalate::Sighting sighting;
    sighting.at_ms = core_.at_ms_;
    sighting.customer = CustomerOf(ticket);
    sighting.ticket = ticket.ordinal;
    sighting.slot = slot;
    const auto alarmed = table.Count(StreamValues(ticket, family), sighting);
    for (uint32_t stream = known; stream < table.size(); ++stream) {
      core_.symbols_.Acquire(table.node(stream).value);
    }
    if (!alarmed) continue;
    const int64_t since_ms = table.RisingSinceMs(*alarmed);
    OpenAbout(family, table.Deepest(*alarmed), since_ms, false, {});
  }
}

void IncidentDesk::Rearm() {
  next_due_ms_ = INT64_MAX;
  for (const auto& family : families_) {
    next_due_ms_ = std::min(next_due_ms_, family->table.NextEnd());
  }
  for (const auto& incident : incidents_) next_due_ms_ = std::min(next_due_ms_, DueOf(*incident));
  for (const auto& alarm : alarms_) next_due_ms_ = std::min(next_due_ms_, DueOf(*alarm));
}

void IncidentDesk::Stamp(int64_t due_ms) {
  core_.at_ms_ = due_ms;
  core_.by_timer_ = true;
  core_.command_id_ = {};
  core_.cause_sequence_ = 0;
}

void IncidentDesk::EndBucket(size_t family) {
  families_[family]->table.EndBucket();
  for (const std::unique_ptr<Incident>& incident : incidents_) {
    const bool ends = incident->open && !incident->by_person &&
                      incident->family == families_[family]->id &&
                      families_[family]->table.IsCalm(incident->stream);
    if (ends) CloseIncident(*incident, IncidentEnd::kCalm);
  }
}

// Buckets, incidents by their ordinals, alarms; what one of them sets for this very instant is
// found by the next round.
bool IncidentDesk::FireAt(int64_t due_ms, int64_t& left) {
  bool all = true;
  while (all && next_due_ms_ <= due_ms) {
    all = FireRound(due_ms, left);
    Rearm();
  }
  return all;
}

bool IncidentDesk::FireRound(int64_t due_ms, int64_t& left) {
  for (size_t i = 0; i < families_.size(); ++i) {
    if (families_[i]->table.NextEnd() > due_ms) continue;
    if (left == 0) return false;
    --left;
    Stamp(due_ms);
    EndBucket(i);
  }
  std::vector<uint32_t> due;
  for (const std::unique_ptr<Incident>& incident : incidents_) {
    if (DueOf(*incident) <= due_ms) due.push_back(incident->ordinal);
  }
  for (const uint32_t ordinal : due) {
    if (!FireIncident(*OfOrdinal(ordinal), due_ms, left)) return false;
  }
  for (const std::unique_ptr<DeskAlarm>& alarm : alarms_) {
    if (DueOf(*alarm) > due_ms) continue;
    if (left == 0) return false;
    --left;
    Stamp(due_ms);
    FireAlarm(*alarm, due_ms);
  }
  return true;
}

}  // namespace waypost::engine
