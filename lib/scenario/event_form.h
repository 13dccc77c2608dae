#ifndef WAYPOST_LIB_SCENARIO_EVENT_FORM_H_
#define WAYPOST_LIB_SCENARIO_EVENT_FORM_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/types/span.h"
#include "lib/scenario/message_field.h"
#include "waypost/v1/event.pb.h"

namespace waypost::scenario {

// What the value of a part of an event is, and so how it is written and compared.
enum class ValueKind : uint8_t {
  kText,  // an id, a name or a sentence
  kNumber,
  kDuration,  // 2m30s
  kTime,      // 21:04
  kEnum,      // the lower-case name of the value
  kYes,       // `yes`, or left out
  kClock,     // first_reply, or the name of the milestone; path is that of a ClockRef
  kCategory,  // account/stolen, account, or `-`; path is that of the event's message
  kHeld,      // "T1 late#2; T3 late#1": the tickets, chains and steps of a digest
  kScores,    // "tone:80; accuracy:90": what a review says
  kCount,     // how many a list of messages has; path is that of the list
  kHex,       // a fingerprint
};

// How a part is written.
enum class PartStyle : uint8_t {
  kWord,      // lin              positional, always there
  kOptional,  // T1               positional, only there if it is set
  kKey,       // stage=1          a detail
  kSpaced,    // via night-shift  a detail
};

// One part of an event's line.
struct EventPart {
  PartStyle style = PartStyle::kWord;
  std::string_view key;   // of a detail; of a word, what docs call it
  std::string_view path;  // in the message of the event's kind; "^name" in the Event itself
  ValueKind kind = ValueKind::kText;
  int64_t shown_above = INT64_MIN;  // a number is left out unless it is larger
};

// How one kind of event is written on one line.
struct EventForm {
  std::string_view field;  // in waypost.v1.Event: "ticket_offered"
  std::string_view name;   // "offered"
  absl::Span<const EventPart> parts;
  std::string_view meaning;  // a sentence for docs/scenarios.md
};

// One form for every kind of event, in the order of event.proto.
absl::Span<const EventForm> EventForms();

// "offered TICKET AGENT [via ROUTE] [stage=N] [queue=QUEUE] [expires=TIME]"
std::string Synopsis(const EventForm& form);

// A form with its fields found.
struct BoundForm {
  const EventForm* form = nullptr;
  int kind = 0;                      // v1::Event::KindCase
  std::vector<MessageField> fields;  // one for each part
};

// The form of a kind (v1::Event::KindCase), or of a name; null if there is none.
const BoundForm* FormOfKind(int kind);
const BoundForm* FormByName(std::string_view name);

// A value of an event, ready to be compared and written.
struct EventValue {
  bool is_number = false;
  int64_t number = 0;
  std::string text;
};

// The value of part `i`; nothing if the event does not have it.
bool HasPart(const BoundForm& form, size_t i, const v1::Event& event);
EventValue ValueOf(const BoundForm& form, size_t i, const v1::Event& event);

}  // namespace waypost::scenario

#endif  // WAYPOST_LIB_SCENARIO_EVENT_FORM_H_
