#include "lib/simulate/day.h"

#include <algorithm>
#include <functional>
#include <memory>
#include <queue>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "lib/base/time_units.h"
#include "lib/base/words.h"
#include "lib/engine/policy_body.h"
#include "lib/report/wait_teller.h"
#include "lib/simulate/day_draws.h"
#include "waypost/v1/event.pb.h"

namespace waypost::simulate {
namespace {

constexpr int64_t kNever = INT64_MAX;
constexpr uint32_t kProgressEvery = 1'024;

// What somebody is about to do.
struct Action {
  enum class Kind : uint8_t { kAccept, kReply, kReach, kSolve, kBotsWork, kRate, kLeave };

  int64_t at_ms = 0;
  uint64_t number = 0;  // in the order of planning: no two are equal
  uint32_t ticket = 0;
  uint32_t turn = 0;       // of the ticket, when it was planned
  uint32_t milestone = 0;  // of kReach: in Contact::reached
  Kind kind = Kind::kAccept;

  bool operator>(const Action& other) const {
    return std::pair(at_ms, number) > std::pair(other.at_ms, other.number);
  }
};

struct Ticket {
  std::string agent;  // to whom it is offered, or who has it
  uint32_t turn = 0;  // counts what makes plans void: offers, hands it goes through, its end
  uint32_t offers = 0;
  uint32_t hands = 0;
  bool assigned = false;
  bool replied = false;
  uint64_t reached = 0;  // milestones: a bit each
  bool ended = false;
};

Engine::Options EngineOptions(const DayPlan& plan) {
  Engine::Options options;
  options.seed = plan.seed;
  return options;
}

class Day {
 public:
  Day(const DayPlan& plan, absl::FunctionRef<void(const v1::Command&)> commands, EventSink sink,
      report::WaitSink waits)
      : plan_(plan),
        draws_(plan),
        commands_(commands),
        sink_(sink),
        waits_(waits),
        estimates_(plan.policy.body().tables.work.estimate_from_ms != 0) {}

  absl::StatusOr<DayOutcome> Run(absl::FunctionRef<void(size_t, size_t)> progress) {
    engine_ = Engine::Create(plan_.policy, plan_.begin_ms, EngineOptions(plan_));
    absl::Status status = SetUp();
    const std::vector<int64_t> arrivals = draws_.Arrivals();
    tickets_.resize(arrivals.size());
    const int64_t end_ms = plan_.begin_ms + kDayMs;
    uint32_t arrived = 0;
    while (status.ok()) {
      const int64_t comes_ms = arrived < arrivals.size() ? arrivals[arrived] : kNever;
      const int64_t acts_ms = actions_.empty() ? kNever : ActsAt(actions_.top());
      const int64_t next_ms = std::min(comes_ms, acts_ms);
      const int64_t wakes_ms = engine_->NextWakeup().value_or(kNever);
      if (std::min(next_ms, wakes_ms) >= end_ms) break;
      if (wakes_ms <= next_ms) {
        // What a timer brings, an offer say, somebody answers before the next one comes.
        status = AdvanceTo(wakes_ms);
      } else if (acts_ms < comes_ms) {
        Action action = actions_.top();
        actions_.pop();
        action.at_ms = acts_ms;
        status = Do(action);
      } else {
        if (arrived % kProgressEvery == 0) progress(arrived, arrivals.size());
        status = Open(arrived, comes_ms);
        ++arrived;
      }
    }
    if (status.ok()) status = AdvanceTo(end_ms);
    if (!status.ok()) return status;
    progress(arrivals.size(), arrivals.size());
    return DayOutcome{engine_->StateDigest(), command_count_, engine_->open_tickets(),
                      engine_->GetAttainment()};
  }

 private:
  absl::Status Apply(int64_t at_ms) {
    ++command_count_;
    commands_(command_);
    if (estimates_) teller_(command_);
    absl::Status status;
    // Each call fires as many timers as one call may, so this ends.
    do {
      status = engine_->Apply(at_ms, command_, [this](const v1::Event& event) { Take(event); });
    } while (absl::IsUnavailable(status));
    if (estimates_) teller_.Tell(*engine_, waits_);
    if (status.ok()) return status;
    return ErrorOf(status.code(), Say({"command $0 of the day: $1", "这一天的第 $0 条命令：$1"},
                                      command_count_, WordsOf(status)));
  }

  absl::Status SetUp() {
    for (const Staff& staff : plan_.staff) {
      for (uint32_t i = 1; i <= staff.count; ++i) {
        command_ = staff.command;
        v1::Agent& agent = *command_.mutable_set_agent()->mutable_agent();
        if (staff.count > 1) agent.set_id(absl::StrCat(agent.id(), "-", i));
        if (agent.kind() == v1::Agent::BOT) bots_.insert(agent.id());
        if (absl::Status status = Apply(plan_.begin_ms); !status.ok()) return status;
      }
    }
    return absl::OkStatus();
  }

  // No sooner than the engine's time: what a timer brings at once is answered a moment after it.
  int64_t ActsAt(const Action& action) const { return std::max(action.at_ms, engine_->now_ms()); }

  // Fires what is due before `now_ms`.
  absl::Status AdvanceTo(int64_t now_ms) {
    bool more = true;
    while (more) {
      const absl::Status status = engine_->Advance(
          now_ms, [this](const v1::Event& event) { Take(event); }, &more);
      if (!status.ok()) return status;
    }
    if (estimates_) teller_.Tell(*engine_, waits_);
    return absl::OkStatus();
  }

  // --- customers

  static std::string IdOf(uint32_t ticket) { return absl::StrCat("S", ticket + 1); }

  absl::Status Open(uint32_t number, int64_t at_ms) {
    command_ = plan_.contacts[draws_.ContactOf(number)].command;
    v1::OpenTicket& open = *command_.mutable_open_ticket();
    open.set_ticket_id(IdOf(number));
    if (open.requester_id().empty()) open.set_requester_id(absl::StrCat("customer-", number + 1));
    if (plan_.patience) Plan(number, at_ms + draws_.Patience(number), Action::Kind::kLeave);
    return Apply(at_ms);
  }

  // --- what people do

  void Plan(uint32_t ticket, int64_t at_ms, Action::Kind kind, uint32_t milestone = 0) {
    Action action;
    action.at_ms = at_ms;
    action.number = ++planned_;
    action.ticket = ticket;
    action.turn = tickets_[ticket].turn;
    action.kind = kind;
    action.milestone = milestone;
    actions_.push(action);
  }

  absl::Status Do(const Action& action) {
    Ticket& ticket = tickets_[action.ticket];
    const std::string id = IdOf(action.ticket);
    command_.Clear();
    if (action.kind == Action::Kind::kLeave) {
      if (ticket.ended || ticket.assigned) return absl::OkStatus();
      command_.mutable_abandon()->set_ticket_id(id);
      return Apply(action.at_ms);
    }
    if (action.turn != ticket.turn) return absl::OkStatus();
    switch (action.kind) {
      case Action::Kind::kAccept:
        command_.mutable_accept_offer()->set_ticket_id(id);
        command_.mutable_accept_offer()->set_agent_id(ticket.agent);
        return Apply(action.at_ms);
      case Action::Kind::kReply:
        ticket.replied = true;
        command_.mutable_add_message()->set_ticket_id(id);
        command_.mutable_add_message()->set_author(v1::AddMessage::AGENT);
        command_.mutable_add_message()->set_agent_id(ticket.agent);
        return Apply(action.at_ms);
      case Action::Kind::kReach:
        ticket.reached |= BitOf(action.milestone);
        command_.mutable_reach_milestone()->set_ticket_id(id);
        command_.mutable_reach_milestone()->set_milestone(
            plan_.contacts[draws_.ContactOf(action.ticket)].reached[action.milestone].milestone);
        return Apply(action.at_ms);
      case Action::Kind::kSolve:
        return Solve(id, action);
      case Action::Kind::kBotsWork:
        if (draws_.BotSolves(action.ticket, ticket.hands)) return Solve(id, action);
        command_.mutable_transfer()->set_ticket_id(id);
        command_.mutable_transfer()->set_queue(plan_.bots->queue);
        return Apply(action.at_ms);
      case Action::Kind::kRate:
        return Rate(id, action);
      case Action::Kind::kLeave:
        break;
    }
    return absl::OkStatus();
  }

  absl::Status Solve(const std::string& id, const Action& action) {
    command_.mutable_set_status()->set_ticket_id(id);
    command_.mutable_set_status()->set_status(v1::SOLVED);
    return Apply(action.at_ms);
  }

  absl::Status Rate(const std::string& id, const Action& action) {
    const int32_t csat = draws_.Csat(action.ticket);
    command_.mutable_rate_ticket()->set_ticket_id(id);
    command_.mutable_rate_ticket()->set_csat(csat);
    command_.mutable_rate_ticket()->set_nps(draws_.Nps(action.ticket, csat));
    return Apply(action.at_ms);
  }

  // --- what the engine says

  void Take(const v1::Event& event) {
    sink_(event);
    if (estimates_) teller_(event);
    uint32_t number = 0;
    const std::string& id = event.ticket_id();
    const bool is_ticket = !id.empty() && id[0] == 'S' && absl::SimpleAtoi(id.substr(1), &number);
    if (!is_ticket || number == 0 || number > tickets_.size()) return;
    --number;
    Ticket& ticket = tickets_[number];
    switch (event.kind_case()) {
      case v1::Event::kTicketOffered:
        ++ticket.turn;
        ticket.assigned = false;
        ticket.agent = event.ticket_offered().agent_id();
        return Plan(number, event.at_ms() + draws_.Accepting(number, ++ticket.offers),
                    Action::Kind::kAccept);
      case v1::Event::kOfferEnded:
        if (!ticket.assigned && event.offer_ended().agent_id() == ticket.agent) ++ticket.turn;
        return;
      case v1::Event::kTicketAssigned:
        return TakeAssignment(event, number, ticket);
      case v1::Event::kTicketQueued:
      case v1::Event::kTicketReturned:
      case v1::Event::kTicketReopened:
        ++ticket.turn;
        ticket.assigned = false;
        return;
      case v1::Event::kTicketSolved:
        ++ticket.turn;
        if (plan_.ratings && draws_.Csat(number) > 0)
          Plan(number, event.at_ms() + draws_.Accepting(number, 0), Action::Kind::kRate);
        return;
      case v1::Event::kTicketClosed:
      case v1::Event::kTicketAbandoned:
      case v1::Event::kTicketMerged:
      case v1::Event::kTicketNotServed:
        ++ticket.turn;
        ticket.ended = true;
        return;
      default:
        return;
    }
  }

  void TakeAssignment(const v1::Event& event, uint32_t number, Ticket& ticket) {
    ++ticket.turn;
    ++ticket.hands;
    ticket.assigned = true;
    ticket.agent = event.ticket_assigned().agent_id();
    if (bots_.contains(ticket.agent)) {
      if (plan_.bots)
        Plan(number, event.at_ms() + draws_.BotsTime(number, ticket.hands),
             Action::Kind::kBotsWork);
      return;
    }
    const int64_t solved_ms = event.at_ms() + draws_.Handling(number);
    const int64_t replied_ms = event.at_ms() + draws_.Replying(number, ticket.hands);
    if (!ticket.replied) Plan(number, std::min(replied_ms, solved_ms), Action::Kind::kReply);
    PlanMilestones(event.at_ms(), solved_ms, number);
    Plan(number, solved_ms, Action::Kind::kSolve);
  }

  // Those that lie behind the solution are reached with it.
  void PlanMilestones(int64_t at_ms, int64_t solved_ms, uint32_t number) {
    const size_t count = plan_.contacts[draws_.ContactOf(number)].reached.size();
    for (uint32_t i = 0; i < count; ++i) {
      if ((tickets_[number].reached & BitOf(i)) != 0) continue;
      Plan(number, std::min(at_ms + draws_.Reaching(number, i), solved_ms), Action::Kind::kReach,
           i);
    }
  }

  // Of more milestones than bits the last share one.
  static uint64_t BitOf(uint32_t milestone) { return uint64_t{1} << std::min(milestone, 63u); }

  const DayPlan& plan_;
  const DayDraws draws_;
  absl::FunctionRef<void(const v1::Command&)> commands_;
  EventSink sink_;
  report::WaitSink waits_;
  report::WaitTeller teller_;
  bool estimates_;
  std::unique_ptr<Engine> engine_;
  v1::Command command_;
  std::vector<Ticket> tickets_;
  absl::flat_hash_set<std::string> bots_;
  std::priority_queue<Action, std::vector<Action>, std::greater<>> actions_;
  uint64_t planned_ = 0;
  uint64_t command_count_ = 0;
};

}  // namespace

absl::StatusOr<DayOutcome> RunDay(const DayPlan& plan,
                                  absl::FunctionRef<void(const v1::Command& command)> commands,
                                  EventSink sink, report::WaitSink waits,
                                  absl::FunctionRef<void(size_t done, size_t total)> progress) {
  return Day(plan, commands, sink, waits).Run(progress);
}

}  // namespace waypost::simulate
