#include "lib/policy/ticket_words.h"

#include <string>

#include "gtest/gtest.h"
#include "tests/unit/policy/lower_testing.h"

namespace waypost::policy {
namespace {

using expression::Witness;

class TicketWordsTest : public testing::Test {
 protected:
  TicketWordsTest()
      : lowered_(Lower(R"(
            name: "shop"
            facts { name: "amount" type: INT }
            facts { name: "gift" type: BOOL }
            facts { name: "lost" type: DURATION }
            facts { name: "since" type: TIMESTAMP }
            facts { name: "order" }
            categories { id: "account" sub { id: "stolen" } }
            queues { id: "all" } routes { id: "all" stage { queue: "all" } })")),
        usual_(lowered_.tables->environment.row_size()) {
    for (uint32_t i = 0; i < kFirstDeclaredFact; ++i) usual_[i].present = true;
    ticket_ = usual_;
  }

  void Text(std::string_view fact, std::string text) {
    expression::WitnessValue& value = At(fact);
    value.present = true;
    value.text = std::move(text);
  }
  void Number(std::string_view fact, int64_t number) {
    expression::WitnessValue& value = At(fact);
    value.present = true;
    value.number = number;
  }
  expression::WitnessValue& At(std::string_view fact) {
    return ticket_[lowered_.tables->environment.FindFact(fact)->index];
  }
  std::string Words() const { return TicketWords(*lowered_.tables, ticket_, usual_); }

  const Lowered lowered_;
  Witness usual_;
  Witness ticket_;
};

TEST_F(TicketWordsTest, AnOrdinaryTicketNeedsNone) { EXPECT_EQ(Words(), ""); }

TEST_F(TicketWordsTest, WordsAreThoseOfTheVerbOpen) {
  Text("category", "account");
  Text("subcategory", "stolen");
  Number("priority", 1);
  Number("emotion", 4);
  Number("amount", -5);
  Number("gift", 0);
  Number("lost", 5'400'000);
  Number("since", 1'800'000'000'000);
  EXPECT_EQ(Words(),
            "category=account sub=stolen priority=P1 emotion=4 fact.amount=-5 fact.gift=no "
            "fact.lost=1h30m fact.since=2027-01-15T08:00:00Z");
}

TEST_F(TicketWordsTest, WhatAShellWouldTakeApartIsQuoted) {
  Text("channel", "two words");
  Text("product", "it's");
  Text("region", "北京");
  Text("order", "");
  EXPECT_EQ(Words(), "'channel=two words' 'product=it'\\''s' region=北京 fact.order=");
}

TEST_F(TicketWordsTest, QueuedIsWhatEveryTicketIsAtFirst) {
  Text("status", "queued");
  EXPECT_EQ(Words(), "");
  Text("status", "solved");
  EXPECT_EQ(Words(), "status=solved");
}

}  // namespace
}  // namespace waypost::policy
