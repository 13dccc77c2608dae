// Prints the tables of docs/routing.md: how well orders keep promises, and what agents with more
// than one skill gain. An argument scales how many customers come; 1 takes a minute.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "tests/sim/queueing/order_study.h"
#include "tests/sim/queueing/pooling_study.h"

namespace waypost::queueing {
namespace {

void PrintOrders(int64_t tickets) {
  std::printf("| order | load | breached | mean lateness | 99 in 100 | longest wait |\n");
  std::printf("|---|---|---|---|---|---|\n");
  for (const double load : {0.90, 0.95, 0.98}) {
    for (const std::string& order : StudiedOrders()) {
      const OrderFigures figures = StudyOrder(order, load, tickets, 1);
      std::printf("| `%s` | %.2f | %.2f %% | %.2f min | %.1f min | %.0f min |\n", order.c_str(),
                  load, 100 * figures.breached, figures.mean_late_min, figures.p99_late_min,
                  figures.longest_wait_min);
    }
  }
}

void PrintPooling(int64_t customers) {
  std::printf(
      "\n| skills an agent has | mean wait | waits | finds no place |\n|---|---|---|---|\n");
  for (int skills = 1; skills <= 6; ++skills) {
    const PoolingFigures figures = StudyPooling(skills, customers, 1);
    std::printf("| %d | %.4f +- %.4f | %.1f %% | %.2f %% |\n", skills, figures.mean_wait,
                figures.error, 100 * figures.waits, 100 * figures.blocked);
  }
  const PoolingFigures pooled = FullyPooled();
  std::printf("| all six, by the formula | %.4f | %.1f %% | %.2f %% |\n", pooled.mean_wait,
              100 * pooled.waits, 100 * pooled.blocked);
}

}  // namespace
}  // namespace waypost::queueing

int main(int argc, char** argv) {
  const double scale = argc > 1 ? std::atof(argv[1]) : 1;
  waypost::queueing::PrintOrders(static_cast<int64_t>(scale * 2'000'000));
  waypost::queueing::PrintPooling(static_cast<int64_t>(scale * 2'000'000));
  return 0;
}
