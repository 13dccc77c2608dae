#include "lib/sla/attainment.h"

#include "absl/numeric/int128.h"

namespace waypost::sla {

using policy::Attainment;

int64_t CountOf(const Attainment& promised, const PeriodTally& tally) {
  return promised.kind == Attainment::Kind::kMean ? tally.stopped : tally.met + tally.breached;
}

bool IsKept(const Attainment& promised, const PeriodTally& tally) {
  const absl::int128 count = CountOf(promised, tally);
  if (promised.kind == Attainment::Kind::kMean) return tally.used_ms <= promised.mean_ms * count;
  return absl::int128(tally.met) * 1'000 >= promised.share_milli * count;
}

int32_t ShareMilli(const PeriodTally& tally) {
  const absl::int128 decided = absl::int128(tally.met) + tally.breached;
  if (decided == 0) return 1'000;
  return static_cast<int32_t>(absl::int128(tally.met) * 1'000 / decided);
}

int64_t MeanMs(const PeriodTally& tally) {
  if (tally.stopped == 0) return 0;
  return tally.used_ms / tally.stopped + (tally.used_ms % tally.stopped != 0 ? 1 : 0);
}

}  // namespace waypost::sla
