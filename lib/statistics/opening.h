#ifndef WAYPOST_LIB_STATISTICS_OPENING_H_
#define WAYPOST_LIB_STATISTICS_OPENING_H_

#include <string_view>

#include "waypost/v1/command.pb.h"

namespace waypost::statistics {

// What a command says of the ticket that it opens. Points into the command.
struct Opening {
  const v1::OpenTicket* ticket = nullptr;  // null: the command opens none
  // The ticket of which it opens a part, and from which the part has what it leaves empty; "" for
  // any other.
  std::string_view whole;
};

// Opened, taken over from another system, or made of a part of another ticket.
Opening OpeningIn(const v1::Command& command);

}  // namespace waypost::statistics

#endif  // WAYPOST_LIB_STATISTICS_OPENING_H_
