// Which of those who are free is asked, by comparing everybody by every tie.
#include <algorithm>

#include "lib/base/philox.h"
#include "tests/sim/auditor.h"
#include "waypost/v1/policy.pb.h"

namespace waypost::sim {
namespace {

using v1::Queue;

constexpr uint64_t kSeed = 0;  // of the engine
constexpr int64_t kWindowMs = 30 * 60'000;
constexpr int64_t kFull = 1'000'000'000;

// `choice` of kSimPolicy; queues that collect have none.
std::vector<Queue::Tie> TiesOf(const std::string& queue, const DeskLimits& limits) {
  if (limits.windows.count(queue) != 0) return {Queue::PREFERENCE, Queue::LONGEST_IDLE};
  if (queue == "expert") return {Queue::LEAST_VERSATILE, Queue::ROUND_ROBIN};
  if (queue == "bulk") return {Queue::PREFERENCE, Queue::LEAST_LOAD, Queue::WEIGHTED_RANDOM};
  if (queue == "care") {
    return {Queue::RING, Queue::FEWEST_IN_WINDOW, Queue::LONGEST_IDLE, Queue::LONGEST_SINCE_WORK};
  }
  return {Queue::PREFERENCE, Queue::LONGEST_IDLE};
}

}  // namespace

// The smallest is asked.
int64_t Auditor::RankBy(int tie, const Ticket& ticket, const Agent& agent) const {
  switch (tie) {
    case Queue::PREFERENCE:
      return -ScoreOf(ticket, agent);
    case Queue::RING:
      return agent.facts.ring();
    case Queue::LEAST_VERSATILE:
      return agent.facts.skills_size() + agent.facts.languages_size();
    case Queue::LEAST_LOAD: {
      int64_t half_units = 0;
      for (const std::string& id : agent.tickets) half_units += HalfUnitsOf(agent, tickets_.at(id));
      return half_units * kFull / CapacityOf(agent.facts);
    }
    case Queue::LONGEST_IDLE:
      return agent.idle_since_ms;
    case Queue::LONGEST_SINCE_WORK:
      return agent.worked_ms;
    case Queue::FEWEST_IN_WINDOW:
      return std::count_if(agent.given_ms.begin(), agent.given_ms.end(),
                           [&](int64_t given_ms) { return given_ms > at_ms_ - kWindowMs; });
    case Queue::ROUND_ROBIN: {
      const auto last = rounds_.find(ticket.queue);
      return last == rounds_.end() || agent.joined > last->second ? 0 : 1;
    }
    default:
      return 0;
  }
}

bool Auditor::CouldBeAsked(const Ticket& ticket, const Agent& agent) const {
  return ticket.asked.count(agent.facts.id()) == 0 && IsFree(agent, ticket) &&
         MayTake(ticket, agent);
}

bool Auditor::AnybodyIsFreeFor(const Ticket& ticket) const {
  return std::any_of(agents_.begin(), agents_.end(),
                     [&](const auto& entry) { return CouldBeAsked(ticket, entry.second); });
}

// By the order of joining; of those who come last only if there is nobody else.
std::vector<std::string> Auditor::FreeFor(const Ticket& ticket) const {
  std::vector<std::string> free;
  const bool others = std::any_of(agents_.begin(), agents_.end(), [&](const auto& entry) {
    return !ComesLast(entry.second) && CouldBeAsked(ticket, entry.second);
  });
  for (const auto& [id, agent] : agents_) {
    if (others && ComesLast(agent)) continue;
    if (CouldBeAsked(ticket, agent)) free.push_back(id);
  }
  std::sort(free.begin(), free.end(), [&](const std::string& a, const std::string& b) {
    return agents_.at(a).joined < agents_.at(b).joined;
  });
  return free;
}

// A draw is named by the number of the event that tells of it.
std::string Auditor::Draw(const std::vector<std::string>& from, uint64_t number) const {
  const auto weight_of = [&](const std::string& id) {
    return static_cast<uint64_t>(std::max(1, agents_.at(id).facts.weight()));
  };
  uint64_t sum = 0;
  for (const std::string& id : from) sum += weight_of(id);
  uint64_t drawn = PhiloxStream(kSeed, number).Below(sum);
  for (const std::string& id : from) {
    if (drawn < weight_of(id)) return id;
    drawn -= weight_of(id);
  }
  return "?";
}

// Notes which ties told somebody apart, if it is to be decided by the event of this number.
std::string Auditor::ChosenFor(const Ticket& ticket, uint64_t number) {
  std::vector<std::string> left = FreeFor(ticket);
  if (left.empty()) return "";
  for (const Queue::Tie tie : TiesOf(ticket.queue, limits_)) {
    if (left.size() == 1) break;
    const std::string kind = "tie " + Queue::Tie_Name(tie);
    if (tie == Queue::WEIGHTED_RANDOM) {
      ++checks_[kind];
      return Draw(left, number);
    }
    const auto rank = [&](const std::string& id) { return RankBy(tie, ticket, agents_.at(id)); };
    int64_t smallest = rank(left[0]);
    for (const std::string& id : left) smallest = std::min(smallest, rank(id));
    const size_t before = left.size();
    left.erase(std::remove_if(left.begin(), left.end(),
                              [&](const std::string& id) { return rank(id) > smallest; }),
               left.end());
    if (left.size() < before || tie == Queue::ROUND_ROBIN) ++checks_[kind];
    if (tie == Queue::ROUND_ROBIN) break;
  }
  return left[0];
}

// A round goes on after whoever was chosen last, whoever else has taken a ticket since.
void Auditor::NoteChosen(const Ticket& ticket, const Agent& agent) {
  const std::vector<Queue::Tie> ties = TiesOf(ticket.queue, limits_);
  if (std::find(ties.begin(), ties.end(), Queue::ROUND_ROBIN) == ties.end()) return;
  rounds_[ticket.queue] = agent.joined;
}

}  // namespace waypost::sim
