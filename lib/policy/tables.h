#ifndef WAYPOST_LIB_POLICY_TABLES_H_
#define WAYPOST_LIB_POLICY_TABLES_H_

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "lib/base/source_span.h"
#include "lib/calendar/calendar_spec.h"
#include "lib/calendar/holiday_file.h"
#include "lib/calendar/period.h"
#include "lib/calendar/rotation.h"
#include "lib/calendar/zone.h"
#include "lib/expression/environment.h"
#include "lib/expression/requirement.h"
#include "lib/expression/rule_list.h"
#include "lib/policy/chain_tables.h"
#include "lib/policy/incident_tables.h"
#include "lib/policy/overlay.h"
#include "lib/policy/promise_tables.h"
#include "lib/policy/quiet_tables.h"
#include "lib/policy/table_index.h"
#include "lib/policy/tie.h"
#include "lib/policy/work.h"
#include "waypost/calendar.h"

namespace re2 {
class RE2;
}
namespace waypost::text {
class NgramModel;
}

namespace waypost::policy {

// A lowered policy: plain tables with every name resolved to an index and every duration to
// numbers. Made once by lowering (lower.h), immutable afterwards, read by the deciders.

// Built-in facts: their index in a FactRow. Declared facts follow from kFirstDeclaredFact on.
enum BuiltinFact : uint32_t {
  kFactCategory,     // string; "" if none
  kFactSubcategory,  // string; "" if none
  kFactPriority,     // ranked int: 0 is the most urgent
  kFactLanguage,     // string; "und" if unknown
  kFactEmotion,      // int 0..5
  kFactComplexity,   // string: "", "simple", "standard", "complex"
  kFactChannel,      // string; "" if not stated; likewise the next five
  kFactProduct,
  kFactRegion,
  kFactPlatform,
  kFactTier,
  kFactCustomerType,
  kFactStatus,       // string: "new", "queued", ..., the state's name in lower case
  kFactReopenCount,  // int
  kFactQueue,        // string; "" if none
  kFactOwner,        // string, the agent's id; "" if none
  kFactTags,         // list of strings
  kFactNeedsReview,  // bool: a person is to look at the category
  kFactAge,          // duration since the ticket was opened; moves with time
  kFactModes,        // list of strings: ids of the overlays in force, rising by declaration
  kFirstDeclaredFact
};

// A fact declared by the policy (built-in ones that were narrowed are not listed here).
struct DeclaredFact {
  Name name = 0;
  expression::Type type = expression::Type::kString;
  std::vector<Name> values;  // of a string or an element; empty: any
  bool has_default = false;
  int64_t default_value = 0;       // a Name for strings
  std::vector<Name> default_list;  // for lists
  SourceSpan span;
};

// Dates that a calendar treats in a way of their own, for people who look at it.
struct CalendarDates {
  calendar::DateRange dates;
  bool holiday = false;  // else special hours
  std::string note;
};

// A holiday file as calendars of one zone read it.
struct NamedHolidays {
  std::string file;
  calendar::HolidayFile holidays;
};

struct CalendarEntry {
  Name id = 0;
  Calendar calendar;
  SourceSpan span;
  std::vector<CalendarDates> dates = {};  // as written in the policy, in order
  std::vector<std::shared_ptr<const NamedHolidays>> holiday_files = {};
};

// A keyword, a phrase with gaps, or a pattern.
struct Keyword {
  std::string text;                // as written; of a pattern the expression
  std::vector<std::string> parts;  // what is looked for, in this order; of a pattern its anchor
  std::vector<uint8_t> gaps;       // characters at most between part i and part i + 1
  std::shared_ptr<const re2::RE2> pattern;  // null: the parts are all
  uint16_t category = kNone;     // index into Tables::categories; kNone: a not_served keyword
  uint16_t subcategory = kNone;  // index into Tables::subcategories
  uint16_t not_served = kNone;   // index into Tables::not_served
  uint16_t weight = 0;           // 0: the category's
  uint8_t negation_window = 0;   // characters; 0: negation does not matter
  bool decides = false;
  SourceSpan span;
};

// What a class of the trained model means.
struct ModelClass {
  uint16_t category = kNone;     // index into Tables::categories
  uint16_t subcategory = kNone;  // index into Tables::subcategories
};

struct Category {
  Name id = 0;
  std::string label;
  uint8_t priority = 0;  // rank
  uint16_t weight = 100;
  SourceSpan span;
};

struct Subcategory {
  Name id = 0;
  uint16_t category = kNone;
  std::string label;
  uint8_t priority = 0;  // rank; the category's if it has none of its own
  SourceSpan span;
};

// Rules that raise the priority. Row i belongs to rule i of Tables::priority_conditions.
struct PriorityRule {
  Name id = 0;
  uint8_t at_least = 0;  // rank
  SourceSpan span;
};

// Row i belongs to rule i of Tables::not_served_conditions.
struct NotServed {
  Name id = 0;
  bool has_keywords = false;  // then one of them must be found too
  std::string reply;
  SourceSpan span;
};

// An instant in the wait of a ticket: whichever comes first.
struct WaitPoint {
  int64_t after_ms = 0;       // 0: not by the time it waits
  int64_t before_due_ms = 0;  // 0: not by its deadlines

  bool comes() const { return after_ms != 0 || before_due_ms != 0; }
};

// When the agents of another queue help out; at least one of the two.
struct Overflow {
  uint16_t to = 0;         // index into Tables::queues
  WaitPoint from;          // for each ticket
  uint32_t at_length = 0;  // for all; 0: not by the length
  uint32_t back_at_length = 0;
};

// Free holders of a skill whom tickets of a queue leave to those that need it.
struct Reserve {
  Name skill = 0;
  uint8_t level = 1;  // from which an agent holds it
  uint32_t keep_free = 1;
  WaitPoint release;
};

struct Queue {
  Name id = 0;
  std::string label;
  QueueOrder order = QueueOrder::kPriority;
  int64_t age_cap_ms = 0;  // of kLiveDeadlineFirst; 0: none
  int64_t offer_timeout_ms = 30'000;
  int64_t forget_refusals_ms = 600'000;
  bool auto_accept = false;
  uint8_t offer_to = 1;
  int64_t batch_window_ms = 0;        // 0: each ticket is offered at once
  uint8_t pause_after_misses = 0;     // 0: never
  int64_t rest_after_decline_ms = 0;  // 0: none
  int64_t rest_after_timeout_ms = 0;
  int64_t handling_ms = 0;       // 0: not considered
  NotifyTarget lead;             // text 0: none
  uint16_t calendar = kNone;     // kNone: always open
  std::vector<uint16_t> follow;  // queues that serve it while it is closed
  bool follow_owned = false;
  std::vector<Overflow> overflow;
  std::vector<Reserve> reserve;
  std::vector<Tie> choice;        // empty: by preference, then the longest idle
  int64_t choice_window_ms = 0;   // of Tie::kFewestInWindow
  std::vector<uint16_t> weights;  // of kWeightedWait, by rank of the priority
  SourceSpan span;
};

// A language that does as well as the ticket's own from some waiting time on.
struct LanguageFallback {
  enum class Kind : uint8_t { kTag, kPrefix, kTranslation };
  int64_t after_ms = 0;
  Name tag = 0;  // as written
  Kind kind = Kind::kTag;
};

// What is only scored.
struct Preference {
  uint16_t requirement = 0;  // index into Tables::requirements
  uint16_t weight = 0;
};

// When a stage is passed over.
enum class SkipIf : uint8_t { kNever, kNoAgentOnShift, kNobodyCouldMatch };

// How many stages one route has at most.
inline constexpr int kMaxStages = 64;

// A channel that agents can be limited in.
struct Channel {
  Name id = 0;
  std::string label;
  uint16_t fallback = kNone;  // index into Tables::channels; leads to no circle
  uint16_t calendar = kNone;  // kNone: always open
  SourceSpan span;
};

struct Stage {
  int64_t after_ms = 0;
  uint16_t queue = 0;         // index into Tables::queues
  uint16_t requirement = 0;   // index into Tables::requirements
  uint16_t calendar = kNone;  // of `after_ms`, here and in `languages`; kNone: wall time
  bool replaces = false;      // the earlier stages
  SkipIf skip_if = SkipIf::kNever;
  int16_t set_priority = -1;                // rank; -1: leaves it
  std::vector<uint16_t> also_queues;        // likewise, beside `queue`
  std::vector<LanguageFallback> languages;  // in the order in which they begin to do
  std::vector<Preference> preferences;
  int64_t ahead_ms = 0;  // time credit
  bool uses_reserve = false;
  SourceSpan span;
};

// Row i belongs to rule i of Tables::route_conditions.
struct Route {
  Name id = 0;
  uint16_t first_stage = 0;  // stages[first_stage, first_stage + stage_count)
  uint16_t stage_count = 0;
  int64_t owner_first_ms = 0;  // 0: not
  SourceSpan span;
};

// A clock counts the changes of its ticket's state in 15 bits (sla::Clock::first_pause).
inline constexpr int64_t kMostStatusChanges = 32'767;

struct Limits {
  int64_t open_tickets = 20'000'000;
  int64_t agents = 100'000;
  int64_t text_bytes = int64_t{1} << 30;
  int64_t due_per_call = 100'000;
  int64_t max_time_step_ms = int64_t{40} * 86'400'000;
  int64_t command_ids = 4'096;
  int32_t rounds = 16;
  int64_t message_bytes = 65'536;
  int32_t calendar_first_year = 2000;
  int32_t calendar_last_year = 2060;
  int64_t status_changes = 10'000;
  int32_t tasks_per_ticket = 16;
  RateLimit notifications_per_recipient;
  int64_t held_notifications = 100'000;
  int64_t retained_tickets = 20'000'000;
};

struct Lifecycle {
  int64_t close_after_ms = int64_t{3} * 86'400'000;
  uint16_t calendar = kNone;        // kNone: wall time
  int64_t thanks_within_ms = 0;     // 0: thanks reopen, as any message does
  std::vector<std::string> thanks;  // phrases, as written
};

struct Tables {
  std::string name;
  std::string time_zone = "UTC";
  calendar::Zone zone;             // of that name
  std::vector<std::string> files;  // SourceSpan::file indexes it
  std::vector<std::string> names;  // the vocabulary; names[0] is ""

  std::vector<Name> priorities;  // by rank, 0 the most urgent
  uint8_t default_priority = 0;
  std::vector<Name> languages;  // empty: any

  expression::Environment environment;  // of all `when` conditions but `require`
  std::vector<DeclaredFact> facts;      // fact i stands at kFirstDeclaredFact + i
  std::vector<CalendarEntry> calendars;

  // Where a row has what open() of calendar i says.
  uint32_t FactOfCalendar(size_t i) const {
    return kFirstDeclaredFact + static_cast<uint32_t>(facts.size() + i);
  }

  std::vector<Category> categories;
  std::vector<Subcategory> subcategories;
  std::vector<Keyword> keywords;
  uint16_t default_category = kNone;
  uint16_t review_below_milli = 0;
  bool see_through_camouflage = false;
  std::shared_ptr<const text::NgramModel> model;  // null: none
  std::vector<ModelClass> model_classes;          // by class of the model
  uint8_t suggestions = 3;                        // knowledge articles with a classification

  std::vector<PriorityRule> priority_rules;
  expression::RuleList priority_conditions;
  std::vector<NotServed> not_served;
  expression::RuleList not_served_conditions;

  std::vector<Sla> slas;
  std::vector<Target> targets;
  expression::RuleList sla_conditions;

  std::vector<Queue> queues;
  std::vector<Route> routes;
  std::vector<Stage> stages;
  std::vector<expression::Requirement> requirements;  // [0] is met by anyone
  expression::RuleList route_conditions;

  std::vector<Team> teams;
  std::vector<Share> shares;
  std::vector<RotationEntry> rotations;
  std::vector<Escalation> escalations;
  std::vector<Step> steps;
  expression::RuleList escalation_conditions;
  expression::RuleList step_conditions;
  // Chains whose condition is followed while a ticket is open: rule i of the list is that of
  // escalations[watched[i]].
  std::vector<uint16_t> watched;
  expression::RuleList watch_conditions;
  std::vector<FactMark> followed;  // facts whose changes start chains, each once

  std::vector<IncidentStream> incident_streams;
  expression::RuleList incident_conditions;
  std::vector<Alarm> alarms;
  expression::RuleList alarm_conditions;

  std::vector<Compensation> compensations;
  std::vector<Sample> samples;
  expression::RuleList sample_conditions;
  CallbackSlots callbacks;
  std::vector<Entitlement> entitlements;
  expression::RuleList entitlement_conditions;
  Retention retention;
  expression::RuleList retention_conditions;

  std::vector<Channel> channels;
  std::vector<Overlay> overlays;
  Work work;
  Lifecycle lifecycle;
  Limits limits;
  uint64_t fingerprint = 0;
};

inline constexpr size_t kRuleLists = 11;

// Every list of conditions that a ticket is held against.
inline std::array<const expression::RuleList*, kRuleLists> RuleListsOf(const Tables& tables) {
  return {&tables.priority_conditions,    &tables.not_served_conditions, &tables.sla_conditions,
          &tables.route_conditions,       &tables.escalation_conditions, &tables.step_conditions,
          &tables.incident_conditions,    &tables.alarm_conditions,      &tables.sample_conditions,
          &tables.entitlement_conditions, &tables.retention_conditions};
}

}  // namespace waypost::policy

#endif  // WAYPOST_LIB_POLICY_TABLES_H_
