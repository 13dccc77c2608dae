#include "tests/sim/surge_study.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "lib/base/philox.h"

namespace waypost::sim {
namespace {

constexpr int64_t kWeek = 2'016;  // buckets
constexpr int64_t kLearning = 8 * kWeek;

// Draws counts by looking them up in the distribution function.
class Counts {
 public:
  Counts(double mean, double dispersion, uint64_t seed) : stream_(seed, 7) {
    double log_weight = dispersion > 1 ? -mean / (dispersion - 1) * std::log(dispersion) : -mean;
    double sum = 0;
    for (int k = 0; sum < 1 - 1e-13 && k < 1'000'000; ++k) {
      sum += std::exp(log_weight);
      below_.push_back(sum);
      log_weight += std::log((k * (dispersion - 1) + mean) / ((k + 1) * dispersion));
    }
  }

  int64_t Next() {
    const double draw = static_cast<double>(stream_.Next() >> 11) * 0x1p-53;
    return std::lower_bound(below_.begin(), below_.end(), draw) - below_.begin();
  }

 private:
  PhiloxStream stream_;
  std::vector<double> below_;
};

// One bucket; true if it is an alarm.
bool Step(const escalate::SurgeRules& rules, int64_t bucket, int64_t customers, bool learn,
          escalate::Surge& surge) {
  if (customers == 0) return false;
  escalate::Begin(rules, bucket, (bucket - surge.next_bucket) * 1'000, 1'000, learn, surge);
  bool alarm = false;
  for (int64_t i = 0; i < customers; ++i) alarm |= escalate::CountOne(surge);
  escalate::End(rules, learn && !alarm, surge);
  return alarm;
}

}  // namespace

escalate::SurgeRules RulesFor(const SurgeCase& of) {
  escalate::SurgeSettings settings;
  settings.most_streams = 1;
  settings.tolerated_ms = of.tolerated * settings.bucket_ms;
  settings.minimum = 1;
  return escalate::SurgeRules(settings);
}

FalseAlarms CountFalseAlarms(const SurgeCase& of, int64_t buckets) {
  const escalate::SurgeRules rules = RulesFor(of);
  Counts counts(of.mean, of.dispersion, of.seed);
  escalate::Surge surge = escalate::NewSurge(0, nullptr, 1);
  FalseAlarms found;
  for (int64_t bucket = 0; bucket < kLearning + buckets; ++bucket) {
    const bool alarm = Step(rules, bucket, counts.Next(), true, surge);
    if (alarm) escalate::Calm(rules, surge);
    if (bucket < kLearning) continue;
    ++found.buckets;
    found.alarms += alarm ? 1 : 0;
  }
  return found;
}

double MeanDelay(const SurgeCase& of, double factor, int times) {
  const escalate::SurgeRules rules = RulesFor(of);
  Counts usual(of.mean, of.dispersion, of.seed);
  Counts surging(of.mean * factor, of.dispersion, of.seed + 1);
  escalate::Surge surge = escalate::NewSurge(0, nullptr, 1);
  int64_t bucket = 0;
  int64_t total = 0;
  for (; bucket < kLearning; ++bucket) Step(rules, bucket, usual.Next(), true, surge);
  for (int i = 0; i < times; ++i) {
    // So far apart that one trial says nothing of the next.
    escalate::Calm(rules, surge);
    for (int j = 0; j < 50; ++j, ++bucket) {
      if (Step(rules, bucket, usual.Next(), true, surge)) escalate::Calm(rules, surge);
    }
    for (bool found = false; !found; ++bucket, ++total) {
      found = Step(rules, bucket, surging.Next(), false, surge);
    }
  }
  return static_cast<double>(total) / times;
}

}  // namespace waypost::sim
