#ifndef WAYPOST_LIB_SCENARIO_REFUSAL_TEXT_H_
#define WAYPOST_LIB_SCENARIO_REFUSAL_TEXT_H_

#include "lib/base/words.h"
#include "waypost/v1/event.pb.h"

namespace waypost::scenario {

// Why a command was refused, for people: in English the event's own sentence, which logs keep; in
// Chinese what its reason says, and that sentence behind it, which has the names.
Words RefusalText(const v1::CommandRefused& refused);

}  // namespace waypost::scenario

#endif  // WAYPOST_LIB_SCENARIO_REFUSAL_TEXT_H_
