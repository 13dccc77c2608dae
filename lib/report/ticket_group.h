#ifndef WAYPOST_LIB_REPORT_TICKET_GROUP_H_
#define WAYPOST_LIB_REPORT_TICKET_GROUP_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "lib/base/words.h"
#include "lib/policy/tables.h"

namespace waypost::report {

// Tickets that a report tells of apart: those of minors, of companies, of a campaign.
struct TicketGroup {
  enum class By : uint8_t {
    kQueue,     // has waited in it
    kCategory,  // had it last; "refund" has "refund/form" too
    kTag,       // was opened with it, or given it by a step
    kFact,      // had this value last, of what OpenTicket says (tier, customer_type, channel, ...)
                // or of a declared fact, which a number or flag is written out for: "true", "500"
  };
  std::string name;  // for people
  By by = By::kFact;
  std::string fact;  // of kFact: its name as conditions read it
  std::string value;
};

// Reads "minors=tag:minors": a name, `queue`, `category`, `tag` or a fact, and the value.
//
// Errors: InvalidArgument with a sentence.
absl::StatusOr<TicketGroup> ParseTicketGroup(std::string_view text);

// Why no ticket of a policy can be in the group: it has no such queue, category or fact. Nothing if
// one can.
Words WhyNobody(const TicketGroup& group, const policy::Tables& tables);

// "tag:minors", as it was read.
std::string ConditionText(const TicketGroup& group);

}  // namespace waypost::report

#endif  // WAYPOST_LIB_REPORT_TICKET_GROUP_H_
