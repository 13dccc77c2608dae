#include "lib/route/dispatcher.h"

#include <algorithm>
#include <tuple>

#include "lib/base/check.h"

namespace waypost::route {
namespace {

constexpr int64_t kLastRank = (int64_t{1} << 48) - 1;
constexpr uint64_t kRankBits = kLastRank;

bool Contains(absl::Span<const AgentId> agents, AgentId agent) {
  return std::find(agents.begin(), agents.end(), agent) != agents.end();
}

auto RankOf(const WaitingKey& key, int64_t at_ms) {
  const int64_t rank_ms =
      key.weight == 0 ? key.rank_ms : WeightedArrival(key.rank_ms, key.weight, at_ms);
  return std::make_tuple(key.band, key.priority, key.lane, rank_ms, key.since_ms, key.ordinal);
}

}  // namespace

bool ComesBefore(const WaitingKey& a, const WaitingKey& b, int64_t at_ms) {
  return RankOf(a, at_ms) < RankOf(b, at_ms);
}

ClassId Dispatcher::AcquireClass(absl::Span<const StageNeed> stages, uint32_t language,
                                 absl::Span<const Preferred> preferred, const FixedNeeds& fixed) {
  return classes_.AcquireRequirement(stages, language, preferred, fixed);
}

void Dispatcher::ReleaseClass(ClassId id) {
  classes_.ReleaseRequirement(id);
  WP_CHECK(classes_.IsReferencedRequirement(id) || waiting_.IsEmpty(id),
           "a class was released while a ticket waits in it");
}

void Dispatcher::SetAgent(AgentId agent, const AgentProfile& profile) {
  const ClassId agent_class = classes_.AcquireAgentClass(profile);
  if (agent >= agents_.size()) agents_.resize(agent + 1);
  AgentSlot& slot = agents_[agent];
  const ClassId before = slot.agent_class;
  if (!held_teams_.empty()) MarkHeld(agent_class);
  if (before != agent_class || slot.ordinal != profile.ordinal) {
    Reclassify(agent, agent_class, profile.ordinal);
  }
  if (before != kNoClass) classes_.ReleaseAgentClass(before);
}

void Dispatcher::Reclassify(AgentId agent, ClassId agent_class, uint64_t ordinal) {
  AgentSlot& slot = agents_[agent];
  ClassHeaps<Idle>& idle = idle_last_.Contains(agent) ? idle_last_ : idle_;
  const bool available = idle.Contains(agent);
  const int64_t since_ms = available ? idle.Get(slot.agent_class, agent).since_ms : 0;
  if (available) idle.Remove(slot.agent_class, agent);
  CountOnShift(agent, -1);
  slot.ordinal = ordinal;
  slot.agent_class = agent_class;
  CountOnShift(agent, +1);
  if (available) idle.Insert(agent_class, {since_ms, ordinal, agent});
}

void Dispatcher::RemoveAgent(AgentId agent) {
  const ClassId agent_class = ClassOf(agent);
  SetAvailability(agent, false, 0);
  CountOnShift(agent, -1);
  classes_.ReleaseAgentClass(agent_class);
  agents_[agent] = AgentSlot();
}

void Dispatcher::SetAvailability(AgentId agent, bool can_take_more, int64_t idle_since_ms,
                                 bool comes_last) {
  const ClassId agent_class = ClassOf(agent);
  ClassHeaps<Idle>& idle = comes_last ? idle_last_ : idle_;
  ClassHeaps<Idle>& other = comes_last ? idle_ : idle_last_;
  if (other.Contains(agent)) other.Remove(agent_class, agent);
  const bool available = idle.Contains(agent);
  if (available && can_take_more && idle.Get(agent_class, agent).since_ms == idle_since_ms) return;
  if (available) idle.Remove(agent_class, agent);
  if (can_take_more) idle.Insert(agent_class, {idle_since_ms, agents_[agent].ordinal, agent});
}

void Dispatcher::SetOnShift(AgentId agent, bool on_shift) {
  WP_CHECK(OnRoster(agent), "an agent that is not on the roster was used");
  if (agents_[agent].on_shift == on_shift) return;
  CountOnShift(agent, -1);
  agents_[agent].on_shift = on_shift;
  CountOnShift(agent, +1);
}

void Dispatcher::CountOnShift(AgentId agent, int32_t sign) {
  const AgentSlot& slot = agents_[agent];
  if (!slot.on_shift || slot.agent_class == kNoClass) return;
  if (slot.agent_class >= on_shift_.size()) on_shift_.resize(slot.agent_class + 1);
  on_shift_[slot.agent_class] += static_cast<uint32_t>(sign);
}

ClassId Dispatcher::ClassOf(AgentId agent) const {
  WP_CHECK(OnRoster(agent), "an agent that is not on the roster was used");
  return agents_[agent].agent_class;
}

void Dispatcher::Enqueue(Ticket ticket, ClassId id, const WaitingKey& key,
                         absl::Span<const AgentId> avoided) {
  WP_CHECK(!IsWaiting(ticket), "a waiting ticket was enqueued again");
  WP_CHECK(classes_.IsReferencedRequirement(id), "a ticket was enqueued in a released class");
  if (ticket >= tickets_.size()) tickets_.resize(ticket + 1);
  tickets_[ticket] = {id, avoid_lists_.Make(avoided)};
  Waiting waiting;
  waiting.place = PlaceOf(key);
  waiting.since_ms = key.since_ms;
  waiting.ordinal = key.ordinal;
  waiting.id = ticket;
  waiting.avoids_somebody = !avoided.empty();
  waiting_.Insert(id, waiting);
  if (classes_.WeightOf(id) != 0) ++weighted_;
  for (const uint32_t queue : classes_.QueuesOf(id)) ++waiting_count_[queue];
}

// A rank beyond every year comes last.
uint64_t Dispatcher::PlaceOf(const WaitingKey& key) {
  WP_CHECK(key.band < 16 && key.lane < 16, "a key has too large a band or lane");
  const int64_t rank = std::clamp<int64_t>(key.rank_ms, 0, kLastRank);
  return uint64_t{key.band} << 60 | uint64_t{key.priority} << 52 | uint64_t{key.lane} << 48 |
         static_cast<uint64_t>(rank);
}

void Dispatcher::Dequeue(Ticket ticket) {
  WP_CHECK(IsWaiting(ticket), "a ticket that does not wait was dequeued");
  TicketSlot& slot = tickets_[ticket];
  waiting_.Remove(slot.requirement_class, ticket);
  if (classes_.WeightOf(slot.requirement_class) != 0) --weighted_;
  for (const uint32_t queue : classes_.QueuesOf(slot.requirement_class)) --waiting_count_[queue];
  avoid_lists_.Free(slot.avoided);
  slot = TicketSlot();
}

bool Dispatcher::IsWaiting(Ticket ticket) const { return waiting_.Contains(ticket); }

const Dispatcher::Idle* Dispatcher::BestIn(const ClassHeaps<Idle>& idle, ClassId id,
                                           absl::Span<const AgentId> avoided) const {
  const auto accept = [avoided](const Idle& entry) {
    return avoided.empty() || !Contains(avoided, entry.id);
  };
  const absl::Span<const uint32_t> scores = classes_.ScoresOf(id);
  return scores.empty() ? idle.Best(classes_.ServersOf(id), held_.words(), accept)
                        : idle.BestScored(classes_.ServersOf(id), held_.words(), scores, accept);
}

std::optional<AgentId> Dispatcher::BestAgentFor(ClassId id,
                                                absl::Span<const AgentId> avoided) const {
  const Idle* best = BestIn(idle_, id, avoided);
  if (best == nullptr) best = BestIn(idle_last_, id, avoided);
  return best == nullptr ? std::nullopt : std::optional<AgentId>(best->id);
}

void Dispatcher::AvailableFor(ClassId id, absl::Span<const AgentId> avoided,
                              std::vector<Available>& agents) const {
  const absl::Span<const uint32_t> scores = classes_.ScoresOf(id);
  const size_t before = agents.size();
  for (const ClassHeaps<Idle>* idle : {&idle_, &idle_last_}) {
    ForEachCommonBit(classes_.ServersOf(id), idle->not_empty(), held_.words(),
                     [&](ClassId agent_class) {
                       const uint32_t score = scores.empty() ? 0 : scores[agent_class];
                       for (const Idle& entry : idle->heap(agent_class).entries()) {
                         if (!Contains(avoided, entry.id)) agents.push_back({entry.id, score});
                       }
                     });
    if (agents.size() > before) return;
  }
}

// Arrivals before 1970 are one.
int64_t Dispatcher::RankAt(int64_t arrival_ms, uint16_t weight, int64_t at_ms) {
  return std::clamp<int64_t>(WeightedArrival(arrival_ms, weight, at_ms), 0, kLastRank);
}

// As it is compared at an instant.
Dispatcher::Waiting Dispatcher::AsOf(const Waiting& waiting, ClassId id, int64_t at_ms) const {
  const uint16_t weight = classes_.WeightOf(id);
  if (weight == 0) return waiting;
  Waiting now = waiting;
  const auto arrival_ms = static_cast<int64_t>(waiting.place & kRankBits);
  const int64_t rank = RankAt(arrival_ms, weight, at_ms);
  now.place = (waiting.place & ~kRankBits) | static_cast<uint64_t>(rank);
  return now;
}

// Compares the heads of the classes: within one the order never changes.
const Dispatcher::Waiting* Dispatcher::BestWeighted(Words classes, AgentId agent,
                                                    int64_t at_ms) const {
  const Waiting* best = nullptr;
  Waiting best_now;
  const auto accept = [this, agent](const Waiting& waiting) { return !Avoids(waiting, agent); };
  ForEachCommonBit(classes, waiting_.not_empty(), [&](ClassId id) {
    const Waiting* const head = waiting_.heap(id).FirstAccepted(nullptr, accept);
    if (head == nullptr) return;
    const Waiting now = AsOf(*head, id, at_ms);
    if (best != nullptr && !(now < best_now)) return;
    best = head;
    best_now = now;
  });
  return best;
}

const Dispatcher::Waiting* Dispatcher::BestWaiting(Words classes, AgentId agent,
                                                   int64_t at_ms) const {
  if (weighted_ > 0) return BestWeighted(classes, agent, at_ms);
  return waiting_.Best(classes,
                       [this, agent](const Waiting& waiting) { return !Avoids(waiting, agent); });
}

std::optional<Ticket> Dispatcher::BestTicketFor(AgentId agent, int64_t at_ms,
                                                bool collected_too) const {
  const ClassId agent_class = ClassOf(agent);
  if (TestBit(held_.words(), agent_class)) return std::nullopt;
  const Waiting* best = BestWaiting(classes_.ServedBy(agent_class), agent, at_ms);
  if (collected_too) {
    const Waiting* const other = BestWaiting(classes_.CollectedFor(agent_class), agent, at_ms);
    const auto as_of = [&](const Waiting& waiting) {
      return AsOf(waiting, tickets_[waiting.id].requirement_class, at_ms);
    };
    if (best == nullptr || (other != nullptr && as_of(*other) < as_of(*best))) best = other;
  }
  return best == nullptr ? std::nullopt : std::optional<Ticket>(best->id);
}

size_t Dispatcher::CountBefore(absl::Span<const AgentId> agents, const WaitingKey& key,
                               int64_t at_ms) const {
  std::vector<ClassId> servers;
  for (const AgentId agent : agents) servers.push_back(ClassOf(agent));
  std::sort(servers.begin(), servers.end());
  servers.erase(std::unique(servers.begin(), servers.end()), servers.end());
  WaitingKey now = key;
  if (key.weight != 0) now.rank_ms = RankAt(key.rank_ms, key.weight, at_ms);
  Waiting own;
  own.place = PlaceOf(now);
  own.since_ms = key.since_ms;
  own.ordinal = key.ordinal;
  size_t before = 0;
  ForEachBit(waiting_.not_empty(), [&](ClassId id) {
    const bool served = std::any_of(servers.begin(), servers.end(),
                                    [&](ClassId server) { return classes_.MayServe(id, server); });
    if (!served) return;
    before += waiting_.heap(id).CountFirst(
        [&](const Waiting& waiting) { return AsOf(waiting, id, at_ms) < own; });
  });
  return before;
}

// --- batches

void Dispatcher::AppendBatchesFor(AgentId agent, std::vector<uint32_t>& batches) const {
  const ClassId agent_class = ClassOf(agent);
  if (TestBit(held_.words(), agent_class)) return;
  const auto accept = [&](const Waiting& waiting) { return !Avoids(waiting, agent); };
  ForEachCommonBit(classes_.CollectedFor(agent_class), waiting_.not_empty(), [&](ClassId id) {
    const Waiting* const any = waiting_.heap(id).FirstAccepted(nullptr, accept);
    if (any != nullptr) batches.push_back(classes_.BatchOf(id));
  });
}

void Dispatcher::AppendCollected(uint32_t batch, std::vector<Ticket>& tickets) const {
  ForEachBit(waiting_.not_empty(), [&](ClassId id) {
    if (classes_.BatchOf(id) != batch) return;
    bool anybody = false;
    for (const bool last : {false, true}) {
      ForEachServing(id, last, [&](ClassId, uint32_t) { anybody = true; });
    }
    if (!anybody) return;
    for (const Waiting& waiting : waiting_.heap(id).entries()) tickets.push_back(waiting.id);
  });
}

bool Dispatcher::AnybodyWaits() const {
  const Words words = waiting_.not_empty();
  return std::any_of(words.begin(), words.end(), [](uint64_t word) { return word != 0; });
}

// --- teams that are held

bool Dispatcher::IsTeamHeld(uint32_t team) const {
  return std::find(held_teams_.begin(), held_teams_.end(), team) != held_teams_.end();
}

void Dispatcher::MarkHeld(ClassId agent_class) {
  // Programs are nobody of a team's.
  const bool person = classes_.KindOf(agent_class) != expression::AgentKind::kBot;
  if (person && IsTeamHeld(classes_.TeamOf(agent_class))) {
    held_.Set(agent_class);
  } else {
    held_.Reset(agent_class);
  }
}

void Dispatcher::SetTeamHeld(uint32_t team, bool held) {
  if (IsTeamHeld(team) == held) return;
  if (held) {
    held_teams_.push_back(team);
  } else {
    held_teams_.erase(std::find(held_teams_.begin(), held_teams_.end(), team));
  }
  for (ClassId id = 0; id < classes_.agent_class_end(); ++id) {
    if (classes_.IsKnownAgentClass(id)) {
      MarkHeld(id);
    } else {
      held_.Reset(id);  // whoever gets the number next is another class
    }
  }
}

bool Dispatcher::AnyEligible(ClassId id, absl::Span<const AgentId> except) const {
  const uint64_t eligible = classes_.AgentsFor(id);
  uint64_t excepted = 0;
  for (size_t i = 0; i < except.size() && eligible > excepted; ++i) {
    const bool first_mention = !Contains(except.first(i), except[i]);
    if (first_mention && Eligible(id, except[i])) ++excepted;
  }
  return eligible > excepted;
}

bool Dispatcher::AnyOnShift(ClassId id, absl::Span<const AgentId> except) const {
  uint32_t count = 0;
  ForEachBit(classes_.ServersOf(id), [&](ClassId agent_class) {
    if (agent_class < on_shift_.size()) count += on_shift_[agent_class];
  });
  for (size_t i = 0; i < except.size() && count > 0; ++i) {
    const bool first_mention = !Contains(except.first(i), except[i]);
    if (!first_mention || !OnRoster(except[i]) || !agents_[except[i]].on_shift) continue;
    if (TestBit(classes_.ServersOf(id), agents_[except[i]].agent_class)) --count;
  }
  return count > 0;
}

bool Dispatcher::Meets(AgentId agent, absl::Span<const StageNeed> stages, uint32_t language) const {
  return classes_.Meets(ClassOf(agent), stages, language);
}

bool Dispatcher::Eligible(ClassId id, AgentId agent) const {
  return OnRoster(agent) && classes_.MayServe(id, agents_[agent].agent_class);
}

uint32_t Dispatcher::WaitingCount(uint32_t queue) const {
  const auto found = waiting_count_.find(queue);
  return found == waiting_count_.end() ? 0 : found->second;
}

std::optional<int64_t> Dispatcher::OldestSince(uint32_t queue) const {
  std::optional<int64_t> oldest;
  ForEachBit(waiting_.not_empty(), [&](ClassId id) {
    const absl::Span<const uint32_t> queues = classes_.QueuesOf(id);
    if (!std::binary_search(queues.begin(), queues.end(), queue)) return;
    for (const Waiting& waiting : waiting_.heap(id).entries()) {
      oldest = std::min(oldest.value_or(waiting.since_ms), waiting.since_ms);
    }
  });
  return oldest;
}

uint32_t Dispatcher::AvailableAgents(uint32_t queue) const {
  uint32_t count = 0;
  for (const ClassHeaps<Idle>* idle : {&idle_, &idle_last_}) {
    ForEachBit(idle->not_empty(), [&](ClassId agent_class) {
      const bool held = TestBit(held_.words(), agent_class);
      const bool takes = !held && classes_.Takes(agent_class, queue);
      if (takes) count += idle->heap(agent_class).size();
    });
  }
  return count;
}

}  // namespace waypost::route
