#ifndef WAYPOST_LIB_SCENARIO_VERB_FORM_H_
#define WAYPOST_LIB_SCENARIO_VERB_FORM_H_

#include <string>
#include <string_view>

#include "lib/base/words.h"
#include "lib/scenario/verb.h"

namespace waypost::scenario {

// How a verb is written: "reply TICKET AGENT [text=TEXT]".
std::string Synopsis(const Verb& verb);

// What to write instead of a key that the verb does not take. `declared`: the policy declares a
// fact of this name.
Words AdviceForKey(const Verb& verb, std::string_view typed, bool declared);

}  // namespace waypost::scenario

#endif  // WAYPOST_LIB_SCENARIO_VERB_FORM_H_
