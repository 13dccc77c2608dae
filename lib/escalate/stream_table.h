#ifndef WAYPOST_LIB_ESCALATE_STREAM_TABLE_H_
#define WAYPOST_LIB_ESCALATE_STREAM_TABLE_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/types/span.h"
#include "lib/calendar/zone.h"
#include "lib/escalate/customer_set.h"
#include "lib/escalate/season.h"
#include "lib/escalate/surge.h"

namespace waypost::escalate {

// A time in which more is expected, or less.
struct Rush {
  int64_t begin_ms = 0;
  int64_t end_ms = 0;  // not included
  int32_t percent = 100;
};

// How a family of streams is watched. Made when a policy is compiled; must outlive its tables.
struct StreamPlan {
  SurgeRules rules;
  const calendar::Zone& zone;  // of the seasons
  std::vector<Rush> rushes;    // of two at one instant the later one counts
};

// One stream of a family.
struct StreamNode {
  Surge surge;
  uint32_t above = 0;  // its place among the nodes; its own, if nothing is above it
  uint32_t value = 0;  // of the fact that sets it apart from the one above
  uint32_t depth = 0;  // 0: all tickets of the family
  uint32_t children = 0;
  uint32_t incidents = 0;        // that are open about it
  uint32_t incidents_below = 0;  // about streams below it
};

// A ticket that was counted lately.
struct Sighting {
  int64_t at_ms = 0;
  uint64_t customer = 0;  // a hash of its id: equal for the same customer
  uint64_t ticket = 0;    // the caller's number
  uint32_t slot = 0;      // likewise
  uint32_t stream = 0;    // the deepest one that it belongs to
};

// A family of streams: all tickets that a condition admits, those of each region, those of each
// region and platform, ... A ticket counts in every stream on its way down.
//
// Shape:   values are the caller's numbers. New ones get a stream of their own as long as there is
//          room (SurgeSettings::most_streams); then their tickets count in the one above, and
//          `refused` says how often. Counts are of distinct customers in a bucket; beyond a
//          million of them in one bucket every ticket counts.
// Time:    buckets are ended by the caller: while one is in progress, NextEnd() says when. Without
//          tickets and incidents nothing is due.
// Cost:    a ticket about 100 ns for three levels, 175 if nearly every one begins a bucket of its
//          stream; ending a bucket O(streams that had a ticket).
class StreamTable {
 public:
  static constexpr size_t kMostSightings = 4'096;
  static constexpr size_t kMostDepth = 4;

  explicit StreamTable(const StreamPlan& plan);

  // From now on by another plan, with buckets of the same length; what was learned stays.
  void Use(const StreamPlan& plan);

  // Counts a ticket with these values, at most kMostDepth, at an instant not before the latest one
  // and within the bucket in progress. The stream whose bucket it makes a surge, the one nearest to
  // the top if there are several; none in which an incident is open, above or below.
  std::optional<uint32_t> Count(absl::Span<const uint32_t> values, Sighting sighting);

  // The last millisecond of the bucket in progress; INT64_MAX: none is.
  int64_t NextEnd() const;
  // Ends it. Streams with an incident have the next one in progress at once.
  void EndBucket();

  // The deepest stream, at or below this one, that has seven tenths of the customers by which this
  // one is above what is expected since its sum began to rise.
  uint32_t Deepest(uint32_t stream) const;
  // When that was.
  int64_t RisingSinceMs(uint32_t stream) const;
  // The stream of these values; the nearest one above it, if there is none.
  uint32_t Find(absl::Span<const uint32_t> values) const;
  bool IsWithin(uint32_t stream, uint32_t above) const;
  // The stream of these values, made if there is none yet and there is room; counts nothing. At an
  // instant that is in no bucket that was ended.
  uint32_t Reach(absl::Span<const uint32_t> values, int64_t at_ms);

  // An incident opens about a stream, or ends. Meanwhile nothing is learned in it, above and below.
  void OpenIncident(uint32_t stream, int64_t at_ms);
  void CloseIncident(uint32_t stream);
  // The sum is at zero and nothing was out of the ordinary for SurgeSettings::calm_buckets.
  bool IsCalm(uint32_t stream) const;

  const StreamNode& node(uint32_t stream) const { return state_.nodes[stream]; }
  size_t size() const { return state_.nodes.size(); }
  const std::deque<Sighting>& sightings() const { return state_.sightings; }
  int64_t refused() const { return state_.refused; }

  // All there is, for snapshots and digests.
  struct State {
    std::vector<StreamNode> nodes;
    std::vector<uint32_t> counted;   // in the bucket in progress, in order of their first ticket
    std::vector<uint32_t> followed;  // with incidents, rising
    std::deque<Sighting> sightings;  // the latest, oldest first
    int64_t bucket = -1;             // in progress
    int64_t weight_milli = 1'000;    // of it
    int64_t refused = 0;
  };
  const State& state() const { return state_; }
  // Of the bucket in progress, rising.
  std::vector<uint64_t> Customers() const { return customers_.Sorted(); }
  Season::State season() const { return season_.state(); }
  // False if it contradicts itself or is of a bucket after `now_ms`; the table is not to be used
  // then.
  bool Restore(State state, absl::Span<const uint64_t> customers, const Season::State& season,
               int64_t now_ms);

 private:
  int64_t WallBucket(int64_t bucket) const;
  int64_t WeightOf(int64_t bucket) const;
  int64_t WeightBetween(int64_t from, int64_t to) const;
  bool IsInside(uint32_t stream) const;
  uint32_t NodeOf(uint32_t above, uint32_t value);
  // The streams of a ticket from the widest one down; how many stand below that.
  using Path = std::array<uint32_t, kMostDepth + 1>;
  size_t Descend(absl::Span<const uint32_t> values, Path& path);
  void BeginStream(uint32_t stream);
  void Start(int64_t bucket);
  int64_t ExpectedMicro(uint32_t stream, int64_t from) const;

  const StreamPlan* plan_;
  State state_;
  int64_t wall_bucket_ = 0;  // of the bucket in progress
  Season season_;
  absl::flat_hash_map<uint64_t, uint32_t> index_;  // looked up only
  CustomerSet customers_;
};

}  // namespace waypost::escalate

#endif  // WAYPOST_LIB_ESCALATE_STREAM_TABLE_H_
