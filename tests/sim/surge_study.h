#ifndef WAYPOST_TESTS_SIM_SURGE_STUDY_H_
#define WAYPOST_TESTS_SIM_SURGE_STUDY_H_

#include <cstdint>

#include "lib/escalate/surge.h"

namespace waypost::sim {

// A stream whose customers come at a steady rate: how often it is taken for a surge, and how soon a
// surge is found. What is expected is learned from the stream itself, as in an engine.
struct SurgeCase {
  double mean = 20;           // customers in a bucket
  double dispersion = 1;      // variance over mean: 1 Poisson, above negative binomial
  int64_t tolerated = 5'000;  // buckets between false alarms, as configured
  uint64_t seed = 1;
};

// The rules of one stream with that many buckets between false alarms.
escalate::SurgeRules RulesFor(const SurgeCase& of);

struct FalseAlarms {
  int64_t buckets = 0;
  int64_t alarms = 0;
  // Configured over found: 1 is as promised, 2 half as many.
  double BucketsBetween() const {
    return alarms == 0 ? 0 : static_cast<double>(buckets) / static_cast<double>(alarms);
  }
};

// Counts alarms over so many buckets, after eight weeks in which the level is learned. After an
// alarm the sum begins anew.
FalseAlarms CountFalseAlarms(const SurgeCase& of, int64_t buckets);

// Buckets until a stream that is `factor` times as full from one bucket on is found, that bucket
// included; the mean of `times` trials.
double MeanDelay(const SurgeCase& of, double factor, int times);

}  // namespace waypost::sim

#endif  // WAYPOST_TESTS_SIM_SURGE_STUDY_H_
