#ifndef WAYPOST_LIB_ENGINE_EVENT_H_
#define WAYPOST_LIB_ENGINE_EVENT_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/functional/function_ref.h"
#include "absl/types/span.h"
#include "lib/engine/open_period.h"
#include "lib/engine/symbol_pool.h"
#include "lib/engine/ticket_state.h"
#include "lib/escalate/rate_limits.h"
#include "lib/policy/tables.h"

namespace waypost::engine {

// Events as plain structs; the codec makes messages of them. Meaning: proto/waypost/v1/event.proto.
enum class EventKind : uint8_t {
  kCommandRefused,
  kDuplicate,
  kPolicyReplaced,
  kConditionFailed,
  kRoundsExceeded,
  kTicketClassified,
  kTicketQueued,
  kTicketOffered,
  kOfferEnded,
  kTicketAssigned,
  kStatusChanged,
  kTicketSolved,
  kTicketReopened,
  kTicketClosed,
  kTicketNotServed,
  kTicketAbandoned,
  kTicketMerged,
  kTicketSplit,
  kSolutionProposed,
  kPriorityChanged,
  kStageStarted,
  kTicketUnroutable,
  kTicketAdopted,
  kStageSkipped,
  kLanguageAccepted,
  kTicketReturned,
  kAgentExcluded,
  kClockStarted,
  kClockPaused,
  kClockResumed,
  kClockRetargeted,
  kClockWarned,
  kClockBreached,
  kClockMet,
  kClockStoppedLate,
  kClockCancelled,
  kEscalationStarted,
  kEscalationEnded,
  kNotification,
  kNotificationDropped,
  kEscalationRetriggered,
  kEscalationHeld,
  kEscalationResumed,
  kEscalationAcknowledged,
  kCustomActionDue,
  kContactDue,
  kTagsAdded,
  kActionSkipped,
  kTicketRated,
  kEscalationMoved,
  kPanelAsked,
  kDecisionRecorded,
  kPanelDecided,
  kTicketAppealed,
  kNotificationDigest,
  kAgentSet,
  kAgentPresenceChanged,
  kAgentRemoved,
  kAttainmentAtRisk,
  kAttainmentClosed,
  kTaskLinked,
  kTaskEnded,
  kCustomerThanked,
  kAgentRests,
  kAgentRested,
  kShiftChanged,
  kSkillExpired,
  kQueueOpted,
  kChannelChanged,
  kQueueHours,
  kQueueOverflow,
  kIncidentOpened,
  kIncidentJoined,
  kIncidentLeft,
  kIncidentLevelReached,
  kIncidentClosed,
  kIncidentClockStarted,
  kIncidentClockBreached,
  kIncidentClockMet,
  kAlarmRaised,
  kAlarmCleared,
  kCompensationChanged,
  kReviewChanged,
  kCallbackChanged,
  kEntitlementUsed,
  kTicketErased,
  kCustomerErased,
  kCustomerExported,
  kReserveReleased,
  kModeChanged,
};

// Numbers as in CommandRefused.Reason.
enum class Refusal : uint8_t {
  kUnknownTicket = 1,
  kTicketExists = 2,
  kUnknownAgent = 3,
  kUnknownName = 4,
  kWrongState = 5,
  kNoSuchOffer = 6,
  kAgentFull = 7,
  kAgentAway = 8,
  kUnknownFact = 9,
  kWrongFactValue = 10,
  kPolicyMismatch = 12,
  kSameTicket = 13,
  kNoMatchingClock = 14,
  kNothingWaits = 20,
  kNotPermitted = 21,
  kAgentExcluded = 22,
  kNotEligible = 23,
  kUnknownTask = 30,
  kTaskExists = 31,
  kUnknownIncident = 140,
  kIncidentExists = 141,
  kNoSlot = 180,
  kUnknownCustomer = 181,
};

// Numbers as in the messages.
enum class OfferEnd : uint8_t { kDeclined = 1, kTimedOut = 2, kRescinded = 3, kCancelled = 4 };
enum class ReturnWhy : uint8_t { kOffline = 1, kShiftEnded = 2, kSilent = 3, kComplaint = 4 };
enum class ChannelHow : uint8_t { kDown = 1, kUp = 2, kClosed = 3, kOpened = 4 };
enum class CloseHow : uint8_t { kConfirmed = 1, kSilence = 2, kByCommand = 3 };
enum class EraseWhy : uint8_t { kRetention = 1, kCustomer = 2 };
enum class TaskEnd : uint8_t { kCompleted = 1, kTicketEnded = 2 };

// The line of a policy that decided.
struct RuleRef {
  enum class Kind : uint8_t {
    kNone,
    kKeyword,
    kCategory,
    kPriorityRule,
    kNotServed,
    kSla,
    kTarget,
    kWarning,  // `index` of the target, `part` of its warnings
    kQueue,
    kStage,  // `index` of the route, `part` of its stages
    kEscalation,
    kStep,  // `index` of the chain, `part` of its steps
    kLifecycle,
    kWork,
    kIncidentStream,
    kIncidentLevel,  // `index` of the stream, `part` of its levels
    kAlarm,
    kSample,
    kEntitlement,
    kOverlay,
    kRetention,
    kShare,
  };
  Kind kind = Kind::kNone;
  uint8_t version = 0;
  uint16_t index = 0;
  uint16_t part = 0;
};

// What is told of an incident or an alarm; which fields mean something depends on the kind.
struct IncidentNews {
  std::string_view name;                 // of the stream's family, the level or the clock
  absl::Span<const std::string> values;  // of the stream's facts
  int64_t customers = 0;
  int64_t tickets = 0;
  int64_t value = 0;
  int64_t threshold = 0;
  bool by_person = false;
  bool reopened = false;
};

struct QuietNews;  // quiet_news.h

// One event. Which fields mean something depends on the kind, as in the message of that name; the
// others keep their defaults. Symbols are the engine's; texts are valid during the call.
struct Event {
  EventKind kind = EventKind::kCommandRefused;
  bool by_timer = false;
  uint64_t sequence = 0;
  int64_t at_ms = 0;
  uint64_t cause_sequence = 0;
  std::string_view command_id;
  std::string_view ticket_id;
  std::string_view incident_id;
  std::string_view alarm;
  RuleRef rule;

  uint8_t code = 0;  // reason or how
  // by_person, forced, is_new, to_owner, after_misses, early, on_shift, out, since_opening,
  // commented
  bool flag = false;
  bool handoff = false;
  bool over_capacity = false;
  TicketState from_state = TicketState::kUnspecified;
  TicketState to_state = TicketState::kUnspecified;
  Presence from_presence = Presence::kUnspecified;
  Presence to_presence = Presence::kUnspecified;
  Complexity complexity = Complexity::kUnspecified;
  uint8_t emotion = 0;
  bool needs_review = false;
  int32_t confidence_milli = 0;
  int32_t margin_milli = 0;
  policy::Metric metric = policy::Metric::kFirstReply;
  uint8_t cycle = 0;
  uint16_t stage = 0;     // 1-based; of a chain: the step
  int64_t count = 0;      // waiting, times, rounds, steps, events, awaited, csat, bytes unread
  int64_t due_ms = 0;     // expires, closes, opened, until
  int64_t amount_ms = 0;  // waited, left, after

  Symbol category = 0;
  Symbol subcategory = 0;
  Symbol from_category = 0;
  Symbol from_subcategory = 0;
  Symbol priority = 0;
  Symbol old_priority = 0;
  Symbol language = 0;
  Symbol queue = 0;
  Symbol agent = 0;
  Symbol owner = 0;
  Symbol route = 0;
  Symbol sla = 0;
  Symbol milestone = 0;
  Symbol escalation = 0;
  Symbol target = 0;
  Symbol rotation = 0;
  Symbol channel = 0;
  Symbol task = 0;

  uint64_t old_fingerprint = 0;
  uint64_t new_fingerprint = 0;
  int32_t nps = -1;
  // message, keyword, rule, reply, reason, other ticket, by, name of an action or contact, language
  std::string_view text;
  std::string_view action;                   // field of Step
  absl::Span<const std::string> texts;       // sentences of kPolicyMismatch, arguments, tags
  const escalate::Bucket* digest = nullptr;  // of kNotificationDigest
  const PeriodFigures* period = nullptr;     // of kAttainment...
  const IncidentNews* incident = nullptr;    // of kIncident... and kAlarm...
  const QuietNews* quiet = nullptr;          // of quiet promises
};

using PlainSink = absl::FunctionRef<void(const Event&)>;

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_EVENT_H_
