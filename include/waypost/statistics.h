// How a desk kept its promises: counts and times per promise, queue, channel and category.
#ifndef WAYPOST_STATISTICS_H_
#define WAYPOST_STATISTICS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace waypost {

namespace v1 {
class AttainmentList;
class Command;
class Event;
}  // namespace v1

namespace statistics {
class PeriodTable;
class SlaTable;
}  // namespace statistics

// What became of the cycles of each promise. Statistics of several engines, or of several months,
// merge to the statistics of all: in any order and grouping with the same result, percentiles
// included.
//
// Threads: a value; none of its own.
class SlaStatistics {
 public:
  // What a row's cycles have in common beside their promise.
  enum class Split : uint8_t { kNone, kQueue, kChannel, kCategory };

  // Times elapsed, as desks group them: up to 5, 15, 30 and 60 minutes, and more. An end belongs
  // to the group: 5 minutes sharp are up to 5.
  static constexpr size_t kGroupCount = 5;

  // The cycles of one promise: all of them, or those of one queue, channel or category.
  struct Row {
    std::string sla;     // id in the policy
    std::string metric;  // "first_reply"; of a milestone "milestone frozen"
    Split split = Split::kNone;
    std::string value;  // the queue's, channel's or category's name; empty if the ticket had none

    uint64_t met = 0;
    uint64_t breached = 0;   // stopped late, or overdue and still running
    uint64_t running = 0;    // neither yet
    uint64_t cancelled = 0;  // ended neither met nor breached

    // Of the cycles that were stopped, in time or late: open time less pauses.
    uint64_t stopped = 0;
    std::array<uint64_t, kGroupCount> groups = {};
    int64_t half_within_ms = 0;  // the 50th percentile, to within 0.8 %; 0 if none was stopped
    int64_t p90_ms = 0;          // so for the 90th
    int64_t p99_ms = 0;
    int64_t longest_ms = 0;  // exact

    uint64_t cycles() const { return met + breached + running + cancelled; }
  };

  // A promise about all cycles that end in one day, week, month or quarter (Target.attainment).
  struct PeriodRow {
    std::string sla;
    std::string metric;
    std::string period;  // "2027-04-12", "2027-W15", "2027-04", "2027-Q2"
    int64_t begin_ms = 0;
    int64_t end_ms = 0;  // not included

    // What clocks reported in it; a cycle that is reopened and stopped again counts again.
    uint64_t met = 0;
    uint64_t breached = 0;
    int32_t share_milli = 1'000;  // met of both, in thousandths, rounded down
    uint64_t stopped = 0;
    int64_t mean_ms = 0;  // open time used by those stopped, rounded up

    int32_t promised_milli = 0;  // one of the two
    int64_t promised_mean_ms = 0;
    bool kept = true;  // decided without rounding
  };

  SlaStatistics();
  ~SlaStatistics();
  SlaStatistics(const SlaStatistics& other);
  SlaStatistics& operator=(const SlaStatistics& other);
  SlaStatistics(SlaStatistics&&) noexcept;
  SlaStatistics& operator=(SlaStatistics&&) noexcept;

  // Adds the counts of other cycles. Statistics that share cycles count them twice.
  void Merge(const SlaStatistics& other);

  // In order of (sla, metric, split, value), by bytes; metrics in the order of the contract.
  std::vector<Row> Rows() const;

  // In order of (sla, metric, begin). As the engines said when a period ended, and of those that
  // still ran as they were last noted.
  std::vector<PeriodRow> Periods() const;

  // Aligned tables with a sentence each, for a desk manager; empty without cycles.
  std::string Text() const;

  // As bytes, to be merged elsewhere; the same statistics give the same bytes.
  std::string Serialize() const;
  // Errors: InvalidArgument if the bytes are damaged or of another version.
  static absl::StatusOr<SlaStatistics> Parse(std::string_view bytes);

 private:
  friend class SlaRecorder;
  std::unique_ptr<statistics::SlaTable> table_;
  std::unique_ptr<statistics::PeriodTable> periods_;
};

// Receives what an engine reports and keeps statistics of its clocks, at hand at any time.
//
//   waypost::SlaRecorder recorder;
//   recorder.Note(command);                        // for the channel; leave out if not wanted
//   engine->Apply(clock.NowMs(), command, recorder);
//   std::cout << recorder.Statistics().Text();
//
// An engine made with Options::statistics has one inside. Others have none: what has ended matters
// to no decision, so it would only grow the snapshot. Whatever a recorder knows follows from the
// events; a host that lost it feeds it a replay of its journal. One recorder may be fed by one
// engine; merge the statistics of several.
//
// A cycle counts under the promise, queue and category its ticket had when the cycle was breached
// or, if it never was, when it ended; a stay in a queue (OWNERSHIP) counts under that queue. The
// queue is the last one that the ticket waited or was offered in, by the events. Once breached it
// stays so, whatever happens after reopening; one that was met and is reopened runs again. A
// ticket's channel is that of its opening.
//
// Threads: none of its own: one caller at a time.
// Cost:    O(log rows) an event of a clock; memory about 200 bytes an open ticket, and 100 bytes
//          to 60 KB a row. Queues and categories are the policy's; channels are what hosts write.
class SlaRecorder {
 public:
  SlaRecorder();
  ~SlaRecorder();
  SlaRecorder(SlaRecorder&&) noexcept;
  SlaRecorder& operator=(SlaRecorder&&) noexcept;

  // Before a command is applied: remembers the channel of a ticket that it opens, adopts or splits
  // off, which no event carries; a part without one has that of its whole, whose events have been
  // counted. Other commands do nothing. What never opens is forgotten when 65,536 such
  // notes wait: then all of them are, and those tickets count under no channel.
  void Note(const v1::Command& command);

  // The periods that run, as Engine::GetAttainment says; takes the place of what was noted before.
  void Note(const v1::AttainmentList& running);

  // Any event, in their order.
  void operator()(const v1::Event& event);

  // As of the last event. Cost: O(rows + clocks of open tickets).
  SlaStatistics Statistics() const;
  // With the periods that run, of an engine whose running periods are never noted.
  SlaStatistics Statistics(const v1::AttainmentList& running) const;

  // Everything it knows as bytes, tickets that are open included; read back, it goes on. The same
  // events give the same bytes.
  std::string Serialize() const;
  // Errors: InvalidArgument if the bytes are damaged or of another version.
  static absl::StatusOr<SlaRecorder> Parse(std::string_view bytes);

 private:
  struct Body;
  std::unique_ptr<Body> body_;
};

}  // namespace waypost

#endif  // WAYPOST_STATISTICS_H_
