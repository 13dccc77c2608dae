#include "lib/statistics/opening.h"

namespace waypost::statistics {

Opening OpeningIn(const v1::Command& command) {
  switch (command.kind_case()) {
    case v1::Command::kOpenTicket:
      return {&command.open_ticket(), {}};
    case v1::Command::kAdoptTicket:
      return {&command.adopt_ticket().ticket(), {}};
    case v1::Command::kSplit:
      return {&command.split().part(), command.split().ticket_id()};
    default:
      return {};
  }
}

}  // namespace waypost::statistics
