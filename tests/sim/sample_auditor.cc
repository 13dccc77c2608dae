// Reviews: two of each day's tickets at midnight, a share at once, never by whoever had the ticket.
#include <algorithm>

#include "tests/sim/quiet_auditors.h"

namespace waypost::sim {
namespace {

constexpr int64_t kDrawDayMs = 86'400'000;
constexpr int64_t kReviewMs = 2 * kDrawDayMs;
constexpr size_t kDrawnADay = 2;

class SampleAuditor : public QuietAuditor {
 public:
  void SeeTimers(int64_t now_ms, const std::vector<v1::Event>& events) override {
    for (const v1::Event& event : events) See(event);
    for (const auto& [key, due_ms] : open_) {
      if (due_ms < now_ms) Find("a review did not lapse: " + std::get<0>(key));
    }
    CheckDraws(now_ms);
  }

  void SeeCommand(int64_t /*now_ms*/, const v1::Command& command,
                  const std::vector<v1::Event>& events) override {
    const bool refused = events.empty() || events[0].has_command_refused();
    if (command.has_open_ticket() && !refused) {
      const std::string& ticket = command.open_ticket().ticket_id();
      had_[ticket].clear();
      reviewers_[ticket].clear();
      done_.erase(ticket);
    }
    if (command.has_record_review()) SeeRecord(command.record_review(), events);
    for (const v1::Event& event : events) See(event);
  }

 private:
  using Key = std::tuple<std::string, std::string, std::string>;  // ticket, sample, reviewer
  struct Drawn {
    std::set<std::string> candidates;
    std::set<std::string> drawn;
    size_t erased = 0;
  };

  void SeeRecord(const v1::RecordReview& command, const std::vector<v1::Event>& events) {
    if (events.size() != 1) return Find("a review has one answer");
    const Key key(command.ticket_id(), command.sample(), command.reviewer());
    const bool asked = open_.count(key) > 0;
    const bool may = asked && barred_.count(key) == 0;
    Check(may ? "recorded" : asked ? "has had it since" : "not recorded");
    if (events[0].has_review_changed() != may) Find("a record", events[0]);
  }

  // A ticket that is solved for the first time, or over without that, is looked at once.
  void NoteDone(const v1::Event& event) {
    const bool solved = event.has_ticket_solved();
    if ((!solved && !event.has_ticket_closed()) || !done_.insert(event.ticket_id()).second) return;
    draws_[event.at_ms() / kDrawDayMs].candidates.insert(event.ticket_id());
    done_now_ = event.ticket_id();
  }

  void See(const v1::Event& event) {
    const std::string& ticket = event.ticket_id();
    if (event.has_ticket_assigned()) {
      const std::string& agent = event.ticket_assigned().agent_id();
      had_[ticket].insert(agent);
      for (const auto& [key, due_ms] : open_) {
        const bool theirs = std::get<0>(key) == ticket && std::get<2>(key) == "agent:" + agent;
        if (theirs) barred_.insert(key);
      }
    }
    NoteDone(event);
    if (event.has_ticket_erased()) ForgetTicket(ticket);
    if (event.has_review_changed()) SeeReview(event);
  }

  void SeeReview(const v1::Event& event) {
    const v1::ReviewChanged& review = event.review_changed();
    const Key key(event.ticket_id(), review.sample(), review.reviewer());
    if (review.state() == v1::ReviewChanged::RECORDED ||
        review.state() == v1::ReviewChanged::LAPSED) {
      const auto known = open_.find(key);
      if (known == open_.end()) return Find("nobody was asked", event);
      if (review.state() == v1::ReviewChanged::LAPSED) {
        Check("lapsed");
        if (known->second != event.at_ms()) Find("a lapse", event);
      }
      open_.erase(known);
      barred_.erase(key);
      return;
    }
    if (review.sample() == "daily") {
      Check("daily");
      if (event.at_ms() % kDrawDayMs != 0) Find("not at midnight", event);
      Drawn& draw = draws_[event.at_ms() / kDrawDayMs - 1];
      if (draw.candidates.count(event.ticket_id()) == 0) Find("none of that day", event);
      draw.drawn.insert(event.ticket_id());
    } else {
      Check("share");
      if (event.ticket_id() != done_now_) Find("not when it is done", event);
    }
    if (review.state() == v1::ReviewChanged::SKIPPED) return Check("skipped");
    const std::string agent = review.reviewer().substr(review.reviewer().find(':') + 1);
    if (had_[event.ticket_id()].count(agent) > 0) Find("who has had it reviews it", event);
    if (!reviewers_[event.ticket_id()].insert(agent).second) Find("reviews it twice", event);
    if (review.due_ms() != event.at_ms() + kReviewMs) Find("how long", event);
    open_[key] = review.due_ms();
  }

  // A day that is over has been drawn from: two, or as many as there were. Of an erased ticket
  // nobody knows whether it was one of the two.
  void CheckDraws(int64_t now_ms) {
    while (!draws_.empty() && (draws_.begin()->first + 1) * kDrawDayMs < now_ms) {
      const Drawn& draw = draws_.begin()->second;
      const size_t expected = std::min(kDrawnADay, draw.candidates.size());
      Check("a day");
      const bool right =
          draw.drawn.size() <= expected && draw.drawn.size() + draw.erased >= expected;
      if (!right) {
        Find("drawn of a day: " + std::to_string(draw.drawn.size()) + " of " +
             std::to_string(draw.candidates.size()));
      }
      draws_.erase(draws_.begin());
    }
  }

  void ForgetTicket(const std::string& ticket) {
    for (auto at = open_.begin(); at != open_.end();) {
      at = std::get<0>(at->first) == ticket ? open_.erase(at) : std::next(at);
    }
    for (auto& [day, draw] : draws_) draw.erased += draw.candidates.erase(ticket);
  }

  std::map<std::string, std::set<std::string>> reviewers_;
  std::map<std::string, std::set<std::string>> had_;
  std::set<std::string> done_;
  std::string done_now_;
  std::map<Key, int64_t> open_;     // when they lapse
  std::set<Key> barred_;            // who have had the ticket since they were asked
  std::map<int64_t, Drawn> draws_;  // by day
};

}  // namespace

std::unique_ptr<QuietAuditor> MakeSampleAuditor() { return std::make_unique<SampleAuditor>(); }

}  // namespace waypost::sim
