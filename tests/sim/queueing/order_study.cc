#include "tests/sim/queueing/order_study.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "tests/sim/queueing/virtual_desk.h"

namespace waypost::queueing {
namespace {

constexpr int kAgents = 20;
constexpr double kMinute = 60'000;
constexpr std::array<int64_t, 3> kPromisedMinutes = {5, 15, 60};

DeskModel ModelOf(const std::string& order, double load) {
  DeskModel model;
  const double each = load * kAgents / 3;
  model.customers = {{each, 0, "P0", "5m"}, {each, 0, "P1", "15m"}, {each, 0, "P2", "1h"}};
  model.agents = {{kAgents, {0, 1, 2}, 1}};
  model.order = order;
  model.handling_ms = 12 * 60'000;
  return model;
}

}  // namespace

const std::vector<std::string>& StudiedOrders() {
  static const auto* const kOrders =
      new std::vector<std::string>{"FIRST_COME",
                                   "PRIORITY",
                                   "EARLIEST_DEADLINE",
                                   "LIVE_DEADLINE_FIRST",
                                   "LIVE_DEADLINE_FIRST age_cap: \"180m\"",
                                   "PRIORITY_THEN_DEADLINE",
                                   "WEIGHTED_WAIT weights { priority: \"P0\" weight: 12 } "
                                   "weights { priority: \"P1\" weight: 4 }"};
  return *kOrders;
}

OrderFigures StudyOrder(const std::string& order, double load, int64_t tickets, uint64_t seed) {
  std::vector<int64_t> late_ms;
  int64_t breached = 0;
  int64_t longest_ms = 0;
  double sum_ms = 0;
  VirtualDesk desk(ModelOf(order, load), seed);
  desk.Run(tickets, [&](const Wait& wait) {
    const int64_t promised_ms = kPromisedMinutes[static_cast<size_t>(wait.kind)] * 60'000;
    late_ms.push_back(std::max<int64_t>(0, wait.wait_ms - promised_ms));
    breached += late_ms.back() > 0 ? 1 : 0;
    sum_ms += static_cast<double>(late_ms.back());
    longest_ms = std::max(longest_ms, wait.wait_ms);
  });
  const size_t rank = late_ms.size() * 99 / 100;
  std::nth_element(late_ms.begin(), late_ms.begin() + static_cast<ptrdiff_t>(rank), late_ms.end());
  const auto count = static_cast<double>(late_ms.size());
  return {static_cast<double>(breached) / count, sum_ms / count / kMinute,
          static_cast<double>(late_ms[rank]) / kMinute, static_cast<double>(longest_ms) / kMinute};
}

}  // namespace waypost::queueing
