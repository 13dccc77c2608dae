#include "lib/scenario/event_form.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/base/check.h"

namespace waypost::scenario {
namespace {

using S = PartStyle;
using K = ValueKind;

constexpr EventPart kTicket = {S::kWord, "TICKET", "^ticket_id"};
constexpr EventPart kClock = {S::kWord, "CLOCK", "clock", K::kClock};
constexpr EventPart kDue = {S::kKey, "due", "due_ms", K::kTime};
constexpr EventPart kLeft = {S::kKey, "left", "left_ms", K::kDuration};
constexpr EventPart kAfter = {S::kKey, "after", "after_ms", K::kDuration};
constexpr EventPart kCycle = {S::kKey, "cycle", "clock.cycle", K::kNumber, 1};
constexpr EventPart kSla = {S::kKey, "sla", "clock.sla"};
constexpr EventPart kTask = {S::kKey, "task", "clock.task"};

// clang-format off
constexpr EventPart kRefused[] = {
    {S::kWord, "REASON", "reason", K::kEnum},
    {S::kOptional, "TICKET", "^ticket_id"},
    {S::kKey, "message", "message"},
    {S::kKey, "diagnostics", "diagnostics"}};
constexpr EventPart kDuplicate[] = {
    {S::kKey, "first", "first_sequence", K::kNumber},
    {S::kKey, "events", "count", K::kNumber}};
constexpr EventPart kPolicyReplaced[] = {
    {S::kKey, "old", "old_fingerprint", K::kHex},
    {S::kKey, "new", "new_fingerprint", K::kHex}};
constexpr EventPart kConditionFailed[] = {
    {S::kOptional, "TICKET", "^ticket_id"},
    {S::kKey, "rule", "rule"}};
constexpr EventPart kRounds[] = {
    kTicket, {S::kKey, "rounds", "rounds", K::kNumber}};
constexpr EventPart kClassified[] = {
    kTicket, {S::kWord, "CATEGORY", "", K::kCategory},
    {S::kKey, "priority", "priority"},
    {S::kKey, "language", "language"},
    {S::kKey, "emotion", "emotion", K::kNumber},
    {S::kKey, "complexity", "complexity", K::kEnum},
    {S::kKey, "by_person", "by_person", K::kYes},
    {S::kKey, "keyword", "keyword"},
    {S::kKey, "confidence", "confidence_milli", K::kNumber},
    {S::kKey, "margin", "margin_milli", K::kNumber},
    {S::kKey, "review", "needs_review", K::kYes},
    {S::kKey, "from", "from_category"},
    {S::kKey, "from_sub", "from_subcategory"},
    {S::kKey, "unread", "unread_bytes", K::kNumber, 0}};
constexpr EventPart kQueued[] = {
    kTicket, {S::kWord, "QUEUE", "queue"},
    {S::kKey, "stage", "stage", K::kNumber},
    {S::kKey, "waiting", "waiting", K::kNumber}};
constexpr EventPart kStage[] = {
    kTicket, {S::kWord, "STAGE", "stage", K::kNumber},
    {S::kSpaced, "via", "route"},
    {S::kKey, "queue", "queue"}};
constexpr EventPart kStageSkipped[] = {
    kTicket, {S::kWord, "STAGE", "stage", K::kNumber},
    {S::kSpaced, "via", "route"},
    {S::kKey, "because", "because"}};
constexpr EventPart kLanguage[] = {
    kTicket, {S::kWord, "TAG", "tag"},
    {S::kSpaced, "via", "route"},
    {S::kKey, "stage", "stage", K::kNumber}};
constexpr EventPart kOnlyTicket[] = {kTicket};
constexpr EventPart kOffered[] = {
    kTicket, {S::kWord, "AGENT", "agent_id"},
    {S::kSpaced, "via", "route"},
    {S::kKey, "stage", "stage", K::kNumber},
    {S::kKey, "queue", "queue"},
    {S::kKey, "expires", "expires_ms", K::kTime},
    {S::kKey, "language", "language"},
    {S::kKey, "to_owner", "to_owner", K::kYes}};
constexpr EventPart kOfferEnded[] = {
    kTicket, {S::kWord, "AGENT", "agent_id"}, {S::kWord, "HOW", "how", K::kEnum},
    {S::kKey, "reason", "reason"}};
constexpr EventPart kAssigned[] = {
    kTicket, {S::kWord, "AGENT", "agent_id"},
    {S::kKey, "owner", "owner_id"},
    {S::kKey, "waited", "waited_ms", K::kDuration},
    {S::kKey, "forced", "forced", K::kYes},
    {S::kKey, "over_capacity", "over_capacity", K::kYes}};
constexpr EventPart kStatus[] = {
    kTicket, {S::kWord, "STATE", "to", K::kEnum},
    {S::kKey, "from", "from", K::kEnum},
    {S::kKey, "over_capacity", "over_capacity", K::kYes}};
constexpr EventPart kSolved[] = {
    kTicket, kAfter, {S::kKey, "closes", "closes_ms", K::kTime}};
constexpr EventPart kReopened[] = {
    kTicket, {S::kKey, "times", "times", K::kNumber}};
constexpr EventPart kClosed[] = {
    kTicket, {S::kWord, "HOW", "how", K::kEnum}};
constexpr EventPart kNotServed[] = {
    kTicket, {S::kWord, "RULE", "rule"},
    {S::kKey, "reply", "reply"}};
constexpr EventPart kAbandoned[] = {
    kTicket, {S::kKey, "waited", "waited_ms", K::kDuration}};
constexpr EventPart kMerged[] = {
    kTicket, {S::kSpaced, "into", "into_ticket_id"}};
constexpr EventPart kSplit[] = {
    kTicket, {S::kSpaced, "into", "part_ticket_id"},
    {S::kKey, "since_opening", "since_opening", K::kYes}};
constexpr EventPart kPriority[] = {
    kTicket, {S::kWord, "PRIORITY", "to"},
    {S::kKey, "from", "from"}};
constexpr EventPart kAdopted[] = {
    kTicket, {S::kWord, "STATE", "state", K::kEnum},
    {S::kKey, "opened", "opened_ms", K::kTime},
    {S::kKey, "over_capacity", "over_capacity", K::kYes}};
constexpr EventPart kClockDue[] = {kTicket, kClock, kDue, kCycle, kSla, kTask};
constexpr EventPart kClockLeft[] = {kTicket, kClock, kLeft, kCycle, kSla, kTask};
constexpr EventPart kClockLeftDue[] = {kTicket, kClock, kLeft, kDue, kCycle, kSla, kTask};
constexpr EventPart kClockAfterDue[] = {kTicket, kClock, kAfter, kDue, kCycle, kSla, kTask};
constexpr EventPart kCancelled[] = {
    kTicket, kClock, {S::kWord, "WHY", "reason", K::kEnum}, kCycle, kSla, kTask};
constexpr EventPart kFigures[] = {
    kClock, {S::kWord, "PERIOD", "period"},
    {S::kKey, "share", "share_milli", K::kNumber},
    {S::kKey, "promised", "promised_milli", K::kNumber},
    {S::kKey, "met", "met", K::kNumber},
    {S::kKey, "breached", "breached", K::kNumber},
    {S::kKey, "stopped", "stopped", K::kNumber},
    {S::kKey, "mean", "mean_ms", K::kDuration},
    {S::kKey, "promised_mean", "promised_mean_ms", K::kDuration},
    {S::kKey, "kept", "kept", K::kYes},
    {S::kKey, "used", "used_ms", K::kDuration},
    {S::kKey, "from", "begin_ms", K::kTime},
    {S::kKey, "until", "end_ms", K::kTime},
    kCycle, kSla, kTask};
constexpr EventPart kTaskLinked[] = {
    kTicket, {S::kWord, "TASK", "task_id"}, {S::kWord, "QUEUE", "queue"},
    {S::kKey, "owner", "owner_id"}};
constexpr EventPart kTaskEnded[] = {
    kTicket, {S::kWord, "TASK", "task_id"}, {S::kWord, "HOW", "how", K::kEnum},
    {S::kKey, "queue", "queue"}, kAfter};
constexpr EventPart kEscalated[] = {
    kTicket, {S::kWord, "CHAIN", "escalation"},
    {S::kKey, "trigger", "trigger"}};
constexpr EventPart kEscalationEnded[] = {
    kTicket, {S::kWord, "CHAIN", "escalation"}, {S::kWord, "HOW", "how", K::kEnum},
    {S::kKey, "steps", "steps", K::kNumber}};
constexpr EventPart kNotify[] = {
    kTicket, {S::kWord, "TARGET", "target"},
    {S::kSpaced, "via", "escalation"},
    {S::kKey, "step", "step", K::kNumber},
    {S::kKey, "rotation", "rotation"},
    {S::kKey, "channel", "channel"},
    {S::kKey, "fallback", "fallback", K::kYes},
    {S::kKey, "handoff", "handoff", K::kYes}};
constexpr EventPart kNotifyDropped[] = {
    kTicket, {S::kWord, "TARGET", "target"}, {S::kWord, "WHY", "reason", K::kEnum},
    {S::kSpaced, "via", "escalation"},
    {S::kKey, "step", "step", K::kNumber}};
constexpr EventPart kRetriggered[] = {
    kTicket, {S::kWord, "CHAIN", "escalation"}, {S::kWord, "HOW", "how", K::kEnum},
    {S::kKey, "trigger", "trigger"}};
constexpr EventPart kHeld[] = {
    kTicket, {S::kWord, "CHAIN", "escalation"}, {S::kWord, "WHY", "why", K::kEnum},
    {S::kKey, "until", "until_ms", K::kTime}};
constexpr EventPart kResumed[] = {
    kTicket, {S::kWord, "CHAIN", "escalation"},
    {S::kKey, "step", "step", K::kNumber}};
constexpr EventPart kAcknowledged[] = {
    kTicket, {S::kWord, "CHAIN", "escalation"},
    {S::kKey, "by", "by"},
    {S::kKey, "awaited", "awaited", K::kNumber}};
constexpr EventPart kPanel[] = {
    kTicket, {S::kWord, "CHAIN", "escalation"},
    {S::kKey, "members", "members"},
    {S::kKey, "quorum", "quorum", K::kNumber},
    {S::kKey, "until", "until_ms", K::kTime},
    {S::kKey, "step", "step", K::kNumber}};
constexpr EventPart kVoted[] = {
    kTicket, {S::kWord, "MEMBER", "member"},
    {S::kSpaced, "via", "escalation"},
    {S::kKey, "decision", "decision"},
    {S::kKey, "votes", "votes", K::kNumber}};
constexpr EventPart kDecided[] = {
    kTicket, {S::kWord, "CHAIN", "escalation"},
    {S::kKey, "decision", "decision"},
    {S::kKey, "votes", "votes", K::kNumber},
    {S::kKey, "step", "step", K::kNumber}};
constexpr EventPart kAppealed[] = {
    kTicket, {S::kKey, "excluded", "excluded"}};
constexpr EventPart kMoved[] = {
    kTicket, {S::kWord, "CHAIN", "escalation"},
    {S::kKey, "to", "to"},
    {S::kKey, "restarted", "restarted", K::kYes},
    {S::kKey, "step", "step", K::kNumber},
    kDue};
constexpr EventPart kAction[] = {
    kTicket, {S::kWord, "ACTION", "name"},
    {S::kSpaced, "via", "escalation"},
    {S::kKey, "step", "step", K::kNumber},
    {S::kKey, "arguments", "arguments"}};
constexpr EventPart kContact[] = {
    kTicket, {S::kWord, "CONTACT", "contact"},
    {S::kSpaced, "via", "escalation"},
    {S::kKey, "step", "step", K::kNumber}};
constexpr EventPart kTagged[] = {
    kTicket, {S::kKey, "tags", "tags"},
    {S::kSpaced, "via", "escalation"},
    {S::kKey, "step", "step", K::kNumber}};
constexpr EventPart kActionSkipped[] = {
    kTicket, {S::kWord, "FIELD", "action"},
    {S::kSpaced, "via", "escalation"},
    {S::kKey, "step", "step", K::kNumber},
    {S::kKey, "reason", "reason"}};
constexpr EventPart kDigest[] = {
    {S::kWord, "TARGET", "target"},
    {S::kSpaced, "via", "escalation"},
    {S::kKey, "channel", "channel"},
    {S::kKey, "held", "held", K::kHeld}};
constexpr EventPart kRated[] = {
    kTicket, {S::kWord, "CSAT", "csat", K::kNumber},
    {S::kKey, "nps", "nps", K::kNumber},
    {S::kKey, "emotion", "comment_emotion", K::kNumber},
    {S::kKey, "language", "comment_language"}};
constexpr EventPart kAgent[] = {
    {S::kWord, "AGENT", "agent_id"},
    {S::kKey, "new", "is_new", K::kYes},
    {S::kKey, "over_capacity", "over_capacity", K::kYes}};
constexpr EventPart kPresence[] = {
    {S::kWord, "AGENT", "agent_id"}, {S::kWord, "PRESENCE", "to", K::kEnum},
    {S::kKey, "from", "from", K::kEnum},
    {S::kKey, "after_misses", "after_misses", K::kYes}};
constexpr EventPart kReturned[] = {
    kTicket, {S::kWord, "AGENT", "agent_id"}, {S::kWord, "WHY", "why", K::kEnum}};
constexpr EventPart kExcluded[] = {
    kTicket, {S::kWord, "AGENT", "agent_id"}};
constexpr EventPart kRests[] = {
    {S::kWord, "AGENT", "agent_id"}, {S::kWord, "WHY", "why", K::kEnum},
    {S::kKey, "until", "until_ms", K::kTime},
    {S::kKey, "ticket", "^ticket_id"}};
constexpr EventPart kRested[] = {
    {S::kWord, "AGENT", "agent_id"}, {S::kWord, "WHY", "why", K::kEnum},
    {S::kKey, "early", "early", K::kYes}};
constexpr EventPart kShift[] = {
    {S::kWord, "AGENT", "agent_id"},
    {S::kKey, "on_shift", "on_shift", K::kYes}};
constexpr EventPart kSkillExpired[] = {
    {S::kWord, "AGENT", "agent_id"}, {S::kWord, "SKILL", "skill"}};
constexpr EventPart kOpted[] = {
    {S::kWord, "AGENT", "agent_id"}, {S::kWord, "QUEUE", "queue"},
    {S::kKey, "out", "out", K::kYes}};
constexpr EventPart kChannel[] = {
    {S::kWord, "CHANNEL", "channel"}, {S::kWord, "HOW", "how", K::kEnum},
    {S::kKey, "stand_in", "stand_in"},
    {S::kKey, "over_capacity", "over_capacity"}};
constexpr EventPart kOverflow[] = {
    {S::kWord, "QUEUE", "queue"},
    {S::kSpaced, "into", "to_queue"},
    {S::kKey, "on", "on", K::kYes},
    {S::kKey, "waiting", "waiting", K::kNumber},
    {S::kKey, "ticket", "^ticket_id"}};
constexpr EventPart kReleased[] = {
    kTicket, {S::kKey, "queue", "queue"}, {S::kKey, "skill", "skill"}};
constexpr EventPart kHours[] = {
    {S::kWord, "QUEUE", "queue"},
    {S::kKey, "open", "open", K::kYes},
    {S::kKey, "site", "site"}};
constexpr EventPart kMode[] = {
    {S::kWord, "OVERLAY", "overlay"}, {S::kWord, "HOW", "how", K::kEnum},
    {S::kKey, "on", "on", K::kYes},
    {S::kKey, "until", "until_ms", K::kTime},
    {S::kKey, "over_capacity", "over_capacity"}};
constexpr EventPart kRemoved[] = {
    {S::kWord, "AGENT", "agent_id"}};

constexpr EventPart kIncident = {S::kWord, "INCIDENT", "^incident_id"};
constexpr EventPart kAlarm = {S::kWord, "ALARM", "^alarm"};
constexpr EventPart kIncidentOpened[] = {
    kIncident,
    {S::kKey, "stream", "stream"},
    {S::kKey, "values", "values"},
    {S::kKey, "since", "since_ms", K::kTime},
    {S::kKey, "by_person", "by_person", K::kYes},
    {S::kKey, "reopened", "reopened", K::kYes}};
constexpr EventPart kIncidentJoined[] = {
    kTicket, kIncident, {S::kKey, "customers", "customers", K::kNumber}};
constexpr EventPart kIncidentLeft[] = {
    kTicket, kIncident, {S::kWord, "WHY", "why", K::kEnum}};
constexpr EventPart kIncidentLevel[] = {
    kIncident, {S::kWord, "LEVEL", "level"}, {S::kKey, "customers", "customers", K::kNumber}};
constexpr EventPart kIncidentClosed[] = {
    kIncident, {S::kWord, "HOW", "how", K::kEnum},
    {S::kKey, "customers", "customers", K::kNumber},
    {S::kKey, "tickets", "tickets", K::kNumber}};
constexpr EventPart kIncidentClockDue[] = {
    kIncident, {S::kWord, "CLOCK", "clock"}, {S::kKey, "due", "due_ms", K::kTime}};
constexpr EventPart kIncidentClockMet[] = {
    kIncident, {S::kWord, "CLOCK", "clock"},
    {S::kKey, "after", "after_ms", K::kDuration},
    {S::kKey, "late", "late", K::kYes}};
constexpr EventPart kAlarmRaised[] = {
    kAlarm, {S::kKey, "value", "value", K::kNumber},
    {S::kKey, "threshold", "threshold", K::kNumber}};
constexpr EventPart kAlarmCleared[] = {
    kAlarm, {S::kKey, "value", "value", K::kNumber}};

constexpr EventPart kCompensation[] = {
    kTicket, {S::kWord, "COMPENSATION", "compensation"}, {S::kWord, "STATE", "state", K::kEnum},
    {S::kKey, "amount", "amount", K::kNumber},
    {S::kKey, "kind", "kind", K::kEnum},
    {S::kKey, "customer", "customer"},
    {S::kKey, "until", "expires_ms", K::kTime},
    {S::kSpaced, "via", "escalation"},
    {S::kKey, "step", "step", K::kNumber, 0}};
constexpr EventPart kReview[] = {
    kTicket, {S::kWord, "SAMPLE", "sample"}, {S::kWord, "REVIEWER", "reviewer"},
    {S::kWord, "STATE", "state", K::kEnum},
    {S::kKey, "until", "due_ms", K::kTime},
    {S::kKey, "agent", "agent_id"},
    {S::kKey, "scores", "scores", K::kScores},
    {S::kKey, "mean", "mean", K::kNumber, 0}};

constexpr EventPart kCallback[] = {
    kTicket, {S::kWord, "STATE", "state", K::kEnum},
    {S::kKey, "begin", "begin_ms", K::kTime},
    {S::kKey, "end", "end_ms", K::kTime}};
constexpr EventPart kUsed[] = {
    kTicket, {S::kWord, "ENTITLEMENT", "entitlement"},
    {S::kKey, "customer", "customer"},
    {S::kKey, "left", "left", K::kNumber},
    {S::kKey, "until", "until_ms", K::kTime}};

constexpr EventPart kErased[] = {
    kTicket, {S::kWord, "WHY", "why", K::kEnum}, {S::kKey, "was_open", "was_open", K::kYes}};
constexpr EventPart kCustomerErased[] = {
    {S::kWord, "CUSTOMER", "customer"},
    {S::kKey, "tickets", "tickets", K::kNumber, 0},
    {S::kKey, "compensations", "compensations", K::kNumber, 0},
    {S::kKey, "reviews", "reviews", K::kNumber, 0},
    {S::kKey, "entitlements", "entitlements", K::kNumber, 0}};
constexpr EventPart kExported[] = {
    {S::kWord, "CUSTOMER", "customer"},
    {S::kKey, "tickets", "tickets", K::kCount},
    {S::kKey, "retained", "retained", K::kCount},
    {S::kKey, "compensations", "compensations", K::kCount},
    {S::kKey, "reviews", "reviews", K::kCount},
    {S::kKey, "entitlements", "entitlements", K::kCount}};

constexpr EventForm kForms[] = {
    {"command_refused", "refused", kRefused,
     "The desk's state does not allow the command; nothing changed."},
    {"duplicate", "duplicate", kDuplicate, "The command's id has been seen; nothing was done again."},
    {"policy_replaced", "policy_replaced", kPolicyReplaced, "Another policy is in force."},
    {"condition_failed", "condition_failed", kConditionFailed,
     "A condition could not be evaluated and counted as false."},
    {"rounds_exceeded", "rounds_exceeded", kRounds,
     "The policy's rules kept changing the ticket at one instant."},
    {"ticket_classified", "classified", kClassified,
     "Category, priority and language were decided; `-` is no category."},
    {"ticket_queued", "queued", kQueued, "The ticket waits in a queue, as one of `waiting`."},
    {"ticket_offered", "offered", kOffered, "An agent is asked."},
    {"offer_ended", "offer_ended", kOfferEnded, "An offer ended without assignment."},
    {"ticket_assigned", "assigned", kAssigned, "An agent handles the ticket now."},
    {"status_changed", "status", kStatus, "The ticket moved between states of work."},
    {"ticket_solved", "solved", kSolved, "Solved; silence closes it at `closes`."},
    {"ticket_reopened", "reopened", kReopened, "Solved, but not so."},
    {"ticket_closed", "closed", kClosed, "Finished."},
    {"ticket_not_served", "not_served", kNotServed, "Outside the desk's scope."},
    {"ticket_abandoned", "abandoned", kAbandoned, "The customer left before being served."},
    {"ticket_merged", "merged", kMerged, "The ticket went into another one."},
    {"ticket_split", "split", kSplit, "A part of the ticket is a ticket of its own."},
    {"solution_proposed", "proposed", kOnlyTicket, "A solution is on the table."},
    {"priority_changed", "priority", kPriority, "The priority changed after classification."},
    {"stage_started", "stage", kStage, "A further stage of the route begins."},
    {"stage_skipped", "skipped", kStageSkipped, "A stage is passed over; the next one begins."},
    {"language_accepted", "language", kLanguage,
     "From now on a stage takes another language for the ticket's."},
    {"ticket_unroutable", "unroutable", kOnlyTicket, "No route takes the ticket."},
    {"ticket_adopted", "adopted", kAdopted, "Taken over from another system."},
    {"ticket_returned", "returned", kReturned, "An agent no longer has the ticket, work undone."},
    {"agent_excluded", "excluded", kExcluded, "An agent must not get the ticket any more."},
    {"clock_started", "clock", kClockDue, "A clock runs."},
    {"clock_paused", "paused", kClockLeft, "A clock stands still."},
    {"clock_resumed", "resumed", kClockDue, "A clock runs again."},
    {"clock_retargeted", "retargeted", kClockDue, "A running clock got another target."},
    {"clock_warned", "warned", kClockLeftDue, "Part of a clock's time is gone."},
    {"clock_breached", "breached", kClockDue, "A clock's due time passed."},
    {"clock_met", "met", kClockAfterDue, "A clock was stopped in time."},
    {"clock_stopped_late", "stopped_late", kClockAfterDue, "A clock was stopped after its breach."},
    {"clock_cancelled", "cancelled", kCancelled, "A clock ended neither met nor breached."},
    {"attainment_at_risk", "at_risk", kFigures,
     "A promise about all cycles of a period is not kept so far; shares are in thousandths."},
    {"attainment_closed", "period", kFigures, "A period has ended in which cycles have."},
    {"task_linked", "task", kTaskLinked, "Another department has a task."},
    {"task_ended", "task_ended", kTaskEnded, "A task is done, or has ended with its ticket."},
    {"customer_thanked", "thanked", kOnlyTicket, "Nothing but thanks soon after solving: it stays solved."},
    {"escalation_started", "escalated", kEscalated, "A chain runs."},
    {"escalation_ended", "escalation_ended", kEscalationEnded, "A chain ended."},
    {"notification", "notify", kNotify, "Somebody is to be told."},
    {"notification_dropped", "notify_dropped", kNotifyDropped, "Somebody was to be told and is not."},
    {"escalation_retriggered", "retriggered", kRetriggered,
     "A chain was to start and runs already, or has ended not long ago."},
    {"escalation_held", "held", kHeld, "The remaining steps of a chain come later."},
    {"escalation_resumed", "goes_on", kResumed, "A chain that was acknowledged goes on."},
    {"escalation_acknowledged", "acknowledged", kAcknowledged,
     "One of several who have to has taken notice."},
    {"panel_asked", "panel", kPanel, "A panel is to decide; the chain waits."},
    {"decision_recorded", "voted", kVoted, "A member of a panel has voted."},
    {"panel_decided", "decided", kDecided, "A panel has decided, or has not in time."},
    {"ticket_appealed", "appealed", kAppealed,
     "The customer appeals: whoever has decided does not decide again."},
    {"escalation_moved", "moved", kMoved, "A chain goes on under another policy."},
    {"custom_action_due", "action", kAction, "The host is to carry out an action of its own."},
    {"contact_due", "contact", kContact, "The host is to contact the customer."},
    {"tags_added", "tagged", kTagged, "A step has given the ticket tags."},
    {"action_skipped", "action_skipped", kActionSkipped, "A step had something to do and could not, or was passed over."},
    {"ticket_rated", "rated", kRated, "The customer has judged."},
    {"notification_digest", "digest", kDigest, "Somebody is told at once what a limit has held back."},
    {"agent_set", "agent", kAgent, "The roster has an agent, or new facts about one."},
    {"agent_presence_changed", "presence", kPresence, "An agent came, went or paused."},
    {"agent_removed", "removed", kRemoved, "The roster lost an agent."},
    {"agent_rests", "rests", kRests, "An agent is given nothing for a while."},
    {"agent_rested", "rested", kRested, "The rest is over."},
    {"shift_changed", "shift", kShift, "An agent's shift began or ended."},
    {"skill_expired", "skill_expired", kSkillExpired, "A skill of an agent has expired."},
    {"queue_opted", "opted", kOpted, "An agent opted out of a queue, or in again."},
    {"channel_changed", "channel", kChannel, "A channel can be used no more, or again."},
    {"queue_overflow", "overflow", kOverflow, "The agents of another queue help out, or no more."},
    {"reserve_released", "released", kReleased, "A ticket may have agents whom its queue keeps free."},
    {"mode_changed", "mode", kMode, "An event mode is in force from now on, or no more."},
    {"queue_hours", "hours", kHours, "The hours of a queue have begun or ended."},
    {"incident_opened", "incident", kIncidentOpened, "An incident begins."},
    {"incident_joined", "joined", kIncidentJoined, "A ticket is part of an incident."},
    {"incident_left", "left", kIncidentLeft, "A ticket is no longer part of an incident."},
    {"incident_level_reached", "incident_level", kIncidentLevel, "An incident has reached a level."},
    {"incident_closed", "incident_closed", kIncidentClosed, "An incident is over."},
    {"incident_clock_started", "incident_clock", kIncidentClockDue, "A clock of an incident runs."},
    {"incident_clock_breached", "incident_clock_breached", kIncidentClockDue,
     "The time of an incident's clock is over."},
    {"incident_clock_met", "incident_clock_met", kIncidentClockMet,
     "What an incident's clock waited for has happened."},
    {"alarm_raised", "alarm", kAlarmRaised, "A threshold is passed."},
    {"alarm_cleared", "alarm_over", kAlarmCleared, "A threshold is no longer passed."},
    {"compensation_changed", "compensation", kCompensation,
     "What has become of a compensation for a failure."},
    {"review_changed", "review", kReview, "What has become of a review of a ticket."},
    {"callback_changed", "callback", kCallback, "What has become of a call at an agreed time."},
    {"entitlement_used", "used", kUsed, "A customer has used what they are entitled to."},
    {"ticket_erased", "erased", kErased, "Nothing is kept of a ticket any more."},
    {"customer_erased", "customer_erased", kCustomerErased,
     "Nothing is kept of a customer any more."},
    {"customer_exported", "exported", kExported, "All that is held of a customer, counted here."},
};
// clang-format on

MessageField Bind(const google::protobuf::FieldDescriptor* kind, const EventPart& part) {
  if (part.path.substr(0, 1) == "^") {
    return MessageField(v1::Event::descriptor(), part.path.substr(1));
  }
  if (part.kind == ValueKind::kHeld) return Bind(kind, {PartStyle::kKey, part.key, "target"});
  if (part.kind == ValueKind::kScores) return Bind(kind, {PartStyle::kKey, part.key, "sample"});
  if (part.kind == ValueKind::kCount) return Bind(kind, {PartStyle::kKey, part.key, "customer"});
  const std::string_view last = part.kind == ValueKind::kCategory ? "category" : part.path;
  return MessageField(v1::Event::descriptor(),
                      absl::StrCat(kind->name(), ".", ToAbsl(last),
                                   part.kind == ValueKind::kClock ? ".metric" : ""));
}

std::vector<BoundForm> BindAll() {
  std::vector<BoundForm> forms;
  for (const EventForm& form : kForms) {
    const auto* field = v1::Event::descriptor()->FindFieldByName(std::string(form.field));
    WP_CHECK(field != nullptr, "every form is that of a kind of event");
    BoundForm bound;
    bound.form = &form;
    bound.kind = field->number();
    for (const EventPart& part : form.parts) bound.fields.push_back(Bind(field, part));
    forms.push_back(std::move(bound));
  }
  return forms;
}

const std::vector<BoundForm>& BoundForms() {
  static const auto* const kBound = new std::vector<BoundForm>(BindAll());
  return *kBound;
}

// The message of the event's kind, and the ClockRef in it.
const google::protobuf::Message& KindOf(const v1::Event& event) {
  const auto* field =
      v1::Event::descriptor()->FindFieldByNumber(static_cast<int>(event.kind_case()));
  return event.GetReflection()->GetMessage(event, field);
}

std::string ClockText(const v1::Event& event) {
  const google::protobuf::Message& kind = KindOf(event);
  const MessageField metric(kind.GetDescriptor(), "clock.metric");
  const MessageField milestone(kind.GetDescriptor(), "clock.milestone");
  const std::string name = milestone.Text(kind);
  return name.empty() ? metric.Text(kind) : name;
}

std::string CategoryText(const v1::Event& event) {
  const v1::TicketClassified& classified = event.ticket_classified();
  if (classified.category().empty()) return "-";
  if (classified.subcategory().empty()) return classified.category();
  return absl::StrCat(classified.category(), "/", classified.subcategory());
}

std::string HeldText(const v1::Event& event) {
  std::string text;
  for (const v1::HeldNotification& held : event.notification_digest().held()) {
    absl::StrAppend(&text, text.empty() ? "" : "; ", held.ticket_id(), " ", held.escalation(), "#",
                    held.step());
  }
  return text;
}

int64_t CountIn(const v1::Event& event, std::string_view list) {
  const google::protobuf::Message& kind = KindOf(event);
  return kind.GetReflection()->FieldSize(kind,
                                         kind.GetDescriptor()->FindFieldByName(std::string(list)));
}

std::string ScoresText(const v1::Event& event) {
  std::string text;
  for (const v1::Score& score : event.review_changed().scores()) {
    absl::StrAppend(&text, text.empty() ? "" : "; ", score.name(), ":", score.level());
  }
  return text;
}

bool IsText(ValueKind kind) {
  return kind == ValueKind::kText || kind == ValueKind::kEnum || kind == ValueKind::kClock ||
         kind == ValueKind::kCategory || kind == ValueKind::kHeld || kind == ValueKind::kScores;
}

std::string_view Placeholder(ValueKind kind) {
  switch (kind) {
    case ValueKind::kNumber:
    case ValueKind::kCount:
      return "N";
    case ValueKind::kDuration:
      return "DURATION";
    case ValueKind::kTime:
      return "TIME";
    case ValueKind::kYes:
      return "yes";
    case ValueKind::kHex:
      return "FINGERPRINT";
    default:
      return "";
  }
}

}  // namespace

absl::Span<const EventForm> EventForms() { return kForms; }

std::string Synopsis(const EventForm& form) {
  std::string text(form.name);
  for (const EventPart& part : form.parts) {
    const std::string upper = absl::AsciiStrToUpper(ToAbsl(part.key));
    const std::string_view value = Placeholder(part.kind);
    switch (part.style) {
      case PartStyle::kWord:
        absl::StrAppend(&text, " ", ToAbsl(part.key));
        break;
      case PartStyle::kOptional:
        absl::StrAppend(&text, " [", ToAbsl(part.key), "]");
        break;
      case PartStyle::kKey:
        absl::StrAppend(&text, " [", ToAbsl(part.key), "=",
                        value.empty() ? absl::string_view(upper) : ToAbsl(value), "]");
        break;
      case PartStyle::kSpaced:
        absl::StrAppend(&text, " [", ToAbsl(part.key), " ",
                        part.path == "route"                                             ? "ROUTE"
                        : part.path == "into_ticket_id" || part.path == "part_ticket_id" ? "TICKET"
                        : part.path == "to_queue"                                        ? "QUEUE"
                                                                                         : "CHAIN",
                        "]");
        break;
    }
  }
  return text;
}

const BoundForm* FormOfKind(int kind) {
  for (const BoundForm& form : BoundForms()) {
    if (form.kind == kind) return &form;
  }
  return nullptr;
}

const BoundForm* FormByName(std::string_view name) {
  for (const BoundForm& form : BoundForms()) {
    if (form.form->name == name) return &form;
  }
  return nullptr;
}

bool HasPart(const BoundForm& form, size_t i, const v1::Event& event) {
  const EventPart& part = form.form->parts[i];
  if (part.style == PartStyle::kWord) return true;
  const MessageField& field = form.fields[i];
  switch (part.kind) {
    case ValueKind::kNumber:
      return field.Number(event) > part.shown_above &&
             (!field.last()->has_presence() || field.IsSet(event));
    case ValueKind::kDuration:
    case ValueKind::kTime:
    case ValueKind::kHex:
      return true;
    case ValueKind::kYes:
      return field.Number(event) != 0;
    case ValueKind::kCount:
      return CountIn(event, part.path) > 0;
    case ValueKind::kScores:
      return event.review_changed().scores_size() > 0;
    default:
      return field.IsSet(event);
  }
}

EventValue ValueOf(const BoundForm& form, size_t i, const v1::Event& event) {
  const ValueKind kind = form.form->parts[i].kind;
  EventValue value;
  if (kind == ValueKind::kCount) {
    value.is_number = true;
    value.number = CountIn(event, form.form->parts[i].path);
  } else if (!IsText(kind)) {
    value.is_number = true;
    value.number = form.fields[i].Number(event);
  } else if (kind == ValueKind::kClock) {
    value.text = ClockText(event);
  } else if (kind == ValueKind::kCategory) {
    value.text = CategoryText(event);
  } else if (kind == ValueKind::kHeld) {
    value.text = HeldText(event);
  } else if (kind == ValueKind::kScores) {
    value.text = ScoresText(event);
  } else {
    value.text = form.fields[i].Text(event);
    // What a chain does without a ticket is told of its incident or alarm.
    if (value.text.empty() && form.form->parts[i].path == "^ticket_id") {
      value.text = event.incident_id().empty() ? event.alarm() : event.incident_id();
    }
  }
  return value;
}

}  // namespace waypost::scenario
