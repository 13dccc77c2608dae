#include "lib/report/group_book.h"

#include <algorithm>

#include "lib/base/absl_strings.h"
#include "lib/report/category_name.h"

namespace waypost::report {
namespace {

constexpr char kTags[] = "tags";

// A value as groups write it; several of a list, none of one that is taken away.
std::vector<std::string> TextsOf(const v1::FactValue& value) {
  switch (value.kind_case()) {
    case v1::FactValue::kText:
      return {value.text()};
    case v1::FactValue::kNumber:
      return {std::to_string(value.number())};
    case v1::FactValue::kFlag:
      return {value.flag() ? "true" : "false"};
    case v1::FactValue::kTimestampMs:
      return {std::to_string(value.timestamp_ms())};
    case v1::FactValue::kDurationMs:
      return {std::to_string(value.duration_ms())};
    case v1::FactValue::kList:
      return {value.list().texts().begin(), value.list().texts().end()};
    default:
      return {};
  }
}

void TakeCompensation(const v1::CompensationChanged& changed, GroupCount& count) {
  CompensationCount& kind = count.compensations[changed.kind()];
  switch (changed.state()) {
    case v1::CompensationChanged::OFFERED:
      ++kind.offered;
      return;
    case v1::CompensationChanged::DECLINED:
      ++kind.declined;
      return;
    case v1::CompensationChanged::LAPSED:
      ++kind.lapsed;
      return;
    case v1::CompensationChanged::DELIVERED:
      ++kind.delivered;
      kind.amount += changed.amount();
      return;
    default:
      return;
  }
}

void Add(const GroupCount& one, GroupCount& all) {
  static constexpr uint64_t GroupCount::*kSums[] = {
      &GroupCount::opened,    &GroupCount::identified,    &GroupCount::unidentified,
      &GroupCount::solved,    &GroupCount::first_contact, &GroupCount::reopened,
      &GroupCount::abandoned, &GroupCount::not_served,    &GroupCount::escalated,
      &GroupCount::met,       &GroupCount::breached,      &GroupCount::ratings,
      &GroupCount::rating_sum};
  for (uint64_t GroupCount::*const sum : kSums) all.*sum += one.*sum;
  for (const auto& [category, count] : one.categories) all.categories[category] += count;
  for (const auto& [kind, count] : one.compensations) all.compensations[kind] += count;
  for (const auto times : {&GroupCount::to_assignment_ms, &GroupCount::to_solving_ms})
    (all.*times).insert((all.*times).end(), (one.*times).begin(), (one.*times).end());
}

void Sort(GroupCount& count) {
  std::sort(count.to_assignment_ms.begin(), count.to_assignment_ms.end());
  std::sort(count.to_solving_ms.begin(), count.to_solving_ms.end());
}

}  // namespace

void GroupBook::Note(const v1::Command& command) {
  Commit();
  const bool read = statistics::OpeningIn(command).ticket != nullptr || command.has_set_facts() ||
                    command.has_verification_result();
  if (read) said_ = command;
}

void GroupBook::Commit() {
  if (!said_) return;
  const v1::Command command = *std::move(said_);
  said_.reset();
  const std::string& id = command.has_set_facts() ? command.set_facts().ticket_id()
                                                  : command.verification_result().ticket_id();
  const auto found = index_.find(id);
  if (found == index_.end()) return;
  Ticket& ticket = tickets_[found->second];
  for (const v1::NamedFact& fact : command.set_facts().facts()) {
    NoteFact(fact.name(), TextsOf(fact.value()), ticket);
    if (fact.name() == kTags) JoinTags(ticket);
  }
  if (command.has_verification_result()) ticket.check = command.verification_result().passed();
}

GroupBook::Ticket& GroupBook::TicketOf(const v1::Event& event) {
  const auto [entry, is_new] = index_.try_emplace(event.ticket_id(), tickets_.size());
  if (!is_new) return tickets_[entry->second];
  Ticket& ticket = tickets_.emplace_back();
  ticket.opened_ms = event.at_ms();
  ticket.joined.resize(groups_.size());
  const statistics::Opening opening = said_ ? statistics::OpeningIn(*said_) : statistics::Opening{};
  if (opening.ticket != nullptr && opening.ticket->ticket_id() == event.ticket_id())
    NoteOpening(opening, ticket);
  return ticket;
}

void GroupBook::NoteOpening(const statistics::Opening& opening, Ticket& ticket) {
  const auto whole = index_.find(ToAbsl(opening.whole));
  if (whole != index_.end()) {
    const Ticket& from = tickets_[whole->second];
    ticket.customer = from.customer;
    ticket.has_holder = from.has_holder;
    ticket.facts = from.facts;
  }
  const v1::OpenTicket& opened = *opening.ticket;
  if (!opened.account_holder_id().empty()) {
    ticket.customer = opened.account_holder_id();
    ticket.has_holder = true;
  } else if (!opened.requester_id().empty() && !ticket.has_holder) {
    ticket.customer = opened.requester_id();
  }
  const std::pair<const char*, const std::string&> stated[] = {
      {"channel", opened.channel()}, {"product", opened.product()},
      {"region", opened.region()},   {"platform", opened.platform()},
      {"tier", opened.tier()},       {"customer_type", opened.customer_type()},
  };
  for (const auto& [name, value] : stated) {
    if (!value.empty()) NoteFact(name, {value}, ticket);
  }
  for (const v1::NamedFact& fact : opened.facts())
    NoteFact(fact.name(), TextsOf(fact.value()), ticket);
  if (opened.tags_size() > 0) NoteFact(kTags, {opened.tags().begin(), opened.tags().end()}, ticket);
  JoinTags(ticket);
}

// Of those that it has now; it stays in their groups when it has them no more.
void GroupBook::JoinTags(Ticket& ticket) {
  const auto tags = ticket.facts.find(kTags);
  if (tags == ticket.facts.end()) return;
  for (const std::string& tag : tags->second) Join(TicketGroup::By::kTag, tag, ticket);
}

// Whether a group depends on it.
bool GroupBook::IsAsked(const std::string& fact) const {
  return std::any_of(groups_.begin(), groups_.end(), [&](const WantedGroup& wanted) {
    const TicketGroup& group = wanted.group;
    return group.by == TicketGroup::By::kFact ? group.fact == fact
                                              : group.by == TicketGroup::By::kTag && fact == kTags;
  });
}

void GroupBook::NoteFact(const std::string& name, std::vector<std::string> values, Ticket& ticket) {
  if (IsAsked(name)) ticket.facts[name] = std::move(values);
}

void GroupBook::Join(TicketGroup::By by, const std::string& value, Ticket& ticket) {
  for (size_t i = 0; i < groups_.size(); ++i) {
    const TicketGroup& group = groups_[i].group;
    if (group.by == by && group.value == value) ticket.joined[i] = true;
  }
}

bool GroupBook::Belongs(const Ticket& ticket, const TicketGroup& group, size_t number) const {
  if (group.by == TicketGroup::By::kCategory) {
    return ticket.category == group.value ||
           ticket.category.substr(0, group.value.size() + 1) == group.value + "/";
  }
  if (group.by != TicketGroup::By::kFact) return ticket.joined[number];
  const auto fact = ticket.facts.find(group.fact);
  return fact != ticket.facts.end() &&
         std::find(fact->second.begin(), fact->second.end(), group.value) != fact->second.end();
}

void GroupBook::operator()(const v1::Event& event) {
  if (event.has_command_refused() || event.has_duplicate()) return said_.reset();
  // What follows from facts comes after them.
  const bool follows = event.cause().kind() == v1::Cause::COMMAND;
  if (follows && said_ && said_->has_set_facts()) Commit();
  if (event.ticket_id().empty()) return;
  TakeEvent(event, TicketOf(event));
}

void GroupBook::TakeEvent(const v1::Event& event, Ticket& ticket) {
  switch (event.kind_case()) {
    case v1::Event::kTicketClassified:
      ticket.category = CategoryName(event.ticket_classified());
      NoteFact("language", {event.ticket_classified().language()}, ticket);
      return NoteFact("priority", {event.ticket_classified().priority()}, ticket);
    case v1::Event::kPriorityChanged:
      return NoteFact("priority", {event.priority_changed().to()}, ticket);
    case v1::Event::kTicketQueued:
      return Join(TicketGroup::By::kQueue, event.ticket_queued().queue(), ticket);
    case v1::Event::kTicketOffered:
      return Join(TicketGroup::By::kQueue, event.ticket_offered().queue(), ticket);
    case v1::Event::kStageStarted:
      return Join(TicketGroup::By::kQueue, event.stage_started().queue(), ticket);
    case v1::Event::kTagsAdded:
      return AddTags(event.tags_added(), ticket);
    case v1::Event::kTicketAssigned:
      return Assign(event, ticket);
    case v1::Event::kTicketSolved:
      ticket.solved_ms = event.at_ms();
      return;
    case v1::Event::kTicketReopened:
      ticket.solved_ms = INT64_MIN;
      ticket.reopened = true;
      return;
    case v1::Event::kTicketAbandoned:
      ticket.count.abandoned = 1;
      return;
    case v1::Event::kTicketNotServed:
      ticket.count.not_served = 1;
      return;
    case v1::Event::kNotification:
      ticket.told = true;
      return;
    case v1::Event::kClockMet:
      ++ticket.count.met;
      return;
    case v1::Event::kClockBreached:
      ++ticket.count.breached;
      return;
    case v1::Event::kTicketRated:
      if (event.ticket_rated().csat() < 1) return;
      ++ticket.count.ratings;
      ticket.count.rating_sum += static_cast<uint64_t>(event.ticket_rated().csat());
      return;
    case v1::Event::kCompensationChanged:
      return TakeCompensation(event.compensation_changed(), ticket.count);
    default:
      return;
  }
}

void GroupBook::AddTags(const v1::TagsAdded& added, Ticket& ticket) {
  if (!IsAsked(kTags)) return;
  std::vector<std::string>& tags = ticket.facts[kTags];
  tags.insert(tags.end(), added.tags().begin(), added.tags().end());
  JoinTags(ticket);
}

void GroupBook::Assign(const v1::Event& event, Ticket& ticket) {
  if (ticket.assigned_ms == INT64_MIN) ticket.assigned_ms = event.at_ms();
  if (ticket.agent == event.ticket_assigned().agent_id()) return;
  ticket.agent = event.ticket_assigned().agent_id();
  ++ticket.hands;
}

// What is known of a ticket only when all its events have come.
void GroupBook::Settle(Ticket& ticket) {
  GroupCount& count = ticket.count;
  count.opened = 1;
  count.reopened = ticket.reopened ? 1 : 0;
  count.escalated = ticket.told ? 1 : 0;
  count.identified = ticket.check == true ? 1 : 0;
  count.unidentified = ticket.check == false ? 1 : 0;
  count.categories[ticket.category] = 1;
  if (ticket.assigned_ms != INT64_MIN)
    count.to_assignment_ms.push_back(ticket.assigned_ms - ticket.opened_ms);
  if (ticket.solved_ms == INT64_MIN) return;
  count.solved = 1;
  count.first_contact = ticket.hands == 1 && !ticket.reopened ? 1 : 0;
  count.to_solving_ms.push_back(ticket.solved_ms - ticket.opened_ms);
}

std::vector<GroupReport> GroupBook::Finish() {
  Commit();
  std::vector<std::map<int64_t, GroupPeriod>> periods(groups_.size());
  int64_t first = INT64_MAX, last = INT64_MIN;
  for (Ticket& ticket : tickets_) {
    Settle(ticket);
    const int64_t begin = PeriodBegin(LocalHour(ticket.opened_ms, zone_), grain_);
    first = std::min(first, begin);
    last = std::max(last, begin);
    for (size_t i = 0; i < groups_.size(); ++i) {
      if (!Belongs(ticket, groups_[i].group, i)) continue;
      GroupPeriod& period = periods[i][begin];
      Add(ticket.count, period.all);
      if (groups_[i].by_customer) Add(ticket.count, period.customers[ticket.customer]);
    }
  }
  std::vector<GroupReport> reports;
  for (size_t i = 0; i < groups_.size(); ++i) {
    GroupReport& report = reports.emplace_back();
    report.group = groups_[i].group;
    report.by_customer = groups_[i].by_customer;
    for (int64_t begin = first; begin <= last; begin = PeriodAfter(begin, grain_)) {
      GroupPeriod& period = report.periods.emplace_back(std::move(periods[i][begin]));
      period.name = PeriodName(begin, grain_);
      Sort(period.all);
      for (auto& [customer, count] : period.customers) Sort(count);
    }
  }
  return reports;
}

}  // namespace waypost::report
