#ifndef WAYPOST_LIB_POLICY_INCIDENT_TABLES_H_
#define WAYPOST_LIB_POLICY_INCIDENT_TABLES_H_

#include <cstdint>
#include <vector>

#include "lib/base/source_span.h"
#include "lib/policy/table_index.h"

namespace waypost::policy {

// What is looked for among all tickets together: the rows of Tables (tables.h) for incidents and
// alarms.

// At most so many facts set the streams of a family apart.
inline constexpr int kMostStreamFacts = 4;

struct IncidentClock {
  Name id = 0;
  int64_t within_ms = 0;
  uint16_t calendar = kNone;  // kNone: wall time
};

struct IncidentLevel {
  Name id = 0;
  int32_t at_least = 0;
  uint16_t escalation = kNone;  // kNone: no chain
  std::vector<IncidentClock> clocks;
  SourceSpan span;
};

// A dated time with another number of customers; in UTC.
struct StreamRush {
  int64_t begin_ms = 0;
  int64_t end_ms = 0;  // not included
  int32_t percent = 100;
};

// What becomes of the chains of tickets that are part of an incident.
enum class TicketChains : uint8_t { kHold, kKeep, kLower };

// Row i belongs to rule i of Tables::incident_conditions.
struct IncidentStream {
  Name id = 0;
  std::vector<uint32_t> facts;  // by place in a row of facts
  int64_t bucket_ms = 300'000;
  int64_t false_alarm_ms = int64_t{90} * 86'400'000;
  int64_t cold_ms = int64_t{7} * 86'400'000;
  int64_t linger_ms = 3'600'000;
  int32_t minimum = 5;
  int32_t cold_minimum = 20;
  int32_t most_streams = 256;
  int32_t ratio_percent = 200;
  int32_t calm_buckets = 6;
  uint8_t full_buckets = 1;
  uint8_t of_buckets = 1;
  TicketChains ticket_chains = TicketChains::kHold;
  uint16_t escalation = kNone;
  std::vector<IncidentLevel> levels;  // from the lowest
  std::vector<StreamRush> rushes;
  SourceSpan span;
};

// Row i belongs to rule i of Tables::alarm_conditions.
struct Alarm {
  enum class Kind : uint8_t { kTickets, kGauge, kAnswered };
  Name id = 0;
  Kind kind = Kind::kTickets;
  Name gauge = 0;
  Name occurrence = 0;  // of kTickets: what is counted instead
  uint16_t escalation = kNone;
  int64_t above = 0;
  int64_t window_ms = 3'600'000;
  int64_t answered_ms = 0;
  int32_t share_below_percent = 0;
  int32_t at_least = 20;
  SourceSpan span;
};

}  // namespace waypost::policy

#endif  // WAYPOST_LIB_POLICY_INCIDENT_TABLES_H_
