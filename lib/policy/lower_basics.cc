// Priorities, languages, limits and lifecycle: the sections that stand by themselves.
#include <string>

#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/base/words.h"
#include "lib/calendar/civil_date.h"
#include "lib/policy/language_tag.h"
#include "lib/policy/lower_steps.h"

namespace waypost::policy {
namespace {

using waypost::v1::Policy;

constexpr int kMostPriorities = 16;
constexpr const char* kDefaultPriorities[] = {"P0", "P1", "P2", "P3"};

void AddPriority(Lowering& lowering, const std::string& name, const SourceSpan& span) {
  lowering.priorities.Add(name, span, lowering.tables.priorities.size(), lowering.sink);
  lowering.tables.priorities.push_back(lowering.names.Intern(name));
}

// Reads one limit: 0 keeps the default.
template <typename Number>
void ReadLimit(Lowering& lowering, Number written, int64_t least, int64_t most, int number,
               Number& limit) {
  if (written == 0) return;
  const FieldRef field{lowering.policy.limits(), number};
  if (CheckInterval(lowering, written, least, most, field)) limit = written;
}

}  // namespace

void LowerPriorities(Lowering& lowering) {
  const Policy& policy = lowering.policy;
  for (int i = 0; i < policy.priorities_size(); ++i) {
    const FieldRef field{policy, Policy::kPrioritiesFieldNumber, i};
    if (policy.priorities(i).empty())
      lowering.Report("WP2103", field, {"a priority has no name", "有一个优先级没有名称"});
    if (i == kMostPriorities) {
      lowering.Report("WP2005", field, {"too many priorities", "优先级过多"})
          .Label(Say({"the first beyond $0", "第 $0 个之后的第一个"}, kMostPriorities));
    }
    AddPriority(lowering, policy.priorities(i), lowering.ValueOf(field));
  }
  if (policy.priorities_size() == 0) {
    for (const char* name : kDefaultPriorities) AddPriority(lowering, name, {});
  }
  lowering.tables.default_priority = static_cast<uint8_t>(
      Resolve(lowering, lowering.priorities, policy.default_priority(),
              {policy, Policy::kDefaultPriorityFieldNumber})
          .value_or(static_cast<uint32_t>(lowering.tables.priorities.size() - 1)));
}

void LowerLanguages(Lowering& lowering) {
  const Policy& policy = lowering.policy;
  Declared languages({"language", "语言"});
  for (int i = 0; i < policy.languages_size(); ++i) {
    const std::string& tag = policy.languages(i);
    const FieldRef field{policy, Policy::kLanguagesFieldNumber, i};
    if (!IsLanguageTag(tag)) {
      lowering.Report("WP2103", field, Say({"$0 is not a language", "$0 不是语言"}, Quoted(tag)))
          .Help({"write a BCP-47 tag such as \"en\", \"pt-BR\" or \"zh-Hant\"",
                 "请写 BCP-47 标签，例如 \"en\"、\"pt-BR\" 或 \"zh-Hant\""});
    }
    languages.Add(tag, lowering.ValueOf(field), static_cast<size_t>(i), lowering.sink);
    lowering.tables.languages.push_back(lowering.names.Intern(tag));
  }
}

void LowerLimits(Lowering& lowering) {
  using waypost::v1::Limits;
  constexpr int64_t kBillion = 1'000'000'000;
  const Limits& written = lowering.policy.limits();
  policy::Limits& limits = lowering.tables.limits;
  const auto read = [&](auto value, int64_t least, int64_t most, int number, auto& limit) {
    ReadLimit(lowering, value, least, most, number, limit);
  };
  read(written.open_tickets(), 1, kBillion, Limits::kOpenTicketsFieldNumber, limits.open_tickets);
  read(written.agents(), 1, 10'000'000, Limits::kAgentsFieldNumber, limits.agents);
  read(written.text_bytes(), 1, int64_t{1} << 40, Limits::kTextBytesFieldNumber, limits.text_bytes);
  read(written.due_per_call(), 1, kBillion, Limits::kDuePerCallFieldNumber, limits.due_per_call);
  read(written.command_ids(), 1, 100'000'000, Limits::kCommandIdsFieldNumber, limits.command_ids);
  read(written.rounds(), 1, 1'000, Limits::kRoundsFieldNumber, limits.rounds);
  read(written.message_bytes(), 1, int64_t{16} << 20, Limits::kMessageBytesFieldNumber,
       limits.message_bytes);
  read(written.calendar_first_year(), calendar::kEarliestYear, 2030,
       Limits::kCalendarFirstYearFieldNumber, limits.calendar_first_year);
  read(written.calendar_last_year(), 2030, 2200, Limits::kCalendarLastYearFieldNumber,
       limits.calendar_last_year);
  read(written.status_changes(), 1, kMostStatusChanges, Limits::kStatusChangesFieldNumber,
       limits.status_changes);
  read(written.tasks_per_ticket(), 1, 1'000, Limits::kTasksPerTicketFieldNumber,
       limits.tasks_per_ticket);
  read(written.held_notifications(), 1, 10'000'000, Limits::kHeldNotificationsFieldNumber,
       limits.held_notifications);
  read(written.retained_tickets(), 1, kBillion, Limits::kRetainedTicketsFieldNumber,
       limits.retained_tickets);
  limits.notifications_per_recipient =
      ReadRate(lowering, written.notifications_per_recipient(),
               {written, Limits::kNotificationsPerRecipientFieldNumber});
  if (written.max_time_step().empty()) return;
  limits.max_time_step_ms = ReadDuration(lowering, written.max_time_step(),
                                         {written, Limits::kMaxTimeStepFieldNumber}, kPositive)
                                .value_or(limits.max_time_step_ms);
}

void LowerLifecycle(Lowering& lowering) {
  using waypost::v1::Lifecycle;
  const Lifecycle& written = lowering.policy.lifecycle();
  policy::Lifecycle& lifecycle = lowering.tables.lifecycle;
  if (!written.close_after().empty()) {
    lifecycle.close_after_ms = ReadDuration(lowering, written.close_after(),
                                            {written, Lifecycle::kCloseAfterFieldNumber}, kPositive)
                                   .value_or(lifecycle.close_after_ms);
  }
  lifecycle.calendar = Index(Resolve(lowering, lowering.calendars, written.calendar(),
                                     {written, Lifecycle::kCalendarFieldNumber})
                                 .value_or(kNone));
  LowerThanks(lowering);
}

}  // namespace waypost::policy
