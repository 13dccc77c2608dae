#include "lib/escalate/surge.h"

#include <algorithm>

#include "lib/base/logarithm.h"
#include "lib/base/time_units.h"

namespace waypost::escalate {
namespace {

// Buckets of weight 1,000 that a guess is worth. It is forgotten like what was seen.
constexpr int64_t kGuessWeightMilli = 12'000;
// Likewise of the dispersion, which takes longer to know.
constexpr int64_t kGuessFreedomMilli = 288'000;
// How much must be known of the level before it is worth comparing with.
constexpr int64_t kLevelKnownMilli = 144'000;
// A single bucket tells no more than this of the dispersion, in multiples of it.
constexpr int64_t kMostChi = 16;

// Beyond so many customers in a bucket the sums would overflow; a surge they are anyway.
constexpr int64_t kMostInBucket = 100'000'000;

// Of the rate of false alarms, eight tenths are left to the test of single buckets: the cumulative
// one gives fewer than its share.
constexpr int64_t kJumpShareTenths = 8;

int64_t MicroLog(uint64_t value) {
  return static_cast<int64_t>(uint64_t{LogQ16(value)} * uint64_t{kMicro} >> 16);
}

// Every week leaves three quarters of what is known of the level, seven eighths of the rest.
void Forget(int64_t weeks, Surge& surge) {
  for (int64_t i = std::min<int64_t>(weeks, 400); i > 0; --i) {
    surge.seen_milli -= surge.seen_milli / 4;
    surge.weight_milli -= surge.weight_milli / 4;
    surge.chi_milli -= surge.chi_milli / 8;
    surge.freedom_milli -= surge.freedom_milli / 8;
  }
}

// What the sum loses for a number of customers expected.
int64_t Loss(const SurgeRules& rules, int64_t expected_micro) {
  return expected_micro * (rules.settings().ratio_percent - 100) / 100;
}

// Buckets without a customer, together.
void Skip(const SurgeRules& rules, int64_t buckets, int64_t weight_milli, bool learn,
          Surge& surge) {
  if (buckets <= 0) return;
  const bool level_known = surge.weight_milli >= kLevelKnownMilli;
  int64_t expected_micro = 0;
  if (surge.cusum > 0 || (learn && level_known)) {
    // At most what no sum survives.
    expected_micro = std::min(LevelMicro(surge), int64_t{1} << 40) *
                     std::min(weight_milli, int64_t{1} << 22) / 1'000;
  }
  const int64_t loss =
      surge.cusum > 0 ? Loss(rules, expected_micro) / DispersionMilli(surge) * 1'000 : 0;
  surge.cusum = std::max<int64_t>(0, surge.cusum - loss);
  surge.full = buckets >= 8 ? 0 : static_cast<uint8_t>(surge.full << buckets);
  surge.calm =
      surge.cusum == 0 ? surge.calm + static_cast<int32_t>(std::min<int64_t>(buckets, 1'000)) : 0;
  surge.calm = std::min(surge.calm, 1'000'000);
  if (!learn) return;
  if (level_known) {
    surge.chi_milli += expected_micro / 1'000;  // (0 - m)^2 / m
    surge.freedom_milli += buckets * 1'000;
  }
  surge.weight_milli += weight_milli;
}

// Customers with which the cumulative test alarms.
int64_t CusumCount(const SurgeRules& rules, const Surge& surge, int64_t dispersion_milli) {
  const SurgeSettings& settings = rules.settings();
  const auto latest = static_cast<uint8_t>((uint32_t{1} << (settings.full_of - 1)) - 1);
  const int before = __builtin_popcount(surge.full & latest);
  if (before + 1 < settings.full_needed) return INT64_MAX;
  const int64_t missing = (rules.alarm_at() - surge.cusum) * dispersion_milli / 1'000 +
                          Loss(rules, surge.expected_micro);
  return (missing + rules.per_customer() - 1) / rules.per_customer();
}

bool IsCold(const SurgeRules& rules, const Surge& surge) {
  return surge.bucket - surge.first_bucket < rules.cold_buckets();
}

int64_t AlarmCount(const SurgeRules& rules, const Surge& surge) {
  const SurgeSettings& settings = rules.settings();
  if (IsCold(rules, surge)) {
    const bool known = surge.weight_milli >= kLevelKnownMilli;
    const int64_t twice = known ? 2 * surge.expected_micro / kMicro : 0;
    return std::max<int64_t>({settings.minimum, settings.cold_minimum, twice});
  }
  const int64_t dispersion = DispersionMilli(surge);
  const int64_t jump =
      (rules.jumps().ThresholdMilli(surge.expected_micro, dispersion) + 500) / 1'000;
  const int64_t least = std::min(jump, CusumCount(rules, surge, dispersion));
  return std::max<int64_t>(settings.minimum, least);
}

void Learn(int64_t dispersion_milli, Surge& surge) {
  const int64_t expected = surge.expected_micro;
  if (surge.weight_milli >= kLevelKnownMilli && expected > 0) {
    const int64_t miss_milli = surge.count * 1'000 - expected / 1'000;
    const int64_t most = kMostChi * dispersion_milli;
    const int64_t bounded = std::clamp<int64_t>(miss_milli, -kMostInBucket, kMostInBucket);
    surge.chi_milli += std::min(most, bounded * bounded / std::max<int64_t>(expected / 1'000, 1));
    surge.freedom_milli += 1'000;
  }
  surge.seen_milli += std::min(surge.count, kMostInBucket) * 1'000;
  surge.weight_milli += surge.bucket_weight_milli;
}

uint64_t OneIn(const SurgeSettings& settings) {
  const auto buckets =
      static_cast<uint64_t>(std::max<int64_t>(settings.tolerated_ms / settings.bucket_ms, 1));
  return std::clamp<uint64_t>(buckets * static_cast<uint64_t>(settings.most_streams), 2,
                              uint64_t{1} << 39);
}

}  // namespace

SurgeRules::SurgeRules(const SurgeSettings& settings)
    : settings_(settings),
      week_buckets_(kWeekMs / settings.bucket_ms),
      cold_buckets_(settings.cold_ms / settings.bucket_ms),
      per_customer_(MicroLog(static_cast<uint64_t>(settings.ratio_percent) * 10'000) -
                    MicroLog(1'000'000)),
      alarm_at_(MicroLog(OneIn(settings))),
      jumps_(std::max<uint64_t>(2, OneIn(settings) * 10 / kJumpShareTenths)) {}

Surge NewSurge(int64_t bucket, const Surge* above, int64_t siblings) {
  Surge surge;
  surge.next_bucket = surge.first_bucket = surge.rising_since = bucket;
  surge.freedom_milli = surge.chi_milli = kGuessFreedomMilli;
  if (above == nullptr) return surge;
  surge.weight_milli = kGuessWeightMilli;
  surge.seen_milli =
      LevelMicro(*above) / std::max<int64_t>(siblings, 1) * kGuessWeightMilli / kMicro;
  surge.chi_milli = DispersionMilli(*above) * kGuessFreedomMilli / 1'000;
  return surge;
}

int64_t LevelMicro(const Surge& surge) {
  return surge.weight_milli == 0 ? 0 : surge.seen_milli * kMicro / surge.weight_milli;
}

int64_t DispersionMilli(const Surge& surge) {
  return std::max<int64_t>(1'000, surge.chi_milli * 1'000 / surge.freedom_milli);
}

void Begin(const SurgeRules& rules, int64_t bucket, int64_t skipped_milli, int64_t weight_milli,
           bool learn, Surge& surge) {
  const int64_t before = surge.cusum;
  Skip(rules, bucket - surge.next_bucket, skipped_milli, learn, surge);
  const int64_t week = bucket / rules.week_buckets();
  if (surge.next_bucket < week * rules.week_buckets()) {
    Forget(week - surge.next_bucket / rules.week_buckets(), surge);
  }
  if (surge.cusum == 0 && before > 0) surge.rising_since = bucket;
  if (surge.cusum == 0) surge.rising_since = std::max(surge.rising_since, bucket);
  surge.next_bucket = bucket;
  surge.bucket = bucket;
  surge.count = 0;
  surge.bucket_weight_milli = weight_milli;
  surge.expected_micro = LevelMicro(surge) * weight_milli / 1'000;
  surge.alarm_count = AlarmCount(rules, surge);
}

void End(const SurgeRules& rules, bool learn, Surge& surge) {
  const int64_t dispersion = DispersionMilli(surge);
  const int64_t customers = std::min(surge.count, kMostInBucket);
  const int64_t gain =
      (customers * rules.per_customer() - Loss(rules, surge.expected_micro)) * 1'000 / dispersion;
  surge.cusum = std::clamp<int64_t>(surge.cusum + gain, 0, rules.alarm_at());
  // While nobody knows what is usual, whatever comes is learned, and sums mean nothing.
  const bool cold = IsCold(rules, surge);
  if (cold) surge.cusum = 0;
  if (surge.cusum == 0) surge.rising_since = surge.bucket + 1;
  const bool full = surge.count * kMicro > surge.expected_micro;
  surge.full = static_cast<uint8_t>(surge.full << 1 | (full ? 1 : 0));
  const bool usual = surge.cusum == 0 && surge.count * 5 * kMicro <= surge.expected_micro * 6;
  surge.calm = usual ? std::min(surge.calm + 1, 1'000'000) : 0;
  if (learn || cold) Learn(dispersion, surge);
  surge.next_bucket = surge.bucket + 1;
  surge.bucket = -1;
}

void Calm(const SurgeRules& rules, Surge& surge) {
  surge.cusum = 0;
  surge.calm = 0;
  surge.full = 0;
  surge.rising_since = surge.next_bucket;
  if (!surge.counting()) return;
  surge.count = 0;
  surge.alarm_count = AlarmCount(rules, surge);
}

}  // namespace waypost::escalate
