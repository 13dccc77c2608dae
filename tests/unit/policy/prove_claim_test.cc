#include "lib/policy/prove_claim.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/unit/policy/lower_testing.h"

namespace waypost::policy {
namespace {

constexpr char kDesk[] = R"(
  name: "shop"
  facts { name: "tier" values: ["standard", "vip"] }
  facts { name: "amount" type: INT }
  calendars { id: "always" weekly { days: "mon-sun" hours: "00:00-24:00" } }
  calendars { id: "days" weekly { days: "mon-fri" hours: "09:00-18:00" } }
  categories { id: "account" priority: "P1" }
  categories { id: "refund" }
  classification { priority_rules { id: "vips" when: "tier == 'vip'" at_least: "P2" } }
  not_served { id: "no-fax" when: "channel == 'fax'" }
  sla {
    id: "account"
    when: "category == 'account'"
    target { metric: FIRST_REPLY within: "5m" calendar: "always" }
    milestone { id: "frozen" within: "15m" calendar: "always" }
  }
  sla {
    id: "refund"
    when: "category == 'refund'"
    target { metric: RESOLUTION within: "3bd" calendar: "days" }
  }
  queues { id: "security" }
  queues { id: "all" }
  routes { id: "account" when: "category == 'account'" stage { queue: "security" } }
  routes { id: "rest" stage { queue: "all" } }
)";

// A chain with these triggers, condition and steps.
std::string Chain(const std::string& inside) {
  return absl::StrCat("escalations { id: \"chain\" ", inside, " }");
}

class ProveClaimTest : public testing::Test {
 protected:
  std::vector<ClauseProof> Prove(const std::string& when, const std::string& then,
                                 const std::string& more = "") {
    TestZones zones;
    std::vector<Diagnostic> diagnostics;
    auto proofs = ProveClaim({{"a.textproto", kDesk + more}}, zones, when, then, &diagnostics);
    EXPECT_TRUE(proofs.ok()) << proofs.status() << RenderDiagnostics(diagnostics);
    return proofs.ok() ? *proofs : std::vector<ClauseProof>(1);
  }

  ProofOutcome Outcome(const std::string& when, const std::string& then,
                       const std::string& more = "") {
    proof_ = Prove(when, then, more)[0];
    return proof_.outcome;
  }

  ClauseProof proof_;
};

TEST_F(ProveClaimTest, TargetsAreProvedOrRefuted) {
  EXPECT_EQ(Outcome("category == 'account'", "first_reply <= 5m"), ProofOutcome::kProved);
  EXPECT_EQ(Outcome("category == 'account'", "first_reply <= 1h"), ProofOutcome::kProved);
  EXPECT_EQ(Outcome("category == 'account'", "frozen <= 15m"), ProofOutcome::kProved);
  EXPECT_EQ(Outcome("category == 'account'", "first_reply <= 4m"), ProofOutcome::kRefuted);
  EXPECT_EQ(proof_.ticket, "category=account");
  EXPECT_EQ(Outcome("tier == 'vip'", "first_reply <= 5m"), ProofOutcome::kRefuted);
}

TEST_F(ProveClaimTest, BusinessDaysCompareOnlyWithBusinessDays) {
  EXPECT_EQ(Outcome("category == 'refund'", "resolution <= 3bd"), ProofOutcome::kProved);
  EXPECT_EQ(Outcome("category == 'refund'", "resolution <= 2bd"), ProofOutcome::kRefuted);
  EXPECT_EQ(Outcome("category == 'refund'", "resolution <= 100d"), ProofOutcome::kRefuted);
  EXPECT_EQ(Outcome("category == 'account'", "first_reply <= 3bd"), ProofOutcome::kRefuted);
}

TEST_F(ProveClaimTest, TicketsThatArePromisedNothingAreExceptions) {
  EXPECT_EQ(Outcome("", "first_reply <= 5m"), ProofOutcome::kRefuted);
  EXPECT_EQ(Outcome("category != 'refund'", "sla == 'account'"), ProofOutcome::kRefuted);
  EXPECT_EQ(proof_.ticket, "");
  EXPECT_EQ(Outcome("category == 'refund'", "sla == 'refund'"), ProofOutcome::kProved);
}

TEST_F(ProveClaimTest, RoutesAndTheirFirstQueue) {
  EXPECT_EQ(Outcome("category == 'account'", "queue == 'security'"), ProofOutcome::kProved);
  EXPECT_EQ(Outcome("category == 'refund' && has(amount)", "route == 'rest'"),
            ProofOutcome::kProved);
  EXPECT_EQ(Outcome("", "queue == 'all'"), ProofOutcome::kRefuted);
}

TEST_F(ProveClaimTest, PriorityRulesAreHeeded) {
  EXPECT_EQ(Outcome("tier == 'vip'", "priority <= P2"), ProofOutcome::kProved);
  EXPECT_EQ(Outcome("tier == 'vip' && priority == P3", "priority <= P0"), ProofOutcome::kProved);
  EXPECT_EQ(proof_.reason.english, "no ticket meets the condition");
  EXPECT_EQ(Outcome("tier == 'vip'", "priority <= P1"), ProofOutcome::kRefuted);
  EXPECT_EQ(proof_.ticket, "tier=vip");
  // A host may open it with a priority that is not the category's.
  EXPECT_EQ(Outcome("category == 'account'", "priority <= P1"), ProofOutcome::kRefuted);
  EXPECT_EQ(proof_.ticket, "category=account priority=P2");
}

TEST_F(ProveClaimTest, OnlyTicketsThatAreServedCount) {
  EXPECT_EQ(Outcome("channel == 'fax'", "priority <= P0"), ProofOutcome::kProved);
  EXPECT_EQ(proof_.reason.english, "no ticket meets the condition");
}

TEST_F(ProveClaimTest, ChainsThatOpeningStarts) {
  EXPECT_EQ(Outcome("", "escalates within 10m"), ProofOutcome::kRefuted);
  const std::string created = Chain(
      "on { created: true } when: \"tier == 'vip'\" step { wait: \"5m\" notify: \"customer\" }");
  EXPECT_EQ(Outcome("tier == 'vip'", "escalates within 10m", created), ProofOutcome::kProved);
  EXPECT_EQ(Outcome("tier == 'vip'", "escalates within 5m", created), ProofOutcome::kProved);
  EXPECT_EQ(Outcome("tier == 'vip'", "escalates within 4m", created), ProofOutcome::kRefuted);
  EXPECT_EQ(Outcome("", "escalates within 10m", created), ProofOutcome::kRefuted);
}

TEST_F(ProveClaimTest, ChainsThatABreachStartsNeedThePromise) {
  const std::string breached = Chain("on { breached: FIRST_REPLY } step { notify: \"customer\" }");
  EXPECT_EQ(Outcome("category == 'account'", "escalates within 1m", breached),
            ProofOutcome::kProved);
  EXPECT_EQ(Outcome("category == 'refund'", "escalates within 1m", breached),
            ProofOutcome::kRefuted);
  const std::string milestone =
      Chain("on { milestone_breached: \"frozen\" } step { notify: \"customer\" }");
  EXPECT_EQ(Outcome("category == 'account'", "escalates within 1m", milestone),
            ProofOutcome::kProved);
}

TEST_F(ProveClaimTest, StepsThatMayNotActOrNotInTimeDoNotCount) {
  const auto refuted = [&](const std::string& steps) {
    return Outcome("", "escalates within 10m", Chain("on { created: true } " + steps)) ==
           ProofOutcome::kRefuted;
  };
  EXPECT_TRUE(refuted("step { notify: \"customer\" when: \"tier == 'vip'\" }"));
  EXPECT_TRUE(refuted("step { wait: \"5m\" calendar: \"days\" notify: \"customer\" }"));
  EXPECT_TRUE(refuted("step { wait: \"6m\" } step { wait: \"6m\" notify: \"customer\" }"));
  EXPECT_FALSE(refuted("step { wait: \"4m\" } step { wait: \"6m\" set_priority: \"P0\" }"));
  EXPECT_TRUE(Outcome("", "escalates within 10m",
                      Chain("on { requested: true } step { notify: \"customer\" }")) ==
              ProofOutcome::kRefuted);
}

// A limit may leave a notification to a digest, and a new ticket has no handler.
TEST_F(ProveClaimTest, NotificationsThatMayNotComeDoNotCount) {
  const auto proved = [&](const std::string& inside, const std::string& more = "") {
    return Outcome("", "escalates within 10m", Chain("on { created: true } " + inside) + more) ==
           ProofOutcome::kProved;
  };
  const std::string limit = " limits { notifications_per_recipient: \"1/1h\" }";
  EXPECT_TRUE(proved("step { notify: \"customer\" }"));
  EXPECT_FALSE(proved("rate_limit: \"1/1h\" step { notify: \"customer\" }"));
  EXPECT_FALSE(proved("step { notify: \"customer\" }", limit));
  EXPECT_TRUE(proved("urgent: true step { notify: \"customer\" }", limit));
  EXPECT_TRUE(proved("step { notify: \"customer\" set_priority: \"P0\" }", limit));
  EXPECT_FALSE(proved("step { notify: \"handler\" }"));
}

TEST_F(ProveClaimTest, WhatDependsOnLaterIsUnknown) {
  EXPECT_EQ(Outcome("category == 'account'", "escalates within 1m",
                    Chain("on { breached: FIRST_REPLY } when: \"status != 'assigned'\" "
                          "step { notify: \"customer\" }")),
            ProofOutcome::kUnknown);
  EXPECT_NE(proof_.reason.english.find("\"chain\""), std::string::npos);
  EXPECT_EQ(Outcome("", "resolution <= 3bd", "sla { id: \"waits\" when: \"queue == 'all'\" }"),
            ProofOutcome::kUnknown);
  EXPECT_NE(proof_.reason.english.find("sla \"waits\""), std::string::npos);
  EXPECT_EQ(Outcome("", "route == 'rest'", "sla { id: \"waits\" when: \"queue == 'all'\" }"),
            ProofOutcome::kRefuted);
}

// A chain that raises the priority may do so before the breach.
TEST_F(ProveClaimTest, ChainsAtABreachThatReadARaisedPriorityAreUnknown) {
  const std::string normal =
      "escalations { id: \"chain\" on { breached: FIRST_REPLY } "
      "when: \"priority > P0\" step { notify: \"customer\" } }";
  const std::string raises =
      "escalations { id: \"raise\" on { requested: true } "
      "step { set_priority: \"P0\" } }";
  const std::string when = "category == 'account' && priority == P1";
  EXPECT_EQ(Outcome(when, "escalates within 1m", normal), ProofOutcome::kProved);
  EXPECT_EQ(Outcome(when, "escalates within 1m", normal + raises), ProofOutcome::kUnknown);
  EXPECT_NE(proof_.reason.english.find("\"chain\""), std::string::npos) << proof_.reason.english;
}

TEST_F(ProveClaimTest, TheTraceNamesTheRuleOfEachList) {
  ASSERT_EQ(Outcome("tier == 'vip' && category == 'account'", "queue == 'all'"),
            ProofOutcome::kRefuted);
  std::vector<std::string> lines;
  for (const TraceLine& line : proof_.trace) {
    lines.push_back(line.gets.english + "|" + line.rule + "|" + line.place);
  }
  EXPECT_EQ(lines, (std::vector<std::string>{
                       "priority P1||", "first_reply 5m, frozen 15m|sla \"account\"|a.textproto:11",
                       "queue security|route \"account\"|a.textproto:24"}));
}

// A breach comes later: the ticket has an age by then, and calendars have opened and closed.
TEST_F(ProveClaimTest, ChainsThatReadAgeOrACalendarAreUnknownAtABreach) {
  const auto breached = [&](const std::string& when) {
    return Outcome(
        "category == 'account'", "escalates within 1m",
        Chain("on { breached: FIRST_REPLY } when: \"" + when + "\" step { notify: \"customer\" }"));
  };
  for (const char* when :
       {"age > duration('1m')", "age >= duration('0s')", "open('days')",
        "tier == 'vip' || !open('days')", "reopen_count == 0", "queue == 'all'", "owner == ''"}) {
    EXPECT_EQ(breached(when), ProofOutcome::kUnknown) << when;
    EXPECT_NE(proof_.reason.english.find("\"chain\""), std::string::npos) << proof_.reason.english;
  }
  EXPECT_EQ(breached("category == 'account'"), ProofOutcome::kProved);
}

// At the opening both are known: an age of 0, and any instant.
TEST_F(ProveClaimTest, ChainsThatOpeningStartsReadAgeAndCalendarsThen) {
  const auto created = [&](const std::string& when) {
    return Outcome(
        "", "escalates within 1m",
        Chain("on { created: true } when: \"" + when + "\" step { notify: \"customer\" }"));
  };
  EXPECT_EQ(created("age == duration('0s')"), ProofOutcome::kProved);
  EXPECT_EQ(created("age > duration('0s')"), ProofOutcome::kRefuted);
  EXPECT_EQ(created("open('days') || !open('days')"), ProofOutcome::kProved);
  EXPECT_EQ(created("open('days')"), ProofOutcome::kRefuted);
  EXPECT_EQ(proof_.at, "2027-01-04T18:00Z");  // closed again, on the first day of examples
}

TEST_F(ProveClaimTest, ConditionsMayNotReadWhatBecomesOfATicket) {
  TestZones zones;
  std::vector<Diagnostic> diagnostics;
  for (const char* when :
       {"age > duration('1h')", "age == duration('0s')", "tier == 'vip' && !(age < duration('1m'))",
        "status == 'new'", "queue == ''", "owner == ''", "reopen_count == 0"}) {
    const auto proofs =
        ProveClaim({{"a.textproto", kDesk}}, zones, when, "priority <= P0", &diagnostics);
    EXPECT_EQ(proofs.status().code(), absl::StatusCode::kInvalidArgument) << when;
    EXPECT_EQ(std::string(proofs.status().message()),
              "when: status, queue, owner, reopen_count and age are what becomes of a ticket; a "
              "claim is about tickets as they come in")
        << when;
  }
  // What a ticket comes in with may be read, and when it does.
  for (const char* when : {"open('days')", "priority <= P1", "emotion > 3", "'a' in tags"}) {
    EXPECT_TRUE(
        ProveClaim({{"a.textproto", kDesk}}, zones, when, "priority <= P0", &diagnostics).ok())
        << when;
  }
}

TEST_F(ProveClaimTest, HostileTextsAreRefusedWithASentence) {
  TestZones zones;
  std::vector<Diagnostic> diagnostics;
  const std::string hostile[] = {std::string(size_t{1} << 20, 'a'),
                                 std::string(100'000, '('),
                                 std::string(100'000, '!') + "true",
                                 std::string("tier == 'a\0b'", 13),
                                 "tier == '\xff'",
                                 std::string(size_t{1} << 20, '&'),
                                 "\x1b[31m"};
  for (const std::string& text : hostile) {
    const auto when = ProveClaim({{"a.textproto", kDesk}}, zones, text, "", &diagnostics);
    EXPECT_EQ(when.status().code(), absl::StatusCode::kInvalidArgument);
    EXPECT_LT(when.status().message().size(), 400u);
    const auto then = ProveClaim({{"a.textproto", kDesk}}, zones, "", text, &diagnostics);
    EXPECT_EQ(then.status().code(), absl::StatusCode::kInvalidArgument);
    EXPECT_LT(then.status().message().size(), 400u);
  }
}

TEST_F(ProveClaimTest, NonsenseIsRefused) {
  TestZones zones;
  std::vector<Diagnostic> diagnostics;
  const auto problem = [&](const std::string& when, const std::string& then) {
    const auto proofs = ProveClaim({{"a.textproto", kDesk}}, zones, when, then, &diagnostics);
    return std::string(proofs.status().message());
  };
  EXPECT_EQ(problem("teir == 'vip'", "queue == 'all'"),
            "when: unknown fact \"teir\"; did you mean \"tier\"?");
  EXPECT_NE(problem("status == 'new'", "queue == 'all'").find("what becomes of a ticket"),
            std::string::npos);
  EXPECT_EQ(problem("", "queue == 'al'"), "then: unknown queue \"al\"; did you mean \"all\"?");
  const auto broken = ProveClaim({{"a.textproto", "name: "}}, zones, "", "", &diagnostics);
  EXPECT_EQ(broken.status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_FALSE(diagnostics.empty());
}

}  // namespace
}  // namespace waypost::policy
