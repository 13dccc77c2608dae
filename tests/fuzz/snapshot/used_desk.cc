#include "tests/fuzz/snapshot/used_desk.h"

#include <cstdint>
#include <string>
#include <vector>

#include "lib/base/time_units.h"
#include "waypost/v1/command.pb.h"
#include "waypost/v1/event.pb.h"
#include "waypost/v1/query.pb.h"

namespace waypost {
namespace {

constexpr int kMostTickets = 12;
constexpr int kMostAdvances = 20;

class Use {
 public:
  explicit Use(Engine& engine) : engine_(engine), now_ms_(engine.now_ms()) {}

  void Everything() {
    Look();
    Pass(kMinuteMs);
    Open("fuzz-1");
    for (const std::string& ticket : tickets_) Handle(ticket);
    Pass(kDayMs);
    for (const std::string& agent : agents_) Trouble(agent);
    Look();
    for (const std::string& ticket : tickets_) Finish(ticket);
    for (int i = 0; i < kMostAdvances && Wake(); ++i) {
    }
    Pass(30 * kDayMs);
    engine_.StateDigest();
    engine_.TakeSnapshot();
  }

 private:
  void Look() {
    tickets_.clear();
    agents_.clear();
    const v1::TicketPage page = engine_.ListTickets({}, 0, kMostTickets);
    for (const v1::TicketView& ticket : page.tickets()) {
      tickets_.push_back(ticket.ticket_id());
      for (const std::string& agent : {ticket.handler_id(), ticket.owner_id()}) {
        if (!agent.empty()) agents_.push_back(agent);
      }
      for (const v1::ClockView& clock : ticket.clocks()) {
        engine_.ExplainClock(ticket.ticket_id(), clock.clock()).IgnoreError();
      }
      engine_.ExplainEscalation(ticket.ticket_id()).IgnoreError();
      engine_.ExplainRouting(ticket.ticket_id()).IgnoreError();
    }
    for (const char* agent : {"lin", "mei", "ana", "bo"}) agents_.emplace_back(agent);
    for (const std::string& agent : agents_) {
      engine_.GetAgent(agent).IgnoreError();
      if (!tickets_.empty()) engine_.WhyNot(tickets_[0], agent).IgnoreError();
    }
    engine_.Unroutable();
    engine_.Modes();
    engine_.GetAttainment();
    engine_.ListIncidents();
  }

  void Open(const std::string& id) {
    v1::OpenTicket& open = *command_.mutable_open_ticket();
    open.set_ticket_id(id);
    open.set_requester_id("fuzz");
    Apply();
  }

  void Handle(const std::string& ticket) {
    command_.mutable_add_message()->set_ticket_id(ticket);
    command_.mutable_add_message()->set_author(v1::AddMessage::CUSTOMER);
    command_.mutable_add_message()->mutable_evidence()->set_emotion(5);
    Apply();
    for (const v1::TicketState state : {v1::ON_HOLD, v1::ASSIGNED, v1::WAITING_CUSTOMER}) {
      command_.mutable_set_status()->set_ticket_id(ticket);
      command_.mutable_set_status()->set_status(state);
      Apply();
    }
    command_.mutable_recompute_clocks()->set_ticket_id(ticket);
    Apply();
    command_.mutable_reroute()->set_ticket_id(ticket);
    Apply();
    command_.mutable_acknowledge()->set_ticket_id(ticket);
    Apply();
    v1::Split& split = *command_.mutable_split();
    split.set_ticket_id(ticket);
    split.mutable_part()->set_ticket_id(ticket + "-part");
    split.set_since_opening(true);
    Apply();
  }

  void Trouble(const std::string& agent) {
    if (!tickets_.empty()) {
      command_.mutable_assign()->set_ticket_id(tickets_[0]);
      command_.mutable_assign()->set_agent_id(agent);
      command_.mutable_assign()->set_force(true);
      Apply();
    }
    for (const v1::Presence presence : {v1::OFFLINE, v1::AVAILABLE}) {
      command_.mutable_set_presence()->set_agent_id(agent);
      command_.mutable_set_presence()->set_presence(presence);
      Apply();
    }
    command_.mutable_pull()->set_agent_id(agent);
    Apply();
    command_.mutable_finish()->set_agent_id(agent);
    Apply();
    if (agent != "lin") return;
    command_.mutable_remove_agent()->set_agent_id(agent);
    Apply();
  }

  void Finish(const std::string& ticket) {
    command_.mutable_set_status()->set_ticket_id(ticket);
    command_.mutable_set_status()->set_status(v1::SOLVED);
    Apply();
    command_.mutable_rate_ticket()->set_ticket_id(ticket);
    command_.mutable_rate_ticket()->set_csat(1);
    Apply();
    if (ticket.size() % 2 == 0) {
      command_.mutable_reject_solution()->set_ticket_id(ticket);
      Apply();
    }
    command_.mutable_close_ticket()->set_ticket_id(ticket);
    Apply();
  }

  bool Wake() {
    const auto next = engine_.NextWakeup();
    if (!next) return false;
    if (*next > now_ms_ + 40 * kDayMs) return false;
    if (*next > now_ms_) now_ms_ = *next;
    return engine_.Advance(now_ms_, [](const v1::Event&) {}).ok();
  }

  void Pass(int64_t ms) {
    now_ms_ += ms;
    engine_.Advance(now_ms_, [](const v1::Event&) {}).IgnoreError();
  }

  void Apply() {
    engine_.Apply(now_ms_, command_, [](const v1::Event&) {}).IgnoreError();
    command_.Clear();
  }

  Engine& engine_;
  int64_t now_ms_;
  v1::Command command_;
  std::vector<std::string> tickets_;
  std::vector<std::string> agents_;
};

}  // namespace

void UseDesk(Engine& engine) { Use(engine).Everything(); }

}  // namespace waypost
