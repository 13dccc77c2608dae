#include "tests/sim/queueing/pooling_study.h"

#include <cstddef>
#include <vector>

#include "tests/sim/queueing/erlang.h"
#include "tests/sim/queueing/estimate.h"
#include "tests/sim/queueing/virtual_desk.h"

namespace waypost::queueing {
namespace {

constexpr int kPooled = 90;
constexpr int kSkills = 6;
constexpr int kPlaces = 30;
constexpr double kLoad = 84;

// Every set of so many skills, as bits.
std::vector<uint32_t> SetsOf(int skills) {
  std::vector<uint32_t> sets;
  for (uint32_t set = 0; set < 1u << kSkills; ++set) {
    if (__builtin_popcount(set) == skills) sets.push_back(set);
  }
  return sets;
}

// 1, 6 and 15 combinations divide 90 and 20 does not: agents take them in turn.
DeskModel ModelOf(int skills) {
  DeskModel model;
  model.customers.assign(kSkills, {kLoad / kSkills, 0, "", ""});
  const std::vector<uint32_t> sets = SetsOf(skills);
  for (int agent = 0; agent < kPooled; ++agent) {
    const uint32_t set = sets[static_cast<size_t>(agent) % sets.size()];
    AgentGroup group;
    for (int skill = 0; skill < kSkills; ++skill) {
      if ((set >> skill & 1) != 0) group.serves.push_back(skill);
    }
    model.agents.push_back(group);
  }
  model.places = kPlaces;
  return model;
}

}  // namespace

PoolingFigures StudyPooling(int skills, int64_t customers, uint64_t seed) {
  const DeskModel model = ModelOf(skills);
  std::vector<float> times;
  std::vector<float> waits;
  VirtualDesk desk(model, seed);
  desk.Run(customers, [&](const Wait& wait) {
    times.push_back(static_cast<float>(wait.wait_ms) / static_cast<float>(model.handling_ms));
    waits.push_back(wait.wait_ms > 0 ? 1 : 0);
  });
  const Estimate time = MeanOf(times);
  return {time.mean, time.error, MeanOf(waits).mean,
          static_cast<double>(desk.blocked()) / static_cast<double>(customers)};
}

PoolingFigures FullyPooled() {
  const LineFigures figures = FiguresOf(Line{kPooled, kLoad, 0, kPlaces});
  return {figures.mean_wait, 0, figures.waits, figures.blocked};
}

}  // namespace waypost::queueing
