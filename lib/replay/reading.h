#ifndef WAYPOST_LIB_REPLAY_READING_H_
#define WAYPOST_LIB_REPLAY_READING_H_

#include <cstdint>
#include <utility>
#include <vector>

#include "lib/base/words.h"
#include "lib/replay/schedule.h"
#include "lib/report/tally.h"

namespace waypost::replay {

// What became of the rows of a log, for its reader, as (what, how often): rows that were left out
// and why, times that cannot be read, and of each column the values that are most often not mapped.
std::vector<std::pair<Words, uint64_t>> ReadingOf(const Schedule& schedule);

// What a log says of its tickets, for a report beside what the policy says. Texts are those of
// `schedule`, which must outlive the answer.
std::vector<report::Recorded> RecordsOf(const Schedule& schedule);

}  // namespace waypost::replay

#endif  // WAYPOST_LIB_REPLAY_READING_H_
