#include "tests/sim/queueing/wait_study.h"

#include <cmath>
#include <vector>

#include "tests/sim/queueing/virtual_desk.h"

namespace waypost::queueing {
namespace {

constexpr int kStaff = 20;
constexpr int64_t kHandlingMs = 12 * 60'000;
constexpr double kMinuteMs = 60'000;

DeskModel ModelOf(double load, const std::string& from) {
  DeskModel model;
  model.customers.push_back({load * kStaff, 0, "", ""});
  model.agents.push_back({kStaff, {0}, 1});
  model.handling_ms = kHandlingMs;
  model.estimate_from = from;
  return model;
}

double Minutes(int64_t ms) { return static_cast<double>(ms) / kMinuteMs; }

double ExactMinutes(const Wait& wait) {
  return static_cast<double>(wait.before + 1) * Minutes(kHandlingMs) / kStaff;
}

}  // namespace

WaitFigures StudyWaits(double load, const std::string& from, int64_t customers, uint64_t seed) {
  std::vector<Wait> waits;
  VirtualDesk desk(ModelOf(load, from), seed);
  desk.Run(customers, [&](const Wait& wait) {
    if (wait.estimated_ms > 0) waits.push_back(wait);
  });
  WaitFigures figures;
  const auto count = static_cast<double>(waits.size());
  figures.asked = count / static_cast<double>(customers);
  for (const Wait& wait : waits) {
    figures.mean_wait += Minutes(wait.wait_ms) / count;
    figures.mean_told += Minutes(wait.estimated_ms) / count;
  }
  for (const Wait& wait : waits) {
    const double truth = Minutes(wait.wait_ms);
    figures.error += std::abs(Minutes(wait.estimated_ms) - truth) / count;
    figures.error_of_exact += std::abs(ExactMinutes(wait) - truth) / count;
    figures.error_of_mean += std::abs(figures.mean_wait - truth) / count;
  }
  return figures;
}

}  // namespace waypost::queueing
