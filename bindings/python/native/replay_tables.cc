#include "bindings/python/native/replay_tables.h"

#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.h"
#include "lib/statistics/metric_text.h"

namespace waypost::python {
namespace {

std::string LineOf(const v1::Event& event) {
  if (!event.has_decided_by()) return "";
  const v1::PolicyLocation& line = event.decided_by();
  return absl::StrCat(line.rule(), " (", line.file(), ":", line.line(), ")");
}

void AddOptional(Column& column, std::optional<bool> flag) {
  if (flag) {
    column.AddFlag(*flag);
  } else {
    column.AddNone();
  }
}

// The update with which each ticket of the log opens.
std::vector<uint32_t> OpeningUpdates(const replay::Schedule& schedule) {
  std::vector<uint32_t> updates(schedule.ticket_count(), 0);
  for (size_t i = 0; i < schedule.size(); ++i) {
    const replay::Step& step = schedule.StepAt(i);
    if (step.kind == replay::Step::Kind::kOpen) updates[step.ticket] = step.update;
  }
  return updates;
}

}  // namespace

ReplayRecord::ReplayRecord(const replay::Schedule& schedule)
    : schedule_(schedule), tickets_(schedule.ticket_count()) {
  for (size_t i = 0; i < schedule.ticket_count(); ++i) index_.emplace(schedule.ticket_id(i), i);
}

void ReplayRecord::operator()(const v1::Event& event) {
  ++kinds_[event.kind_case()];
  const auto found = index_.find(event.ticket_id());
  if (found == index_.end()) return;
  Ticket& ticket = tickets_[found->second];
  if (ticket.opened_ms == kNoNumber) ticket.opened_ms = event.at_ms();
  NoteTicket(event, ticket);
  NoteClock(event, ticket);
}

void ReplayRecord::NoteTicket(const v1::Event& event, Ticket& ticket) {
  switch (event.kind_case()) {
    case v1::Event::kTicketClassified:
      ticket.category = event.ticket_classified().category();
      ticket.subcategory = event.ticket_classified().subcategory();
      ticket.priority = event.ticket_classified().priority();
      ticket.category_rule = LineOf(event);
      break;
    case v1::Event::kPriorityChanged:
      ticket.priority = event.priority_changed().to();
      break;
    case v1::Event::kTicketQueued:
      ticket.queue = event.ticket_queued().queue();
      ticket.queue_rule = LineOf(event);
      break;
    case v1::Event::kTicketAssigned:
      if (ticket.assigned_ms == kNoNumber) ticket.assigned_ms = event.at_ms();
      ticket.agent = event.ticket_assigned().agent_id();
      break;
    case v1::Event::kTicketSolved:
      ticket.solved_ms = event.at_ms();
      break;
    case v1::Event::kTicketClosed:
      ticket.closed_ms = event.at_ms();
      break;
    case v1::Event::kTicketReopened:
      ++ticket.reopenings;
      break;
    default:
      break;
  }
}

ReplayRecord::Clock& ReplayRecord::ClockOf(Ticket& ticket, const v1::ClockRef& clock) {
  const std::string metric = statistics::MetricText(clock.metric(), clock.milestone());
  // The last one first: a task's name may be used again.
  for (auto known = ticket.clocks.rbegin(); known != ticket.clocks.rend(); ++known) {
    if (known->cycle == clock.cycle() && known->metric == metric && known->task == clock.task()) {
      return *known;
    }
  }
  Clock& added = ticket.clocks.emplace_back();
  added.metric = metric;
  added.cycle = clock.cycle();
  added.task = clock.task();
  return added;
}

void ReplayRecord::NoteClock(const v1::Event& event, Ticket& ticket) {
  switch (event.kind_case()) {
    case v1::Event::kClockStarted: {
      Clock& clock = ClockOf(ticket, event.clock_started().clock());
      clock.sla = event.clock_started().clock().sla();
      if (clock.started_ms == kNoNumber) clock.started_ms = event.at_ms();
      clock.due_ms = event.clock_started().due_ms();
      clock.rule = LineOf(event);
      ticket.sla = clock.sla;
      return;
    }
    case v1::Event::kClockResumed: {
      Clock& clock = ClockOf(ticket, event.clock_resumed().clock());
      if (clock.breached_ms == kNoNumber) clock.due_ms = event.clock_resumed().due_ms();
      return;
    }
    case v1::Event::kClockRetargeted: {
      Clock& clock = ClockOf(ticket, event.clock_retargeted().clock());
      ticket.sla = event.clock_retargeted().clock().sla();
      // Once breached, it counts under the promise that was broken, as in SlaStatistics.
      if (clock.breached_ms != kNoNumber) return;
      clock.sla = ticket.sla;
      clock.due_ms = event.clock_retargeted().due_ms();
      clock.rule = LineOf(event);
      return;
    }
    case v1::Event::kClockBreached: {
      Clock& clock = ClockOf(ticket, event.clock_breached().clock());
      clock.outcome = "breached";
      clock.breached_ms = event.at_ms();
      clock.sla = event.clock_breached().clock().sla();
      clock.due_ms = event.clock_breached().due_ms();
      ticket.breached = true;
      return;
    }
    case v1::Event::kClockMet: {
      Clock& clock = ClockOf(ticket, event.clock_met().clock());
      if (clock.breached_ms == kNoNumber) clock.outcome = "met";
      clock.ended_ms = event.at_ms();
      clock.used_ms = event.clock_met().after_ms();
      return;
    }
    case v1::Event::kClockStoppedLate: {
      Clock& clock = ClockOf(ticket, event.clock_stopped_late().clock());
      clock.ended_ms = event.at_ms();
      clock.used_ms = event.clock_stopped_late().after_ms();
      return;
    }
    case v1::Event::kClockCancelled: {
      Clock& clock = ClockOf(ticket, event.clock_cancelled().clock());
      if (clock.breached_ms == kNoNumber) clock.outcome = "cancelled";
      clock.ended_ms = event.at_ms();
      return;
    }
    default:
      return;
  }
}

SharedTable ReplayRecord::Tickets(const replay::Mapping& mapping) const {
  Table table;
  for (const char* name : {"ticket_id", "category", "subcategory", "priority", "sla", "queue",
                           "agent", "group", "category_rule", "queue_rule"}) {
    table.columns.emplace_back(name, ColumnKind::kText);
  }
  for (const char* name : {"opened", "assigned", "solved", "closed"}) {
    table.columns.emplace_back(name, ColumnKind::kTime);
  }
  table.columns.emplace_back("reopenings", ColumnKind::kNumber);
  table.columns.emplace_back("breached", ColumnKind::kFlag);
  table.columns.emplace_back("recorded_met", ColumnKind::kFlag);
  const size_t first_fact = table.columns.size();
  std::vector<size_t> facts;
  for (int i = 0; i < mapping.message().fact_size(); ++i) {
    const std::string& name = mapping.message().fact(i).fact();
    if (name == "text") continue;  // the customer's words are no result
    facts.push_back(static_cast<size_t>(i));
    table.columns.emplace_back(absl::StrCat("log_", name), ColumnKind::kText);
  }
  const std::vector<uint32_t> updates = OpeningUpdates(schedule_);
  for (size_t i = 0; i < tickets_.size(); ++i) {
    const Ticket& ticket = tickets_[i];
    size_t column = 0;
    for (const std::string* text :
         {&schedule_.ticket_id(i), &ticket.category, &ticket.subcategory, &ticket.priority,
          &ticket.sla, &ticket.queue, &ticket.agent, &schedule_.record(i).group,
          &ticket.category_rule, &ticket.queue_rule}) {
      table.columns[column++].AddText(*text);
    }
    for (const int64_t at_ms :
         {ticket.opened_ms, ticket.assigned_ms, ticket.solved_ms, ticket.closed_ms}) {
      table.columns[column++].Add(at_ms);
    }
    table.columns[column++].Add(ticket.reopenings);
    table.columns[column++].AddFlag(ticket.breached);
    AddOptional(table.columns[column++], schedule_.record(i).met);
    for (size_t fact = 0; fact < facts.size(); ++fact) {
      table.columns[first_fact + fact].AddText(schedule_.Value(updates[i], facts[fact]));
    }
  }
  return std::move(table).Finish();
}

SharedTable ReplayRecord::Clocks() const {
  Table table;
  for (const char* name : {"ticket_id", "sla", "metric", "task", "outcome", "rule"}) {
    table.columns.emplace_back(name, ColumnKind::kText);
  }
  table.columns.emplace_back("cycle", ColumnKind::kNumber);
  for (const char* name : {"started", "due", "breached", "ended"}) {
    table.columns.emplace_back(name, ColumnKind::kTime);
  }
  table.columns.emplace_back("used", ColumnKind::kSpan);
  for (size_t i = 0; i < tickets_.size(); ++i) {
    for (const Clock& clock : tickets_[i].clocks) {
      size_t column = 0;
      const std::string outcome = clock.outcome;
      for (const std::string* text : {&schedule_.ticket_id(i), &clock.sla, &clock.metric,
                                      &clock.task, &outcome, &clock.rule}) {
        table.columns[column++].AddText(*text);
      }
      table.columns[column++].Add(clock.cycle);
      for (const int64_t number :
           {clock.started_ms, clock.due_ms, clock.breached_ms, clock.ended_ms, clock.used_ms}) {
        table.columns[column++].Add(number);
      }
    }
  }
  return std::move(table).Finish();
}

SharedTable ReplayRecord::Kinds() const {
  Table table;
  table.columns.emplace_back("kind", ColumnKind::kText);
  table.columns.emplace_back("events", ColumnKind::kNumber);
  for (const auto& [number, count] : kinds_) {
    const auto* field = v1::Event::descriptor()->FindFieldByNumber(number);
    table.columns[0].AddText(field == nullptr ? "" : field->name());
    table.columns[1].Add(static_cast<int64_t>(count));
  }
  return std::move(table).Finish();
}

}  // namespace waypost::python
