#include "tests/unit/sla/desk.h"

#include <array>
#include <cstdio>
#include <utility>

#include "lib/base/check.h"
#include "lib/base/duration_text.h"
#include "lib/calendar/compile.h"

namespace waypost::sla {
namespace {

constexpr int64_t kMonday = 1'799'020'800'000;  // 2027-01-04T00:00Z
constexpr int64_t kDay = 24 * kHour;
constexpr std::array<const char*, 7> kDays = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};

Calendar Compile(calendar::WeekdaySet days, int32_t open_s, int32_t close_s) {
  calendar::CalendarSpec spec;
  spec.weekly = {{days, {{open_s, close_s}}}};
  spec.first_year = 2026;
  spec.last_year = 2028;
  return *calendar::CompileCalendar(spec, calendar::Zone());
}

int Number(std::string_view text, size_t from, size_t length) {
  int value = 0;
  for (const char digit : text.substr(from, length)) value = value * 10 + (digit - '0');
  return value;
}

const char* MetricName(policy::Metric metric) {
  constexpr std::array<const char*, policy::kMetricCount> kNames = {
      "first_reply", "next_reply", "periodic_update", "requester_wait", "agent_work",
      "resolution",  "ownership",  "pickup",          "milestone",      "task"};
  return kNames[static_cast<size_t>(metric)];
}

const char* KindName(EffectKind kind) {
  constexpr std::array<const char*, 9> kNames = {"started",    "paused", "resumed",
                                                 "retargeted", "warned", "breached",
                                                 "met",        "late",   "cancelled"};
  return kNames[static_cast<size_t>(kind)];
}

const char* ReasonName(CancelReason reason) {
  constexpr std::array<const char*, 3> kNames = {"no promise", "ticket ended", "superseded"};
  return kNames[static_cast<size_t>(reason)];
}

}  // namespace

int64_t At(std::string_view text) {
  int64_t at_ms = kMonday;
  if (text[0] >= '1' && text[0] <= '9') {
    at_ms += 7 * kDay * (text[0] - '1');
    text.remove_prefix(1);
  }
  size_t day = 0;
  while (text.substr(0, 3) != kDays[day])
    WP_CHECK(++day < kDays.size(), "a weekday of three letters");
  at_ms +=
      static_cast<int64_t>(day) * kDay + Number(text, 4, 2) * kHour + Number(text, 7, 2) * kMinute;
  if (text.size() > 9) at_ms += Number(text, 10, 2) * 1000;
  if (text.size() > 12) at_ms += Number(text, 13, 3);
  return at_ms;
}

std::string TimeText(int64_t at_ms) {
  if (at_ms == Calendar::kNever) return "never";
  const int64_t day = (at_ms - kMonday) / kDay;
  const int64_t ms = (at_ms - kMonday) % kDay;
  char text[40];
  std::snprintf(text, sizeof text, "%s %02d:%02d", kDays[static_cast<size_t>(day % 7)],
                static_cast<int>(ms / kHour), static_cast<int>(ms % kHour / kMinute));
  std::string result = (day >= 7 ? std::to_string(day / 7 + 1) : "") + text;
  if (ms % kMinute != 0) {
    std::snprintf(text, sizeof text, ":%02d.%03d", static_cast<int>(ms % kMinute / 1000),
                  static_cast<int>(ms % 1000));
    result += text;
  }
  return result;
}

TablesBuilder::TablesBuilder() : tables_(std::make_unique<policy::Tables>()) {
  tables_->names = {""};
  tables_->calendars.push_back({NameOf("office"), Compile(0x1f, 9 * 3600, 18 * 3600), {}});
  tables_->calendars.push_back({NameOf("always"), Compile(calendar::kEveryDay, 0, 86'400), {}});
  tables_->calendars.push_back({NameOf("never"), Calendar(), {}});
  tables_->calendars.push_back({NameOf("mornings"), Compile(0x1f, 6 * 3600, 12 * 3600), {}});
}

policy::Name TablesBuilder::NameOf(std::string_view name) {
  for (size_t i = 0; i < tables_->names.size(); ++i) {
    if (tables_->names[i] == name) return static_cast<policy::Name>(i);
  }
  tables_->names.emplace_back(name);
  return static_cast<policy::Name>(tables_->names.size() - 1);
}

TablesBuilder& TablesBuilder::Sla(std::string_view id) {
  policy::Sla sla;
  sla.id = NameOf(id);
  sla.first_target = static_cast<uint16_t>(tables_->targets.size());
  tables_->slas.push_back(sla);
  return *this;
}

policy::Target& TablesBuilder::Add(policy::Metric metric, CalendarIndex calendar) {
  policy::Target& target = tables_->targets.emplace_back();
  target.metric = metric;
  target.calendar = calendar;
  target.sla = static_cast<uint16_t>(tables_->slas.size() - 1);
  ++tables_->slas.back().target_count;
  return target;
}

TablesBuilder& TablesBuilder::Within(policy::Metric metric, int64_t within_ms,
                                     CalendarIndex calendar) {
  Add(metric, calendar).within_ms = within_ms;
  return *this;
}

TablesBuilder& TablesBuilder::WithinDays(policy::Metric metric, int32_t days,
                                         policy::Landing landing) {
  policy::Target& target = Add(metric, kOffice);
  target.within_days = days;
  target.landing = landing;
  return *this;
}

TablesBuilder& TablesBuilder::Milestone(std::string_view name, int64_t within_ms) {
  policy::Target& target = Add(policy::Metric::kMilestone, kAlways);
  target.milestone = NameOf(name);
  target.within_ms = within_ms;
  return *this;
}

TablesBuilder& TablesBuilder::PausedIn(uint8_t states) {
  tables_->targets.back().paused_in = states;
  return *this;
}

TablesBuilder& TablesBuilder::WarnAt(uint16_t percent) {
  tables_->targets.back().warnings.push_back({percent, 0, {}});
  return *this;
}

TablesBuilder& TablesBuilder::WarnLeft(int64_t left_ms) {
  tables_->targets.back().warnings.push_back({0, left_ms, {}});
  return *this;
}

TablesBuilder& TablesBuilder::WarnWall(int64_t left_ms) {
  tables_->targets.back().warnings.push_back({0, left_ms, {}, true});
  return *this;
}

TablesBuilder& TablesBuilder::OnReopen(policy::OnReopen how) {
  tables_->targets.back().on_reopen = how;
  return *this;
}

TablesBuilder& TablesBuilder::FromStart() {
  tables_->targets.back().from_start = true;
  return *this;
}

TablesBuilder& TablesBuilder::After(std::string_view milestone) {
  tables_->targets.back().after = NameOf(milestone);
  return *this;
}

TablesBuilder& TablesBuilder::OnRetarget(policy::Retarget how) {
  tables_->slas.back().retarget = how;
  return *this;
}

TablesBuilder& TablesBuilder::SplitCalendar() {
  tables_->slas.back().split_calendar = true;
  return *this;
}

void Desk::AddVersion(TablesBuilder& builder) {
  tables_.push_back(builder.Build());
  deciders_.push_back(std::make_unique<Decider>(*tables_.back()));
  pointers_.push_back(deciders_.back().get());
  current_ = static_cast<uint8_t>(tables_.size() - 1);
}

std::string Desk::Open(std::string_view at, uint16_t sla) {
  times.opened_ms = times.first_asked_ms = At(at);
  sla_ = sla;
  return Change(At(at), kOpened);
}

std::string Desk::OpenByAgent(std::string_view at) {
  times.opened_ms = At(at);
  return Change(At(at), kOpened);
}

std::string Desk::Adopt(std::string_view at) { return Change(At(at), kOpened | kAdopted); }

std::string Desk::CustomerWrites(std::string_view at) {
  if (times.first_asked_ms == Calendar::kNever) times.first_asked_ms = At(at);
  if (times.unanswered_ms == Calendar::kNever) times.unanswered_ms = At(at);
  return Change(At(at), kCustomerMessage);
}

std::string Desk::HumanReplies(std::string_view at) {
  times.unanswered_ms = Calendar::kNever;
  times.last_reply_ms = At(at);
  times.first_reply_done = true;
  return Change(At(at), kHumanReply);
}

std::string Desk::BotReplies(std::string_view at) {
  times.unanswered_ms = Calendar::kNever;
  times.last_reply_ms = At(at);
  return Change(At(at), kBotReply);
}

void Desk::Record(int64_t at_ms, Status status) {
  history_.push_back(StatusChange::At(at_ms, status));
  times.history = history_;
}

void Desk::ForgetStatusAt(std::string_view at) {
  if (history_.back().at_ms() == At(at)) history_.pop_back();
  times.history = history_;
}

std::string Desk::SetStatus(std::string_view at, Status status) {
  FireBefore(At(at));
  Record(At(at), status);
  return Change(At(at), kStatus);
}

std::string Desk::Solve(std::string_view at) {
  FireBefore(At(at));
  Record(At(at), Status::kSolved);
  times.unanswered_ms = times.queue_since_ms = times.waits_since_ms = Calendar::kNever;
  return Change(At(at), kStatus | kSolved);
}

std::string Desk::Reject(std::string_view at) {
  FireBefore(At(at));
  Record(At(at), Status::kActive);
  return Change(At(at), kStatus | kReopened);
}

std::string Desk::CustomerReopens(std::string_view at) {
  FireBefore(At(at));
  Record(At(at), Status::kActive);
  times.unanswered_ms = At(at);
  return Change(At(at), kStatus | kReopened | kCustomerMessage);
}

std::string Desk::Reach(std::string_view at, std::string_view milestone) {
  const std::string reached = Change(At(at), kMilestone, milestone);
  const std::string begun = Change(At(at), kMilestonePassed);
  return begun.empty() ? reached : reached + "; " + begun;
}

std::string Desk::EntersQueue(std::string_view at) {
  times.queue_since_ms = At(at);
  return Change(At(at), kQueueEntered);
}

std::string Desk::Waits(std::string_view at) {
  times.waits_since_ms = At(at);
  return Change(At(at), kWaits);
}

std::string Desk::IsAccepted(std::string_view at) {
  times.waits_since_ms = Calendar::kNever;
  return Change(At(at), kAccepted);
}

std::string Desk::MergeBrings(std::string_view question_at, std::string_view at) {
  times.unanswered_ms = At(question_at);
  return Change(At(at), kCustomerMessage | kOlderQuestion);
}

std::string Desk::Promise(std::string_view at, uint16_t sla) {
  FireBefore(At(at));
  sla_ = sla;
  return Change(At(at), kPromise);
}

std::string Desk::End(std::string_view at) { return Change(At(at), kEnded); }

std::string Desk::Advance(std::string_view at) {
  FireBefore(At(at));
  return TakeReport();
}

std::string Desk::Change(int64_t at_ms, uint32_t changes, std::string_view milestone) {
  FireBefore(at_ms);
  policy::Name name = 0;
  const std::vector<std::string>& names = tables_[current_]->names;
  while (name < names.size() && names[name] != milestone) ++name;
  OnChange(versions(), current_, sla_, times, changes, name, at_ms, clocks_, effects_);
  for (const Effect& effect : effects_) report_ += (report_.empty() ? "" : "; ") + TextOf(effect);
  effects_.clear();
  return TakeReport();
}

void Desk::FireBefore(int64_t at_ms) {
  for (int64_t due_ms = NextDue(clocks_); due_ms < at_ms; due_ms = NextDue(clocks_)) {
    Fire(versions(), times, due_ms, clocks_, effects_);
    for (const Effect& effect : effects_) {
      report_ += (report_.empty() ? "at " : "; at ") + TimeText(due_ms) + " " + TextOf(effect);
    }
    effects_.clear();
  }
}

std::string Desk::TakeReport() { return std::exchange(report_, {}); }

std::string Desk::TextOf(const Effect& effect) const {
  const policy::Tables& tables = *tables_[effect.clock.version];
  const policy::Target& target = tables.targets[effect.clock.target];
  std::string text = KindName(effect.kind);
  text += " ";
  text += target.metric == policy::Metric::kMilestone ? tables.names[target.milestone]
                                                      : MetricName(target.metric);
  if (effect.clock.cycle > 1) text += "/" + std::to_string(effect.clock.cycle);
  switch (effect.kind) {
    case EffectKind::kPaused:
      return text + " left " + FormatDuration(effect.amount_ms);
    case EffectKind::kCancelled:
      return text + ": " + ReasonName(effect.reason);
    case EffectKind::kWarned:
      text += "[" + std::to_string(effect.warning) + "] left " + FormatDuration(effect.amount_ms);
      break;
    case EffectKind::kMet:
    case EffectKind::kStoppedLate:
      text += " after " + FormatDuration(effect.amount_ms);
      break;
    default:
      break;
  }
  return text + " due " + TimeText(effect.due_ms);
}

const Clock* Desk::Find(policy::Metric metric) const {
  for (const Clock& clock : clocks_) {
    if (clock.live() && tables_[clock.version]->targets[clock.target].metric == metric)
      return &clock;
  }
  return nullptr;
}

ClockStanding Desk::Standing(policy::Metric metric, std::string_view at) const {
  const Clock* clock = Find(metric);
  WP_CHECK(clock != nullptr, "the test asks for a live clock");
  return StandingOf(versions(), *clock, times, At(at));
}

Explanation Desk::Explain(policy::Metric metric, std::string_view at, size_t most) const {
  for (const Clock& clock : clocks_) {
    if (tables_[clock.version]->targets[clock.target].metric != metric) continue;
    return sla::Explain(versions(), clock, times, At(at), most);
  }
  WP_CHECK(false, "the test asks for a clock that is there");
  return {};
}

}  // namespace waypost::sla
