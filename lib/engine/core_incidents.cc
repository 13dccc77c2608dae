// Incidents: how they open and close, which tickets are part of them, their levels and clocks.
#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/engine/bits.h"
#include "lib/engine/incident_desk.h"
#include "lib/engine/ticket_facts.h"

namespace waypost::engine {
namespace {

constexpr uint8_t kIncidentClosed = 1;  // IncidentLeft.Why
constexpr uint8_t kMoved = 2;
constexpr uint8_t kTicketEnded = 3;

}  // namespace

Incident* IncidentDesk::OfOrdinal(uint32_t ordinal) const {
  const auto found = std::lower_bound(incidents_.begin(), incidents_.end(), ordinal,
                                      [](const std::unique_ptr<Incident>& each, uint32_t wanted) {
                                        return each->ordinal < wanted;
                                      });
  return found == incidents_.end() || (*found)->ordinal != ordinal ? nullptr : found->get();
}

std::string_view IncidentDesk::IdOf(uint32_t ordinal) const {
  for (const std::unique_ptr<Incident>& each : incidents_) {
    if (each->ordinal == ordinal) return each->id;
  }
  return {};
}

const Incident* IncidentDesk::FindIncident(std::string_view id) const {
  for (const std::unique_ptr<Incident>& each : incidents_) {
    if (each->id == id) return each.get();
  }
  return nullptr;
}

std::vector<std::string> IncidentDesk::ValuesOf(const Incident& incident) const {
  std::vector<std::string> values;
  const size_t family = FamilyOf(incident.family);
  if (family == families_.size()) return values;
  const escalate::StreamTable& table = families_[family]->table;
  for (uint32_t at = incident.stream; table.size() > 0 && table.node(at).depth > 0;
       at = table.node(at).above) {
    values.emplace_back(core_.symbols_.Text(table.node(at).value));
  }
  std::reverse(values.begin(), values.end());
  return values;
}

std::string IncidentDesk::LevelOf(const Incident& incident) const {
  const size_t family = FamilyOf(incident.family);
  if (family == families_.size() || incident.levels == 0) return {};
  const policy::IncidentStream& row = RowOf(family);
  if (row.levels.empty()) return {};
  const size_t level = std::min<size_t>(incident.levels, row.levels.size()) - 1;
  return core_.current().tables().names[row.levels[level].id];
}

void IncidentDesk::Tell(EventKind kind, const Incident& incident, const IncidentNews& news,
                        const RuleRef& rule) {
  Event event = core_.Make(kind);
  event.rule = rule;
  event.incident_id = incident.id;
  event.incident = &news;
  core_.Emit(event);
}

// Where several are open about a ticket, the one of the narrowest stream: the family declared
// first, then the older one.
Incident* IncidentDesk::IncidentFor(const Ticket& ticket) {
  if (open_ == 0 || ticket.rare->outbound || ticket.state == TicketState::kClosed) return nullptr;
  const absl::Span<const uint64_t> of = FamiliesOf(ticket);
  const std::vector<uint64_t> matches(of.begin(), of.end());
  Incident* found = nullptr;
  uint32_t depth = 0;
  for (size_t family = 0; family < families_.size() && found == nullptr; ++family) {
    if (!HasBit(matches, family)) continue;
    const escalate::StreamTable& table = families_[family]->table;
    const uint32_t stream = table.Find(StreamValues(ticket, family));
    for (const std::unique_ptr<Incident>& each : incidents_) {
      if (!each->open || each->family != families_[family]->id) continue;
      if (ticket.opened_ms < each->since_ms || !table.IsWithin(stream, each->stream)) continue;
      if (found != nullptr && table.node(each->stream).depth <= depth) continue;
      found = each.get();
      depth = table.node(each->stream).depth;
    }
  }
  return found;
}

Incident& IncidentDesk::Add(size_t family, uint32_t stream, std::string id) {
  auto incident = std::make_unique<Incident>();
  incident->ordinal = next_ordinal_++;
  incident->family = families_[family]->id;
  incident->stream = stream;
  for (uint32_t number = incident->ordinal; id.empty(); ++number) {
    std::string name = absl::StrCat(incident->family, "-", number);
    if (FindIncident(name) == nullptr) id = std::move(name);
  }
  incident->id = std::move(id);
  incidents_.push_back(std::move(incident));
  FillHost(*incidents_.back(), family);
  return *incidents_.back();
}

// Conditions of the incident's chain read the stream's facts.
void IncidentDesk::FillHost(Incident& incident, size_t family) {
  static constexpr uint32_t kStated[kStatedFactCount] = {
      policy::kFactChannel,  policy::kFactProduct, policy::kFactRegion,
      policy::kFactPlatform, policy::kFactTier,    policy::kFactCustomerType};
  const escalate::StreamTable& table = families_[family]->table;
  StatedFacts::Values values = {};
  for (uint32_t at = incident.stream; table.size() > 0 && table.node(at).depth > 0;
       at = table.node(at).above) {
    const uint32_t fact = RowOf(family).facts[table.node(at).depth - 1];
    const auto* const place = std::find(std::begin(kStated), std::end(kStated), fact);
    if (place == std::end(kStated)) continue;
    core_.symbols_.Acquire(table.node(at).value);
    values[static_cast<size_t>(place - kStated)] = table.node(at).value;
  }
  incident.host.stated = core_.stated_.Acquire(values, core_.symbols_);
  incident.host.opened_ms = core_.at_ms_;
}

// A surge of a wider stream is another incident.
Incident* IncidentDesk::Lingering(size_t family, uint32_t stream) {
  Incident* found = nullptr;
  const escalate::StreamTable& table = families_[family]->table;
  for (const std::unique_ptr<Incident>& each : incidents_) {
    if (each->open || each->family != families_[family]->id) continue;
    if (core_.at_ms_ > each->forget_ms) continue;
    if (!table.IsWithin(stream, each->stream)) continue;
    if (found == nullptr || each->forget_ms > found->forget_ms) found = each.get();
  }
  return found;
}

void IncidentDesk::OpenAbout(size_t family, uint32_t stream, int64_t since_ms, bool by_person,
                             std::string id) {
  Incident* const known = id.empty() ? Lingering(family, stream) : nullptr;
  Incident& incident = known != nullptr ? *known : Add(family, stream, std::move(id));
  incident.open = true;
  ++open_;
  incident.by_person = by_person;
  incident.opened_ms = core_.at_ms_;
  incident.since_ms = known != nullptr ? std::min(incident.since_ms, since_ms) : since_ms;
  const auto row = static_cast<uint16_t>(family);
  const std::vector<std::string> values = ValuesOf(incident);
  IncidentNews news;
  news.name = incident.family;
  news.values = values;
  news.by_person = by_person;
  news.reopened = known != nullptr;
  Event event = core_.Make(EventKind::kIncidentOpened);
  event.rule = {RuleRef::Kind::kIncidentStream, core_.current_, row, 0};
  event.incident_id = incident.id;
  event.incident = &news;
  event.due_ms = since_ms;
  core_.Emit(event);
  families_[family]->table.OpenIncident(incident.stream, core_.at_ms_);
  StartChain(HostOf(incident), RowOf(family).escalation);
  // Reopened before its tickets have left: they stay.
  for (const IncidentMember& each : incident.waiting) {
    incident.members.emplace(each.ordinal, each.slot);
  }
  incident.waiting.clear();
  CollectSightings(incident, family);
}

// The tickets that made the surge join one by one, at this very instant.
void IncidentDesk::CollectSightings(Incident& incident, size_t family) {
  const escalate::StreamTable& table = families_[family]->table;
  incident.waiting_ms = core_.at_ms_;
  for (const escalate::Sighting& sighting : table.sightings()) {
    if (sighting.at_ms < incident.since_ms) continue;
    if (!table.IsWithin(sighting.stream, incident.stream)) continue;
    incident.waiting.push_back({sighting.ticket, sighting.slot});
  }
}

void IncidentDesk::Review(Slot slot) {
  const Ticket& ticket = core_.tickets_[slot];
  const uint32_t held = ticket.rare->incident;
  if (held == 0 && open_ == 0) return;
  Incident* const next = IncidentFor(ticket);
  Incident* const before = held == 0 ? nullptr : OfOrdinal(held);
  if (before == next) return;
  if (before != nullptr) Leave(slot, *before, before->open ? kMoved : kIncidentClosed);
  if (next != nullptr) Join(slot, *next);
  Rearm();
}

void IncidentDesk::Join(Slot slot, Incident& incident) {
  Ticket& ticket = core_.tickets_[slot];
  ticket.rare.Make().incident = incident.ordinal;
  incident.members.emplace(ticket.ordinal, slot);
  incident.customers.insert(CustomerOf(ticket));
  ++incident.tickets;
  IncidentNews news;
  news.customers = static_cast<int64_t>(incident.customers.size());
  const auto family = static_cast<uint16_t>(FamilyOf(incident.family));
  Event event = core_.Make(EventKind::kIncidentJoined, ticket,
                           {RuleRef::Kind::kIncidentStream, core_.current_, family, 0});
  event.incident_id = incident.id;
  event.incident = &news;
  const uint64_t sequence = core_.Emit(event);
  core_.chain_effects_.clear();
  HoldChains(ticket);
  core_.CarryOutChains(slot);
  escalate::Signal signal;
  signal.kind = escalate::Signal::Kind::kIncidentJoined;
  if (core_.current().escalate().Listens(signal)) {
    core_.pending_.signals.push_back({signal, sequence});
  }
  RaiseLevel(incident);
}

void IncidentDesk::HoldChains(Ticket& ticket) {
  const Incident* const incident = OfOrdinal(ticket.rare->incident);
  if (incident == nullptr || ticket.rare->runs.empty()) return;
  const size_t family = FamilyOf(incident->family);
  if (family == families_.size() || RowOf(family).ticket_chains != policy::TicketChains::kHold) {
    return;
  }
  RareParts& rare = ticket.rare.Make();
  escalate::StandStill(absl::MakeSpan(core_.escalate_versions_), core_.at_ms_, rare.runs,
                       rare.standing, core_.chain_effects_);
}

bool IncidentDesk::TellsInstead(const Ticket& ticket, const escalate::Effect& effect,
                                std::string_view target) const {
  if (ticket.rare->incident == 0 || target == "customer") return false;
  const Incident* const incident = OfOrdinal(ticket.rare->incident);
  if (incident == nullptr || !incident->open) return false;
  const size_t family = FamilyOf(incident->family);
  if (family == families_.size()) return false;
  if (RowOf(family).ticket_chains != policy::TicketChains::kLower) return false;
  const policy::Escalation& chain =
      core_.version(effect.version).tables().escalations[effect.escalation];
  return !chain.urgent && !chain.on.incident_joined;
}

void IncidentDesk::Leave(Slot slot, Incident& incident, uint8_t why) {
  Ticket& ticket = core_.tickets_[slot];
  Event event = core_.Make(EventKind::kIncidentLeft, ticket);
  event.incident_id = incident.id;
  event.code = why;
  core_.Emit(event);
  incident.members.erase(ticket.ordinal);
  RareParts& rare = ticket.rare.Make();
  rare.incident = 0;
  core_.chain_effects_.clear();
  Core::TicketFacts facts(core_, ticket);
  escalate::GoOn(absl::MakeSpan(core_.escalate_versions_), facts, core_.at_ms_, rare.runs,
                 rare.standing, core_.chain_effects_);
  ticket.rare.DropIfEmpty();
  core_.CarryOutChains(slot);
}

void IncidentDesk::Ended(Slot slot) {
  Incident* const incident = OfOrdinal(core_.tickets_[slot].rare->incident);
  if (incident != nullptr) Leave(slot, *incident, kTicketEnded);
}

void IncidentDesk::RaiseLevel(Incident& incident) {
  const size_t family = FamilyOf(incident.family);
  const std::vector<policy::IncidentLevel>& levels = RowOf(family).levels;
  const auto customers = static_cast<int64_t>(incident.customers.size());
  while (incident.levels < levels.size() && levels[incident.levels].at_least <= customers) {
    const auto level = static_cast<uint16_t>(incident.levels++);
    const auto row = static_cast<uint16_t>(family);
    IncidentNews news;
    news.name = core_.current().tables().names[levels[level].id];
    news.customers = customers;
    Tell(EventKind::kIncidentLevelReached, incident, news,
         {RuleRef::Kind::kIncidentLevel, core_.current_, row, level});
    StartClocks(incident, row, level);
    StartChain(HostOf(incident), levels[level].escalation);
  }
}

void IncidentDesk::StartClocks(Incident& incident, uint16_t family, uint16_t level) {
  const policy::Tables& tables = core_.current().tables();
  for (const policy::IncidentClock& clock : tables.incident_streams[family].levels[level].clocks) {
    RunningClock running;
    running.id = tables.names[clock.id];
    running.start_ms = core_.at_ms_;
    running.due_ms =
        clock.calendar == policy::kNone
            ? core_.at_ms_ + clock.within_ms
            : tables.calendars[clock.calendar].calendar.Add(core_.at_ms_, clock.within_ms);
    Event event = core_.Make(EventKind::kIncidentClockStarted);
    IncidentNews news;
    news.name = running.id;
    event.rule = {RuleRef::Kind::kIncidentLevel, core_.current_, family, level};
    event.incident_id = incident.id;
    event.incident = &news;
    event.due_ms = running.due_ms == Calendar::kNever ? 0 : running.due_ms;
    core_.Emit(event);
    incident.clocks.push_back(std::move(running));
  }
}

void IncidentDesk::CloseIncident(Incident& incident, IncidentEnd how) {
  const size_t family = FamilyOf(incident.family);
  incident.open = false;
  --open_;
  incident.clocks.clear();
  EndChains(HostOf(incident));
  IncidentNews news;
  news.customers = static_cast<int64_t>(incident.customers.size());
  news.tickets = incident.tickets;
  Event event = core_.Make(EventKind::kIncidentClosed);
  event.incident_id = incident.id;
  event.incident = &news;
  event.code = static_cast<uint8_t>(how);
  core_.Emit(event);
  families_[family]->table.CloseIncident(incident.stream);
  incident.forget_ms =
      core_.at_ms_ + (how == IncidentEnd::kPolicyGone ? 0 : RowOf(family).linger_ms);
  // Its tickets leave one by one, at this very instant.
  incident.waiting.clear();
  for (const auto& [ordinal, slot] : incident.members) incident.waiting.push_back({ordinal, slot});
  incident.waiting_ms = core_.at_ms_;
  incident.members.clear();
}

int64_t IncidentDesk::DueOf(const Incident& incident) const {
  if (!incident.waiting.empty()) return incident.waiting_ms;
  if (!incident.open) return incident.forget_ms;
  int64_t due_ms = std::min(escalate::NextDue(incident.host.rare->runs), MovesAt(incident.host));
  for (const RunningClock& clock : incident.clocks) {
    if (!clock.breached) due_ms = std::min(due_ms, clock.due_ms);
  }
  return due_ms;
}

bool IncidentDesk::FireIncident(Incident& incident, int64_t due_ms, int64_t& left) {
  while (!incident.waiting.empty() && incident.waiting_ms <= due_ms) {
    if (left == 0) return false;
    --left;
    const IncidentMember member = incident.waiting.front();
    incident.waiting.pop_front();
    if (!IsThere(member.slot, member.ordinal)) continue;
    Stamp(due_ms);
    core_.pending_.incident = true;
    core_.Settle(member.slot);
    core_.ServeFreeAgents();
  }
  if (DueOf(incident) > due_ms) return true;
  if (left == 0) return false;
  --left;
  Stamp(due_ms);
  if (!incident.open) {
    Forget(incident.ordinal);
    return true;
  }
  FireClocks(incident, due_ms);
  MoveChains(HostOf(incident), due_ms);
  FireChains(HostOf(incident), due_ms);
  return true;
}

void IncidentDesk::FireClocks(Incident& incident, int64_t due_ms) {
  for (RunningClock& clock : incident.clocks) {
    if (clock.breached || clock.due_ms > due_ms) continue;
    clock.breached = true;
    IncidentNews news;
    news.name = clock.id;
    Event event = core_.Make(EventKind::kIncidentClockBreached);
    event.incident_id = incident.id;
    event.incident = &news;
    event.due_ms = clock.due_ms;
    core_.Emit(event);
  }
}

void IncidentDesk::Forget(uint32_t ordinal) {
  const auto found =
      std::find_if(incidents_.begin(), incidents_.end(),
                   [&](const std::unique_ptr<Incident>& each) { return each->ordinal == ordinal; });
  core_.AddUses((*found)->host, -1);
  core_.stated_.Release((*found)->host.stated, core_.symbols_);
  incidents_.erase(found);
}

}  // namespace waypost::engine
