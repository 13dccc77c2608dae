#include "lib/report/ticket_group.h"

#include "gtest/gtest.h"
#include "lib/engine/policy_body.h"
#include "waypost/policy.h"

namespace waypost::report {
namespace {

TEST(TicketGroupTest, ReadsANameAndWhatItsTicketsHaveInCommon) {
  const auto group = ParseTicketGroup("companies=customer_type:company");
  ASSERT_TRUE(group.ok());
  EXPECT_EQ(group->name, "companies");
  EXPECT_EQ(group->by, TicketGroup::By::kFact);
  EXPECT_EQ(group->fact, "customer_type");
  EXPECT_EQ(group->value, "company");
  EXPECT_EQ(ConditionText(*group), "customer_type:company");
  EXPECT_EQ(ParseTicketGroup("a=queue:q")->by, TicketGroup::By::kQueue);
  EXPECT_EQ(ParseTicketGroup("a=category:c/d")->by, TicketGroup::By::kCategory);
  EXPECT_EQ(ParseTicketGroup("a=tag:x:y")->value, "x:y");
}

TEST(TicketGroupTest, RefusesWhatSaysNoSuchThing) {
  for (const char* text : {"", "minors", "=tag:minors", "minors=tag", "minors=:x", "minors=tag:"})
    EXPECT_FALSE(ParseTicketGroup(text).ok()) << text;
}

TEST(TicketGroupTest, KnowsWhatNoTicketOfAPolicyHas) {
  const PolicyCompilation compiled = Policy::CompileText("p.textproto", R"(
    name: "desk"
    priorities: "P1"
    queues { id: "help" }
    categories { id: "refund" priority: "P1" sub { id: "form" } }
    facts { name: "amount_fen" type: INT }
  )");
  ASSERT_TRUE(compiled.ok()) << compiled.diagnostics();
  const policy::Tables& tables = compiled.policy().body().tables;
  const auto why = [&](const char* text) {
    return WhyNobody(*ParseTicketGroup(text), tables).english;
  };
  EXPECT_EQ(why("a=queue:help"), "");
  EXPECT_EQ(why("a=category:refund/form"), "");
  EXPECT_EQ(why("a=amount_fen:500"), "");
  EXPECT_EQ(why("a=tier:vip"), "");
  EXPECT_EQ(why("a=tag:anything"), "");
  EXPECT_EQ(why("a=queue:halp"), "the policy has no queue \"halp\"; did you mean \"help\"?");
  EXPECT_EQ(why("a=category:form"), "the policy has no category \"form\"");
  EXPECT_EQ(why("a=colour:red"), "the policy has no fact \"colour\"");
}

}  // namespace
}  // namespace waypost::report
