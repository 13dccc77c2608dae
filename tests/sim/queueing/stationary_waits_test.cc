// The engine beside formulas: mean waits, shares that wait and shares that leave, of desks for
// which they are known exactly.
//
// WAYPOST_QUEUEING_TIMES=100 lets a hundred times as many customers come; the standard error is a
// tenth then. WAYPOST_QUEUEING_SEED chooses other draws. Both print what was found.
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_format.h"
#include "gtest/gtest.h"
#include "tests/sim/queueing/estimate.h"
#include "tests/sim/queueing/exact_desk.h"
#include "tests/sim/queueing/virtual_desk.h"

namespace waypost::queueing {
namespace {

uint64_t NumberFrom(const char* variable, uint64_t otherwise) {
  const char* const text = std::getenv(variable);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

struct System {
  int64_t arrivals = 0;
  DeskModel model;
};

std::ostream& operator<<(std::ostream& out, const System& system) {
  return out << system.model.name;
}

DeskModel Pool(const char* name, int agents, double load) {
  DeskModel model;
  model.name = name;
  model.customers = {{load, 0, "", ""}};
  model.agents = {{agents, {0}, 1}};
  return model;
}

DeskModel Impatient(const char* name, int agents, double load, double patience) {
  DeskModel model = Pool(name, agents, load);
  model.customers[0].patience = patience;
  return model;
}

DeskModel Skills(const char* name, const std::vector<double>& loads,
                 std::vector<AgentGroup> agents) {
  DeskModel model;
  model.name = name;
  for (const double load : loads) model.customers.push_back({load, 0, "", ""});
  model.agents = std::move(agents);
  model.idle_since = IdleSince::kEndOfWork;
  return model;
}

DeskModel Fixed(DeskModel model) {
  model.handling = Handling::kFixed;
  return model;
}

DeskModel WithPlaces(DeskModel model, int places) {
  model.places = places;
  return model;
}

DeskModel ByPriority() {
  DeskModel model;
  model.name = "ThreePriorities";
  model.customers = {{0.9, 0, "P0", ""}, {0.9, 0, "P1", ""}, {0.9, 0, "P2", ""}};
  model.agents = {{4, {0, 1, 2}, 1}};
  model.order = "PRIORITY";
  return model;
}

// Sizes such that the standard error of every mean wait is below 2 %.
std::vector<System> Systems() {
  return {
      {150'000, Pool("OneAgent", 1, 0.5)},
      {300'000, Pool("OneBusyAgent", 1, 0.7)},
      {300'000, Pool("TwoAgents", 2, 1.4)},
      {600'000, Pool("FiveAgents", 5, 3.5)},
      {1'000'000, Pool("TenAgents", 10, 7.5)},
      {150'000, Fixed(Pool("FixedHandling", 1, 0.7))},
      {200'000, WithPlaces(Pool("FewPlacesToWait", 4, 4), 10)},
      {150'000, Impatient("FiveAgentsAndImpatientCustomers", 5, 6, 2)},
      {200'000, Impatient("TwentyAgentsAndImpatientCustomers", 20, 20, 1)},
      {300'000, Impatient("FiftyAgentsAndVeryImpatientCustomers", 50, 52, 0.5)},
      {1'000'000, ByPriority()},
      {400'000, Skills("TwoSkillsOneAgentForBoth", {0.6, 0.7}, {{1, {0}, 1}, {1, {0, 1}, 1}})},
      {300'000,
       Skills("TwoSkillsAndAFastAgentForBoth", {0.4, 1.3}, {{1, {0}, 0.7}, {1, {0, 1}, 2}})},
      {300'000,
       Skills("TwoAgentsShareAThirdKind", {0.4, 0.5, 0.4}, {{1, {0, 1}, 1}, {1, {1, 2}, 1}})},
      {300'000, Skills("TwoSpecialistsAndAGeneralist", {1.0, 1.2},
                       {{1, {0}, 1}, {1, {1}, 1}, {1, {0, 1}, 1}})},
      {750'000,
       Skills("ARingOfSkills", {1.4, 1.6, 1.2}, {{2, {0, 1}, 1}, {2, {1, 2}, 1}, {2, {2, 0}, 1}})},
      {900'000, Skills("ALadderOfSkills", {2.0, 1.2, 1.2},
                       {{2, {0}, 1}, {2, {0, 1}, 1}, {2, {0, 1, 2}, 1}})},
  };
}

// What was seen of one kind of customers, a value each.
struct Seen {
  std::vector<float> waits;
  std::vector<float> abandons;
  std::vector<float> times;
};

std::vector<Seen> Watch(const DeskModel& model, int64_t arrivals, uint64_t seed) {
  std::vector<Seen> seen(model.customers.size());
  VirtualDesk desk(model, seed);
  desk.Run(arrivals, [&](const Wait& wait) {
    Seen& kind = seen[static_cast<size_t>(wait.kind)];
    kind.waits.push_back(wait.wait_ms > 0 ? 1 : 0);
    kind.abandons.push_back(wait.abandoned ? 1 : 0);
    kind.times.push_back(static_cast<float>(wait.wait_ms) / static_cast<float>(model.handling_ms));
  });
  return seen;
}

bool Agrees(const Estimate& estimate, double exact) {
  return std::abs(estimate.mean - exact) <= 3 * estimate.error;
}

std::string Text(const char* what, const Estimate& estimate, double exact) {
  return absl::StrFormat("%s: exact %.5f, seen %.5f +- %.5f (%+.1f standard errors; %.2f %%)\n",
                         what, exact, estimate.mean, estimate.error,
                         (estimate.mean - exact) / estimate.error,
                         100 * estimate.error / estimate.mean);
}

class ExactDeskTest : public ::testing::TestWithParam<System> {};

TEST_P(ExactDeskTest, WaitsAsTheFormulasSay) {
  const DeskModel& model = GetParam().model;
  const auto times = static_cast<int64_t>(NumberFrom("WAYPOST_QUEUEING_TIMES", 1));
  const uint64_t seed = NumberFrom("WAYPOST_QUEUEING_SEED", 1);
  const std::vector<KindFigures> exact = ExactFiguresOf(model);
  const std::vector<Seen> seen = Watch(model, GetParam().arrivals * times, seed);
  std::string found;
  for (size_t kind = 0; kind < seen.size(); ++kind) {
    const Estimate wait = MeanOf(seen[kind].times);
    EXPECT_TRUE(Agrees(wait, exact[kind].mean_wait)) << "kind " << kind;
    EXPECT_LT(wait.error, 0.02 * exact[kind].mean_wait) << "kind " << kind;
    found += Text("mean wait", wait, exact[kind].mean_wait);
    if (exact[kind].waits >= 0) {
      const Estimate waits = MeanOf(seen[kind].waits);
      EXPECT_TRUE(Agrees(waits, exact[kind].waits)) << "kind " << kind;
      found += Text("share that waits", waits, exact[kind].waits);
    }
    if (exact[kind].abandons > 0) {
      const Estimate abandons = MeanOf(seen[kind].abandons);
      EXPECT_TRUE(Agrees(abandons, exact[kind].abandons)) << "kind " << kind;
      found += Text("share that leaves", abandons, exact[kind].abandons);
    }
  }
  if (HasFailure() || times > 1 || seed != 1) std::fputs(found.c_str(), stdout);
}

INSTANTIATE_TEST_SUITE_P(Desks, ExactDeskTest, ::testing::ValuesIn(Systems()),
                         [](const auto& desk) { return desk.param.model.name; });

// What the comparison is worth: it tells a desk that differs a little.

TEST(StationaryWaitsTest, AnotherOrderIsToldApart) {
  DeskModel model = ByPriority();
  const std::vector<KindFigures> exact = ExactFiguresOf(model);
  model.order = "FIRST_COME";
  const std::vector<Seen> seen = Watch(model, 100'000, 1);
  EXPECT_FALSE(Agrees(MeanOf(seen[0].times), exact[0].mean_wait));
  EXPECT_FALSE(Agrees(MeanOf(seen[2].times), exact[2].mean_wait));
}

TEST(StationaryWaitsTest, FivePercentMoreCustomersAreToldApart) {
  const DeskModel model = Pool("FiveAgents", 5, 3.75);
  const std::vector<Seen> seen = Watch(model, 200'000, 1);
  EXPECT_FALSE(Agrees(MeanOf(seen[0].times), ExactFiguresOf(Pool("", 5, 3.94))[0].mean_wait));
}

}  // namespace
}  // namespace waypost::queueing
