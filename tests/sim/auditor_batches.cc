// Which tickets a queue gives out together, and to whom: by trying every way.
#include <algorithm>
#include <tuple>

#include "tests/sim/auditor.h"

namespace waypost::sim {
namespace {

constexpr int64_t kMayNot = -1;
constexpr int64_t kNoWay = INT64_MIN / 2;

// Tickets in the order of serving and agents in the order of idleness; at most some twenty agents.
struct Ways {
  std::vector<std::vector<int64_t>> scores;  // by ticket, then agent; kMayNot
  std::vector<std::vector<int64_t>> best;    // by ticket: of it and those after, by who is taken

  size_t agents() const { return scores.empty() ? 0 : scores[0].size(); }

  // What those from a ticket on, each of whom is to be served, are worth with agents that are not
  // taken; kNoWay: they cannot all be served.
  int64_t Best(size_t ticket, uint32_t taken) {
    if (ticket == scores.size()) return 0;
    if (best.size() < scores.size()) best.resize(scores.size());
    if (best[ticket].empty()) best[ticket].assign(size_t{1} << agents(), kMayNot);
    int64_t& known = best[ticket][taken];
    if (known != kMayNot) return known;
    int64_t most = kNoWay;
    for (uint32_t agent = 0; agent < agents(); ++agent)
      most = std::max(most, With(ticket, agent, taken));
    return best[ticket][taken] = most;
  }

  int64_t With(size_t ticket, uint32_t agent, uint32_t taken) {
    const int64_t score = scores[ticket][agent];
    if (score == kMayNot || (taken >> agent & 1) != 0) return kNoWay;
    const int64_t rest = Best(ticket + 1, taken | 1u << agent);
    return rest == kNoWay ? kNoWay : score + rest;
  }
};

}  // namespace

// Who knows the case is asked at once.
bool Auditor::IsCollected(const Ticket& ticket) const {
  return limits_.windows.count(ticket.queue) != 0 && !IsOwnerFirst(ticket);
}

// A ticket is served whenever that leaves those before it served; of all ways to serve these the
// scores add up to the most; of those each in turn has whoever has been idle for the longest.
Auditor::Round Auditor::RoundOf(const std::string& queue, bool last) const {
  std::vector<std::string> waiting;
  for (const auto& [id, ticket] : tickets_) {
    if (ticket.waits && ticket.queue == queue && IsCollected(ticket)) waiting.push_back(id);
  }
  std::sort(waiting.begin(), waiting.end(), [&](const std::string& a, const std::string& b) {
    const Ticket& first = tickets_.at(a);
    const Ticket& second = tickets_.at(b);
    return std::make_tuple(first.outbound, RankOf(first)) <
           std::make_tuple(second.outbound, RankOf(second));
  });
  std::vector<std::string> free;
  for (const auto& [id, agent] : agents_) {
    if (ComesLast(agent) == last) free.push_back(id);
  }
  std::sort(free.begin(), free.end(), [&](const std::string& a, const std::string& b) {
    const Agent& first = agents_.at(a);
    const Agent& second = agents_.at(b);
    return std::tie(first.idle_since_ms, first.joined) <
           std::tie(second.idle_since_ms, second.joined);
  });
  Ways ways;
  std::vector<std::string> served;
  for (const std::string& id : waiting) {
    const Ticket& ticket = tickets_.at(id);
    std::vector<int64_t>& scores = ways.scores.emplace_back();
    for (const std::string& agent_id : free) {
      const Agent& agent = agents_.at(agent_id);
      scores.push_back(CouldBeAsked(ticket, agent) ? ScoreOf(ticket, agent) : kMayNot);
    }
    ways.best.clear();
    if (ways.Best(0, 0) < 0) {
      ways.scores.pop_back();
    } else {
      served.push_back(id);
    }
  }
  ways.best.clear();
  Round given;
  uint32_t taken = 0;
  for (size_t i = 0; i < served.size(); ++i) {
    const int64_t most = ways.Best(i, taken);
    uint32_t agent = 0;
    while (ways.With(i, agent, taken) != most) ++agent;
    taken |= 1u << agent;
    given.emplace_back(served[i], free[agent]);
  }
  return given;
}

// Those who come last only when nobody else takes any.
Auditor::Round Auditor::NextRound(const std::string& queue) const {
  const Round round = RoundOf(queue, false);
  return round.empty() ? RoundOf(queue, true) : round;
}

// What was given out before in the round may keep an agent from it, by a share or a reserve.
void Auditor::DropWhatCannotBe() {
  while (!round_.empty()) {
    const Ticket& ticket = tickets_[round_[0].first];
    const auto agent = agents_.find(round_[0].second);
    if (ticket.waits && agent != agents_.end() && CouldBeAsked(ticket, agent->second)) return;
    round_.erase(round_.begin());
  }
}

void Auditor::CheckCollected(const std::string& id, const std::string& agent_id,
                             const Ticket& ticket) {
  SeeTimerOfAgent();
  const auto window = windows_.find(ticket.queue);
  const bool ends = by_timer_ && window != windows_.end() && window->second == at_ms_;
  Check("batch", ends,
        id + " is given out at another instant than the end of a window, " +
            (window == windows_.end() ? "none" : std::to_string(window->second)));
  DropWhatCannotBe();
  if (round_.empty()) round_ = NextRound(ticket.queue);
  const std::pair<std::string, std::string> given = {id, agent_id};
  const bool as_expected = !round_.empty() && round_[0] == given;
  Check("batched", as_expected,
        id + " is given to " + agent_id + " instead of " +
            (round_.empty() ? "being left" : round_[0].first + " to " + round_[0].second));
  if (round_.size() > 1) ++checks_["batch of several"];
  if (!round_.empty()) round_.erase(round_.begin());
}

// A ticket has come to wait, or waits anew.
void Auditor::NoteCollected(const Ticket& ticket) {
  if (ticket.waits && IsCollected(ticket)) came_.insert(ticket.queue);
}

bool Auditor::AnybodyIsFreeForThoseIn(const std::string& queue) const {
  return std::any_of(tickets_.begin(), tickets_.end(), [&](const auto& entry) {
    const Ticket& ticket = entry.second;
    return ticket.waits && ticket.queue == queue && IsCollected(ticket) && AnybodyIsFreeFor(ticket);
  });
}

// After a command, and when an instant is over: a window begins for those that came to wait and for
// whoever is free. What comes while one ends is given out with it.
void Auditor::BeginWindows() {
  for (const auto& [queue, window_ms] : limits_.windows) {
    if (windows_.count(queue) != 0) continue;
    if (came_.count(queue) == 0 && !AnybodyIsFreeForThoseIn(queue)) continue;
    windows_[queue] = at_ms_ + window_ms;
    ++checks_["window"];
  }
  came_.clear();
}

// Timers of one instant fire one after the other: whoever is free between two of them begins a
// window, though the second one may take it.
void Auditor::NoteNextTimer(const v1::Event& event) {
  const bool begins_timer = event.offer_ended().how() == v1::OfferEnded::TIMED_OUT ||
                            event.has_stage_started() || event.has_stage_skipped() ||
                            event.has_language_accepted() || event.has_queue_overflow() ||
                            event.has_reserve_released() || event.has_ticket_returned() ||
                            event.has_agent_rested() || event.has_shift_changed();
  const bool by_another = event.ticket_id().empty() || event.ticket_id() != last_ticket_;
  const bool by_timer = event.cause().kind() == v1::Cause::TIMER;
  if (by_timer && begins_timer && by_another && asking_.empty()) BeginWindows();
  last_ticket_ = event.ticket_id();
}

// All timers of an instant have fired.
void Auditor::EndInstant() {
  by_timer_ = true;
  SeeTimerOfAgent();
  round_.clear();
  CheckOccupancy();
  BeginWindows();
  for (auto window = windows_.begin(); window != windows_.end();) {
    if (window->second > at_ms_) {
      ++window;
      continue;
    }
    Check("batch over", NextRound(window->first).empty(),
          window->first + " should have given out more");
    window = windows_.erase(window);
  }
}

// Before an instant: what happens without a word at another one.
int64_t Auditor::NextSilentInstant(int64_t before_ms) const {
  int64_t next_ms = before_ms;
  for (const auto& [queue, end_ms] : windows_) next_ms = std::min(next_ms, end_ms);
  for (const auto& [id, ticket] : tickets_) {
    if (ticket.waits && IsCollected(ticket)) next_ms = std::min(next_ms, ticket.forget_ms);
  }
  return std::min(next_ms, NextSharePeriod(before_ms));
}

void Auditor::PassTo(int64_t at_ms) {
  if (at_ms <= at_ms_) return;
  EndInstant();
  for (int64_t next_ms = NextSilentInstant(at_ms); next_ms < at_ms;
       next_ms = NextSilentInstant(at_ms)) {
    at_ms_ = next_ms;
    EndInstant();
  }
  at_ms_ = at_ms;
  freed_by_ = 0;
}

}  // namespace waypost::sim
