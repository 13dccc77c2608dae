#ifndef WAYPOST_LIB_SLA_MARKS_H_
#define WAYPOST_LIB_SLA_MARKS_H_

#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "lib/policy/tables.h"
#include "lib/sla/decider.h"

namespace waypost::sla {

// The elapsed time at which a warning falls, of a target that allows `promised_ms`: the first at
// which the whole percentage is gone, or exactly so much is left; 0 if there never was so much.
int64_t ElapsedAtWarning(const policy::Warning& warning, int64_t promised_ms);

// Appends the warnings of a target in wall time, as Decider::WallWarnings describes them.
void AppendWallWarnings(const policy::Target& target, std::vector<uint16_t>& warnings);

// Appends the other marks of a target, as Decider::Marks describes them.
void AppendMarks(const policy::Target& target, std::vector<Decider::Mark>& marks);

// The mark that falls after `rank` others in a cycle that is promised `promised_ms`. `marks` are
// those of `target`, `rank` is one of their indexes.
//
// Cost: O(1); O(warnings^2) for a target in business days, whose order is only known now.
Decider::Mark MarkOfRank(const policy::Target& target, absl::Span<const Decider::Mark> marks,
                         uint32_t rank, int64_t promised_ms);

}  // namespace waypost::sla

#endif  // WAYPOST_LIB_SLA_MARKS_H_
