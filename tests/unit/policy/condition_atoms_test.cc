#include "lib/policy/condition_atoms.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace waypost::policy {
namespace {

using testing::ElementsAre;

constexpr char kTwoRules[] = R"desk(name: "desk"
facts { name: "orders" type: INT }
calendars { id: "always" weekly { days: "mon-sun" hours: "00:00-24:00" } }
sla {
  id: "first"
  when: "has(orders) && orders > 3"
  target { metric: RESOLUTION within: "2h" calendar: "always" }
}
sla { id: "rest" target { metric: RESOLUTION within: "4h" calendar: "always" } }
queues { id: "all" }
routes { id: "all" stage { queue: "all" } }
)desk";

TEST(ConditionAtomsTest, TakesEachRuleWholeAndInParts) {
  MachineZones zones;
  const PolicyAtoms atoms = AtomsOf({{"desk.textproto", kTwoRules}}, zones);
  const AtomList& slas = atoms.lists[2];
  std::vector<std::string> texts;
  for (const AtomList::Entry& entry : slas.entries) texts.push_back(entry.text);
  EXPECT_THAT(texts, ElementsAre("", "has(orders)", "orders > 3", ""));
  EXPECT_EQ(slas.conditions.size(), 4u);
  EXPECT_EQ(slas.entries[3].rule, 1u);
  EXPECT_EQ(slas.entries[2].span.line, 6u);
  EXPECT_EQ(slas.entries[2].span.column, 25u);
  EXPECT_TRUE(slas.entries[1].needs.empty());
  EXPECT_EQ(slas.entries[2].needs.size(), 1u);
}

TEST(ConditionAtomsTest, HasNothingOfAPolicyWithErrors) {
  MachineZones zones;
  const PolicyAtoms atoms = AtomsOf({{"desk.textproto", "nonsense: 1"}}, zones);
  for (const AtomList& list : atoms.lists) EXPECT_TRUE(list.entries.empty());
}

}  // namespace
}  // namespace waypost::policy
