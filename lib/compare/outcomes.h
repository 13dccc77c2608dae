#ifndef WAYPOST_LIB_COMPARE_OUTCOMES_H_
#define WAYPOST_LIB_COMPARE_OUTCOMES_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "lib/base/words.h"
#include "waypost/comparison.h"

namespace waypost::compare {

// What happens to a ticket in one respect: its classification, a clock, a chain.
struct Series {
  RuleChange::Kind kind = RuleChange::Kind::kOther;
  std::string name;  // tells it apart: "resolution #2"
  Words subject;     // what people call it: "resolution"

  bool operator==(const Series& other) const { return kind == other.kind && name == other.name; }
  bool operator<(const Series& other) const {
    return kind != other.kind ? kind < other.kind : name < other.name;
  }
};

// One event of a ticket. Texts are indexes into Outcomes::texts.
struct Outcome {
  uint64_t sequence = 0;
  uint64_t cause = 0;  // the sequence of the event that led to it; 0: none did
  int64_t at_ms = 0;
  int64_t due_ms = 0;   // that it announces; 0: none
  uint32_t series = 0;  // in Outcomes::series
  uint32_t text = 0;    // what happened
  uint32_t rule = 0;
  uint32_t place = 0;
};

// What became of a ticket.
struct TicketOutcomes {
  std::string id;
  std::vector<Outcome> outcomes;  // by sequence
  std::vector<uint32_t> queues;   // it has waited in, each once
  uint32_t queue = 0;             // it is in
  uint32_t assigned_from = 0;     // the queue it was in
  int64_t assigned_ms = INT64_MIN;
  int64_t solved_ms = INT64_MIN;
};

// What became of the tickets of a run.
struct Outcomes {
  std::vector<TicketOutcomes> tickets;             // by first event
  absl::flat_hash_map<std::string, size_t> index;  // of `tickets`
  std::vector<Words> texts = {""};
  absl::flat_hash_map<std::string, uint32_t> text_index = {{"", 0}};  // by the English
  std::vector<Series> series;
  absl::flat_hash_map<std::string, uint32_t> series_index;  // by kind and name

  uint32_t Text(const Words& text);
  uint32_t SeriesOf(Series wanted);
};

// What clocks have to say that is counted.
inline constexpr Wording kBreachedText = {"breached", "违约"};
inline constexpr Wording kMetText = {"met", "达成"};
inline bool Says(const Words& text, const Wording& wording) {
  return text.english == wording.english;
}

}  // namespace waypost::compare

#endif  // WAYPOST_LIB_COMPARE_OUTCOMES_H_
