// Roles and attributes of agents: given, asked for, kept, and gone with the agent.
#include "tests/unit/engine/desk.h"

namespace waypost::testing {
namespace {

constexpr char kAgent[] = R"(set_agent { agent {
    id: "lin" roles: ["lead", "need-to-know"]
    attributes { name: "site" value: "eu" } attributes { name: "note" value: "a=b" }
    attributes { name: "empty" } } })";

TEST(AgentPropertiesTest, AreGivenBackAsTheyWereSaid) {
  Desk desk;
  ASSERT_TRUE(desk.Apply(kNoon, kAgent).ok());
  const std::unique_ptr<Engine> restored = *Engine::Restore(desk.engine->TakeSnapshot());
  for (const Engine* engine : {desk.engine.get(), restored.get()}) {
    const v1::Agent agent = engine->GetAgent("lin")->agent();
    ASSERT_EQ(agent.roles_size(), 2);
    EXPECT_EQ(agent.roles(1), "need-to-know");
    ASSERT_EQ(agent.attributes_size(), 3);
    EXPECT_EQ(agent.attributes(0).value(), "eu");
    EXPECT_EQ(agent.attributes(1).name(), "note");
    EXPECT_EQ(agent.attributes(1).value(), "a=b");
    EXPECT_EQ(agent.attributes(2).name(), "empty");
    EXPECT_EQ(agent.attributes(2).value(), "");
  }
}

TEST(AgentPropertiesTest, ArePartOfTheStateAndGoWithTheAgent) {
  Desk desk;
  ASSERT_TRUE(desk.Apply(kNoon, "set_agent { agent { id: 'lin' } }").ok());
  const uint64_t plain = desk.engine->StateDigest();
  ASSERT_TRUE(desk.Apply(kNoon, kAgent).ok());
  EXPECT_NE(desk.engine->StateDigest(), plain);
  ASSERT_TRUE(desk.Apply(kNoon, "set_agent { agent { id: 'lin' } }").ok());
  EXPECT_EQ(desk.engine->GetAgent("lin")->agent().roles_size(), 0);
}

TEST(AgentPropertiesTest, WhatIsMalformedIsAnError) {
  Desk desk;
  for (const char* wrong : {"roles: ''", "attributes { value: 'x' }", "attributes { name: 'a=b' }",
                            "attributes { name: 'a' } attributes { name: 'a' value: 'b' }"}) {
    EXPECT_FALSE(
        desk.Apply(kNoon, std::string("set_agent { agent { id: 'lin' ") + wrong + " } }").ok())
        << wrong;
  }
}

}  // namespace
}  // namespace waypost::testing
