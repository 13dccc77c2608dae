#ifndef WAYPOST_LIB_SIMULATE_PLAN_NAMES_H_
#define WAYPOST_LIB_SIMULATE_PLAN_NAMES_H_

#include <string_view>
#include <vector>

#include "absl/types/span.h"
#include "lib/base/words.h"
#include "lib/policy/tables.h"
#include "lib/scenario/findings.h"
#include "lib/scenario/words.h"
#include "waypost/v1/roster.pb.h"

namespace waypost::simulate {

// Holds the names of a plan against those that its policy declares. Tickets and people of unknown
// names would be refused, or wait, a thousand times over: a plan that has one is refused instead.
//
// Errors: a finding at the name, with the nearest one that is declared.
class PlanNames {
 public:
  // Both must outlive this.
  PlanNames(const policy::Tables& tables, scenario::Findings& findings)
      : tables_(tables), findings_(findings) {}

  void CheckQueue(std::string_view name, scenario::Range place) const;
  void CheckMilestone(std::string_view name, scenario::Range place) const;

  // The words that say what is known of a ticket: its category, its priority, the facts of which
  // the policy lists the values.
  void CheckTicket(absl::Span<const scenario::Word> words) const;

  // An agent as `words` describe it: its queues, its team, its channels, its shift.
  void CheckAgent(const v1::Agent& agent, absl::Span<const scenario::Word> words) const;

 private:
  using Names = std::vector<std::string_view>;

  void Check(const Words& kind, const Names& names, std::string_view name,
             scenario::Range place) const;
  void CheckTicketWord(const scenario::Word& word) const;
  void CheckSubcategory(const scenario::Word& word, absl::Span<const scenario::Word> words) const;

  // Names of the rows of a table.
  template <typename Rows>
  Names NamesOf(const Rows& rows) const;

  const policy::Tables& tables_;
  scenario::Findings& findings_;
};

}  // namespace waypost::simulate

#endif  // WAYPOST_LIB_SIMULATE_PLAN_NAMES_H_
