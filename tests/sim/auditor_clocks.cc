// What the clocks should say, added up anew each time.
#include <algorithm>

#include "lib/base/time_units.h"
#include "tests/sim/auditor.h"

namespace waypost::sim {
namespace {

enum class Reopening { kExcluding, kIncluding, kNewCycle, kIgnore };

struct Promised {
  const char* sla;
  const char* measure;
  int64_t within_ms;
  const char* calendar;
  std::vector<int64_t> warnings;  // elapsed, rising
  std::vector<int> paused_in;
  std::vector<int64_t> walls = {};  // wall time before due, falling
  Reopening reopening = Reopening::kExcluding;
  bool from_start = false;
};

// What modes promise instead of "standard": the same metrics in other times and hours.
struct InMode {
  const char* sla;
  const char* calendar;
  int64_t first_reply_ms;
  int64_t resolution_ms;
};

constexpr InMode kInModes[] = {{"rush", "late", 180 * kMinuteMs, 1200 * kMinuteMs},
                               {"extended", "always", 100 * kMinuteMs, 720 * kMinuteMs},
                               {"night", "office", 240 * kMinuteMs, 1440 * kMinuteMs}};

std::vector<Promised> WithModes(std::vector<Promised> rows) {
  for (const InMode& mode : kInModes) {
    const auto add = [&](const char* measure, int64_t within_ms, const char* calendar,
                         std::vector<int64_t> warnings, std::vector<int> paused_in) {
      rows.push_back(
          {mode.sla, measure, within_ms, calendar, std::move(warnings), std::move(paused_in)});
    };
    const int64_t first_ms = mode.first_reply_ms;
    add("FIRST_REPLY", first_ms, mode.calendar, {first_ms / 4 * 3}, {v1::SOLVED});
    add("NEXT_REPLY", 180 * kMinuteMs, mode.calendar, {}, {v1::SOLVED});
    add("RESOLUTION", mode.resolution_ms, mode.calendar, {}, {v1::SOLVED, v1::WAITING_CUSTOMER});
    add("REQUESTER_WAIT", 360 * kMinuteMs, mode.calendar, {}, {v1::SOLVED, v1::WAITING_CUSTOMER});
    rows.back().reopening = Reopening::kNewCycle;
    add("AGENT_WORK", 240 * kMinuteMs, "office", {},
        {v1::SOLVED, v1::WAITING_CUSTOMER, v1::ON_HOLD});
    rows.back().reopening = Reopening::kIgnore;
    add("OWNERSHIP", 50 * kMinuteMs, mode.calendar, {}, {v1::SOLVED});
    add("PICKUP", 12 * kMinuteMs, "always", {}, {v1::SOLVED});
    for (const char* task : {"TASK expert", "TASK front", "TASK bulk"}) {
      add(task, 30 * kMinuteMs, mode.calendar, {}, {v1::SOLVED});
    }
  }
  return rows;
}

const std::vector<Promised>& Promises() {
  static const auto* const rows = new std::vector<Promised>(WithModes({
      {"urgent", "FIRST_REPLY", 15 * kMinuteMs, "always", {15 * kMinuteMs / 2}, {v1::SOLVED}},
      {"urgent", "NEXT_REPLY", 30 * kMinuteMs, "always", {}, {v1::SOLVED}},
      {"urgent",
       "RESOLUTION",
       240 * kMinuteMs,
       "always",
       {210 * kMinuteMs},
       {v1::SOLVED, v1::WAITING_CUSTOMER}},
      {"urgent",
       "PERIODIC_UPDATE",
       30 * kMinuteMs,
       "always",
       {},
       {v1::SOLVED},
       {},
       Reopening::kExcluding,
       true},
      {"urgent", "PICKUP", 2 * kMinuteMs, "always", {kMinuteMs}, {v1::SOLVED}},
      {"vip",
       "FIRST_REPLY",
       60 * kMinuteMs,
       "office",
       {30 * kMinuteMs, 50 * kMinuteMs},
       {v1::SOLVED}},
      {"vip",
       "RESOLUTION",
       480 * kMinuteMs,
       "office",
       {432 * kMinuteMs},
       {v1::WAITING_CUSTOMER, v1::ON_HOLD},
       {720 * kMinuteMs, 40 * kMinuteMs},
       Reopening::kIncluding},
      {"vip",
       "NEXT_REPLY",
       120 * kMinuteMs,
       "office",
       {},
       {v1::SOLVED},
       {},
       Reopening::kExcluding,
       true},
      {"vip", "OWNERSHIP", 180 * kMinuteMs, "office", {}, {v1::SOLVED}},
      {"vip",
       "TASK expert",
       60 * kMinuteMs,
       "always",
       {30 * kMinuteMs},
       {v1::SOLVED, v1::WAITING_CUSTOMER}},
      {"vip", "MILESTONE triage", 30 * kMinuteMs, "always", {15 * kMinuteMs}, {v1::SOLVED}},
      {"vip",
       "MILESTONE verified",
       120 * kMinuteMs,
       "office",
       {},
       {v1::SOLVED, v1::WAITING_CUSTOMER}},
      {"vip-rush",
       "FIRST_REPLY",
       90 * kMinuteMs,
       "late",
       {45 * kMinuteMs, 80 * kMinuteMs},
       {v1::SOLVED}},
      {"vip-rush",
       "RESOLUTION",
       600 * kMinuteMs,
       "late",
       {540 * kMinuteMs},
       {v1::WAITING_CUSTOMER, v1::ON_HOLD},
       {720 * kMinuteMs, 40 * kMinuteMs},
       Reopening::kIncluding},
      {"vip-rush",
       "NEXT_REPLY",
       180 * kMinuteMs,
       "always",
       {},
       {v1::SOLVED},
       {},
       Reopening::kExcluding,
       true},
      {"vip-rush", "OWNERSHIP", 120 * kMinuteMs, "late", {}, {v1::SOLVED}},
      {"vip-rush",
       "TASK expert",
       40 * kMinuteMs,
       "always",
       {20 * kMinuteMs},
       {v1::SOLVED, v1::WAITING_CUSTOMER}},
      {"vip-rush", "MILESTONE triage", 20 * kMinuteMs, "always", {10 * kMinuteMs}, {v1::SOLVED}},
      {"vip-rush",
       "MILESTONE verified",
       100 * kMinuteMs,
       "always",
       {},
       {v1::SOLVED, v1::WAITING_CUSTOMER}},
      {"standard", "FIRST_REPLY", 120 * kMinuteMs, "office", {90 * kMinuteMs}, {v1::SOLVED}},
      {"standard", "NEXT_REPLY", 240 * kMinuteMs, "office", {}, {v1::SOLVED}},
      {"standard",
       "RESOLUTION",
       960 * kMinuteMs,
       "office",
       {},
       {v1::SOLVED, v1::WAITING_CUSTOMER, v1::WAITING_INTERNAL}},
      {"standard",
       "REQUESTER_WAIT",
       360 * kMinuteMs,
       "office",
       {},
       {v1::SOLVED, v1::WAITING_CUSTOMER},
       {},
       Reopening::kNewCycle},
      {"standard",
       "AGENT_WORK",
       300 * kMinuteMs,
       "office",
       {},
       {v1::SOLVED, v1::WAITING_CUSTOMER, v1::ON_HOLD},
       {},
       Reopening::kIgnore},
      {"standard", "OWNERSHIP", 60 * kMinuteMs, "office", {}, {v1::SOLVED}, {10 * kMinuteMs}},
      {"standard",
       "TASK expert",
       120 * kMinuteMs,
       "office",
       {},
       {v1::SOLVED, v1::ON_HOLD, v1::WAITING_INTERNAL}},
      {"standard", "TASK front", 20 * kMinuteMs, "always", {}, {v1::SOLVED}},
      {"standard", "TASK bulk", 20 * kMinuteMs, "always", {}, {v1::SOLVED}},
      {"standard", "PICKUP", 10 * kMinuteMs, "always", {5 * kMinuteMs}, {v1::SOLVED}},
  }));
  return *rows;
}

// What becomes of a running clock that comes under such a promise.
bool Restarts(const std::string& sla) { return sla == "urgent" || sla == "night"; }
bool ForgetsPauses(const std::string& sla) { return sla == "standard" || sla == "extended"; }
bool Splits(const std::string& sla) { return sla == "vip" || sla == "vip-rush"; }

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
  if (!ref.task().empty()) return metric + " " + ref.task();
  return ref.milestone().empty() ? metric : metric + " " + ref.milestone();
}

bool IsTask(const std::string& measure) { return measure.rfind("TASK ", 0) == 0; }

bool StoppedBySolving(const std::string& measure) {
  return measure != "FIRST_REPLY" && measure.rfind("MILESTONE", 0) != 0 && !IsTask(measure);
}

// The instant at which the ticket was last no longer solved; 0: never.
int64_t LastReopened(const std::vector<StatusAt>& history) {
  int64_t reopened_ms = 0;
  bool solved = false;
  for (const StatusAt& change : Settled(history)) {
    if (solved) reopened_ms = change.at_ms;
    solved = change.status == v1::SOLVED;
  }
  return reopened_ms;
}

bool WasSolved(const std::vector<StatusAt>& history) {
  const std::vector<StatusAt> settled = Settled(history);
  return std::any_of(settled.begin(), settled.end(),
                     [](const StatusAt& change) { return change.status == v1::SOLVED; });
}

std::vector<StatusAt> RunningFrom(std::vector<StatusAt> history, int64_t at_ms) {
  history.push_back({at_ms, v1::ASSIGNED});
  return history;
}

}  // namespace

// The first that fits.
std::string Auditor::PromiseIn(const std::set<std::string>& modes, const Ticket& ticket) const {
  if (ticket.outbound) return "";
  if (ticket.priority == "P0") return "urgent";
  if (ticket.tier == "vip") return modes.count("rush") != 0 ? "vip-rush" : "vip";
  if (ticket.category == "nowhere") return "";
  if (modes.count("rush") != 0) return "rush";
  if (modes.count("extended") != 0) return "extended";
  return modes.count("day") == 0 && ticket.category == "bug" ? "night" : "standard";
}

// What is promised stays so as long as the modes of then would promise it still.
void Auditor::TakePromise(Ticket& ticket) {
  const bool kept =
      ticket.promise_modes != modes_ && PromiseIn(ticket.promise_modes, ticket) == ticket.promise;
  checks_["kept promise"] += kept && ticket.promise != PromiseIn(modes_, ticket) ? 1 : 0;
  if (kept && ticket.promised) return;
  TakePromiseAnew(ticket);
}

void Auditor::TakePromiseAnew(Ticket& ticket) {
  ticket.promised = true;
  ticket.promise_modes = modes_;
  ticket.promise = PromiseIn(modes_, ticket);
  FollowWhileSolved(ticket);
}

// What a cycle follows whose event this is.
std::string Auditor::PromiseFor(const v1::Event& event, const Ticket& ticket,
                                const Clock& clock) const {
  if (event.has_clock_started()) {
    const std::string now = PromiseIn(modes_, ticket);
    return ticket.promise_modes == modes_ ? ticket.promise : now;
  }
  const bool goes_on = event.has_clock_resumed() || ticket.merged_now;
  return goes_on && !clock.sla.empty() ? clock.sla : ticket.promise;
}

// What is promised for a task goes by its queue.
std::string Auditor::RowOf(const Ticket& ticket, const std::string& measure) const {
  return IsTask(measure) ? "TASK " + ticket.tasks.at(measure).queue : measure;
}

bool Auditor::Expected(const Ticket& ticket, const std::string& measure, const Clock* clock) const {
  const Promised* const promised = FindPromise(ticket.promise, RowOf(ticket, measure));
  if (promised == nullptr || (ticket.state == v1::SOLVED && StoppedBySolving(measure)))
    return false;
  if (IsTask(measure)) return true;
  if (measure == "FIRST_REPLY") return !ticket.replied && ticket.asked_ms != kNeverMs;
  if (measure == "NEXT_REPLY") {
    // One that ran goes on, even under a promise that would not have started it.
    const bool armed = ticket.replied || promised->from_start || (clock != nullptr && clock->live);
    return armed && ticket.unanswered_ms != kNeverMs;
  }
  if (measure == "PERIODIC_UPDATE") return true;
  if (measure == "OWNERSHIP") return ticket.queue_since_ms != kNeverMs;
  if (measure == "PICKUP") return ticket.untaken_ms != kNeverMs;
  if (measure == "AGENT_WORK") {
    return ticket.final_clocks.count(measure) == 0 && !WasSolved(ticket.history);
  }
  if (measure == "MILESTONE verified" && ticket.reached.count("MILESTONE triage") == 0)
    return false;
  return ticket.reached.count(measure) == 0;
}

int64_t Auditor::StartOf(const Ticket& ticket, const std::string& measure) const {
  if (IsTask(measure)) return ticket.tasks.at(measure).linked_ms;
  if (measure == "FIRST_REPLY") return ticket.asked_ms;
  if (measure == "NEXT_REPLY") return ticket.unanswered_ms;
  if (measure == "PERIODIC_UPDATE") {
    return ticket.last_reply_ms == kNeverMs ? ticket.opened_ms : ticket.last_reply_ms;
  }
  if (measure == "OWNERSHIP") return ticket.queue_since_ms;
  if (measure == "PICKUP") return ticket.untaken_ms;
  if (measure == "MILESTONE verified") return ticket.reached.at("MILESTONE triage");
  if (measure != "REQUESTER_WAIT") return ticket.opened_ms;
  return ticket.reopened_now ? at_ms_ : std::max(ticket.opened_ms, LastReopened(ticket.history));
}

void Auditor::NoteStay(const std::string& queue, Ticket& ticket) const {
  if (ticket.stays_in == queue && ticket.queue_since_ms != kNeverMs) return;
  ticket.stays_in = queue;
  ticket.queue_since_ms = at_ms_;
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
    if (clock.breached) clock.next_wall = clock.walls.size();
    return;  // its breach is to be reported at once
  }
  while (clock.next_mark < clock.marks.size() &&
         InstantOf(ticket, clock, clock.next_mark) < at_ms_) {
    ++clock.next_mark;
  }
  while (expected_ms != kNeverMs && clock.next_wall < clock.walls.size() &&
         expected_ms - clock.walls[clock.next_wall] < at_ms_) {
    ++clock.next_wall;
  }
}

void Auditor::SeeClock(const v1::Event& event, Ticket& ticket) {
  const v1::ClockRef* const ref = RefOf(event);
  if (ref == nullptr) return;
  const std::string measure = MeasureOf(*ref);
  const std::string what = event.ticket_id() + " " + measure;
  if (IsTask(measure) && ticket.tasks.count(measure) == 0) return Fail(what + ": no such task");
  Clock& clock = ticket.clocks[measure];
  const Promised* const promised = FindPromise(ref->sla(), RowOf(ticket, measure));
  if (promised == nullptr) return Fail(what + ": nobody promised that");
  if (event.has_clock_started() || event.has_clock_resumed() || event.has_clock_retargeted()) {
    TakePromise(ticket);
    const std::string sla = PromiseFor(event, ticket, clock);
    Check("promise", ref->sla() == sla, what + " follows " + ref->sla() + ", not " + sla);
    if (sla != PromiseIn(modes_, ticket)) ++checks_["of another mode"];
    Begin(event, what, ticket, measure, clock);
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

// Takes over what a clock follows from now on.
void Auditor::Begin(const v1::Event& event, const std::string& what, const Ticket& ticket,
                    const std::string& measure, Clock& clock) {
  const v1::ClockRef& ref = *RefOf(event);
  const Promised& promised = *FindPromise(ref.sla(), RowOf(ticket, measure));
  const bool retargeted = event.has_clock_retargeted();
  if (event.has_clock_started()) {
    Check("start", !clock.live, what + " started twice");
    Check("cycle", ref.cycle() == clock.cycle + 1, what + ": wrong cycle");
    clock = Clock();
    clock.hours.start_ms = StartOf(ticket, measure);
  }
  if (retargeted || clock.sla != ref.sla()) clock.next_mark = clock.next_wall = 0;
  const bool was_live = clock.live;
  if (retargeted && was_live && !ticket.merged_now)
    ChangeCalendar(ref.sla(), promised.calendar, clock);
  clock.live = true;
  clock.solved = false;
  clock.sla = ref.sla();
  clock.cycle = ref.cycle();
  clock.hours.calendar = promised.calendar;
  clock.hours.paused_in = promised.paused_in;
  clock.within_ms = promised.within_ms;
  clock.marks = promised.warnings;
  clock.marks.push_back(promised.within_ms);
  clock.walls = promised.walls;
  if (!retargeted || !was_live) return;
  ++checks_["retargeted"];
  if (ticket.merged_now) {
    Check("older question", measure == "NEXT_REPLY", what + " got another target by a merge");
    clock.hours.start_ms = ticket.unanswered_ms;
    return;
  }
  if (Restarts(ref.sla())) clock.hours.start_ms = at_ms_;
  const int64_t forgets_ms = clock.hours.ForgetsAt(ticket.history, at_ms_);
  if (ForgetsPauses(ref.sla())) clock.hours.forgets_ms = forgets_ms;
  clock.hours.forgets_ms = std::min(clock.hours.forgets_ms, forgets_ms);
}

// Of a clock that comes under another promise, or the same again.
void Auditor::ChangeCalendar(const std::string& sla, const std::string& calendar, Clock& clock) {
  if (!Splits(sla) || (Restarts(sla) && clock.live)) {
    clock.hours.earlier.clear();
  } else {
    clock.hours.SplitFor(calendar, at_ms_);
    checks_["split"] += clock.hours.earlier.empty() ? 0 : 1;
  }
  clock.hours.calendar = calendar;
}

// A solved clock that may go on follows its ticket's promise without a word.
void Auditor::FollowWhileSolved(Ticket& ticket) {
  const auto found = ticket.clocks.find("RESOLUTION");
  if (found == ticket.clocks.end() || found->second.live || !found->second.solved) return;
  Clock& clock = found->second;
  const Promised* const promised = FindPromise(ticket.promise, "RESOLUTION");
  clock.solved = promised != nullptr;
  if (!clock.solved || ticket.promise == clock.sla) return;
  ChangeCalendar(ticket.promise, promised->calendar, clock);
  clock.sla = ticket.promise;
  clock.next_mark = clock.next_wall = 0;
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
    clock.next_wall = clock.walls.size();
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
  const int64_t due_ms = clock.hours.InstantOf(ticket.history, clock.within_ms);
  if (clock.next_wall < clock.walls.size() && by_timer_ &&
      due_ms - clock.walls[clock.next_wall] == at_ms_) {
    ++clock.next_wall;
    ++checks_["wall warning in time"];
    return;
  }
  // Otherwise one that a start, a resumption or a new target found past.
  const auto passed = std::count_if(clock.marks.begin(), clock.marks.end() - 1, [&](int64_t mark) {
    return clock.hours.InstantOf(ticket.history, mark) < at_ms_;
  });
  const bool wall_passed =
      due_ms != kNeverMs && !clock.walls.empty() && due_ms - clock.walls.front() < at_ms_;
  Check("late warning", passed > 0 || wall_passed, what + " warned although no warning has passed");
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
  const std::string measure = what.substr(what.find(' ') + 1);
  ++checks_["stopped " + (IsTask(measure) ? "TASK" : measure)];
  clock.live = false;
  clock.solved = ticket.state == v1::SOLVED;
  if (what.find("MILESTONE") != std::string::npos) {
    tickets_[event.ticket_id()].reached[what.substr(what.find("MILESTONE"))] = at_ms_;
  }
}

// After a command: those run that should, and no mark was left out.
void Auditor::CheckClocks() {
  for (const auto& [id, ticket] : tickets_) {
    std::vector<std::string> measures = {
        "FIRST_REPLY", "NEXT_REPLY", "PERIODIC_UPDATE", "REQUESTER_WAIT",   "AGENT_WORK",
        "RESOLUTION",  "OWNERSHIP",  "PICKUP",          "MILESTONE triage", "MILESTONE verified"};
    for (const auto& [measure, task] : ticket.tasks) {
      if (!task.ended) measures.push_back(measure);
    }
    for (const std::string& measure : measures) {
      const auto found = ticket.clocks.find(measure);
      const Clock* const clock = found == ticket.clocks.end() ? nullptr : &found->second;
      const bool live = clock != nullptr && clock->live;
      Check(
          "running", live == Expected(ticket, measure, clock),
          id + " " + measure + (live ? " runs" : " does not run") + ", promise " + ticket.promise);
      if (live) CheckMarks(id + " " + measure, ticket, *clock);
    }
  }
}

void Auditor::CheckMarks(const std::string& what, const Ticket& ticket, const Clock& clock) {
  const int64_t due_ms = clock.hours.InstantOf(ticket.history, clock.within_ms);
  if (clock.next_wall < clock.walls.size() && due_ms != kNeverMs) {
    Check("wall left out", due_ms - clock.walls[clock.next_wall] >= at_ms_,
          what + " left out a warning in wall time");
  }
  if (clock.next_mark >= clock.marks.size()) return;
  const bool is_due = clock.next_mark + 1 == clock.marks.size();
  if (is_due && clock.breached) return;
  Check("mark left out", InstantOf(ticket, clock, clock.next_mark) >= at_ms_,
        what + " left out a mark");
}

}  // namespace waypost::sim
