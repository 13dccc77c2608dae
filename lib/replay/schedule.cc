#include "lib/replay/schedule.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "lib/replay/ticket_steps.h"

namespace waypost::replay {
namespace {

constexpr int kCapacity = 255;  // the most an agent may have: the log, not the policy, decides

// Indexes of the updates, by (ticket, time, place in the file).
std::vector<uint32_t> ByTicket(const Log& log) {
  std::vector<uint32_t> order(log.updates.size());
  std::iota(order.begin(), order.end(), 0u);
  std::stable_sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) {
    const Update& left = log.updates[a];
    const Update& right = log.updates[b];
    return std::pair(left.ticket, left.at_ms) < std::pair(right.ticket, right.at_ms);
  });
  return order;
}

RecordedTicket Record(const Log& log, absl::Span<const uint32_t> updates) {
  RecordedTicket record;
  for (uint32_t index : updates) {
    const Update& update = log.updates[index];
    if (update.group != TextPool::kNone) record.group = log.groups[update.group];
    if (update.flag) record.met = update.flag;
  }
  return record;
}

// Puts each agent on the roster just before the first step that names it.
std::vector<Step> WithAgents(const std::vector<Step>& steps, size_t agents) {
  std::vector<bool> known(agents, false);
  std::vector<Step> all;
  all.reserve(steps.size() + agents);
  for (const Step& step : steps) {
    if (step.agent != TextPool::kNone && !known[step.agent]) {
      known[step.agent] = true;
      Step set = step;
      set.kind = Step::Kind::kSetAgent;
      all.push_back(set);
    }
    all.push_back(step);
  }
  return all;
}

// The field of OpenTicket for a fact that has one of its own; null for a declared fact.
std::string* OpeningField(std::string_view fact, v1::OpenTicket* open) {
  if (fact == "requester_id") return open->mutable_requester_id();
  if (fact == "channel") return open->mutable_channel();
  if (fact == "product") return open->mutable_product();
  if (fact == "region") return open->mutable_region();
  if (fact == "platform") return open->mutable_platform();
  if (fact == "tier") return open->mutable_tier();
  if (fact == "customer_type") return open->mutable_customer_type();
  if (fact == "language") return open->mutable_language();
  if (fact == "locale") return open->mutable_locale();
  if (fact == "text") return open->mutable_text();
  if (fact == "category") return open->mutable_category();
  if (fact == "subcategory") return open->mutable_subcategory();
  if (fact == "priority") return open->mutable_priority();
  return nullptr;
}

void AddFact(const std::string& name, const std::string& value,
             google::protobuf::RepeatedPtrField<v1::NamedFact>* facts) {
  v1::NamedFact* fact = facts->Add();
  fact->set_name(name);
  fact->mutable_value()->set_text(value);
}

}  // namespace

Schedule::Schedule(const Mapping& mapping, Log log) : log_(std::move(log)) {
  for (const v1::FactMapping& fact : mapping.message().fact()) fact_names_.push_back(fact.fact());
}

Schedule Schedule::Make(const Mapping& mapping, Log log) {
  Schedule schedule(mapping, std::move(log));
  std::vector<FactRole> roles;
  for (const std::string& name : schedule.fact_names_) roles.push_back(RoleOf(name));
  const std::vector<uint32_t> order = ByTicket(schedule.log_);
  const std::vector<Update>& updates = schedule.log_.updates;
  std::vector<Step> steps;
  steps.reserve(updates.size());
  for (size_t begin = 0, end = 0; begin < order.size(); begin = end) {
    while (end < order.size() && updates[order[end]].ticket == updates[order[begin]].ticket) ++end;
    const absl::Span<const uint32_t> of_ticket(&order[begin], end - begin);
    schedule.after_closing_ += AppendTicketSteps(of_ticket, roles, &schedule.log_, &steps);
    schedule.records_.push_back(Record(schedule.log_, of_ticket));
  }
  // Tickets are numbered, and walked, in the order of their first appearance.
  std::stable_sort(steps.begin(), steps.end(),
                   [](const Step& a, const Step& b) { return a.at_ms < b.at_ms; });
  schedule.steps_ = WithAgents(steps, schedule.log_.agents.size());
  return schedule;
}

const std::string& Schedule::ticket_id(size_t ticket) const {
  return log_.tickets[static_cast<uint32_t>(ticket)];
}

size_t Schedule::FactIndex(std::string_view name) const {
  const auto found = std::find(fact_names_.begin(), fact_names_.end(), name);
  return found == fact_names_.end() ? kNoFact : static_cast<size_t>(found - fact_names_.begin());
}

const std::string& Schedule::Value(uint32_t update, size_t fact) const {
  static const std::string* const kEmpty = new std::string;
  const uint32_t value = log_.FactsOf(update)[fact];
  return value == TextPool::kNone ? *kEmpty : log_.values[value];
}

void Schedule::Command(size_t i, v1::Command* command) const {
  const Step& step = steps_[i];
  const std::string& id = log_.tickets[step.ticket];
  command->Clear();
  // A recorded desk may have been silent for longer than a live one should ever be.
  command->set_allow_time_jump(true);
  switch (step.kind) {
    case Step::Kind::kSetAgent:
      return FillAgent(step, command);
    case Step::Kind::kOpen:
      return FillOpen(step, command);
    case Step::Kind::kSetFacts:
      return FillFacts(step, command);
    case Step::Kind::kClassify:
      return FillClassification(step, command);
    case Step::Kind::kReject:
      command->mutable_reject_solution()->set_ticket_id(id);
      return;
    case Step::Kind::kAssign:
      command->mutable_assign()->set_ticket_id(id);
      command->mutable_assign()->set_agent_id(log_.agents[step.agent]);
      command->mutable_assign()->set_force(true);
      return;
    case Step::Kind::kSetStatus:
      command->mutable_set_status()->set_ticket_id(id);
      command->mutable_set_status()->set_status(step.state);
      return;
    case Step::Kind::kConfirm:
      command->mutable_confirm_solution()->set_ticket_id(id);
      return;
  }
}

void Schedule::FillAgent(const Step& step, v1::Command* command) const {
  v1::Agent* agent = command->mutable_set_agent()->mutable_agent();
  agent->set_id(log_.agents[step.agent]);
  agent->set_capacity(kCapacity);
  agent->set_presence(v1::BUSY);
}

void Schedule::FillOpen(const Step& step, v1::Command* command) const {
  v1::OpenTicket* open = command->mutable_open_ticket();
  open->set_ticket_id(log_.tickets[step.ticket]);
  for (size_t i = 0; i < fact_names_.size(); ++i) {
    const std::string& value = Value(step.update, i);
    if (value.empty()) continue;
    if (std::string* field = OpeningField(fact_names_[i], open)) {
      *field = value;
    } else {
      AddFact(fact_names_[i], value, open->mutable_facts());
    }
  }
}

void Schedule::FillFacts(const Step& step, v1::Command* command) const {
  v1::SetFacts* set = command->mutable_set_facts();
  set->set_ticket_id(log_.tickets[step.ticket]);
  for (size_t i = 0; i < fact_names_.size(); ++i) {
    if (RoleOf(fact_names_[i]) != FactRole::kFact) continue;
    const std::string& value = Value(step.update, i);
    if (value != Value(step.before, i)) AddFact(fact_names_[i], value, set->mutable_facts());
  }
}

void Schedule::FillClassification(const Step& step, v1::Command* command) const {
  v1::ConfirmClassification* confirm = command->mutable_confirm_classification();
  confirm->set_ticket_id(log_.tickets[step.ticket]);
  for (size_t i = 0; i < fact_names_.size(); ++i) {
    const std::string& value = Value(step.update, i);
    if (fact_names_[i] == "category") confirm->set_category(value);
    if (fact_names_[i] == "subcategory") confirm->set_subcategory(value);
    if (fact_names_[i] == "priority") confirm->set_priority(value);
  }
}

}  // namespace waypost::replay
