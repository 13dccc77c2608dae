// Streams, incidents and alarms in a snapshot. Values of streams are written as texts, so that
// equal states give equal bytes: the digest is made of them.
#include <algorithm>
#include <utility>

#include "lib/engine/incident_desk.h"
#include "lib/engine/saved_chains.h"

namespace waypost::engine {
namespace {

using escalate::Season;
using escalate::Sighting;
using escalate::StreamNode;
using escalate::StreamTable;
using escalate::Surge;

// The least that each takes on disk.
constexpr uint32_t kNodeBytes = 137;
constexpr uint32_t kSightingBytes = 28;
constexpr uint32_t kTicketRefBytes = 8;
constexpr uint32_t kIncidentBytes = 80;
constexpr uint32_t kClockBytes = 21;
constexpr uint32_t kStandingBytes = 19;

void PutSurge(const Surge& surge, ByteWriter& out) {
  for (const int64_t number :
       {surge.next_bucket, surge.first_bucket, surge.cusum, surge.rising_since, surge.seen_milli,
        surge.weight_milli, surge.chi_milli, surge.freedom_milli, surge.bucket, surge.count,
        surge.expected_micro, surge.bucket_weight_milli, surge.alarm_count}) {
    out.Put(number);
  }
  out.Put(surge.calm);
  out.Put(surge.full);
}

// Sums stay far from where they would overflow.
bool GetSurge(ByteReader& in, Surge& surge) {
  bool sound = true;
  for (int64_t* number : {&surge.next_bucket, &surge.first_bucket, &surge.cusum,
                          &surge.rising_since, &surge.seen_milli, &surge.weight_milli,
                          &surge.chi_milli, &surge.freedom_milli, &surge.bucket, &surge.count,
                          &surge.expected_micro, &surge.bucket_weight_milli, &surge.alarm_count}) {
    *number = in.Get<int64_t>();
    sound &= *number >= -1 && *number < int64_t{1} << 46;
  }
  surge.calm = in.Get<int32_t>();
  surge.full = in.Get<uint8_t>();
  return sound && surge.calm >= 0 && surge.calm <= 1'000'000;
}

void PutTable(const StreamTable& table, const SymbolPool& symbols, ByteWriter& out) {
  const StreamTable::State& state = table.state();
  out.Put(static_cast<uint32_t>(state.nodes.size()));
  for (const StreamNode& node : state.nodes) {
    PutSurge(node.surge, out);
    for (const uint32_t number :
         {node.above, node.depth, node.children, node.incidents, node.incidents_below}) {
      out.Put(number);
    }
    out.PutText(symbols.Text(node.value));
  }
  for (const std::vector<uint32_t>* streams : {&state.counted, &state.followed}) {
    out.Put(static_cast<uint32_t>(streams->size()));
    for (const uint32_t stream : *streams) out.Put(stream);
  }
  out.Put(static_cast<uint32_t>(state.sightings.size()));
  for (const Sighting& sighting : state.sightings) {
    out.Put(sighting.at_ms);
    out.Put(sighting.customer);
    out.Put(sighting.ticket);
    out.Put(sighting.stream);
  }
  for (const int64_t number : {state.bucket, state.weight_milli, state.refused}) out.Put(number);
  const std::vector<uint64_t> customers = table.Customers();
  out.Put(static_cast<uint32_t>(customers.size()));
  for (const uint64_t customer : customers) out.Put(customer);
  const Season::State season = table.season();
  for (int i = 0; i < Season::kHours; ++i) {
    const auto hour = static_cast<size_t>(i);
    out.Put(season.seen_milli[hour]);
    out.Put(season.buckets_milli[hour]);
    out.Put(season.factors[hour]);
  }
  out.Put(season.hour);
}

Slot SlotOf(const std::map<uint64_t, Slot>& slots, uint64_t ordinal) {
  const auto found = slots.find(ordinal);
  return found == slots.end() ? TicketStore::kNoSlot : found->second;  // no slot: it ended
}

bool GetSeason(ByteReader& in, Season::State& season) {
  bool sound = true;
  for (int i = 0; i < Season::kHours; ++i) {
    const auto hour = static_cast<size_t>(i);
    season.seen_milli[hour] = in.Get<int64_t>();
    season.buckets_milli[hour] = in.Get<int64_t>();
    season.factors[hour] = in.Get<int32_t>();
    sound &= season.seen_milli[hour] >= 0 && season.seen_milli[hour] < int64_t{1} << 46 &&
             season.buckets_milli[hour] >= 0 && season.buckets_milli[hour] < int64_t{1} << 46 &&
             season.factors[hour] > 0 && season.factors[hour] <= 20'000;
  }
  season.hour = in.Get<int64_t>();
  return sound;
}

bool GetTable(ByteReader& in, const SymbolPool& symbols, const std::map<uint64_t, Slot>& slots,
              int64_t now_ms, StreamTable& table) {
  StreamTable::State state;
  state.nodes.resize(in.GetCount(kNodeBytes));
  for (size_t i = 0; i < state.nodes.size(); ++i) {
    StreamNode& node = state.nodes[i];
    if (!GetSurge(in, node.surge)) return false;
    for (uint32_t* number :
         {&node.above, &node.depth, &node.children, &node.incidents, &node.incidents_below}) {
      *number = in.Get<uint32_t>();
    }
    node.value = symbols.Find(in.GetText());
    if (!in.ok() || (i > 0 && node.value == 0)) return false;
  }
  for (std::vector<uint32_t>* streams : {&state.counted, &state.followed}) {
    for (uint32_t i = in.GetCount(4); i > 0; --i) streams->push_back(in.Get<uint32_t>());
  }
  for (uint32_t i = in.GetCount(kSightingBytes); i > 0; --i) {
    Sighting sighting;
    sighting.at_ms = in.Get<int64_t>();
    sighting.customer = in.Get<uint64_t>();
    sighting.ticket = in.Get<uint64_t>();
    sighting.stream = in.Get<uint32_t>();
    sighting.slot = SlotOf(slots, sighting.ticket);
    state.sightings.push_back(sighting);
  }
  for (int64_t* number : {&state.bucket, &state.weight_milli, &state.refused}) {
    *number = in.Get<int64_t>();
    if (*number < -1 || *number >= int64_t{1} << 46) return false;
  }
  std::vector<uint64_t> customers;
  for (uint32_t i = in.GetCount(8); i > 0; --i) customers.push_back(in.Get<uint64_t>());
  Season::State season;
  return GetSeason(in, season) && in.ok() &&
         table.Restore(std::move(state), customers, season, now_ms);
}

void PutTickets(const Incident& incident, ByteWriter& out) {
  out.Put(static_cast<uint32_t>(incident.members.size()));
  for (const auto& [ordinal, slot] : incident.members) out.Put(ordinal);
  out.Put(static_cast<uint32_t>(incident.waiting.size()));
  for (const IncidentMember& each : incident.waiting) out.Put(each.ordinal);
}

void GetTickets(ByteReader& in, const std::map<uint64_t, Slot>& slots, Incident& incident) {
  for (uint32_t i = in.GetCount(kTicketRefBytes); i > 0; --i) {
    const auto ordinal = in.Get<uint64_t>();
    incident.members.emplace(ordinal, SlotOf(slots, ordinal));
  }
  for (uint32_t i = in.GetCount(kTicketRefBytes); i > 0; --i) {
    const auto ordinal = in.Get<uint64_t>();
    incident.waiting.push_back({ordinal, SlotOf(slots, ordinal)});
  }
}

void PutAlarm(const escalate::AlarmState& state, ByteWriter& out) {
  out.Put(static_cast<uint8_t>((state.raised ? 1 : 0) | (state.reported ? 2 : 0)));
  out.Put(state.gauge);
  out.Put(static_cast<uint32_t>(state.tickets.size()));
  for (const int64_t at_ms : state.tickets) out.Put(at_ms);
  out.Put(static_cast<uint32_t>(state.awaited.size()));
  for (const escalate::AwaitedAnswer& answer : state.awaited) {
    out.Put(answer.due_ms);
    out.Put(answer.ticket);
    out.Put(static_cast<uint8_t>(answer.answered ? 1 : 0));
  }
  out.Put(static_cast<uint32_t>(state.answers.size()));
  for (const escalate::AnswerSlot& slot : state.answers) {
    for (const int64_t number : {slot.index, slot.answers, slot.in_time}) out.Put(number);
  }
}

void GetAlarm(ByteReader& in, const std::map<uint64_t, Slot>& slots, escalate::AlarmState& state) {
  const auto flags = in.Get<uint8_t>();
  state.raised = (flags & 1) != 0;
  state.reported = (flags & 2) != 0;
  state.gauge = in.Get<int64_t>();
  for (uint32_t i = in.GetCount(8); i > 0; --i) state.tickets.push_back(GetTime(in));
  for (uint32_t i = in.GetCount(17); i > 0; --i) {
    escalate::AwaitedAnswer answer;
    answer.due_ms = GetTime(in);
    answer.ticket = in.Get<uint64_t>();
    answer.answered = (in.Get<uint8_t>() & 1) != 0;
    answer.slot = SlotOf(slots, answer.ticket);
    state.awaited.push_back(answer);
  }
  for (uint32_t i = in.GetCount(24); i > 0; --i) {
    escalate::AnswerSlot slot;
    for (int64_t* number : {&slot.index, &slot.answers, &slot.in_time}) {
      *number = in.Get<int64_t>();
      if (*number < 0 || *number >= int64_t{1} << 46) in.Fail();
    }
    state.answers.push_back(slot);
  }
}

// What the incident means for a ticket is kept with the ticket.
void PutPart(const Ticket& ticket, ByteWriter& out) {
  out.Put(ticket.ordinal);
  out.Put(ticket.rare->incident);
  out.Put(ticket.rare->standing.size());
  for (const escalate::StandingRun& run : ticket.rare->standing) {
    out.Put(run.left_ms);
    out.Put(int64_t{run.handoff_ms});
    out.Put(run.escalation);
    out.Put(run.version);
  }
}

}  // namespace

void IncidentDesk::Put(ByteWriter& out) const {
  for (const std::unique_ptr<StreamFamily>& family : families_) {
    PutTable(family->table, core_.symbols_, out);
  }
  out.Put(next_ordinal_);
  out.Put(static_cast<uint32_t>(incidents_.size()));
  for (const std::unique_ptr<Incident>& each : incidents_) {
    out.Put(each->ordinal);
    out.PutText(each->id);
    out.PutText(each->family);
    out.Put(static_cast<uint8_t>((each->open ? 1 : 0) | (each->by_person ? 2 : 0)));
    out.Put(each->stream);
    out.Put(each->levels);
    for (const int64_t number : {each->opened_ms, each->since_ms, each->forget_ms, each->tickets,
                                 each->waiting_ms, int64_t{each->host.opened_ms}}) {
      out.Put(number);
    }
    for (const Symbol symbol : core_.stated_[each->host.stated]) {
      out.PutText(core_.symbols_.Text(symbol));
    }
    PutChains(*each->host.rare, out);
    out.Put(static_cast<uint32_t>(each->clocks.size()));
    for (const RunningClock& clock : each->clocks) {
      out.PutText(clock.id);
      out.Put(clock.start_ms);
      out.Put(clock.due_ms);
      out.Put(static_cast<uint8_t>(clock.breached ? 1 : 0));
    }
    PutTickets(*each, out);
    std::vector<uint64_t> customers(each->customers.begin(), each->customers.end());
    std::sort(customers.begin(), customers.end());
    out.Put(static_cast<uint32_t>(customers.size()));
    for (const uint64_t customer : customers) out.Put(customer);
  }
  for (const std::unique_ptr<DeskAlarm>& alarm : alarms_) {
    PutAlarm(alarm->state, out);
    PutChains(*alarm->host.rare, out);
    out.Put(int64_t{alarm->host.opened_ms});
  }
  std::vector<Slot> parts;
  if (!incidents_.empty()) {
    for (const Slot slot : core_.tickets_.InOrder()) {
      if (core_.tickets_[slot].rare->incident != 0) parts.push_back(slot);
    }
  }
  out.Put(static_cast<uint32_t>(parts.size()));
  for (const Slot slot : parts) PutPart(core_.tickets_[slot], out);
}

bool IncidentDesk::GetIncident(ByteReader& in, const std::map<uint64_t, Slot>& slots) {
  const auto version_of = [&](uint8_t index) -> const PolicyVersion* {
    return core_.versions_[index].get();
  };
  const auto is_held = [&](Symbol symbol) { return core_.symbols_.IsHeld(symbol); };
  auto incident = std::make_unique<Incident>();
  incident->ordinal = in.Get<uint32_t>();
  incident->id = std::string(in.GetText());
  incident->family = std::string(in.GetText());
  const auto flags = in.Get<uint8_t>();
  incident->open = (flags & 1) != 0;
  incident->by_person = (flags & 2) != 0;
  incident->stream = in.Get<uint32_t>();
  incident->levels = in.Get<uint32_t>();
  for (int64_t* number : {&incident->opened_ms, &incident->since_ms, &incident->forget_ms,
                          &incident->tickets, &incident->waiting_ms}) {
    *number = in.Get<int64_t>();
  }
  incident->host.opened_ms = GetTime(in);
  StatedFacts::Values stated = {};
  for (Symbol& symbol : stated) {
    const std::string_view text = in.GetText();
    symbol = core_.symbols_.Find(text);
    if (symbol == 0 && !text.empty()) return false;
  }
  incident->host.stated = core_.stated_.Restore(stated);
  if (!GetChains(in, version_of, is_held, incident->host.rare)) return false;
  for (uint32_t i = in.GetCount(kClockBytes); i > 0; --i) {
    RunningClock clock;
    clock.id = std::string(in.GetText());
    clock.start_ms = GetTime(in);
    clock.due_ms = GetTime(in);
    clock.breached = (in.Get<uint8_t>() & 1) != 0;
    incident->clocks.push_back(std::move(clock));
  }
  GetTickets(in, slots, *incident);
  for (uint32_t i = in.GetCount(8); i > 0; --i) incident->customers.insert(in.Get<uint64_t>());
  const bool rises = incidents_.empty() || incidents_.back()->ordinal < incident->ordinal;
  const size_t family = FamilyOf(incident->family);
  const bool known = family < families_.size();
  if (!in.ok() || !rises || incident->ordinal == 0 || incident->ordinal >= next_ordinal_ ||
      (incident->open && !known) ||
      (known && incident->stream >= std::max<size_t>(families_[family]->table.size(), 1))) {
    return false;
  }
  if (incident->open && families_[family]->table.size() == 0) return false;
  open_ += incident->open ? 1 : 0;
  core_.AddUses(incident->host, +1);
  incidents_.push_back(std::move(incident));
  return true;
}

bool IncidentDesk::Get(ByteReader& in, const std::map<uint64_t, Slot>& slots) {
  UsePolicy();
  if (in.finished()) return empty();  // nothing is looked for, and nothing was written
  for (const std::unique_ptr<StreamFamily>& family : families_) {
    if (!GetTable(in, core_.symbols_, slots, core_.now_ms_, family->table)) return false;
  }
  next_ordinal_ = in.Get<uint32_t>();
  for (uint32_t i = in.GetCount(kIncidentBytes); i > 0; --i) {
    if (!GetIncident(in, slots)) return false;
  }
  const auto version_of = [&](uint8_t index) -> const PolicyVersion* {
    return core_.versions_[index].get();
  };
  const auto is_held = [&](Symbol symbol) { return core_.symbols_.IsHeld(symbol); };
  for (const std::unique_ptr<DeskAlarm>& alarm : alarms_) {
    GetAlarm(in, slots, alarm->state);
    if (!GetChains(in, version_of, is_held, alarm->host.rare)) return false;
    alarm->host.opened_ms = GetTime(in);
    core_.AddUses(alarm->host, +1);
  }
  for (uint32_t i = in.GetCount(16); i > 0; --i) {
    const auto found = slots.find(in.Get<uint64_t>());
    if (found == slots.end()) return false;
    RareParts& rare = core_.tickets_[found->second].rare.Make();
    rare.incident = in.Get<uint32_t>();
    if (OfOrdinal(rare.incident) == nullptr) return false;
    for (uint32_t j = in.GetCount(kStandingBytes); j > 0; --j) {
      escalate::StandingRun run;
      run.left_ms = GetTime(in);
      run.handoff_ms = GetTime(in);
      run.escalation = in.Get<uint16_t>();
      run.version = in.Get<uint8_t>();
      rare.standing.push_back(run);  // if its run has ended meanwhile it means nothing
    }
  }
  Rearm();
  return in.finished();
}

}  // namespace waypost::engine
