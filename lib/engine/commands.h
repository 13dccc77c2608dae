#ifndef WAYPOST_LIB_ENGINE_COMMANDS_H_
#define WAYPOST_LIB_ENGINE_COMMANDS_H_

#include <cstdint>
#include <string_view>

#include "absl/types/span.h"
#include "lib/classify/risk.h"
#include "lib/engine/ticket_state.h"

namespace waypost::engine {

// Commands as plain structs: what the codec makes of messages, and what a caller inside the library
// passes without any. Texts are borrowed for the call. Meaning: proto/waypost/v1/command.proto.

// What a command says about itself besides what it does.
struct CommandFrame {
  int64_t now_ms = 0;
  std::string_view command_id;
  bool allow_time_jump = false;
};

// Where a value of a fact comes from.
struct FactInput {
  enum class Kind : uint8_t { kText, kNumber, kFlag, kTimestamp, kDuration, kList, kClear };
  std::string_view name;
  Kind kind = Kind::kText;
  std::string_view text;
  int64_t number = 0;  // flag, timestamp and duration too
  absl::Span<const std::string_view> texts;
};

struct KeywordHit {
  std::string_view category;
  std::string_view subcategory;
  std::string_view keyword;
  uint16_t weight = 0;  // 0: the category's
  bool decides = false;
};

// How probable a classifier finds a category.
struct CategoryScore {
  std::string_view category;
  std::string_view subcategory;
  uint16_t confidence_milli = 0;
};

// What was told from a customer's words.
struct Evidence {
  bool has_text = false;
  std::string_view language;  // "" or "und": could not be told
  absl::Span<const KeywordHit> hits;
  uint8_t emotion = 0;
  classify::Risks risks = 0;
  Complexity complexity = Complexity::kUnspecified;
  std::string_view not_served;
  bool only_thanks = false;
  absl::Span<const CategoryScore> scores;
  bool out_of_scope = false;
  int64_t unread_bytes = 0;
};

struct OpenTicket {
  std::string_view ticket_id;
  std::string_view requester_id;
  std::string_view account_holder_id;
  std::string_view channel;
  std::string_view product;
  std::string_view region;
  std::string_view platform;
  std::string_view tier;
  std::string_view customer_type;
  std::string_view language;
  std::string_view category;
  std::string_view subcategory;
  std::string_view priority;
  bool opened_by_agent = false;
  absl::Span<const FactInput> facts;
  Evidence evidence;
  absl::Span<const std::string_view> tags;
  bool outbound = false;
  absl::Span<const std::string_view> modalities;
  absl::Span<const std::string_view> excluded_agents;
  std::string_view previous_owner;
  std::string_view previous_queue;
};

struct Split {
  std::string_view ticket_id;
  OpenTicket part;
  bool since_opening = false;
};

struct PastStatus {
  int64_t at_ms = 0;
  TicketState state = TicketState::kNew;
};

struct AdoptTicket {
  OpenTicket ticket;
  int64_t opened_ms = 0;
  absl::Span<const PastStatus> history;
  int64_t first_reply_ms = 0;  // 0: not yet
  std::string_view agent_id;
};

enum class Author : uint8_t { kCustomer, kAgent, kSystem };

struct AddMessage {
  std::string_view ticket_id;
  Author author = Author::kCustomer;
  std::string_view agent_id;
  bool note = false;
  Evidence evidence;
};

struct ConfirmClassification {
  std::string_view ticket_id;
  std::string_view category;
  std::string_view subcategory;
  std::string_view priority;
  Complexity complexity = Complexity::kUnspecified;  // unchanged
};

struct DeliveryReport {
  std::string_view ticket_id;
  std::string_view escalation;
  int32_t step = 0;  // 1-based
  std::string_view target;
  std::string_view rotation;
  std::string_view channel;
  bool delivered = false;
};

struct Decision {
  std::string_view ticket_id;
  std::string_view member;
  std::string_view decision;
  std::string_view escalation;
};

struct Rating {
  std::string_view ticket_id;
  int32_t csat = 0;
  int32_t nps = -1;  // not given
  Evidence comment;
};

// Somebody's data is to be erased or exported.
struct CustomerRequest {
  std::string_view customer_id;
  std::string_view ticket_id;  // by which it is asked for; "": by none
};

// Of a review: 0 to 100.
struct ScoreInput {
  std::string_view name;
  int32_t level = 0;
};

struct ReviewReport {
  std::string_view ticket_id;
  std::string_view sample;
  std::string_view reviewer;
  absl::Span<const ScoreInput> scores;
};

struct LevelInput {
  std::string_view name;
  uint8_t level = 0;
  int64_t expires_ms = 0;  // of a skill; 0: never
};

struct ChannelLimitInput {
  std::string_view channel;
  uint8_t maximum = 0;  // 0: none
  uint8_t units = 1;
  bool exclusive = false;
  int64_t wrap_up_ms = 0;
};

struct AttributeInput {
  std::string_view name;  // without "="
  std::string_view value;
};

struct SetAgent {
  std::string_view agent_id;
  bool is_bot = false;
  uint8_t capacity = 1;
  std::string_view team;
  absl::Span<const LevelInput> skills;
  absl::Span<const LevelInput> languages;
  absl::Span<const std::string_view> queues;
  absl::Span<const ChannelLimitInput> channels;
  std::string_view shift;  // a calendar; "": always on shift
  absl::Span<const std::string_view> modalities;
  absl::Span<const std::string_view> roles;
  absl::Span<const AttributeInput> attributes;
  bool only_pulls = false;
  bool may_pick = false;
  uint8_t ring = 0;
  uint16_t weight = 1;
  Presence presence = Presence::kAvailable;  // of a new agent
};

// A name of the old policy and its successor.
struct Renaming {
  std::string_view kind;
  std::string_view from;
  std::string_view to;
};

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_COMMANDS_H_
