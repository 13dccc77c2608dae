// Why tickets wait and for whom: one test for each kind of reason.
#include <string>

#include "gtest/gtest.h"
#include "tests/unit/engine/desk.h"

namespace waypost::testing {
namespace {

using v1::RoutingVerdict;

constexpr char kExplained[] = R"policy(name: "explained"
priorities: [ "P0", "P1" ]
languages: [ "en", "pt", "pt-BR", "ja" ]
categories { id: "account" }
categories { id: "refund" }
categories { id: "other" }
queues { id: "security" forget_refusals_after: "10m" }
queues { id: "all" }
routes {
  id: "account"
  when: "category == 'account'"
  stage { queue: "security" require: "skill('account') >= 60 && speaks(language) >= 50" }
  stage { after: "5m" require: "skill('account') >= 30" }
}
routes {
  id: "refund"
  when: "category == 'refund'"
  stage {
    queue: "all"
    require: "speaks(language) >= 50 && (team == 'money' || skill('refund') >= 90)"
    prefer { when: "skill('refund') >= 50" weight: 3 }
    languages { tag: "prefix" after: "1m" }
  }
}
)policy";

class ExplainRoutingTest : public ::testing::Test {
 protected:
  ExplainRoutingTest() : desk_(kExplained) {}

  void Do(const std::string& command, int64_t after_ms = 0) {
    now_ms_ += after_ms;
    EXPECT_TRUE(desk_.Apply(now_ms_, command).ok()) << command;
    for (const v1::Event& event : desk_.events) {
      EXPECT_FALSE(event.has_command_refused()) << event.ShortDebugString();
    }
    desk_.events.clear();
  }

  void Agent(const std::string& id, const std::string& fields) {
    Do("set_agent { agent { id: '" + id + "' " + fields + " } }", 1000);
  }

  void Open(const std::string& id, const std::string& category) {
    Do("open_ticket { ticket_id: '" + id + "' language: 'en' category: '" + category + "' }", 1000);
  }

  RoutingVerdict Why(const std::string& ticket, const std::string& agent) {
    const auto verdict = desk_.engine->WhyNot(ticket, agent);
    EXPECT_TRUE(verdict.ok()) << verdict.status();
    return verdict.ok() ? *verdict : RoutingVerdict();
  }

  v1::RoutingExplanation Explain(const std::string& ticket) {
    const auto explanation = desk_.engine->ExplainRouting(ticket);
    EXPECT_TRUE(explanation.ok()) << explanation.status();
    return explanation.ok() ? *explanation : v1::RoutingExplanation();
  }

  Desk desk_;
  int64_t now_ms_ = kNoon;
};

constexpr char kAble[] = "skills { name: 'account' level: 80 } languages { tag: 'en' level: 90 }";
constexpr char kBeginner[] =
    "skills { name: 'account' level: 40 } languages { tag: 'en' level: 90 }";

TEST_F(ExplainRoutingTest, WhoLacksSomethingIsToldWhatAndFromWhenItDoesNotMatter) {
  Agent("mei", kBeginner);
  Open("T1", "account");
  const RoutingVerdict verdict = Why("T1", "mei");
  EXPECT_EQ(verdict.why(), RoutingVerdict::REQUIREMENT);
  EXPECT_EQ(verdict.sentence(),
            "route \"account\" stage 1 requires skill('account') >= 60, mei has 40; by stage 2, in "
            "5m, nothing is lacking");
  EXPECT_EQ(verdict.decided_by().line(), 12);
  ASSERT_EQ(verdict.stages_size(), 2);
  EXPECT_EQ(verdict.stages(0).failing(), "skill('account') >= 60");
  EXPECT_EQ(verdict.stages(0).has(), "40");
  EXPECT_EQ(verdict.stages(0).begins_ms(), 0);
  EXPECT_EQ(verdict.stages(1).failing(), "");
  EXPECT_EQ(verdict.stages(1).begins_ms(), now_ms_ + 5 * kMinute);
  EXPECT_EQ(verdict.changes_ms(), now_ms_ + 5 * kMinute);
}

TEST_F(ExplainRoutingTest, AFailedChoiceIsToldAsAWhole) {
  Agent("lin", "languages { tag: 'en' level: 50 } team: 'art'");
  Open("T1", "refund");
  EXPECT_EQ(Why("T1", "lin").sentence(),
            "route \"refund\" stage 1 requires team == 'money' || skill('refund') >= 90, lin meets "
            "no part of it");
}

TEST_F(ExplainRoutingTest, AMissingLanguageIsLevelNought) {
  Agent("jo", "languages { tag: 'ja' level: 100 } skills { name: 'account' level: 100 }");
  Open("T1", "account");
  EXPECT_EQ(Why("T1", "jo").sentence(),
            "route \"account\" stage 1 requires speaks(language) >= 50, jo has 0; by stage 2, in "
            "5m, nothing is lacking");
}

TEST_F(ExplainRoutingTest, ALanguageThatWillDoLaterIsNotThereYet) {
  Agent("ana", "languages { tag: 'pt' level: 90 } team: 'money'");
  Do("open_ticket { ticket_id: 'T1' language: 'pt-BR' category: 'refund' }");
  EXPECT_EQ(Why("T1", "ana").why(), RoutingVerdict::REQUIREMENT);
  EXPECT_EQ(Why("T1", "ana").changes_ms(), now_ms_ + kMinute);
  ASSERT_TRUE(desk_.Advance(now_ms_ + kMinute + 1).ok());
  EXPECT_EQ(Why("T1", "ana").why(), RoutingVerdict::HAS_IT);
}

TEST_F(ExplainRoutingTest, WhoDoesNotServeTheQueueIsToldSo) {
  Agent("bo", std::string(kAble) + " queues: 'all'");
  Open("T1", "account");
  const RoutingVerdict verdict = Why("T1", "bo");
  EXPECT_EQ(verdict.why(), RoutingVerdict::NOT_IN_QUEUE);
  EXPECT_EQ(verdict.sentence(), "bo does not serve queue \"security\"");
}

TEST_F(ExplainRoutingTest, WhoRefusedIsToldForHowLong) {
  Agent("ana", kAble);
  Agent("bo", std::string(kAble) + " presence: BUSY");
  Open("T1", "account");
  Do("decline_offer { ticket_id: 'T1' agent_id: 'ana' }", kMinute / 2);
  const RoutingVerdict verdict = Why("T1", "ana");
  EXPECT_EQ(verdict.why(), RoutingVerdict::REFUSED);
  EXPECT_EQ(verdict.sentence(), "ana refused it or did not answer; that is forgotten in 10m");
  EXPECT_EQ(Why("T1", "bo").why(), RoutingVerdict::AWAY);
  EXPECT_EQ(Why("T1", "bo").sentence(), "bo is busy; it is the next");
}

TEST_F(ExplainRoutingTest, WhoIsFullIsToldWhatComesBefore) {
  Agent("ana", kAble);
  for (const char* id : {"T1", "T2", "T3"}) Open(id, "account");
  EXPECT_EQ(Why("T1", "ana").why(), RoutingVerdict::HAS_IT);
  EXPECT_EQ(Why("T1", "ana").sentence(), "it is offered to ana");
  EXPECT_EQ(Why("T2", "ana").sentence(), "ana has 1 of 1 ticket; it is the next");
  const RoutingVerdict verdict = Why("T3", "ana");
  EXPECT_EQ(verdict.why(), RoutingVerdict::FULL);
  EXPECT_EQ(verdict.tickets_before(), 1);
  EXPECT_EQ(verdict.sentence(), "ana has 1 of 1 ticket; 1 ticket comes before it");
}

TEST_F(ExplainRoutingTest, WhatWaitsForNobodyIsToldSo) {
  Agent("ana", kAble);
  Agent("bo", kAble);
  Open("T1", "account");
  EXPECT_EQ(Why("T1", "bo").why(), RoutingVerdict::COULD_TAKE);
  EXPECT_EQ(Why("T1", "bo").sentence(), "nothing keeps bo from it, but ana was asked first");
  Do("accept_offer { ticket_id: 'T1' agent_id: 'ana' }");
  EXPECT_EQ(Why("T1", "ana").sentence(), "ana has it");
  EXPECT_EQ(Why("T1", "bo").why(), RoutingVerdict::NOT_WAITING);
  EXPECT_EQ(Why("T1", "bo").sentence(), "it waits for nobody: ana works on it");
  Do("set_status { ticket_id: 'T1' status: WAITING_CUSTOMER }");
  EXPECT_EQ(Why("T1", "bo").sentence(), "it waits for nobody: it is waiting_customer");
}

TEST_F(ExplainRoutingTest, WhatNoRouteTakesIsToldSo) {
  Agent("ana", kAble);
  Open("T1", "other");
  EXPECT_EQ(Why("T1", "ana").why(), RoutingVerdict::NO_ROUTE);
  EXPECT_EQ(Explain("T1").sentence(),
            "no route takes it; it waits for a person to send it somewhere");
  ASSERT_EQ(desk_.engine->Unroutable().tickets_size(), 1);
  EXPECT_EQ(desk_.engine->Unroutable().tickets(0).ticket_id(), "T1");
  EXPECT_FALSE(desk_.engine->Unroutable().tickets(0).has_decided_by());
}

TEST_F(ExplainRoutingTest, ATransferredTicketAsksForItsQueueAlone) {
  Agent("bo", "queues: 'all'");
  Agent("jo", "queues: 'security' presence: ON_BREAK");
  Open("T1", "account");
  Do("transfer { ticket_id: 'T1' queue: 'security' }");
  const RoutingVerdict verdict = Why("T1", "bo");
  EXPECT_EQ(verdict.why(), RoutingVerdict::NOT_IN_QUEUE);
  EXPECT_EQ(verdict.decided_by().rule(), "queue \"security\"");
  EXPECT_EQ(Why("T1", "jo").sentence(), "jo is on_break; it is the next");
}

TEST_F(ExplainRoutingTest, TheWholeRosterIsCountedByWhatIsInTheWay) {
  Agent("ana", kAble);
  Agent("bo", std::string(kAble) + " presence: OFFLINE");
  Agent("cy", std::string(kAble) + " queues: 'all'");
  Agent("di", kBeginner);
  Agent("ed", kBeginner);
  Open("T1", "account");
  Open("T2", "account");
  const v1::RoutingExplanation explanation = Explain("T2");
  EXPECT_EQ(explanation.sentence(),
            "it waits in queue \"security\" for 0s; of 5 agents: 1 not in its queues, 2 lacking "
            "what it requires, 1 away, 1 full");
  ASSERT_EQ(explanation.obstacles_size(), 4);
  EXPECT_EQ(explanation.obstacles(1).failing(), "skill('account') >= 60");
  EXPECT_EQ(explanation.obstacles(1).agents(), 2);
  EXPECT_EQ(explanation.obstacles(1).agent_ids(0), "di");
  EXPECT_EQ(explanation.decided_by().rule(), "route \"account\" stage 1");
}

TEST_F(ExplainRoutingTest, TheNextIsToldWithItsLead) {
  Agent("first", "languages { tag: 'en' level: 60 } team: 'money'");
  Agent("ana", "languages { tag: 'en' level: 60 } team: 'money'");
  Agent("bo", "languages { tag: 'en' level: 60 } team: 'money'");
  Agent("cy", "languages { tag: 'en' level: 60 } skills { name: 'refund' level: 95 }");
  Open("T1", "refund");  // cy has the best score
  EXPECT_EQ(Explain("T1").sentence(),
            "it is offered to cy; of 4 agents; next would be first, idle for 1s longer than ana");
  Do("decline_offer { ticket_id: 'T1' agent_id: 'cy' }");
  EXPECT_EQ(Why("T1", "first").why(), RoutingVerdict::HAS_IT);
  Open("T2", "refund");
  EXPECT_EQ(Why("T2", "cy").why(), RoutingVerdict::HAS_IT);
  Do("close_ticket { ticket_id: 'T1' }");
  Do("close_ticket { ticket_id: 'T2' }");
  Open("T3", "refund");  // cy again
  Agent("di", "languages { tag: 'en' level: 60 } skills { name: 'refund' level: 95 }");
  const v1::RoutingExplanation explanation = Explain("T3");
  EXPECT_EQ(explanation.candidates(0).agent_id(), "di");
  EXPECT_EQ(explanation.candidates(0).score(), 3);
  EXPECT_EQ(explanation.sentence(),
            "it is offered to cy; of 5 agents; next would be di, by score 3 to 0 of ana");
}

TEST_F(ExplainRoutingTest, WhatNobodyCanEverTakeIsFoundWithTheNearest) {
  Agent("ana", kBeginner);
  Agent("bo", "languages { tag: 'en' level: 90 } skills { name: 'refund' level: 70 }");
  Open("T1", "account");  // ana may by stage 2
  Open("T2", "refund");
  const v1::UnroutableList list = desk_.engine->Unroutable();
  ASSERT_EQ(list.tickets_size(), 1);
  EXPECT_EQ(list.tickets(0).ticket_id(), "T2");
  EXPECT_EQ(list.tickets(0).nearest_agent_id(), "ana");
  EXPECT_EQ(list.tickets(0).relax(0), "team == 'money'");
  Agent("cy", "presence: OFFLINE languages { tag: 'en' level: 90 } team: 'money'");
  EXPECT_EQ(desk_.engine->Unroutable().tickets_size(), 0);
  Do("remove_agent { agent_id: 'ana' }");
  EXPECT_EQ(
      desk_.engine->Unroutable().tickets(0).sentence(),
      "nobody on the roster can ever take it; nearest is bo by route \"account\" stage 2, who "
      "lacks skill('account') >= 30 and has 0");
}

TEST_F(ExplainRoutingTest, AskingChangesNothing) {
  Agent("ana", kBeginner);
  Open("T1", "account");
  const uint64_t digest = desk_.engine->StateDigest();
  Explain("T1");
  Why("T1", "ana");
  desk_.engine->Unroutable();
  EXPECT_EQ(desk_.engine->StateDigest(), digest);
  EXPECT_TRUE(absl::IsNotFound(desk_.engine->WhyNot("T9", "ana").status()));
  EXPECT_TRUE(absl::IsNotFound(desk_.engine->WhyNot("T1", "nobody").status()));
  EXPECT_TRUE(absl::IsNotFound(desk_.engine->ExplainRouting("T9").status()));
}

TEST_F(ExplainRoutingTest, WhatHoldsAtEveryStageKeepsOut) {
  Agent("ann", std::string(kAble) + " modalities: 'text'");
  Agent("bo", kAble);
  Do("open_ticket { ticket_id: 'T1' language: 'en' category: 'account' modalities: 'sign-language' "
     "excluded_agents: 'bo' }");
  EXPECT_EQ(Why("T1", "ann").why(), RoutingVerdict::REQUIREMENT);
  EXPECT_EQ(Why("T1", "ann").sentence(), "ann offers no modality \"sign-language\"");
  EXPECT_FALSE(Why("T1", "ann").has_decided_by());
  Do("open_ticket { ticket_id: 'T2' language: 'en' category: 'account' excluded_agents: ['ann', "
     "'bo'] }");
  EXPECT_EQ(Why("T2", "bo").why(), RoutingVerdict::REQUIREMENT);
  EXPECT_EQ(Why("T2", "bo").sentence(), "bo is excluded from it");
  Do("open_ticket { ticket_id: 'T3' language: 'en' category: 'account' modalities: 'sign-language' "
     "excluded_agents: 'ann' }");
  EXPECT_EQ(Why("T3", "ann").sentence(),
            "ann is excluded from it and offers no modality \"sign-language\"");
}

TEST_F(ExplainRoutingTest, NobodyEverTakesAModalityThatNobodyOffers) {
  Agent("ann", std::string(kAble) + " modalities: 'text'");
  Agent("bo", kBeginner);
  Do("open_ticket { ticket_id: 'T1' language: 'en' category: 'account' modalities: 'text' }");
  Do("open_ticket { ticket_id: 'T2' language: 'en' category: 'account' modalities: 'sign' }");
  v1::UnroutableList list = desk_.engine->Unroutable();
  ASSERT_EQ(list.tickets_size(), 1) << "of one kind but for the modality";
  EXPECT_EQ(list.tickets(0).ticket_id(), "T2");
  EXPECT_EQ(list.tickets(0).nearest_agent_id(), "ann");
  EXPECT_EQ(list.tickets(0).relax_size(), 0);
  EXPECT_EQ(
      list.tickets(0).sentence(),
      "nobody on the roster can ever take it; nearest is ann by route \"account\" stage 1, who "
      "offers no modality \"sign\"");
  EXPECT_EQ(list.tickets(0).sentence_zh(),
            "名册上永远没有人能接它；最接近的是 ann（依据 route \"account\" stage 1），不提供方式 "
            "\"sign\"");
  Agent("cy", std::string(kAble) + " modalities: 'sign' presence: OFFLINE");
  EXPECT_EQ(desk_.engine->Unroutable().tickets_size(), 0);
}

TEST_F(ExplainRoutingTest, NobodyEverTakesATicketThatExcludesThemAll) {
  Agent("ann", std::string(kAble) + " presence: OFFLINE");
  Agent("bo", "languages { tag: 'en' level: 90 }");
  Do("open_ticket { ticket_id: 'T1' language: 'en' category: 'account' excluded_agents: 'bo' }");
  EXPECT_EQ(desk_.engine->Unroutable().tickets_size(), 0);
  Do("open_ticket { ticket_id: 'T2' language: 'en' category: 'account' excluded_agents: ['ann', "
     "'bo', 'cy'] }");
  v1::UnroutableList list = desk_.engine->Unroutable();
  ASSERT_EQ(list.tickets_size(), 1);
  EXPECT_EQ(
      list.tickets(0).sentence(),
      "nobody on the roster can ever take it; nearest is ann by route \"account\" stage 1, who "
      "is excluded from it");
  Do("remove_agent { agent_id: 'ann' }");
  list = desk_.engine->Unroutable();
  ASSERT_EQ(list.tickets_size(), 2);
  EXPECT_EQ(list.tickets(1).relax(0), "skill('account') >= 30");
  EXPECT_EQ(
      list.tickets(1).sentence(),
      "nobody on the roster can ever take it; nearest is bo by route \"account\" stage 2, who "
      "is excluded from it and lacks skill('account') >= 30 and has 0");
}

}  // namespace
}  // namespace waypost::testing
