// Which of several available agents gets a ticket.
#include <algorithm>
#include <utility>
#include <vector>

#include "lib/engine/core.h"
#include "lib/engine/given_log.h"
#include "lib/route/agent_choice.h"

namespace waypost::engine {
namespace {

using Round = std::pair<Symbol, uint64_t>;

template <typename Rounds>
auto FindRound(Rounds& rounds, Symbol queue) {
  return std::lower_bound(rounds.begin(), rounds.end(), Round{queue, 0});
}

bool ByRounds(const policy::Queue& queue) {
  return std::find(queue.choice.begin(), queue.choice.end(), policy::Tie::kRoundRobin) !=
         queue.choice.end();
}

route::Contender ContenderOf(const Agent& agent, const route::Available& available,
                             const policy::Queue& queue, int64_t at_ms) {
  route::Contender contender;
  contender.agent = available.agent;
  contender.ordinal = agent.ordinal;
  contender.score = available.score;
  contender.ring = agent.ring;
  contender.versatility =
      static_cast<uint32_t>(agent.profile.skills.size() + agent.profile.languages.size());
  contender.half_units = agent.load.half_units();
  contender.capacity = agent.load.capacity_now();
  contender.idle_since_ms = agent.idle_since_ms;
  contender.work_ended_ms = agent.work_ended_ms;
  contender.given = GivenWithin(agent.given_ms, queue.choice_window_ms, at_ms);
  contender.weight = agent.weight;
  return contender;
}

}  // namespace

std::optional<uint32_t> Core::ChooseAgent(const Ticket& ticket,
                                          absl::Span<const uint32_t> avoided) {
  if (!chooses_) return dispatcher_.BestAgentFor(ticket.route_class, avoided);
  uint64_t round = 0;
  const std::optional<uint32_t> chosen = WouldChoose(ticket, avoided, &round);
  if (!chosen || round == 0) return chosen;
  auto at = FindRound(rounds_, ticket.queue);
  if (at == rounds_.end() || at->first != ticket.queue) {
    symbols_.Acquire(ticket.queue);
    at = rounds_.insert(at, {ticket.queue, 0});
  }
  at->second = round;
  return chosen;
}

// `round`: the ordinal of whom the queue's round has come to; 0 if it does not choose in rounds.
std::optional<uint32_t> Core::WouldChoose(const Ticket& ticket, absl::Span<const uint32_t> avoided,
                                          uint64_t* round) const {
  const policy::Queue* const queue = QueueOf(ticket);
  if (queue == nullptr || queue->choice.empty()) {
    return dispatcher_.BestAgentFor(ticket.route_class, avoided);
  }
  std::vector<route::Available> available;
  dispatcher_.AvailableFor(ticket.route_class, avoided, available);
  if (available.empty()) return std::nullopt;
  std::vector<route::Contender> contenders;
  for (const route::Available& agent : available) {
    contenders.push_back(
        ContenderOf(agents_[agent.agent], agent, *queue, std::max(at_ms_, now_ms_)));
  }
  route::ChoiceContext context;
  context.seed = seed_;
  context.draw = next_sequence_;
  const bool by_rounds = ByRounds(*queue);
  const auto last = FindRound(rounds_, ticket.queue);
  if (by_rounds && last != rounds_.end() && last->first == ticket.queue) {
    context.last_ordinal = last->second;
  }
  const route::Contender chosen = route::ChooseAgent(queue->choice, context, std::move(contenders));
  *round = by_rounds ? chosen.ordinal : 0;
  return chosen.agent;
}

// Another policy is in force: rounds of queues that it does not have are over.
void Core::ForgetRounds() {
  for (size_t i = rounds_.size(); i-- > 0;) {
    if (current().FindQueue(rounds_[i].first) != policy::kNone) continue;
    symbols_.Release(rounds_[i].first);
    rounds_.erase(rounds_.begin() + static_cast<std::ptrdiff_t>(i));
  }
}

}  // namespace waypost::engine
