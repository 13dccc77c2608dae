#ifndef WAYPOST_LIB_SCENARIO_RENAMING_WORDS_H_
#define WAYPOST_LIB_SCENARIO_RENAMING_WORDS_H_

#include <string>

#include "lib/base/words.h"
#include "waypost/v1/command.pb.h"

namespace waypost::scenario {

// How renamings are written.
Words RenamingForm();

// Adds what has become of a name: kind "queue" and text "money", or kind "chain" and text
// "restart", "map:later", "map:later:1,3". Says what is wrong with the text; empty: nothing.
Words AddRenaming(const std::string& kind, const std::string& old, const std::string& text,
                  v1::ReplacePolicy& command);

}  // namespace waypost::scenario

#endif  // WAYPOST_LIB_SCENARIO_RENAMING_WORDS_H_
