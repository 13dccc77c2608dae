#ifndef WAYPOST_LIB_COMPARE_DIVERGENCE_H_
#define WAYPOST_LIB_COMPARE_DIVERGENCE_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "lib/compare/outcomes.h"

namespace waypost::compare {

// Where one series of a ticket first differs between two runs.
struct Divergence {
  static constexpr size_t kNoParent = SIZE_MAX;

  Series series;
  const Outcome* before = nullptr;       // the first that differs; null: there is none any more
  const Outcome* after = nullptr;        // likewise
  const Outcome* last_before = nullptr;  // with a rule, at or before it; null: none
  const Outcome* last_after = nullptr;
  uint64_t breaches_before = 0;  // in the whole series
  uint64_t breaches_after = 0;
  size_t parent = kNoParent;  // the divergence it follows from, by index
};

// The differences between what became of a ticket in two runs, in the order in which they happen.
// A ticket that one run does not have has had nothing happen to it there.
std::vector<Divergence> DivergencesOf(const Outcomes& before_run, const TicketOutcomes& before,
                                      const Outcomes& after_run, const TicketOutcomes& after);

}  // namespace waypost::compare

#endif  // WAYPOST_LIB_COMPARE_DIVERGENCE_H_
