#include "lib/report/desk_course.h"

#include <algorithm>

#include "lib/report/category_name.h"

namespace waypost::report {

Words DeskCourse::NameOf(State state) {
  switch (state) {
    case State::kUnassigned:
      return {"waits for an agent", "等待坐席"};
    case State::kAssigned:
      return {"being worked on", "处理中"};
    case State::kAskedCustomer:
      return {"waits for the customer", "等待客户"};
    case State::kElsewhere:
      return {"waits for somebody else", "等待他人"};
    case State::kFinished:
      return {"solved, not finished", "已解决，未结束"};
  }
  return "";
}

std::vector<std::pair<Words, uint64_t>> DeskCourse::BreachesByState() const {
  std::vector<std::pair<Words, uint64_t>> counts;
  for (const auto& [state, count] : breaches_by_state_) counts.emplace_back(NameOf(state), count);
  return counts;
}

void DeskCourse::operator()(const v1::Event& event) {
  if (event.ticket_id().empty()) return;
  const auto [entry, is_new] = index_.try_emplace(event.ticket_id(), tickets_.size());
  if (is_new) tickets_.emplace_back();
  Ticket& ticket = tickets_[entry->second];
  Hour& hour = hours_[LocalHour(event.at_ms(), zone_)];
  if (is_new) ++hour.opened;
  NoteWork(event, ticket, hour);
}

void DeskCourse::Move(Ticket& ticket, State to, Hour& hour) {
  const int before = ticket.state == State::kFinished ? 1 : 0;
  ticket.state = to;
  hour.finished += (to == State::kFinished ? 1 : 0) - before;
}

void DeskCourse::NoteStatus(const v1::StatusChanged& changed, Ticket& ticket, Hour& hour) {
  switch (changed.to()) {
    case v1::ASSIGNED:
      return Move(ticket, State::kAssigned, hour);
    case v1::WAITING_CUSTOMER:
      return Move(ticket, State::kAskedCustomer, hour);
    case v1::NEW:
    case v1::QUEUED:
    case v1::OFFERED:
    case v1::REOPENED:
      return Move(ticket, State::kUnassigned, hour);
    case v1::SOLVED:
    case v1::CLOSED:
    case v1::MERGED:
    case v1::ABANDONED:
    case v1::NOT_SERVED:
    case v1::ERASED:
      return Move(ticket, State::kFinished, hour);
    default:
      return Move(ticket, State::kElsewhere, hour);
  }
}

void DeskCourse::NoteQueue(const std::string& queue, Ticket& ticket) {
  const uint32_t number =
      queue_index_.try_emplace(queue, static_cast<uint32_t>(queue_index_.size())).first->second;
  if (std::find(ticket.queues.begin(), ticket.queues.end(), number) != ticket.queues.end()) return;
  ticket.queues.push_back(number);
  ++by_queue_[queue];
}

void DeskCourse::NoteWork(const v1::Event& event, Ticket& ticket, Hour& hour) {
  switch (event.kind_case()) {
    case v1::Event::kTicketClassified:
      ticket.category = CategoryNumber(event.ticket_classified());
      return;
    case v1::Event::kTicketQueued:
      if (ticket.state != State::kAssigned) Move(ticket, State::kUnassigned, hour);
      return NoteQueue(event.ticket_queued().queue(), ticket);
    case v1::Event::kStageStarted:
      return NoteQueue(event.stage_started().queue(), ticket);
    case v1::Event::kTicketAssigned:
      if (ticket.assigned_ms == INT64_MIN) ticket.assigned_ms = event.at_ms();
      return Move(ticket, State::kAssigned, hour);
    case v1::Event::kTicketReturned:
    case v1::Event::kTicketReopened:
      return Move(ticket, State::kUnassigned, hour);
    case v1::Event::kStatusChanged:
      return NoteStatus(event.status_changed(), ticket, hour);
    case v1::Event::kTicketSolved:
      ticket.solved_ms = event.at_ms();
      return Move(ticket, State::kFinished, hour);
    case v1::Event::kTicketClosed:
    case v1::Event::kTicketNotServed:
    case v1::Event::kTicketAbandoned:
    case v1::Event::kTicketMerged:
      return Move(ticket, State::kFinished, hour);
    case v1::Event::kClockBreached:
      ++breaches_by_state_[ticket.state];
      return;
    default:
      return;
  }
}

uint32_t DeskCourse::CategoryNumber(const v1::TicketClassified& classified) {
  const std::string name = CategoryName(classified);
  const auto [entry, is_new] =
      category_index_.try_emplace(name, static_cast<uint32_t>(categories_.size()));
  if (is_new) categories_.push_back(name);
  return entry->second;
}

// The finest that is not finer than is asked for.
Grain DeskCourse::GrainFor(size_t most) const {
  const auto hours = static_cast<uint64_t>(hours_.rbegin()->first - hours_.begin()->first);
  if (hours < most) return Grain::kHour;
  if (hours / 24 + 2 <= most) return Grain::kDay;
  if (hours / (7 * 24) + 2 <= most) return Grain::kWeek;
  return hours / (28 * 24) + 2 <= most ? Grain::kMonth : Grain::kYear;
}

std::vector<Period> DeskCourse::Periods(size_t most) const {
  std::vector<Period> periods;
  if (hours_.empty()) return periods;
  const Grain grain = GrainFor(most);
  int64_t unfinished = 0;
  auto hour = hours_.begin();
  for (int64_t begin = PeriodBegin(hour->first, grain); hour != hours_.end();
       begin = PeriodAfter(begin, grain)) {
    Period& period = periods.emplace_back();
    period.name = PeriodName(begin, grain);
    int64_t finished = 0;
    for (; hour != hours_.end() && hour->first < PeriodAfter(begin, grain); ++hour) {
      period.opened += hour->second.opened;
      finished += hour->second.finished;
    }
    unfinished += static_cast<int64_t>(period.opened) - finished;
    period.finished = static_cast<uint64_t>(std::max<int64_t>(finished, 0));
    period.unfinished = static_cast<uint64_t>(std::max<int64_t>(unfinished, 0));
  }
  return periods;
}

std::vector<int64_t> DeskCourse::HandlingTimes() const {
  std::vector<int64_t> times;
  for (const Ticket& ticket : tickets_) {
    if (ticket.assigned_ms == INT64_MIN || ticket.solved_ms < ticket.assigned_ms) continue;
    times.push_back(ticket.solved_ms - ticket.assigned_ms);
  }
  std::sort(times.begin(), times.end());
  return times;
}

std::map<std::string, uint64_t> DeskCourse::ByCategory() const {
  std::map<std::string, uint64_t> counts;
  for (const Ticket& ticket : tickets_) ++counts[categories_[ticket.category]];
  return counts;
}

}  // namespace waypost::report
