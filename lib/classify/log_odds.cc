#include "lib/classify/log_odds.h"

#include <algorithm>

namespace waypost::classify {
namespace {

// e^-k, e^(-32 a / 1000) and e^(-b / 1000) in units of 2^-30: x = 1000 k + 32 a + b.
constexpr uint32_t kWhole[] = {1073741824, 395007542, 145315154, 53458458, 19666268, 7234816,
                               2661540,    979126,    360200,    132510,   48748,    17933,
                               6597,       2427,      893,       328,      121};
constexpr uint32_t kMiddle[] = {
    1073741824, 1039926024, 1007175199, 975455810, 944735372, 914982426, 886166502, 858258090,
    831228610,  805050380,  779696592,  755141281, 731359301, 708326297, 686018681, 664413608,
    643488952,  623223286,  603595854,  584586558, 566175929, 548345114, 531075852, 514350458,
    498151804,  482463302,  467268883,  452552989, 438300548, 424496966, 411128106, 398180277};
constexpr uint32_t kFine[] = {
    1073741824, 1072668619, 1071596486, 1070525426, 1069455435, 1068386514, 1067318662, 1066251877,
    1065186158, 1064121504, 1063057914, 1061995388, 1060933923, 1059873520, 1058814176, 1057755891,
    1056698664, 1055642493, 1054587378, 1053533318, 1052480311, 1051428357, 1050377454, 1049327602,
    1048278799, 1047231044, 1046184336, 1045138675, 1044094059, 1043050486, 1042007957, 1040966470};

// ln 2 in millionths.
constexpr int64_t kLnTwo = 693'147;

}  // namespace

int32_t LnMilli(uint32_t n) {
  // n = 2^k * m with 1 <= m < 2; ln m = 2 (s + s^3 / 3 + s^5 / 5 + ...), s = (m - 1) / (m + 1) <
  // 1/3.
  int shift = 0;
  while (n >> (shift + 1) != 0) ++shift;
  constexpr int64_t kOne = int64_t{1} << 30;
  const int64_t mantissa = shift <= 30 ? int64_t{n} << (30 - shift) : int64_t{n} >> (shift - 30);
  const int64_t s = (mantissa - kOne) * kOne / (mantissa + kOne);
  const int64_t square = s * s / kOne;
  int64_t sum = 0, power = s;
  for (int64_t divisor = 1; divisor <= 13; divisor += 2) {
    sum += power / divisor;
    power = power * square / kOne;
  }
  const int64_t millionths = 2 * sum * 1'000'000 / kOne + kLnTwo * shift;
  return static_cast<int32_t>((millionths + 500) / 1'000);
}

uint32_t ExpMinusMilli(int32_t x) {
  if (x >= 17'000) return 0;
  const uint64_t whole = kWhole[x / 1'000];
  const uint64_t middle = kMiddle[x % 1'000 / 32];
  const uint64_t fine = kFine[x % 1'000 % 32];
  return static_cast<uint32_t>((whole * middle >> 30) * fine >> 36);
}

Share ShareOf(absl::Span<const int32_t> log_odds_milli, size_t best) {
  // Most have the same odds, those that nothing speaks for.
  int32_t of_part = log_odds_milli[best];
  uint64_t part = ExpMinusMilli(0);
  uint64_t sum = 0, second = 0;
  for (size_t i = 0; i < log_odds_milli.size(); ++i) {
    if (log_odds_milli[i] != of_part) {
      of_part = log_odds_milli[i];
      part = ExpMinusMilli(log_odds_milli[best] - of_part);
    }
    sum += part;
    if (i != best) second = std::max(second, part);
  }
  const uint64_t first = uint64_t{1} << 24;
  Share share;
  share.confidence_milli = static_cast<int32_t>(first * 1'000 / sum);
  share.margin_milli = static_cast<int32_t>((first - second) * 1'000 / sum);
  return share;
}

}  // namespace waypost::classify
