// The policies in force: the current one, and those that what has started still keeps.
#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/base/check.h"
#include "lib/base/words.h"
#include "lib/engine/event_modes.h"
#include "lib/engine/incident_desk.h"
#include "lib/engine/occupancy.h"
#include "lib/engine/quiet_desk.h"
#include "lib/engine/relief.h"
#include "lib/engine/reserves.h"
#include "lib/engine/run_mover.h"
#include "lib/engine/shares.h"

namespace waypost::engine {
namespace {

// Facts that change by what happens to the ticket, without anybody stating them.
constexpr uint32_t kLifeFacts[] = {policy::kFactStatus, policy::kFactQueue, policy::kFactOwner,
                                   policy::kFactReopenCount};

bool ReadsLife(const policy::Tables& tables) {
  return std::any_of(std::begin(kLifeFacts), std::end(kLifeFacts), [&](uint32_t fact) {
    return tables.sla_conditions.Reads(fact) || tables.priority_conditions.Reads(fact) ||
           tables.watch_conditions.Reads(fact) ||
           std::any_of(tables.followed.begin(), tables.followed.end(),
                       [&](const policy::FactMark& mark) { return mark.fact == fact; });
  });
}

bool ClocksQueues(const policy::Tables& tables) {
  return std::any_of(tables.targets.begin(), tables.targets.end(), [](const policy::Target& row) {
    return row.metric == policy::Metric::kOwnership || row.metric == policy::Metric::kPickup;
  });
}

}  // namespace

CoreState::CoreState(size_t command_ids, int64_t now_ms, uint64_t seed)
    : retries_(command_ids), now_ms_(now_ms), seed_(seed) {}

CoreState::~CoreState() = default;

Core::Core(Policy policy, int64_t now_ms, uint64_t seed)
    : CoreViews(static_cast<size_t>(policy.body().tables.limits.command_ids), now_ms, seed) {
  timers_.MoveCursor(now_ms);
  agent_timers_.MoveCursor(now_ms);
  Install(0, std::make_unique<PolicyVersion>(std::move(policy), symbols_));
  for (const char* name : kFixedNames) symbols_.Acquire(name);
  fixed_.LookUp(symbols_);
  current_ = 0;
  at_ms_ = now_ms;
  incident_desk_ = std::make_unique<IncidentDesk>(*this);
  incident_desk_->UsePolicy();
  quiet_desk_ = std::make_unique<QuietDesk>(*this);
  at_ms_ = 0;  // no call is in progress
  NoteLifeReaders();
  Reserves(*this).Install();
  Shares(*this).Install();
  modes_.Begin(current(), now_ms);
  EventModes(*this).Show();
  hours_.Begin(current(), now_ms);
}

Core::~Core() = default;

void FixedNames::LookUp(const SymbolPool& symbols) {
  modality = symbols.Find(kFixedNames[0]);
  excluded = symbols.Find(kFixedNames[1]);
  previous_owner = symbols.Find(kFixedNames[2]);
  previous_queue = symbols.Find(kFixedNames[3]);
  split_from = symbols.Find(kFixedNames[4]);
  offered = symbols.Find(kFixedNames[5]);
  failure = symbols.Find(kFixedNames[6]);
  handled = symbols.Find(kFixedNames[7]);
}

void Core::Install(uint8_t index, std::unique_ptr<PolicyVersion> version) {
  versions_[index] = std::move(version);
  sla_versions_[index] = &versions_[index]->sla();
  escalate_versions_[index] = &versions_[index]->escalate();
}

std::vector<uint8_t> CoreViews::LiveVersions() const {
  std::vector<uint8_t> live;
  for (size_t i = 0; i < versions_.size(); ++i) {
    if (versions_[i] != nullptr) live.push_back(static_cast<uint8_t>(i));
  }
  return live;
}

void Core::RetireUnused() {
  if (live_versions_ == 1) return;
  live_versions_ = 0;
  for (size_t i = 0; i < versions_.size(); ++i) {
    if (versions_[i] == nullptr) continue;
    if (i != current_ && versions_[i]->uses == 0) {
      versions_[i]->Release(symbols_);
      versions_[i] = nullptr;
      sla_versions_[i] = nullptr;
      escalate_versions_[i] = nullptr;
      failed_rules_.erase(std::remove_if(failed_rules_.begin(), failed_rules_.end(),
                                         [&](const RuleRef& rule) { return rule.version == i; }),
                          failed_rules_.end());
      continue;
    }
    ++live_versions_;
  }
  NoteLifeReaders();
}

void Core::NoteLifeReaders() {
  reads_life_ = clocks_queues_ = by_deadline_ = age_caps_ = watches_ = watches_modes_ = false;
  chooses_ = weighs_ = overflows_ = collects_ = false;
  for (const policy::Queue& queue : current().tables().queues) {
    overflows_ |= !queue.overflow.empty();
    overflows_ |= !queue.reserve.empty();
    for (const policy::Overflow& row : queue.overflow) by_deadline_ |= row.from.before_due_ms != 0;
    for (const policy::Reserve& row : queue.reserve) by_deadline_ |= row.release.before_due_ms != 0;
  }
  caps_time_ = current().tables().work.occupancy.percent != 0;
  given_for_ms_ = current().tables().work.estimate_from_ms;
  for (const policy::Pace* pace :
       {&current().tables().work.pace, &current().tables().work.newcomers}) {
    if (pace->sliding) given_for_ms_ = std::max(given_for_ms_, pace->within_ms);
  }
  feels_ = current().escalate().Feels();
  for (uint8_t index : LiveVersions()) {
    reads_life_ |= ReadsLife(version(index).tables());
    clocks_queues_ |= ClocksQueues(version(index).tables());
    watches_ |= version(index).escalate().Watches();
    watches_modes_ |= version(index).watches_modes();
    for (const policy::Overlay& overlay : version(index).tables().overlays) {
      for (const policy::OverlayQueue& row : overlay.queues) {
        by_deadline_ |= row.order && policy::GoesByDeadlines(*row.order);
      }
    }
    for (const policy::Queue& queue : version(index).tables().queues) {
      by_deadline_ |= policy::GoesByDeadlines(queue.order);
      age_caps_ |= queue.age_cap_ms > 0;
      chooses_ |= !queue.choice.empty();
      collects_ |= queue.batch_window_ms > 0;
      weighs_ |= queue.order == policy::QueueOrder::kWeightedWait;
      given_for_ms_ = std::max(given_for_ms_, queue.choice_window_ms);
    }
  }
}

std::vector<std::string> Core::NamesInTheWay(const PolicyVersion& next) const {
  std::vector<std::string> in_the_way;
  const policy::Tables& old = current().tables();
  const auto check = [&](std::string_view kind, const SymbolCounts& counts, policy::Name name,
                         bool has) {
    const Symbol symbol = current().Global(name);
    if (has || counts.Of(symbol) == 0) return;
    in_the_way.push_back(absl::StrCat(ToAbsl(kind), " \"", old.names[name], "\" is gone, but ",
                                      counts.Of(symbol),
                                      " open tickets have it; name its successor "
                                      "in renamings"));
  };
  for (const policy::Queue& queue : old.queues) {
    check("queue", queue_counts_, queue.id,
          next.FindQueue(current().Global(queue.id)) != policy::kNone);
  }
  for (const policy::Category& category : old.categories) {
    check("category", category_counts_, category.id,
          next.FindCategory(current().Global(category.id)) != policy::kNone);
  }
  for (policy::Name priority : old.priorities) {
    check("priority", priority_counts_, priority, next.HasPriority(current().Global(priority)));
  }
  for (const policy::CalendarEntry& calendar : old.calendars) {
    const Symbol symbol = current().Global(calendar.id);
    if (shift_counts_.Of(symbol) == 0 || next.FindCalendar(symbol) != policy::kNone) continue;
    in_the_way.push_back(absl::StrCat("calendar \"", old.names[calendar.id], "\" is gone, but ",
                                      shift_counts_.Of(symbol),
                                      " agents have their shifts by it; set them anew first"));
  }
  for (const policy::DeclaredFact& fact : old.facts) {
    const int found = next.FindFact(current().Global(fact.name));
    if (found < 0) continue;
    if (next.tables().facts[static_cast<size_t>(found)].type == fact.type) continue;
    in_the_way.push_back(absl::StrCat("fact \"", old.names[fact.name],
                                      "\" has another type; give the new fact another name"));
  }
  return in_the_way;
}

absl::Status Core::Replace(Policy policy, absl::Span<const Renaming> renamings, RunMoves moves) {
  if (absl::Status status = RunMover(*this).Check(moves.moves); !status.ok()) return status;
  for (const Renaming& renaming : renamings) {
    if (renaming.kind != "queue" && renaming.kind != "category" && renaming.kind != "priority") {
      return InvalidArgument(Say({"renamings: kind \"$0\" is not queue, category or priority",
                                  "renamings：kind \"$0\" 不是 queue、category 或 priority"},
                                 renaming.kind));
    }
  }
  const auto free = std::find(versions_.begin(), versions_.end(), nullptr);
  if (free == versions_.end()) {
    return ResourceExhausted({"256 policies are still in use by clocks, routes and chains that run",
                              "运行中的时钟、路由和升级链仍在使用 256 份策略"});
  }
  auto next = std::make_unique<PolicyVersion>(std::move(policy), symbols_);
  for (const Renaming& renaming : renamings) {
    next->AddAlias(symbols_.Find(renaming.from), symbols_.Find(renaming.to), symbols_);
  }
  std::vector<std::string> in_the_way = NamesInTheWay(*next);
  for (std::string& sentence : RunMover(*this).InTheWay(*next, moves)) {
    in_the_way.push_back(std::move(sentence));
  }
  if (!in_the_way.empty()) {
    next->Release(symbols_);
    Event event = Make(EventKind::kCommandRefused);
    event.code = static_cast<uint8_t>(Refusal::kPolicyMismatch);
    const std::string message = absl::StrCat("the policy cannot take over: ", in_the_way[0]);
    event.text = message;
    event.texts = in_the_way;
    Emit(event);
    return absl::OkStatus();
  }
  Event event = Make(EventKind::kPolicyReplaced);
  event.old_fingerprint = current().policy().fingerprint();
  event.new_fingerprint = next->policy().fingerprint();
  const bool overflowed = overflows_;
  const bool capped_time = caps_time_;
  const auto index = static_cast<uint8_t>(free - versions_.begin());
  Install(index, std::move(next));
  current_ = index;
  ++live_versions_;
  const uint16_t percent = modes_.capacity_percent();
  const std::vector<TurnedMode> turned = EventModes(*this).Install();
  NoteLifeReaders();  // before anybody is offered anything under it
  retries_.SetCapacity(static_cast<size_t>(limits().command_ids));
  Emit(event);
  incident_desk_->UsePolicy();  // before anything of a ticket changes that its conditions read
  RunMover(*this).Mark(std::move(moves));
  ForgetRounds();
  if (overflowed || overflows_) Reserves(*this).Install();
  if (capped_time || caps_time_) Occupancy(*this).Install();
  Shares(*this).Install();
  if (overflowed) Relief(*this).DropUndeclared();
  ReviewShifts();
  EventModes(*this).TellReplaced(turned, percent, ReplaceHours());
  if (overflowed || overflows_) Relief(*this).ReviewAll();
  ServeFreeAgents();
  RetireUnused();
  return absl::OkStatus();
}

}  // namespace waypost::engine
