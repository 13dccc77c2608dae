#include "lib/report/desk_course.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/civil_time.h"

namespace waypost::report {
namespace {

constexpr int64_t kDayMs = 86'400'000;

enum class Grain : uint8_t { kDay, kWeek, kMonth };

int64_t DayOf(int64_t at_ms) {
  return at_ms >= 0 ? at_ms / kDayMs : -((-at_ms + kDayMs - 1) / kDayMs);
}

absl::CivilDay CivilOf(int64_t day) { return absl::CivilDay(1970, 1, 1) + day; }

// The first day of the period that a day belongs to. Weeks begin on Monday.
absl::CivilDay BeginOf(int64_t day, Grain grain) {
  const absl::CivilDay civil = CivilOf(day);
  if (grain == Grain::kMonth) return absl::CivilDay(absl::CivilMonth(civil));
  if (grain == Grain::kDay) return civil;
  return absl::PrevWeekday(civil + 1, absl::Weekday::monday);
}

absl::CivilDay NextOf(absl::CivilDay begin, Grain grain) {
  if (grain == Grain::kMonth) return absl::CivilDay(absl::CivilMonth(begin) + 1);
  return begin + (grain == Grain::kWeek ? 7 : 1);
}

// A week has the number that ISO 8601 gives it: that of its Thursday.
std::string NameOf(absl::CivilDay begin, Grain grain) {
  if (grain == Grain::kDay)
    return absl::StrFormat("%04d-%02d-%02d", begin.year(), begin.month(), begin.day());
  if (grain == Grain::kMonth) return absl::StrFormat("%04d-%02d", begin.year(), begin.month());
  const absl::CivilDay thursday = begin + 3;
  return absl::StrFormat("%04d-W%02d", thursday.year(), (absl::GetYearDay(thursday) + 6) / 7);
}

}  // namespace

const char* DeskCourse::NameOf(State state) {
  switch (state) {
    case State::kUnassigned:
      return "waits for an agent";
    case State::kAssigned:
      return "being worked on";
    case State::kAskedCustomer:
      return "waits for the customer";
    case State::kElsewhere:
      return "waits for somebody else";
    case State::kFinished:
      return "solved, not finished";
  }
  return "";
}

void DeskCourse::operator()(const v1::Event& event) {
  if (event.ticket_id().empty()) return;
  const auto [entry, is_new] = index_.try_emplace(event.ticket_id(), tickets_.size());
  if (is_new) tickets_.emplace_back();
  Ticket& ticket = tickets_[entry->second];
  Day& day = days_[DayOf(event.at_ms())];
  if (is_new) ++day.opened;
  NoteWork(event, ticket, day);
}

void DeskCourse::Move(Ticket& ticket, State to, Day& day) {
  const int before = ticket.state == State::kFinished ? 1 : 0;
  ticket.state = to;
  day.finished += (to == State::kFinished ? 1 : 0) - before;
}

void DeskCourse::NoteStatus(const v1::StatusChanged& changed, Ticket& ticket, Day& day) {
  switch (changed.to()) {
    case v1::ASSIGNED:
      return Move(ticket, State::kAssigned, day);
    case v1::WAITING_CUSTOMER:
      return Move(ticket, State::kAskedCustomer, day);
    case v1::NEW:
    case v1::QUEUED:
    case v1::OFFERED:
    case v1::REOPENED:
      return Move(ticket, State::kUnassigned, day);
    case v1::SOLVED:
    case v1::CLOSED:
    case v1::MERGED:
    case v1::ABANDONED:
    case v1::NOT_SERVED:
    case v1::ERASED:
      return Move(ticket, State::kFinished, day);
    default:
      return Move(ticket, State::kElsewhere, day);
  }
}

void DeskCourse::NoteQueue(const std::string& queue, Ticket& ticket) {
  const uint32_t number =
      queue_index_.try_emplace(queue, static_cast<uint32_t>(queue_index_.size())).first->second;
  if (std::find(ticket.queues.begin(), ticket.queues.end(), number) != ticket.queues.end()) return;
  ticket.queues.push_back(number);
  ++by_queue_[queue];
}

void DeskCourse::NoteWork(const v1::Event& event, Ticket& ticket, Day& day) {
  switch (event.kind_case()) {
    case v1::Event::kTicketClassified:
      ticket.category = CategoryNumber(event.ticket_classified());
      return;
    case v1::Event::kTicketQueued:
      if (ticket.state != State::kAssigned) Move(ticket, State::kUnassigned, day);
      return NoteQueue(event.ticket_queued().queue(), ticket);
    case v1::Event::kStageStarted:
      return NoteQueue(event.stage_started().queue(), ticket);
    case v1::Event::kTicketAssigned:
      if (ticket.assigned_ms == INT64_MIN) ticket.assigned_ms = event.at_ms();
      return Move(ticket, State::kAssigned, day);
    case v1::Event::kTicketReturned:
    case v1::Event::kTicketReopened:
      return Move(ticket, State::kUnassigned, day);
    case v1::Event::kStatusChanged:
      return NoteStatus(event.status_changed(), ticket, day);
    case v1::Event::kTicketSolved:
      ticket.solved_ms = event.at_ms();
      return Move(ticket, State::kFinished, day);
    case v1::Event::kTicketClosed:
    case v1::Event::kTicketNotServed:
    case v1::Event::kTicketAbandoned:
    case v1::Event::kTicketMerged:
      return Move(ticket, State::kFinished, day);
    case v1::Event::kClockBreached:
      ++breaches_by_state_[NameOf(ticket.state)];
      return;
    default:
      return;
  }
}

uint32_t DeskCourse::CategoryNumber(const v1::TicketClassified& classified) {
  std::string name = classified.category();
  if (!classified.subcategory().empty()) absl::StrAppend(&name, "/", classified.subcategory());
  const auto [entry, is_new] =
      category_index_.try_emplace(name, static_cast<uint32_t>(categories_.size()));
  if (is_new) categories_.push_back(name);
  return entry->second;
}

std::vector<Period> DeskCourse::Periods(size_t most) const {
  std::vector<Period> periods;
  if (days_.empty()) return periods;
  const int64_t first = days_.begin()->first, last = days_.rbegin()->first;
  const auto span = static_cast<uint64_t>(last - first);
  const Grain grain = span < most            ? Grain::kDay
                      : span / 7 + 2 <= most ? Grain::kWeek
                                             : Grain::kMonth;
  int64_t unfinished = 0;
  auto day = days_.begin();
  for (absl::CivilDay begin = BeginOf(first, grain);
       begin <= CivilOf(last) && periods.size() < most; begin = NextOf(begin, grain)) {
    Period& period = periods.emplace_back();
    period.name = report::NameOf(begin, grain);
    int64_t finished = 0;
    for (; day != days_.end() && CivilOf(day->first) < NextOf(begin, grain); ++day) {
      period.opened += day->second.opened;
      finished += day->second.finished;
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
