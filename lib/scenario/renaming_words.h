#ifndef WAYPOST_LIB_SCENARIO_RENAMING_WORDS_H_
#define WAYPOST_LIB_SCENARIO_RENAMING_WORDS_H_

#include <string>

#include "waypost/v1/command.pb.h"

namespace waypost::scenario {

inline constexpr char kRenamingForm[] =
    "a renaming is queue:OLD=NEW, category:OLD=NEW or priority:OLD=NEW; what becomes of a chain is "
    "chain:OLD=keep, =restart or =map, with its new name and steps after colons: "
    "chain:late=map:later:1,3";

// Adds what has become of a name: kind "queue" and text "money", or kind "chain" and text
// "restart", "map:later", "map:later:1,3". Says what is wrong with the text; empty: nothing.
std::string AddRenaming(const std::string& kind, const std::string& old, const std::string& text,
                        v1::ReplacePolicy& command);

}  // namespace waypost::scenario

#endif  // WAYPOST_LIB_SCENARIO_RENAMING_WORDS_H_
