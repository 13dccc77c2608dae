// A small game backend with an event loop of its own that embeds a support desk.
//
// The engine never sleeps, reads a clock or starts a thread: this loop does all three (its clock is
// simulated, so that the example takes no time). It opens tickets as players write, lets agents
// answer, wakes the engine exactly when something is due, and acts on the events.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "waypost/engine.h"
#include "waypost/policy.h"
#include "waypost/v1/command.pb.h"
#include "waypost/v1/event.pb.h"

namespace {

constexpr int64_t kSecond = 1'000;

// What any backend has: callbacks that run at a time.
class EventLoop {
 public:
  explicit EventLoop(int64_t start_ms) : now_ms_(start_ms) {}
  int64_t now_ms() const { return now_ms_; }

  void At(int64_t at_ms, std::function<void()> callback) {
    callbacks_.emplace(std::max(at_ms, now_ms_), std::move(callback));
  }

  void RunUntil(int64_t end_ms) {
    while (!callbacks_.empty() && callbacks_.begin()->first <= end_ms) {
      const auto next = callbacks_.begin();
      now_ms_ = next->first;
      const std::function<void()> callback = std::move(next->second);
      callbacks_.erase(next);
      callback();
    }
    now_ms_ = end_ms;
  }

 private:
  int64_t now_ms_;
  std::multimap<int64_t, std::function<void()>> callbacks_;
};

class SupportDesk {
 public:
  SupportDesk(EventLoop& loop, waypost::Policy policy)
      : loop_(loop), engine_(waypost::Engine::Create(std::move(policy), loop.now_ms())) {}

  // Hands a command to the engine, then does what the engine asks for.
  void Do(const waypost::v1::Command& command) {
    const absl::Status status = engine_->Apply(loop_.now_ms(), command, events_);
    if (!status.ok()) std::cerr << "command not applied: " << status << "\n";
    HandleEvents();
    Rearm();
  }

  int breaches() const { return breaches_; }
  int closed() const { return closed_; }
  size_t open() const { return engine_->open_tickets(); }

 private:
  // One timer of the backend stands for all clocks of the desk.
  void Rearm() {
    const std::optional<int64_t> wakeup_ms = engine_->NextWakeup();
    if (!wakeup_ms || wakeup_ms == armed_ms_) return;
    armed_ms_ = wakeup_ms;
    loop_.At(*wakeup_ms, [this, at_ms = *wakeup_ms] {
      if (armed_ms_ != at_ms) return;  // another wakeup took its place
      armed_ms_.reset();
      const absl::Status status = engine_->Advance(loop_.now_ms(), events_);
      if (!status.ok()) std::cerr << "time not advanced: " << status << "\n";
      HandleEvents();
      Rearm();
    });
  }

  // Events are kept first and handled afterwards: a sink must not call the engine.
  void HandleEvents() {
    for (size_t i = 0; i < events_.size(); ++i) Handle(events_[i]);
    events_.clear();
  }

  void Handle(const waypost::v1::Event& event) {
    switch (event.kind_case()) {
      case waypost::v1::Event::kTicketOffered:
        Ring(event.ticket_id(), event.ticket_offered().agent_id());
        break;
      case waypost::v1::Event::kTicketAssigned:
        Say(event, "is handled by " + event.ticket_assigned().agent_id());
        AnswerAndSolve(event.ticket_id(), event.ticket_assigned().agent_id());
        break;
      case waypost::v1::Event::kClockBreached:
        ++breaches_;
        Say(event, "missed its promise (" + event.decided_by().rule() + ", " +
                       event.decided_by().file() + ":" + std::to_string(event.decided_by().line()) +
                       ")");
        break;
      case waypost::v1::Event::kNotification:
        Say(event, "-> page " + event.notification().target());
        break;
      case waypost::v1::Event::kTicketClosed:
        ++closed_;
        break;
      case waypost::v1::Event::kCommandRefused:
        Say(event, "refused: " + event.command_refused().message());
        break;
      default:
        break;
    }
  }

  // "bo" never answers, so offers to bo time out and go to somebody else.
  void Ring(const std::string& ticket, const std::string& agent) {
    if (agent == "bo") return;
    loop_.At(loop_.now_ms() + 3 * kSecond, [=] {
      waypost::v1::Command accept;
      accept.mutable_accept_offer()->set_ticket_id(ticket);
      accept.mutable_accept_offer()->set_agent_id(agent);
      Do(accept);
    });
  }

  void AnswerAndSolve(const std::string& ticket, const std::string& agent) {
    loop_.At(loop_.now_ms() + 60 * kSecond, [=] {
      waypost::v1::Command reply;
      reply.mutable_add_message()->set_ticket_id(ticket);
      reply.mutable_add_message()->set_author(waypost::v1::AddMessage::AGENT);
      reply.mutable_add_message()->set_agent_id(agent);
      Do(reply);
      waypost::v1::Command solve;
      solve.mutable_set_status()->set_ticket_id(ticket);
      solve.mutable_set_status()->set_status(waypost::v1::SOLVED);
      Do(solve);
      waypost::v1::Command confirm;
      confirm.mutable_confirm_solution()->set_ticket_id(ticket);
      Do(confirm);
    });
  }

  static void Say(const waypost::v1::Event& event, const std::string& what) {
    const int64_t s = event.at_ms() / kSecond % 86'400;
    std::printf("%02d:%02d:%02d  %-4s %s\n", static_cast<int>(s / 3600),
                static_cast<int>(s / 60 % 60), static_cast<int>(s % 60), event.ticket_id().c_str(),
                what.c_str());
  }

  EventLoop& loop_;
  std::unique_ptr<waypost::Engine> engine_;
  waypost::EventBatch events_;
  std::optional<int64_t> armed_ms_;
  int breaches_ = 0;
  int closed_ = 0;
};

waypost::v1::Command AgentCommand(const char* id, int account_level) {
  waypost::v1::Command command;
  waypost::v1::Agent& agent = *command.mutable_set_agent()->mutable_agent();
  agent.set_id(id);
  if (account_level > 0) {
    agent.add_skills()->set_name("account");
    agent.mutable_skills(0)->set_level(account_level);
  }
  return command;
}

}  // namespace

int main(int argc, char** argv) {
  const waypost::PolicyCompilation compiled =
      waypost::Policy::CompileFile(argc > 1 ? argv[1] : "examples/game_backend/desk.textproto");
  std::cerr << compiled.diagnostics();
  if (!compiled.ok()) return 1;

  EventLoop loop(1801915200000);  // 2027-02-06 20:00 in Shanghai
  SupportDesk desk(loop, compiled.policy());
  desk.Do(AgentCommand("bo", 0));
  desk.Do(AgentCommand("lin", 80));

  const char* const messages[] = {"我的账号被盗了", "refund please", "充值没到账",
                                  "the game is fun", "hacked!!"};
  for (int i = 0; i < 5; ++i) {
    loop.At(loop.now_ms() + int64_t{20} * i * kSecond, [&desk, i, &messages] {
      waypost::v1::Command open;
      open.mutable_open_ticket()->set_ticket_id("T" + std::to_string(i + 1));
      open.mutable_open_ticket()->set_text(messages[i]);
      desk.Do(open);
    });
  }
  loop.RunUntil(loop.now_ms() + 3600 * kSecond);

  std::printf("%d closed, %zu open, %d promises missed\n", desk.closed(), desk.open(),
              desk.breaches());
  return desk.closed() == 5 && desk.open() == 0 ? 0 : 1;
}
