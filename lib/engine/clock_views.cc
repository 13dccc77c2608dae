#include "lib/engine/clock_views.h"

#include <string>

#include "absl/strings/str_format.h"
#include "lib/base/words.h"
#include "lib/calendar/civil_date.h"
#include "lib/engine/policy_body.h"
#include "lib/engine/rule_text.h"
#include "lib/engine/unknown_id.h"
#include "lib/policy/calendar_notes.h"
#include "lib/policy/metric_names.h"
#include "lib/sla/explain.h"

namespace waypost::engine {
namespace {

constexpr size_t kMostStretches = 1'000;

v1::ClockView::State StateOf(const sla::Clock& clock, const sla::ClockStanding& standing) {
  if (!clock.live()) return v1::ClockView::STOPPED;
  // A breach stays on record; the state is that of the present due time.
  if (clock.breached && standing.overdue) {
    return clock.paused ? v1::ClockView::BREACHED_PAUSED : v1::ClockView::BREACHED;
  }
  return clock.paused ? v1::ClockView::PAUSED : v1::ClockView::RUNNING;
}

v1::ClockView View(const policy::Tables& tables, const sla::Clock& clock,
                   const sla::ClockStanding& standing, std::string_view task) {
  const policy::Target& target = tables.targets[clock.target];
  v1::ClockView view;
  view.mutable_clock()->set_metric(policy::RowOf(target.metric).number);
  view.mutable_clock()->set_milestone(tables.names[target.milestone]);
  view.mutable_clock()->set_cycle(clock.cycle);
  view.mutable_clock()->set_sla(tables.names[tables.slas[target.sla].id]);
  view.mutable_clock()->set_task(std::string(task));
  view.set_state(StateOf(clock, standing));
  view.set_start_ms(clock.start_ms);
  view.set_due_ms(OrZero(standing.due_ms));
  view.set_elapsed_ms(standing.elapsed_ms);
  view.set_left_ms(standing.left_ms);
  view.set_breached(clock.breached);
  return view;
}

v1::ClockStretch::Why WhyOf(sla::Why why) {
  switch (why) {
    case sla::Why::kCounted:
      return v1::ClockStretch::COUNTED;
    case sla::Why::kBeforeStart:
      return v1::ClockStretch::BEFORE_START;
    case sla::Why::kClosed:
      return v1::ClockStretch::CLOSED;
    case sla::Why::kPaused:
      return v1::ClockStretch::PAUSED;
    case sla::Why::kWhileSolved:
      return v1::ClockStretch::WHILE_SOLVED;
    case sla::Why::kAfterStop:
      return v1::ClockStretch::AFTER_STOP;
  }
  return v1::ClockStretch::WHY_UNSPECIFIED;
}

v1::TicketState StateOf(sla::Status status) {
  switch (status) {
    case sla::Status::kWaitingCustomer:
      return v1::WAITING_CUSTOMER;
    case sla::Status::kOnHold:
      return v1::ON_HOLD;
    case sla::Status::kWaitingInternal:
      return v1::WAITING_INTERNAL;
    default:
      return v1::TICKET_STATE_UNSPECIFIED;
  }
}

bool CanBeExplained(const sla::Clock& clock) {
  return clock.live() || clock.phase == sla::Phase::kSolved;
}

// A clock, and what its time is reckoned from.
struct FoundClock {
  const sla::Clock* clock = nullptr;
  sla::TicketTimes times;
  std::string_view task;  // id; empty: it is the ticket's own
};

FoundClock FindTaskClock(const Core& core, const Ticket& ticket, std::string_view id) {
  for (const LinkedTask& task : core.tasks().Of(ticket.ordinal)) {
    if (core.symbols().Text(task.id) != id || task.clocks.empty()) continue;
    if (!CanBeExplained(task.clocks[0])) continue;
    return {&task.clocks[0], core.TimesOf(ticket, task), core.symbols().Text(task.id)};
  }
  return {};
}

FoundClock FindClock(const Core& core, const Ticket& ticket, const v1::ClockRef& which) {
  if (which.metric() == v1::Sla::TASK) return FindTaskClock(core, ticket, which.task());
  for (const sla::Clock& clock : ticket.clocks) {
    const policy::Tables& tables = core.version(clock.version).tables();
    const policy::Target& target = tables.targets[clock.target];
    if (!CanBeExplained(clock) || policy::RowOf(target.metric).number != which.metric()) continue;
    if (tables.names[target.milestone] == which.milestone()) {
      return {&clock, core.TimesOf(ticket), {}};
    }
  }
  return {};
}

// Dates of a stretch that are looked at: a year and a month.
constexpr int32_t kMostDates = 400;

// Names the holidays and special hours among the local dates of a stretch.
class DateNamer {
 public:
  DateNamer(const PolicyVersion& version, const policy::CalendarEntry& entry) : entry_(entry) {
    for (const policy::NamedZone& named : version.policy().body().lowered.zones) {
      if (named.zone.name() == entry.calendar.time_zone()) zone_ = &named.zone;
    }
  }

  void Name(const sla::ExplainedStretch& stretch, v1::ClockStretch& out) const {
    const bool closed = stretch.why == sla::Why::kClosed;
    if (zone_ == nullptr || (!closed && stretch.why != sla::Why::kCounted)) return;
    const int32_t first = calendar::DayOfWall(zone_->WallOf(stretch.from_ms));
    const int32_t last = calendar::DayOfWall(zone_->WallOf(stretch.to_ms - 1));
    for (int32_t day = first; day <= last && day - first < kMostDates; ++day) {
      for (const policy::DateNote& note : policy::NotesOn(entry_, day)) {
        if (closed || !note.holiday) Add(day, note, out);
      }
    }
  }

 private:
  static void Add(int32_t day, const policy::DateNote& note, v1::ClockStretch& out) {
    const calendar::CivilDate date = calendar::CivilDateOf(day);
    v1::SpecialDate& to = *out.add_dates();
    to.set_date(absl::StrFormat("%04d-%02d-%02d", date.year, date.month, date.day));
    to.set_kind(note.holiday ? v1::SpecialDate::HOLIDAY : v1::SpecialDate::SPECIAL_HOURS);
    to.set_name(std::string(note.name));
  }

  const policy::CalendarEntry& entry_;
  const calendar::Zone* zone_ = nullptr;
};

// Whether it was told apart by Sla::split_calendar.
bool IsOfEarlierHours(const sla::ExplainedStretch& stretch, const sla::Clock& clock,
                      uint16_t calendar) {
  if (stretch.why != sla::Why::kCounted && stretch.why != sla::Why::kClosed) return false;
  return stretch.version != clock.version || stretch.calendar != calendar;
}

void NameEarlierHours(const Core& core, const sla::ExplainedStretch& stretch,
                      v1::ClockStretch& out) {
  const PolicyVersion& version = core.version(stretch.version);
  const policy::CalendarEntry& entry = version.tables().calendars[stretch.calendar];
  out.set_calendar(version.tables().names[entry.id]);
  DateNamer(version, entry).Name(stretch, out);
}

void AddStretch(const sla::ExplainedStretch& stretch, int64_t now_ms, v1::ClockStretch& out) {
  out.set_from_ms(stretch.from_ms);
  out.set_to_ms(stretch.to_ms);
  out.set_why(WhyOf(stretch.why));
  out.set_state(StateOf(stretch.status));
  out.set_open_ms(stretch.open_ms);
  out.set_ahead(stretch.from_ms >= now_ms);
}

v1::ClockExplanation Describe(const Core& core, const FoundClock& found) {
  const sla::Clock& clock = *found.clock;
  const PolicyVersion& version = core.version(clock.version);
  const policy::Tables& tables = version.tables();
  const policy::Target& target = tables.targets[clock.target];
  const sla::Explanation explained =
      sla::Explain(core.sla_versions(), clock, found.times, core.now_ms(), kMostStretches);
  v1::ClockExplanation explanation;
  *explanation.mutable_clock() = View(tables, clock, explained.standing, found.task);
  explanation.set_calendar(tables.names[tables.calendars[target.calendar].id]);
  *explanation.mutable_promised_by() =
      DescribeRule(tables, {RuleRef::Kind::kTarget, clock.version, clock.target, 0});
  explanation.set_within_ms(target.within_ms);
  explanation.set_within_days(target.within_days);
  explanation.set_landing_ms(OrZero(explained.landing_ms));
  explanation.set_paused_ms(explained.paused_ms);
  const DateNamer dates(version, tables.calendars[target.calendar]);
  for (const sla::ExplainedStretch& stretch : explained.stretches) {
    v1::ClockStretch& out = *explanation.add_stretches();
    AddStretch(stretch, core.now_ms(), out);
    if (IsOfEarlierHours(stretch, clock, target.calendar)) {
      NameEarlierHours(core, stretch, out);
    } else {
      dates.Name(stretch, out);
    }
  }
  explanation.set_more(explained.more);
  return explanation;
}

}  // namespace

v1::ClockView ViewOf(const Core& core, const Ticket& ticket, const sla::Clock& clock) {
  return View(core.version(clock.version).tables(), clock, core.StandingOf(ticket, clock), {});
}

v1::ClockView ViewOf(const Core& core, const Ticket& ticket, const LinkedTask& task) {
  const sla::Clock& clock = task.clocks[0];
  return View(
      core.version(clock.version).tables(), clock,
      sla::StandingOf(core.sla_versions(), clock, core.TimesOf(ticket, task), core.now_ms()),
      core.symbols().Text(task.id));
}

absl::StatusOr<v1::ClockExplanation> ExplainClock(const Core& core, std::string_view ticket_id,
                                                  const v1::ClockRef& which) {
  const Slot slot = core.tickets().Find(ticket_id);
  if (slot == TicketStore::kNoSlot) {
    return UnknownTicket(ticket_id);
  }
  const Ticket& ticket = core.tickets()[slot];
  const FoundClock found = FindClock(core, ticket, which);
  if (found.clock == nullptr) {
    const std::string& name = which.metric() == v1::Sla::TASK ? which.task() : which.milestone();
    return ErrorOf(
        absl::StatusCode::kNotFound,
        Say({"ticket \"$0\" has no clock that runs or may go on of metric $1$2$3",
             "工单 \"$0\" 没有在走或可能继续的时钟，指标为 $1$2$3"},
            ticket_id, v1::Sla::Metric_Name(which.metric()), name.empty() ? "" : " ", name));
  }
  return Describe(core, found);
}

}  // namespace waypost::engine
