#include "tests/sim/queueing/virtual_desk.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <string_view>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/base/check.h"
#include "waypost/v1/query.pb.h"

namespace waypost::queueing {
namespace {

constexpr int64_t kStart = 1801915200000;  // 2027-02-06T12:00Z

enum Stream : uint32_t { kGap, kKind, kHandling, kPatience };

// A number of (0, 1) that is a customer's own.
double Uniform(uint64_t seed, Stream stream, uint64_t number) {
  const auto words =
      Philox({static_cast<uint32_t>(number), static_cast<uint32_t>(number >> 32), stream, 0},
             {static_cast<uint32_t>(seed), static_cast<uint32_t>(seed >> 32)});
  const uint64_t bits = uint64_t{words[1]} << 32 | words[0];
  return (static_cast<double>(bits >> 12) + 0.5) * 0x1p-52;
}

double Exponential(uint64_t seed, Stream stream, uint64_t number) {
  return -std::log(Uniform(seed, stream, number));
}

// "t17" -> 17
uint32_t NumberIn(std::string_view id) {
  uint32_t number = 0;
  WP_CHECK(absl::SimpleAtoi(ToAbsl(id.substr(1)), &number), "an id of the virtual desk");
  return number;
}

std::string AgentText(const AgentGroup& group) {
  std::string text;
  for (const int kind : group.serves) absl::StrAppend(&text, "k", kind, " ");
  return text;
}

}  // namespace

std::string VirtualDesk::PolicyText(const DeskModel& model) {
  std::string text = absl::StrCat(
      "name: \"virtual\" priorities: [\"P0\", \"P1\", \"P2\"]\n"
      "calendars { id: \"always\" weekly { days: \"mon-sun\" hours: \"00:00-24:00\" } }\n"
      "queues { id: \"line\" auto_accept: true order: ",
      model.order, " }\n");
  if (!model.estimate_from.empty()) {
    absl::StrAppend(&text, "work { estimate_from: \"", model.estimate_from, "\" }\n");
  }
  for (size_t kind = 0; kind < model.customers.size(); ++kind) {
    const CustomerKind& customers = model.customers[kind];
    absl::StrAppend(&text, "categories { id: \"k", kind, "\"");
    if (!customers.priority.empty()) {
      absl::StrAppend(&text, " priority: \"", customers.priority, "\"");
    }
    absl::StrAppend(&text, " }\nroutes { id: \"k", kind, "\" when: \"category == 'k", kind,
                    "'\" stage { queue: \"line\" require: \"skill('k", kind, "') >= 1\" } }\n");
    if (customers.pickup.empty()) continue;
    absl::StrAppend(&text, "sla { id: \"k", kind, "\" when: \"category == 'k", kind,
                    "'\" target { metric: PICKUP within: \"", customers.pickup,
                    "\" calendar: \"always\" } }\n");
  }
  return text;
}

VirtualDesk::VirtualDesk(const DeskModel& model, uint64_t seed)
    : model_(model), seed_(seed), arrival_ms_(static_cast<double>(kStart)) {
  const PolicyCompilation compiled = Policy::CompileText("virtual.textproto", PolicyText(model));
  WP_CHECK(compiled.ok(), "the policy of a virtual desk compiles");
  engine_ = Engine::Create(compiled.policy(), kStart);
  for (const CustomerKind& kind : model.customers) load_ += kind.load;
  AddAgents(model);
}

void VirtualDesk::AddAgents(const DeskModel& model) {
  for (const AgentGroup& group : model.agents) {
    for (int i = 0; i < group.count; ++i) {
      Agent agent;
      const std::string id = absl::StrCat("a", agents_.size());
      v1::Agent& joins = *agent.join.mutable_set_agent()->mutable_agent();
      joins.set_id(id);
      joins.set_team(AgentText(group));
      for (const int kind : group.serves) {
        v1::Skill& skill = *joins.add_skills();
        skill.set_name(absl::StrCat("k", kind));
        skill.set_level(50);
      }
      agent.leave.mutable_remove_agent()->set_agent_id(id);
      agent.speed = group.speed;
      Apply(kStart, agent.join);
      agents_.push_back(std::move(agent));
    }
  }
}

void VirtualDesk::Run(int64_t arrivals, absl::FunctionRef<void(const Wait&)> tell) {
  tell_ = &tell;
  for (; arrivals > 0; --arrivals) {
    arrival_ms_ +=
        Exponential(seed_, kGap, next_number_) / load_ * static_cast<double>(model_.handling_ms);
    const auto now_ms = static_cast<int64_t>(arrival_ms_);
    while (!agenda_.empty() && agenda_.front().at_ms <= now_ms) {
      std::pop_heap(agenda_.begin(), agenda_.end());
      const Agenda agenda = agenda_.back();
      agenda_.pop_back();
      Happen(agenda);
    }
    Arrive(now_ms);
  }
  tell_ = nullptr;
}

int VirtualDesk::KindOf(uint64_t number) const {
  double place = Uniform(seed_, kKind, number) * load_;
  int kind = 0;
  const int last = static_cast<int>(model_.customers.size()) - 1;
  while (kind < last && place >= model_.customers[static_cast<size_t>(kind)].load) {
    place -= model_.customers[static_cast<size_t>(kind++)].load;
  }
  return kind;
}

void VirtualDesk::Arrive(int64_t now_ms) {
  const uint64_t number = next_number_++;
  if (model_.places >= 0 && present_ == static_cast<int>(agents_.size()) + model_.places) {
    ++blocked_;
    return;
  }
  ++present_;
  if (free_.empty()) {
    free_.push_back(static_cast<uint32_t>(tickets_.size()));
    tickets_.emplace_back();
  }
  const uint32_t place = free_.back();
  free_.pop_back();
  Ticket& ticket = tickets_[place];
  ticket = {number, now_ms, KindOf(number)};
  if (!model_.estimate_from.empty()) AskWait(now_ms, ticket);
  open_.mutable_open_ticket()->set_ticket_id(absl::StrCat("t", place));
  open_.mutable_open_ticket()->set_category(absl::StrCat("k", ticket.kind));
  ++waiting_;
  Apply(now_ms, open_);
  longest_line_ = std::max(longest_line_, waiting_);
  const double patience = model_.customers[static_cast<size_t>(ticket.kind)].patience;
  if (patience == 0 || tickets_[place].agent >= 0) return;
  const double leaves_ms =
      patience * Exponential(seed_, kPatience, number) * static_cast<double>(model_.handling_ms);
  agenda_.push_back(
      {now_ms + static_cast<int64_t>(leaves_ms), number, place, Happening::kPatienceEnds});
  std::push_heap(agenda_.begin(), agenda_.end());
}

void VirtualDesk::AskWait(int64_t now_ms, Ticket& ticket) {
  const absl::Status status =
      engine_->Advance(now_ms, [this](const v1::Event& event) { Take(event); });
  WP_CHECK(status.ok(), "time goes on at a virtual desk");
  v1::WaitQuestion question;
  question.set_category(absl::StrCat("k", ticket.kind));
  const absl::StatusOr<v1::WaitEstimate> estimate = engine_->EstimateWait(question);
  WP_CHECK(estimate.ok(), "a virtual desk knows its customers");
  ticket.estimated_ms = estimate->wait_ms();
  ticket.before = estimate->before();
}

void VirtualDesk::Happen(const Agenda& agenda) {
  if (agenda.happening == Happening::kWorkEnds) {
    EndWork(agenda);
    return;
  }
  const Ticket& ticket = tickets_[agenda.ticket];
  if (ticket.number != agenda.number || ticket.agent >= 0) return;  // was served
  (*tell_)({ticket.kind, ticket.begin_ms, agenda.at_ms - ticket.begin_ms, true, -1});
  abandon_.mutable_abandon()->set_ticket_id(absl::StrCat("t", agenda.ticket));
  --waiting_;
  --present_;
  Apply(agenda.at_ms, abandon_);
  free_.push_back(agenda.ticket);
}

void VirtualDesk::EndWork(const Agenda& agenda) {
  Agent& agent = agents_[static_cast<size_t>(tickets_[agenda.ticket].agent)];
  agent.busy = false;
  --present_;
  close_.mutable_close_ticket()->set_ticket_id(absl::StrCat("t", agenda.ticket));
  Apply(agenda.at_ms, close_);
  free_.push_back(agenda.ticket);
  if (model_.idle_since == IdleSince::kLastAssignment || agent.busy) return;
  // The engine counts from when an agent was given something, or joined.
  Apply(agenda.at_ms, agent.leave);
  Apply(agenda.at_ms, agent.join);
}

void VirtualDesk::Apply(int64_t now_ms, const v1::Command& command) {
  const absl::Status status =
      engine_->Apply(now_ms, command, [this](const v1::Event& event) { Take(event); });
  WP_CHECK(status.ok(), "the engine takes the commands of a virtual desk");
}

void VirtualDesk::Take(const v1::Event& event) {
  WP_CHECK(!event.has_command_refused(), "the desk allows what a virtual desk asks");
  if (!event.has_ticket_assigned()) return;
  const uint32_t place = NumberIn(event.ticket_id());
  Ticket& ticket = tickets_[place];
  ticket.agent = static_cast<int>(NumberIn(event.ticket_assigned().agent_id()));
  Agent& agent = agents_[static_cast<size_t>(ticket.agent)];
  WP_CHECK(!agent.busy, "an agent has one ticket at a time");
  agent.busy = true;
  --waiting_;
  agenda_.push_back(
      {event.at_ms() + HandlingOf(ticket, agent), ticket.number, place, Happening::kWorkEnds});
  std::push_heap(agenda_.begin(), agenda_.end());
  (*tell_)({ticket.kind, ticket.begin_ms, event.at_ms() - ticket.begin_ms, false, ticket.agent,
            ticket.estimated_ms, ticket.before});
}

int64_t VirtualDesk::HandlingOf(const Ticket& ticket, const Agent& agent) const {
  const double times =
      model_.handling == Handling::kFixed ? 1 : Exponential(seed_, kHandling, ticket.number);
  return static_cast<int64_t>(times * static_cast<double>(model_.handling_ms) / agent.speed);
}

}  // namespace waypost::queueing
