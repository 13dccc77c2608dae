#ifndef WAYPOST_LIB_SCENARIO_VERB_H_
#define WAYPOST_LIB_SCENARIO_VERB_H_

#include <cstdint>
#include <string_view>

#include "absl/types/span.h"

namespace waypost::scenario {

// What an argument takes.
enum class ArgumentKind : uint8_t {
  kText,
  kNumber,
  kEnum,  // the lower-case name of a value
  kFlag,  // the bare word, or its name: `force`
  kTime,
  kDuration,   // 2h
  kFact,       // `fact.NAME=VALUE`: a NamedFact
  kFacts,      // any `NAME=VALUE`, and `!NAME` for a fact the ticket no longer has
  kLevels,     // account:80,billing:60 into messages with a name and a level
  kLimits,     // chat:3,phone:1 into an agent's limits of channels
  kExpiries,   // account@18:00 for the agent's skills
  kPairs,      // certified:yes,region:eu into messages with a name and a value
  kTexts,      // a,b: list_text.h
  kStates,     // assigned@08:10,on_hold@08:30 into PastStatus
  kFiles,      // any number of words: names of policy files
  kRenamings,  // queue:old=new
  kMessage,    // a whole Command as textproto
};

// How an argument is written.
enum class ArgumentStyle : uint8_t {
  kWord,          // reply T1 lin         by its position, required
  kOptionalWord,  // message T1 "text"    by its position
  kKey,           // tier=vip
  kRequiredKey,   // opened=08:00
  kSpaced,        // merge T1 into T2     after a word, required
};

struct Argument {
  ArgumentStyle style = ArgumentStyle::kWord;
  std::string_view name;  // of a key; of a word, what docs call it
  std::string_view path;  // of the field in waypost.v1.Command
  ArgumentKind kind = ArgumentKind::kText;
};

// Whether it is one of the keys of which some verbs take exactly one.
inline bool CountsAsKey(const Argument& argument) {
  return argument.style == ArgumentStyle::kKey && argument.kind != ArgumentKind::kFlag;
}

// A field with the same value for every use of a verb.
struct Fixed {
  std::string_view path;
  std::string_view value;  // of an enum, or of a oneof's message to be made
};

// What a verb does besides building a Command.
enum class VerbAction : uint8_t { kApply, kAdvance, kSnapshot, kReplacePolicy };

// A word of the language: what a step does.
struct Verb {
  std::string_view name;     // "reply"
  std::string_view command;  // field of waypost.v1.Command; "" for what is none
  absl::Span<const Argument> arguments;
  absl::Span<const Fixed> fixed;
  std::string_view meaning;  // a sentence for docs/scenarios.md
  std::string_view example;
  VerbAction action = VerbAction::kApply;
  bool one_key = false;  // exactly one of the keys that are no flags is given
};

// All verbs, in the order of docs/scenarios.md.
absl::Span<const Verb> Verbs();

// Null if there is none of this name.
const Verb* FindVerb(std::string_view name);

}  // namespace waypost::scenario

#endif  // WAYPOST_LIB_SCENARIO_VERB_H_
