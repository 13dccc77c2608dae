#include "lib/engine/batches.h"

#include <algorithm>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "lib/route/batch_assignment.h"

namespace waypost::engine {
namespace {

bool IsIn(const std::vector<uint32_t>& places, uint32_t place) {
  return std::find(places.begin(), places.end(), place) != places.end();
}

}  // namespace

Symbol Core::Batches::QueueFor(const Core& core, const Ticket& ticket) {
  if (ticket.owner_first != OwnerFirst::kNo) return 0;
  const policy::Queue* const queue = core.QueueOf(ticket);
  return queue == nullptr || queue->batch_window_ms == 0 ? 0 : ticket.queue;
}

// --- windows

void Core::Batches::Begin(Symbol queue) {
  if (EndOf(core_, queue) != Calendar::kNever) return;
  // Under a policy that does not collect any more what is collected goes at once.
  const uint16_t index = core_.current().FindQueue(queue);
  const int64_t window_ms =
      index == policy::kNone ? 0 : core_.current().tables().queues[index].batch_window_ms;
  const OpenBatch batch = {queue, core_.at_ms_ + window_ms};
  const auto after =
      std::upper_bound(core_.batches_.begin(), core_.batches_.end(), batch,
                       [](const OpenBatch& a, const OpenBatch& b) { return a.end_ms < b.end_ms; });
  core_.batches_.insert(after, batch);
  core_.symbols_.Acquire(queue);
}

void Core::Batches::NoteFree(uint32_t place) {
  std::vector<uint32_t> queues;
  core_.dispatcher_.AppendBatchesFor(place, queues);
  // Windows that begin together end in the order of the policy, those it no longer has last.
  std::sort(queues.begin(), queues.end(), [this](Symbol a, Symbol b) {
    const auto of = [this](Symbol queue) {
      return std::make_pair(core_.current().FindQueue(queue), core_.symbols_.Text(queue));
    };
    return of(a) < of(b);
  });
  for (const uint32_t queue : queues) Begin(queue);
}

int64_t Core::Batches::NextDue(const Core& core) {
  return core.batches_.empty() ? Calendar::kNever : core.batches_.front().end_ms;
}

int64_t Core::Batches::EndOf(const Core& core, Symbol queue) {
  const auto open = std::find_if(core.batches_.begin(), core.batches_.end(),
                                 [queue](const OpenBatch& batch) { return batch.queue == queue; });
  return open == core.batches_.end() ? Calendar::kNever : open->end_ms;
}

// --- a round

// Who could be given what, kind by kind. Tickets of one class are one kind, but for those that
// avoid somebody; agents of one class are, but for those whom a ticket avoids.
class Core::Batches::Round {
 public:
  Round(Core& core, Symbol queue, bool last) : core_(core), last_(last) {
    FindTickets(queue);
    FindAgents();
    Weigh();
    LeaveOut();
  }

  // False: nobody takes anything.
  bool GiveOut() {
    const std::vector<uint32_t> servers = route::AssignBatch(batch_);
    bool any = false;
    for (size_t i = 0; i < servers.size(); ++i) {
      if (servers[i] != route::kNobodyServes) any |= Hand(slots_[i], agents_[servers[i]].place);
    }
    return any;
  }

 private:
  struct TicketKind {
    route::ClassId id = 0;
    std::vector<uint32_t> avoided;
  };
  struct AgentKind {
    route::ClassId id = 0;
    uint32_t place = 0;  // of one of them
  };
  struct FreeAgent {
    uint32_t place = 0;
    uint32_t kind = 0;
  };

  auto IdleOf(uint32_t place) const {
    return std::tie(core_.agents_[place].idle_since_ms, core_.agents_[place].ordinal);
  }

  void FindTickets(Symbol queue) {
    std::vector<Slot> found;
    core_.dispatcher_.AppendCollected(queue, found);
    std::vector<std::pair<route::WaitingKey, Slot>> keys;
    keys.reserve(found.size());
    for (const Slot slot : found) keys.emplace_back(core_.KeyOf(core_.tickets_[slot]), slot);
    const int64_t at_ms = core_.at_ms_;
    std::sort(keys.begin(), keys.end(), [at_ms](const auto& a, const auto& b) {
      return route::ComesBefore(a.first, b.first, at_ms);
    });
    absl::flat_hash_map<route::ClassId, uint32_t> kinds;  // looked up only
    for (const auto& [key, slot] : keys) {
      if (slots_.size() == kMostInRound) break;
      const Ticket& ticket = core_.tickets_[slot];
      const absl::Span<const uint32_t> avoided = core_.AvoidedBy(ticket);
      if (!avoided.empty() && !AnybodyFor(ticket.route_class, avoided)) continue;
      slots_.push_back(slot);
      const auto next = static_cast<uint32_t>(ticket_kinds_.size());
      uint32_t kind = next;
      if (avoided.empty()) kind = kinds.emplace(ticket.route_class, next).first->second;
      if (kind == next) {
        ticket_kinds_.push_back({ticket.route_class, {avoided.begin(), avoided.end()}});
      }
      batch_.tickets.push_back(kind);
    }
  }

  // Whether somebody is there whom the ticket does not avoid.
  bool AnybodyFor(route::ClassId id, absl::Span<const uint32_t> avoided) const {
    bool anybody = false;
    core_.dispatcher_.ForEachServing(id, last_, [&](route::ClassId agent_class, uint32_t) {
      if (anybody) return;
      core_.dispatcher_.ForEachAvailable(agent_class, last_, [&](uint32_t place) {
        anybody |= std::find(avoided.begin(), avoided.end(), place) == avoided.end();
      });
    });
    return anybody;
  }

  void FindAgents() {
    std::vector<uint32_t> alone;
    std::vector<route::ClassId> classes;
    for (const TicketKind& kind : ticket_kinds_) {
      alone.insert(alone.end(), kind.avoided.begin(), kind.avoided.end());
      core_.dispatcher_.ForEachServing(
          kind.id, last_, [&](route::ClassId id, uint32_t /*score*/) { classes.push_back(id); });
    }
    std::sort(alone.begin(), alone.end());
    std::sort(classes.begin(), classes.end());
    classes.erase(std::unique(classes.begin(), classes.end()), classes.end());
    for (const route::ClassId id : classes) {
      size_t together = SIZE_MAX;  // those of the class whom no ticket avoids
      core_.dispatcher_.ForEachAvailable(id, last_, [&](uint32_t place) {
        const bool by_itself = std::binary_search(alone.begin(), alone.end(), place);
        size_t kind = by_itself ? SIZE_MAX : together;
        if (kind == SIZE_MAX) {
          kind = agent_kinds_.size();
          agent_kinds_.push_back({id, place});
        }
        if (!by_itself) together = kind;
        agents_.push_back({place, static_cast<uint32_t>(kind)});
      });
    }
    std::sort(agents_.begin(), agents_.end(), [this](const FreeAgent& a, const FreeAgent& b) {
      return IdleOf(a.place) < IdleOf(b.place);
    });
    for (const FreeAgent& agent : agents_) batch_.agents.push_back(agent.kind);
  }

  void Weigh() {
    std::vector<int64_t> score_of_class;
    for (const TicketKind& ticket : ticket_kinds_) {
      score_of_class.clear();
      core_.dispatcher_.ForEachServing(ticket.id, last_, [&](route::ClassId id, uint32_t score) {
        if (id >= score_of_class.size()) score_of_class.resize(id + 1, route::kMayNotServe);
        score_of_class[id] = score;
      });
      std::vector<int64_t>& scores = batch_.scores.emplace_back();
      for (const AgentKind& agent : agent_kinds_) {
        const bool may = agent.id < score_of_class.size() && !IsIn(ticket.avoided, agent.place);
        scores.push_back(may ? score_of_class[agent.id] : route::kMayNotServe);
      }
    }
  }

  // Of each kind no more tickets than there are agents for it.
  void LeaveOut() {
    std::vector<uint32_t> places_for(ticket_kinds_.size());
    for (size_t kind = 0; kind < ticket_kinds_.size(); ++kind) {
      for (const FreeAgent& agent : agents_) {
        if (batch_.scores[kind][agent.kind] != route::kMayNotServe) ++places_for[kind];
      }
    }
    size_t kept = 0;
    for (size_t i = 0; i < slots_.size(); ++i) {
      const uint32_t kind = batch_.tickets[i];
      if (places_for[kind] == 0) continue;
      --places_for[kind];
      batch_.tickets[kept] = kind;
      slots_[kept++] = slots_[i];
    }
    batch_.tickets.resize(kept);
    slots_.resize(kept);
  }

  // What was given before in the round may have changed who may take what.
  bool Hand(Slot slot, uint32_t place) {
    const Ticket& ticket = core_.tickets_[slot];
    if (!core_.dispatcher_.IsWaiting(slot) || core_.agents_[place].id == 0) return false;
    if (!core_.dispatcher_.MayBeGiven(ticket.route_class, place)) return false;
    core_.dispatcher_.Dequeue(slot);
    core_.Offer(slot, place);
    core_.Settle(slot);
    return true;
  }

  Core& core_;
  bool last_;
  std::vector<Slot> slots_;  // in the order in which they are served
  std::vector<TicketKind> ticket_kinds_;
  std::vector<AgentKind> agent_kinds_;
  std::vector<FreeAgent> agents_;  // the longest idle first
  route::Batch batch_;
};

// While a round gives something out the window stays due at its instant, and the next one follows.
bool Core::Batches::Fire(int64_t due_ms, int64_t& left) {
  if (left == 0) return false;
  --left;
  core_.at_ms_ = due_ms;
  core_.by_timer_ = true;
  core_.command_id_ = {};
  core_.cause_sequence_ = 0;
  const Symbol queue = core_.batches_.front().queue;
  if (Round(core_, queue, false).GiveOut() || Round(core_, queue, true).GiveOut()) {
    core_.ServeFreeAgents();
    return true;
  }
  core_.batches_.erase(core_.batches_.begin());
  core_.symbols_.Release(queue);
  return true;
}

}  // namespace waypost::engine
