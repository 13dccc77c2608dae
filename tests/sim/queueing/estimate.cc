#include "tests/sim/queueing/estimate.h"

#include <array>
#include <cmath>
#include <cstddef>

namespace waypost::queueing {

Estimate MeanOf(absl::Span<const float> values) {
  std::array<double, 30> means = {};
  const size_t warm_up = values.size() / 10;
  const size_t length = (values.size() - warm_up) / means.size();
  Estimate estimate;
  for (size_t batch = 0; batch < means.size(); ++batch) {
    double sum = 0;
    for (const float value : values.subspan(warm_up + batch * length, length)) sum += value;
    means[batch] = sum / static_cast<double>(length);
    estimate.mean += means[batch] / static_cast<double>(means.size());
  }
  double squares = 0;
  for (const double mean : means) squares += (mean - estimate.mean) * (mean - estimate.mean);
  const double count = static_cast<double>(means.size());
  estimate.error = std::sqrt(squares / (count * (count - 1)));
  return estimate;
}

}  // namespace waypost::queueing
