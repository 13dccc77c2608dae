// What the clocks should say, added up anew each time.
#include <algorithm>

#include "tests/sim/auditor.h"

namespace waypost::sim {
namespace {

constexpr int64_t kMin = 60'000;

struct Promised {
  const char* sla;
  const char* measure;
  int64_t within_ms;
  const char* calendar;
  std::vector<int64_t> warnings;  // elapsed, rising
  std::vector<int> paused_in;
};

const std::vector<Promised>& Promises() {
  static const auto* const rows = new std::vector<Promised>{
      {"urgent", "FIRST_REPLY", 15 * kMin, "always", {15 * kMin / 2}, {v1::SOLVED}},
      {"urgent", "NEXT_REPLY", 30 * kMin, "always", {}, {v1::SOLVED}},
      {"urgent",
       "RESOLUTION",
       240 * kMin,
       "always",
       {210 * kMin},
       {v1::SOLVED, v1::WAITING_CUSTOMER}},
      {"vip", "FIRST_REPLY", 60 * kMin, "office", {30 * kMin, 50 * kMin}, {v1::SOLVED}},
      {"vip",
       "RESOLUTION",
       480 * kMin,
       "office",
       {},
       {v1::SOLVED, v1::WAITING_CUSTOMER, v1::ON_HOLD}},
      {"vip", "MILESTONE triage", 30 * kMin, "always", {15 * kMin}, {v1::SOLVED}},
      {"standard", "FIRST_REPLY", 120 * kMin, "office", {90 * kMin}, {v1::SOLVED}},
      {"standard", "NEXT_REPLY", 240 * kMin, "office", {}, {v1::SOLVED}},
      {"standard",
       "RESOLUTION",
       960 * kMin,
       "office",
       {},
       {v1::SOLVED, v1::WAITING_CUSTOMER, v1::WAITING_INTERNAL}},
  };
  return *rows;
}

const Promised* FindPromise(const std::string& sla, const std::string& measure) {
  for (const Promised& row : Promises()) {
    if (row.sla == sla && row.measure == measure) return &row;
  }
  return nullptr;
}

const v1::ClockRef* RefOf(const v1::Event& event) {
  switch (event.kind_case()) {
    case v1::Event::kClockStarted:
      return &event.clock_started().clock();
    case v1::Event::kClockPaused:
      return &event.clock_paused().clock();
    case v1::Event::kClockResumed:
      return &event.clock_resumed().clock();
    case v1::Event::kClockRetargeted:
      return &event.clock_retargeted().clock();
    case v1::Event::kClockWarned:
      return &event.clock_warned().clock();
    case v1::Event::kClockBreached:
      return &event.clock_breached().clock();
    case v1::Event::kClockMet:
      return &event.clock_met().clock();
    case v1::Event::kClockStoppedLate:
      return &event.clock_stopped_late().clock();
    case v1::Event::kClockCancelled:
      return &event.clock_cancelled().clock();
    default:
      return nullptr;
  }
}

std::string MeasureOf(const v1::ClockRef& ref) {
  const std::string metric = v1::Sla::Metric_Name(ref.metric());
  return ref.milestone().empty() ? metric : metric + " " + ref.milestone();
}

std::vector<StatusAt> RunningFrom(std::vector<StatusAt> history, int64_t at_ms) {
  history.push_back({at_ms, v1::ASSIGNED});
  return history;
}

}  // namespace

std::string Auditor::PromiseOf(const Ticket& ticket) const {
  if (ticket.priority == "P0") return "urgent";
  if (ticket.tier == "vip") return "vip";
  return ticket.category != "nowhere" ? "standard" : "";
}

bool Auditor::Expected(const Ticket& ticket, const std::string& measure) const {
  if (measure == "FIRST_REPLY") return !ticket.replied && ticket.asked_ms != kNeverMs;
  if (measure == "NEXT_REPLY") {
    return ticket.replied && ticket.unanswered_ms != kNeverMs && ticket.state != v1::SOLVED;
  }
  if (measure == "RESOLUTION") return ticket.state != v1::SOLVED;
  return ticket.reached.count(measure) == 0;
}

int64_t Auditor::StartOf(const Ticket& ticket, const std::string& measure) const {
  if (measure == "FIRST_REPLY") return ticket.asked_ms;
  return measure == "NEXT_REPLY" ? ticket.unanswered_ms : ticket.opened_ms;
}

int64_t Auditor::InstantOf(const Ticket& ticket, const Clock& clock, size_t mark) const {
  return clock.hours.InstantOf(ticket.history, clock.marks[mark]);
}

void Auditor::Arm(const std::string& what, const Ticket& ticket, Clock& clock, int64_t due_ms) {
  const int64_t expected_ms = clock.hours.InstantOf(ticket.history, clock.within_ms);
  Check("due", due_ms == expected_ms,
        what + " is due " + std::to_string(due_ms) + ", not " + std::to_string(expected_ms));
  if (expected_ms < at_ms_) {
    if (ticket.adopted_now) clock.breached = true;
    if (clock.breached) clock.next_mark = clock.marks.size();
    return;  // its breach is to be reported at once
  }
  while (clock.next_mark < clock.marks.size() &&
         InstantOf(ticket, clock, clock.next_mark) < at_ms_) {
    ++clock.next_mark;
  }
}

void Auditor::SeeClock(const v1::Event& event, Ticket& ticket) {
  const v1::ClockRef* const ref = RefOf(event);
  if (ref == nullptr) return;
  const std::string measure = MeasureOf(*ref);
  const std::string what = event.ticket_id() + " " + measure;
  Clock& clock = ticket.clocks[measure];
  const Promised* const promised = FindPromise(ref->sla(), measure);
  if (promised == nullptr) return Fail(what + ": nobody promised that");
  const bool begins =
      event.has_clock_started() || event.has_clock_resumed() || event.has_clock_retargeted();
  if (begins) {
    Check("promise", ref->sla() == PromiseOf(ticket), what + " follows " + ref->sla());
    const int64_t start_ms = event.has_clock_resumed() && clock.cycle != 0
                                 ? clock.hours.start_ms
                                 : StartOf(ticket, measure);
    if (event.has_clock_started()) {
      Check("start", !clock.live, what + " started twice");
      Check("cycle", ref->cycle() == clock.cycle + 1, what + ": wrong cycle");
      clock = Clock();
    }
    if (event.has_clock_retargeted() || clock.sla != ref->sla()) clock.next_mark = 0;
    clock.live = true;
    clock.sla = ref->sla();
    clock.cycle = ref->cycle();
    clock.hours = {promised->calendar, promised->paused_in, start_ms};
    clock.within_ms = promised->within_ms;
    clock.marks = promised->warnings;
    clock.marks.push_back(promised->within_ms);
  }
  Check("live", clock.live, what + " does not run");
  switch (event.kind_case()) {
    case v1::Event::kClockStarted:
      return Arm(what, ticket, clock, event.clock_started().due_ms());
    case v1::Event::kClockResumed:
      return Arm(what, ticket, clock, event.clock_resumed().due_ms());
    case v1::Event::kClockRetargeted:
      return Arm(what, ticket, clock, event.clock_retargeted().due_ms());
    case v1::Event::kClockPaused:
      return Check("pause",
                   clock.hours.PausedBy(ticket.state) &&
                       event.clock_paused().left_ms() ==
                           clock.within_ms - clock.hours.Elapsed(ticket.history, at_ms_),
                   what + " paused with the wrong time left");
    case v1::Event::kClockWarned:
    case v1::Event::kClockBreached:
      return SeeMark(event, what, ticket, clock);
    case v1::Event::kClockCancelled:
      clock.live = false;
      return;
    default:
      return SeeStop(event, what, ticket, clock);
  }
}

void Auditor::SeeMark(const v1::Event& event, const std::string& what, const Ticket& ticket,
                      Clock& clock) {
  const bool breach = event.has_clock_breached();
  if (breach) {
    const int64_t due_ms = clock.hours.InstantOf(ticket.history, clock.within_ms);
    Check("breach", event.clock_breached().due_ms() == due_ms && !clock.breached,
          what + " breached wrongly");
    Check("breach time", by_timer_ ? due_ms == at_ms_ || due_ms < at_ms_ : due_ms < at_ms_,
          what + " breached at the wrong time");
    clock.breached = true;
    clock.next_mark = clock.marks.size();
    return;
  }
  const int64_t left_ms = clock.within_ms - clock.hours.Elapsed(ticket.history, at_ms_);
  Check("warning", event.clock_warned().left_ms() == left_ms, what + " warned, wrong time left");
  if (clock.next_mark < clock.marks.size() && InstantOf(ticket, clock, clock.next_mark) == at_ms_ &&
      by_timer_) {
    ++clock.next_mark;
    ++checks_["warning in time"];
    return;
  }
  // Otherwise one that a start, a resumption or a new target found past.
  const auto passed = std::count_if(clock.marks.begin(), clock.marks.end() - 1, [&](int64_t mark) {
    return clock.hours.InstantOf(ticket.history, mark) < at_ms_;
  });
  Check("late warning", passed > 0, what + " warned although no warning has passed");
}

void Auditor::SeeStop(const v1::Event& event, const std::string& what, const Ticket& ticket,
                      Clock& clock) {
  const bool met = event.has_clock_met();
  const int64_t due_ms = met ? event.clock_met().due_ms() : event.clock_stopped_late().due_ms();
  const int64_t after_ms =
      met ? event.clock_met().after_ms() : event.clock_stopped_late().after_ms();
  const int64_t expected_ms =
      clock.hours.InstantOf(RunningFrom(ticket.history, at_ms_), clock.within_ms);
  Check("stop", due_ms == expected_ms, what + " stopped with the wrong due time");
  Check("stop", after_ms == clock.hours.Elapsed(ticket.history, at_ms_),
        what + " stopped after the wrong time");
  Check("met", met == (!clock.breached && expected_ms >= at_ms_), what + ": met or late?");
  clock.live = false;
  if (what.find("MILESTONE") != std::string::npos) {
    tickets_[event.ticket_id()].reached.insert(what.substr(what.find("MILESTONE")));
  }
}

// After a command: those run that should, and no mark was left out.
void Auditor::CheckClocks() {
  for (const auto& [id, ticket] : tickets_) {
    const std::string sla = PromiseOf(ticket);
    for (const char* measure : {"FIRST_REPLY", "NEXT_REPLY", "RESOLUTION", "MILESTONE triage"}) {
      const bool expected = FindPromise(sla, measure) != nullptr && Expected(ticket, measure);
      const auto found = ticket.clocks.find(measure);
      const bool live = found != ticket.clocks.end() && found->second.live;
      Check("running", live == expected,
            id + " " + measure + (live ? " runs" : " does not run") + ", promise " + sla);
      if (!live || found->second.next_mark >= found->second.marks.size()) continue;
      const Clock& clock = found->second;
      const bool is_due = clock.next_mark + 1 == clock.marks.size();
      if (is_due && clock.breached) continue;
      Check("mark left out", InstantOf(ticket, clock, clock.next_mark) >= at_ms_,
            id + " " + measure + " left out a mark");
    }
  }
}

}  // namespace waypost::sim
