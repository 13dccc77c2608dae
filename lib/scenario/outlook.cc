#include "lib/scenario/outlook.h"

#include <algorithm>
#include <memory>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "lib/base/words.h"
#include "lib/calendar/civil_date.h"
#include "lib/engine/policy_body.h"
#include "lib/scenario/refusal_text.h"
#include "waypost/engine.h"

namespace waypost::scenario {
namespace {

constexpr int64_t kHorizonMs = 400 * calendar::kMsPerDay;
constexpr size_t kMostForetold = 10'000;
// A policy in which something is always due soon takes many calls to get anywhere.
constexpr size_t kMostCalls = 200'000;

// A desk with one ticket.
class Desk {
 public:
  Desk(const Policy& policy, int64_t at_ms)
      : engine_(Engine::Create(policy, at_ms)), at_ms_(at_ms) {}

  const std::vector<v1::Event>& events() const { return events_; }
  const Engine& engine() const { return *engine_; }

  absl::Status Apply(const v1::Command& command) {
    const size_t before = events_.size();
    const absl::Status status =
        engine_->Apply(at_ms_, command, [&](const v1::Event& event) { events_.push_back(event); });
    if (!status.ok()) return status;
    for (size_t i = before; i < events_.size(); ++i) {
      if (events_[i].has_command_refused()) {
        return ErrorOf(absl::StatusCode::kFailedPrecondition,
                       RefusalText(events_[i].command_refused()));
      }
    }
    return absl::OkStatus();
  }

  absl::Status Hire(const v1::Agent& agent) {
    v1::Command command;
    *command.mutable_set_agent()->mutable_agent() = agent;
    return Apply(command);
  }

  // Lets time pass until `done` says so, asked after each instant, or nothing more is due. False if
  // a limit was met first.
  template <typename Done>
  absl::StatusOr<bool> Wait(Done done) {
    for (size_t calls = 0; !done(); ++calls) {
      const std::optional<int64_t> wakeup_ms = engine_->NextWakeup();
      if (!wakeup_ms) return true;
      if (*wakeup_ms > at_ms_ + kHorizonMs || events_.size() >= kMostForetold ||
          calls == kMostCalls) {
        return false;
      }
      const absl::Status status =
          engine_->Advance(*wakeup_ms, [&](const v1::Event& event) { events_.push_back(event); });
      if (!status.ok()) return status;
    }
    return true;
  }

 private:
  std::unique_ptr<Engine> engine_;
  int64_t at_ms_;
  std::vector<v1::Event> events_;
};

absl::StatusOr<Outlook::Asked> FirstAsked(const Policy& policy, const v1::Command& open,
                                          int64_t at_ms, const v1::Agent& agent) {
  Desk desk(policy, at_ms);
  if (absl::Status status = desk.Hire(agent); !status.ok()) return status;
  if (absl::Status status = desk.Apply(open); !status.ok()) return status;
  Outlook::Asked asked{agent.id(), std::nullopt};
  const auto find = [&] {
    const auto found =
        std::find_if(desk.events().begin(), desk.events().end(),
                     [](const v1::Event& event) { return event.has_ticket_offered(); });
    if (found != desk.events().end()) asked.offered = *found;
    return asked.offered.has_value();
  };
  const absl::StatusOr<bool> waited = desk.Wait(find);
  if (!waited.ok()) return waited.status();
  return asked;
}

absl::StatusOr<Words> WaitOf(const Policy& policy, const v1::Command& open, int64_t at_ms,
                             const v1::Roster& roster) {
  if (roster.agents().empty() || policy.body().tables.work.estimate_from_ms == 0) return Words();
  Desk desk(policy, at_ms);
  for (const v1::Agent& agent : roster.agents()) {
    if (absl::Status status = desk.Hire(agent); !status.ok()) return status;
  }
  if (absl::Status status = desk.Apply(open); !status.ok()) return status;
  v1::WaitQuestion question;
  question.set_ticket_id(open.open_ticket().ticket_id());
  const absl::StatusOr<v1::WaitEstimate> estimate = desk.engine().EstimateWait(question);
  if (estimate.ok()) return Words{estimate->sentence(), estimate->sentence_zh()};
  const bool asked = std::any_of(desk.events().begin(), desk.events().end(),
                                 [](const v1::Event& event) { return event.has_ticket_offered(); });
  return asked ? Words{"not at all: somebody is free for it", "不用等：有人空闲可接"}
               : Words{"nobody is asked to take it", "没有人会被询问"};
}

bool IsOnRoster(std::string_view target, const v1::Roster& roster) {
  const size_t colon = std::min(target.find(':'), target.size());
  const std::string_view kind = target.substr(0, colon);
  if (kind != "agent" && kind != "queue") return true;
  const std::string_view name = target.substr(colon + 1);
  return std::any_of(roster.agents().begin(), roster.agents().end(), [&](const v1::Agent& agent) {
    if (kind == "agent") return agent.id() == name;
    const auto& queues = agent.queues();
    return queues.empty() || std::find(queues.begin(), queues.end(), name) != queues.end();
  });
}

std::vector<std::string> Unreached(const std::vector<v1::Event>& events, const v1::Roster& roster) {
  std::vector<std::string> unreached;
  if (roster.agents().empty()) return unreached;
  for (const v1::Event& event : events) {
    if (!event.has_notification()) continue;
    const std::string& target = event.notification().target();
    const bool told = std::find(unreached.begin(), unreached.end(), target) != unreached.end();
    if (!told && !IsOnRoster(target, roster)) unreached.push_back(target);
  }
  return unreached;
}

bool IsAskedBefore(const Outlook::Asked& a, const Outlook::Asked& b) {
  if (!a.offered || !b.offered) return a.offered.has_value() && !b.offered;
  return a.offered->at_ms() < b.offered->at_ms();
}

}  // namespace

absl::StatusOr<Outlook> Foresee(const Policy& policy, const v1::Command& open, int64_t at_ms,
                                const v1::Roster& roster) {
  Outlook outlook;
  Desk desk(policy, at_ms);
  if (absl::Status status = desk.Apply(open); !status.ok()) return status;
  outlook.at_opening = desk.events().size();
  const v1::ModeList modes = desk.engine().Modes();
  for (const v1::ModeView& mode : modes.modes()) {
    if (mode.on()) outlook.modes.push_back(mode);
  }
  const absl::StatusOr<bool> all = desk.Wait([] { return false; });
  if (!all.ok()) return all.status();
  outlook.events = desk.events();
  outlook.cut_short = !*all;
  outlook.unreached = Unreached(outlook.events, roster);
  absl::StatusOr<Words> wait = WaitOf(policy, open, at_ms, roster);
  if (!wait.ok()) return wait.status();
  outlook.wait = *std::move(wait);
  for (const v1::Agent& agent : roster.agents()) {
    absl::StatusOr<Outlook::Asked> asked = FirstAsked(policy, open, at_ms, agent);
    if (!asked.ok()) return asked.status();
    outlook.asked.push_back(*std::move(asked));
  }
  std::stable_sort(outlook.asked.begin(), outlook.asked.end(), IsAskedBefore);
  return outlook;
}

}  // namespace waypost::scenario
