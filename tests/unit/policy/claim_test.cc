#include "lib/policy/claim.h"

#include <string>
#include <vector>

#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"

namespace waypost::policy {
namespace {

using Kind = Clause::Kind;

class ClaimTest : public testing::Test {
 protected:
  ClaimTest() {
    google::protobuf::TextFormat::ParseFromString(R"pb(
                                                    sla {
                                                      id: "urgent"
                                                      milestone { id: "frozen" }
                                                    }
                                                    queues { id: "security" }
                                                    routes { id: "account" })pb",
                                                  &policy_);
  }

  absl::StatusOr<std::vector<Clause>> Parse(const std::string& text) {
    return ParseClaim(text, policy_, {"P0", "P1"});
  }

  std::string Problem(const std::string& text) {
    return std::string(Parse(text).status().message());
  }

  waypost::v1::Policy policy_;
};

TEST_F(ClaimTest, EveryKindOfClauseIsRead) {
  const auto claim = Parse(
      "first_reply <= 5m && resolution<=3bd&&frozen <= 1h30m && sla == 'urgent' && "
      "route == \"account\" && queue == security && priority <= 'P1' && escalates within 10m");
  ASSERT_TRUE(claim.ok()) << claim.status();
  ASSERT_EQ(claim->size(), 8u);
  const std::vector<Clause>& clauses = *claim;
  EXPECT_EQ(clauses[0].kind, Kind::kTarget);
  EXPECT_EQ(clauses[0].metric, Metric::kFirstReply);
  EXPECT_EQ(clauses[0].within_ms, 300'000);
  EXPECT_EQ(clauses[1].metric, Metric::kResolution);
  EXPECT_EQ(clauses[1].within_days, 3);
  EXPECT_EQ(clauses[1].text, "resolution<=3bd");
  EXPECT_EQ(clauses[2].metric, Metric::kMilestone);
  EXPECT_EQ(clauses[2].name, "frozen");
  EXPECT_EQ(clauses[3].kind, Kind::kSla);
  EXPECT_EQ(clauses[4].kind, Kind::kRoute);
  EXPECT_EQ(clauses[5].kind, Kind::kQueue);
  EXPECT_EQ(clauses[5].name, "security");
  EXPECT_EQ(clauses[6].kind, Kind::kPriority);
  EXPECT_EQ(clauses[6].rank, 1);
  EXPECT_EQ(clauses[7].kind, Kind::kEscalates);
  EXPECT_EQ(clauses[7].within_ms, 600'000);
}

TEST_F(ClaimTest, WhatIsNoClaimIsRefused) {
  for (const char* text :
       {"", "&&", "first_reply", "first_reply <=", "first_reply <= 5m &&", "first_reply == 5m",
        "priority == P1", "first_reply <= 5m route == 'account'", "<= first_reply 5m",
        "region == 'eu'", "priority <= && <="}) {
    EXPECT_NE(Problem(text).find("this is no claim"), std::string::npos) << text;
  }
  EXPECT_NE(Problem("queue = 'security'").find("\"=\" cannot stand here"), std::string::npos);
  EXPECT_EQ(Problem("queue == 'security"), "a quote is not closed");
  EXPECT_NE(Problem("escalates within 2bd").find("wall time"), std::string::npos);
  EXPECT_FALSE(Parse("first_reply <= soon").ok());
}

TEST_F(ClaimTest, NamesThatThePolicyDoesNotHaveAreRefusedWithTheNearest) {
  EXPECT_EQ(Problem("queue == 'securty'"), "unknown queue \"securty\"; did you mean \"security\"?");
  EXPECT_EQ(Problem("first_repyl <= 5m"),
            "unknown metric or milestone \"first_repyl\"; did you mean \"first_reply\"?");
  EXPECT_EQ(Problem("priority <= urgent"), "unknown priority \"urgent\"");
  EXPECT_EQ(Problem("milestone <= 5m"), "unknown metric or milestone \"milestone\"");
}

}  // namespace
}  // namespace waypost::policy
