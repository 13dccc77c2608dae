#include "lib/report/tally.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/report/event_digest.h"
#include "lib/statistics/metric_text.h"

namespace waypost::report {
namespace {

std::string MetricName(const v1::ClockRef& clock) {
  return statistics::MetricText(clock.metric(), clock.milestone());
}

void Count(bool met, bool breached, bool cancelled, PromiseCount* count) {
  if (breached) {
    ++count->breached;
  } else if (met) {
    ++count->met;
  } else if (cancelled) {
    ++count->cancelled;
  } else {
    ++count->running;
  }
}

void Compare(bool policy_met, bool recorded_met, Agreement* agreement) {
  if (policy_met && recorded_met) ++agreement->both_met;
  if (!policy_met && !recorded_met) ++agreement->both_breached;
  if (policy_met && !recorded_met) ++agreement->only_recorded_breached;
  if (!policy_met && recorded_met) ++agreement->only_policy_breached;
}

}  // namespace

void Tally::operator()(const v1::Event& event) {
  ++totals_.events;
  AddMessage(event, &digest_);
  sla_(event);
  waits_(event);
  if (event.has_command_refused()) {
    const v1::CommandRefused& refused = event.command_refused();
    auto& [count, example] = totals_.refusals[v1::CommandRefused::Reason_Name(refused.reason())];
    if (++count == 1) example = refused.message();
    return;
  }
  if (event.ticket_id().empty()) return;
  Ticket& ticket = TicketOf(event);
  CountTicketEvent(event, ticket);
  CountClockEvent(event, ticket);
}

Tally::Ticket& Tally::TicketOf(const v1::Event& event) {
  const auto [entry, is_new] =
      index_.try_emplace(event.ticket_id(), static_cast<uint32_t>(tickets_.size()));
  if (is_new) {
    tickets_.emplace_back();
    tickets_.back().opened_ms = event.at_ms();
  }
  return tickets_[entry->second];
}

uint32_t Tally::NameOf(std::string_view name) {
  const auto found = name_index_.find(ToAbsl(name));
  if (found != name_index_.end()) return found->second;
  const auto number = static_cast<uint32_t>(names_.size());
  names_.emplace_back(name);
  name_index_.emplace(names_.back(), number);
  return number;
}

Tally::Promise& Tally::PromiseOf(Ticket& ticket, const v1::ClockRef& clock) {
  const uint32_t metric = NameOf(MetricName(clock));
  const uint32_t task = NameOf(clock.task());
  for (Promise& promise : ticket.promises) {
    const bool same = promise.metric == metric && promise.task == task;
    if (same && promise.cycle == clock.cycle()) return promise;
  }
  Promise promise;
  promise.metric = metric;
  promise.task = task;
  promise.cycle = clock.cycle();
  ticket.promises.push_back(promise);
  return ticket.promises.back();
}

void Tally::CountTicketEvent(const v1::Event& event, Ticket& ticket) {
  switch (event.kind_case()) {
    case v1::Event::kTicketClassified:
      ticket.priority = NameOf(event.ticket_classified().priority());
      CountClassification(event.ticket_classified(), ticket);
      break;
    case v1::Event::kPriorityChanged:
      ticket.priority = NameOf(event.priority_changed().to());
      break;
    case v1::Event::kTicketAssigned:
      CountAssignment(event.ticket_assigned(), ticket);
      break;
    case v1::Event::kTicketSolved:
      ticket.solved_ms = event.ticket_solved().after_ms();
      break;
    case v1::Event::kTicketReopened:
      ++ticket.reopenings;
      break;
    case v1::Event::kTicketClosed:
      ticket.closed_ms = event.at_ms() - ticket.opened_ms;
      break;
    case v1::Event::kEscalationStarted:
      ++totals_.chains[event.escalation_started().escalation()];
      break;
    case v1::Event::kNotification:
      ++totals_.notifications[{event.notification().escalation(), event.notification().step()}];
      break;
    default:
      break;
  }
}

void Tally::CountClassification(const v1::TicketClassified& classified, Ticket& ticket) {
  ClassificationCount& counts = totals_.classification;
  if (ticket.classified) {
    if (!classified.by_person() || classified.from_category().empty()) return;
    const bool same = classified.from_category() == classified.category();
    ++(same ? counts.confirmed : counts.corrected);
    return;
  }
  ticket.classified = true;
  if (classified.unread_bytes() > 0) ++counts.cut;
  if (classified.by_person()) {
    ++counts.by_person;
  } else if (classified.needs_review()) {
    ++counts.for_review;
  } else {
    ++(classified.category().empty() ? counts.none : counts.automatic);
  }
}

void Tally::CountAssignment(const v1::TicketAssigned& assigned, Ticket& ticket) {
  const uint32_t agent = NameOf(assigned.agent_id());
  if (ticket.agent == agent) return;  // the same one again, after reopening
  ticket.agent = agent;
  if (++ticket.assignments == 1) ticket.assigned_ms = assigned.waited_ms();
}

void Tally::CountClockEvent(const v1::Event& event, Ticket& ticket) {
  switch (event.kind_case()) {
    case v1::Event::kClockStarted:
      return End(ticket, event.clock_started().clock(), Ending::kRunning);
    case v1::Event::kClockResumed:
      return End(ticket, event.clock_resumed().clock(), Ending::kRunning);
    case v1::Event::kClockWarned:
      ++totals_.warnings[MetricName(event.clock_warned().clock())];
      return;
    case v1::Event::kClockBreached:
      CountBreach(event);
      return End(ticket, event.clock_breached().clock(), Ending::kBreached);
    case v1::Event::kClockStoppedLate:
      return End(ticket, event.clock_stopped_late().clock(), Ending::kBreached);
    case v1::Event::kClockMet:
      return End(ticket, event.clock_met().clock(), Ending::kMet);
    case v1::Event::kClockCancelled:
      return End(ticket, event.clock_cancelled().clock(), Ending::kCancelled);
    default:
      return;
  }
}

void Tally::End(Ticket& ticket, const v1::ClockRef& clock, Ending ending) {
  Promise& promise = PromiseOf(ticket, clock);
  if (promise.ending == Ending::kBreached) return;
  promise.ending = ending;
  promise.priority = ticket.priority;
}

void Tally::CountBreach(const v1::Event& event) {
  const v1::PolicyLocation& place = event.decided_by();
  const std::string line = event.has_decided_by()
                               ? absl::StrCat(place.file(), ":", place.line(), " ", place.rule())
                               : std::string("no line");
  ++totals_.breaches_by_line[line];
}

Totals Tally::Finish(const std::vector<Recorded>& recorded) const {
  Totals totals = totals_;
  totals.tickets = tickets_.size();
  std::vector<Recorded> by_ticket(tickets_.size());
  for (const Recorded& record : recorded) {
    const auto found = index_.find(ToAbsl(record.ticket_id));
    if (found != index_.end()) by_ticket[found->second] = record;
  }
  for (size_t i = 0; i < tickets_.size(); ++i) AddTicket(tickets_[i], by_ticket[i], &totals);
  std::sort(totals.to_first_assignment_ms.begin(), totals.to_first_assignment_ms.end());
  std::sort(totals.to_solving_ms.begin(), totals.to_solving_ms.end());
  std::sort(totals.to_closing_ms.begin(), totals.to_closing_ms.end());
  totals.sla = sla_.Statistics();
  totals.waits = waits_.Finish();
  totals.event_digest = digest_.Value();
  return totals;
}

void Tally::AddTicket(const Ticket& ticket, const Recorded& recorded, Totals* totals) const {
  if (ticket.assignments > 0) {
    ++totals->assignments;
    totals->to_first_assignment_ms.push_back(ticket.assigned_ms);
    totals->reassignments += ticket.assignments - 1;
    totals->tickets_reassigned += ticket.assignments > 1 ? 1 : 0;
  }
  totals->reopenings += ticket.reopenings;
  totals->tickets_reopened += ticket.reopenings > 0 ? 1 : 0;
  if (ticket.solved_ms >= 0) totals->to_solving_ms.push_back(ticket.solved_ms);
  if (ticket.closed_ms >= 0) {
    ++totals->closed;
    totals->to_closing_ms.push_back(ticket.closed_ms);
  }
  const std::string group(recorded.group);
  ++totals->tickets_by_group[group];
  bool met = false, breached = false;
  for (const Promise& promise : ticket.promises) {
    const bool ended_met = promise.ending == Ending::kMet;
    const bool ended_late = promise.ending == Ending::kBreached;
    const bool cancelled = promise.ending == Ending::kCancelled;
    met |= ended_met;
    breached |= ended_late;
    Count(ended_met, ended_late, cancelled, &totals->by_metric[names_[promise.metric]]);
    Count(ended_met, ended_late, cancelled, &totals->by_priority[names_[promise.priority]]);
    Count(ended_met, ended_late, cancelled, &totals->by_group[group]);
  }
  if (recorded.met && (met || breached)) {
    Compare(!breached, *recorded.met, &totals->agreement);
  } else {
    ++totals->agreement.not_compared;
  }
}

}  // namespace waypost::report
