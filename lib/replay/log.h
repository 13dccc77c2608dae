#ifndef WAYPOST_LIB_REPLAY_LOG_H_
#define WAYPOST_LIB_REPLAY_LOG_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/base/csv_reader.h"
#include "lib/replay/mapping.h"
#include "lib/replay/text_pool.h"

namespace waypost::replay {

// "Not known" for times of a log.
inline constexpr int64_t kNoTime = INT64_MIN;

// One row of a log: what was known of a ticket after an update.
struct Update {
  int64_t at_ms = 0;
  int64_t opened_ms = kNoTime;
  int64_t solved_ms = kNoTime;
  int64_t closed_ms = kNoTime;
  uint32_t ticket = 0;  // in Log::tickets
  uint32_t agent = TextPool::kNone;
  uint32_t group = TextPool::kNone;
  v1::TicketState state = v1::TICKET_STATE_UNSPECIFIED;  // unspecified: as before
  std::optional<bool> flag;
};

// What became of the rows, and what in them could not be used.
struct LogCounts {
  uint64_t rows = 0;        // below the first one; all of JSON
  uint64_t rejected = 0;    // of them, by the mapping's filters
  uint64_t wrong_size = 0;  // by another number of fields than the first row; never of JSON
  uint64_t no_ticket = 0;   // by a missing ticket id
  uint64_t no_time = 0;     // by a missing or unreadable time of the update
  // Per column: times that cannot be read, other than missing ones.
  std::map<std::string, uint64_t> unreadable_times;
  // Per column and value: values that the mapping does not name. At most 1,000 values a column;
  // further ones are counted under "...".
  std::map<std::string, std::map<std::string, uint64_t>> unmapped;

  uint64_t used() const { return rows - rejected - wrong_size - no_ticket - no_time; }
};

// A log in memory.
struct Log {
  TextPool tickets;
  TextPool agents;
  TextPool groups;
  TextPool values;                      // of facts
  std::vector<Update> updates;          // in the order of the file
  std::vector<uint32_t> facts;          // in `values`, for each update one per fact of the mapping
  std::vector<uint32_t> default_facts;  // of tickets that are opened without, or kNone
  size_t facts_per_update = 0;
  LogCounts counts;
  uint64_t digest = 0;  // of the bytes read

  uint32_t* FactsOf(size_t update) { return facts.data() + update * facts_per_update; }
  const uint32_t* FactsOf(size_t update) const { return facts.data() + update * facts_per_update; }
};

// Reads a log, plain or packed by gzip.
//
// Errors: FailedPrecondition if the mapping does not fit the columns; what is wrong is then in
//         `diagnostics`. InvalidArgument, with the line, if the text is no table or no JSON, or if
//         the mapping says STOP and a row has no ticket or time. ResourceExhausted beyond
//         `max_bytes` unpacked.
// Cost:   O(bytes); memory about 60 bytes a row, 4 a fact, and each distinct text once.
absl::StatusOr<Log> ReadLog(const Mapping& mapping, std::string_view bytes,
                            std::vector<Diagnostic>* diagnostics,
                            size_t max_bytes = size_t{4} << 30);

}  // namespace waypost::replay

#endif  // WAYPOST_LIB_REPLAY_LOG_H_
