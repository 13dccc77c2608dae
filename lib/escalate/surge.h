#ifndef WAYPOST_LIB_ESCALATE_SURGE_H_
#define WAYPOST_LIB_ESCALATE_SURGE_H_

#include <cstdint>

#include "lib/escalate/jump_table.h"

namespace waypost::escalate {

// How streams are watched for surges; what a policy says, and what follows from it.
struct SurgeSettings {
  int64_t bucket_ms = 300'000;
  int32_t most_streams = 256;            // together with those above them
  int64_t tolerated_ms = 7'776'000'000;  // between false alarms, of all streams together
  int32_t minimum = 5;                   // customers in a bucket; fewer are never a surge
  int32_t cold_minimum = 20;             // likewise, while a stream is too young to know what is
                                         // usual; and less than twice what came in it so far
  int64_t cold_ms = 604'800'000;         // for so long after its first customer
  int32_t ratio_percent = 200;           // the surge that is found soonest, of what is expected
  uint8_t full_needed = 1;               // of the latest `full_of` buckets so many are fuller than
  uint8_t full_of = 1;                   // expected, or the cumulative test says nothing; up to 8
  int32_t calm_buckets = 6;              // end an incident
};

// Settings with their logarithms and quantiles; made when a policy is compiled.
//
// Threads: immutable.
class SurgeRules {
 public:
  explicit SurgeRules(const SurgeSettings& settings);

  const SurgeSettings& settings() const { return settings_; }
  int64_t BucketOf(int64_t at_ms) const { return at_ms / settings_.bucket_ms; }
  int64_t week_buckets() const { return week_buckets_; }
  int64_t cold_buckets() const { return cold_buckets_; }
  // Micro-nats: what a customer adds to the sum, and the sum that is an alarm.
  int64_t per_customer() const { return per_customer_; }
  int64_t alarm_at() const { return alarm_at_; }
  const JumpTable& jumps() const { return jumps_; }

 private:
  SurgeSettings settings_;
  int64_t week_buckets_;
  int64_t cold_buckets_;
  int64_t per_customer_;
  int64_t alarm_at_;
  JumpTable jumps_;
};

// One stream: what is usual in it, and how far above that it has been lately. Counts are of
// distinct customers in buckets of time.
//
// Two tests. The cumulative one adds up, bucket by bucket,
//     (y ln r - m (r - 1)) / d,    never below 0
// with y customers, m expected, the ratio r and the dispersion d, and alarms at
// ln(streams * buckets between tolerated false alarms): a lasting rise is found however small the
// stream. The other one compares a single bucket with a quantile of the negative binomial
// distribution: a jump is found at once.
//
// Shape: a bucket is weighed by its season (1,000 on average, JumpTable's thousandths); a stretch
//        without a customer is made up for in one step when the next one comes.
// Source: Page (1954), Continuous inspection schemes; for m, exponential forgetting in steps of a
//         week; for d, Pearson's chi square over its degrees of freedom, never below 1.
struct Surge {
  int64_t next_bucket = 0;    // the first one that is not counted in what follows
  int64_t first_bucket = 0;   // of its first customer
  int64_t cusum = 0;          // micro-nats
  int64_t rising_since = 0;   // the first bucket after the sum's latest zero
  int64_t seen_milli = 0;     // customers, older ones for less
  int64_t weight_milli = 0;   // of the buckets they came in, likewise
  int64_t chi_milli = 0;      // the sum of (y - m)^2 / m, likewise
  int64_t freedom_milli = 0;  // its degrees of freedom, likewise
  int32_t calm = 0;           // buckets running that were as usual
  uint8_t full = 0;           // bit i: the i-th latest bucket had more than expected

  // The bucket in progress; only between Begin and End.
  int64_t bucket = -1;
  int64_t count = 0;
  int64_t expected_micro = 0;
  int64_t bucket_weight_milli = 0;
  int64_t alarm_count = 0;  // customers that are a surge

  bool counting() const { return bucket >= 0; }
  bool IsAlarmed() const { return count >= alarm_count; }
};

// A stream that begins with the bucket of its first customer. What a younger one does not know it
// takes from the stream above it, of which it is one in `siblings`; nullptr: there is none.
Surge NewSurge(int64_t bucket, const Surge* above, int64_t siblings);

// Customers expected in a bucket of weight 1,000, in millionths, and their dispersion.
int64_t LevelMicro(const Surge& surge);
int64_t DispersionMilli(const Surge& surge);

// Begins to count a bucket after those that had no customer.
//
//   skipped_milli  the weight of these, together
//   weight_milli   of the bucket
//   learn          nothing out of the ordinary is going on
void Begin(const SurgeRules& rules, int64_t bucket, int64_t skipped_milli, int64_t weight_milli,
           bool learn, Surge& surge);

// One more customer in it. True if that makes it a surge: later customers can only add to it, so
// the bucket's end would say the same.
inline bool CountOne(Surge& surge) { return ++surge.count == surge.alarm_count; }

// Ends the bucket in progress. An alarm leaves the sum where it is, at most at the alarm's level.
void End(const SurgeRules& rules, bool learn, Surge& surge);

// After an incident: the sum begins at zero again. Customers of the bucket in progress belong to
// the incident, and only those who come now may make it a surge.
void Calm(const SurgeRules& rules, Surge& surge);

}  // namespace waypost::escalate

#endif  // WAYPOST_LIB_ESCALATE_SURGE_H_
