#include "lib/policy/ticket_words.h"

#include <cstdio>
#include <string>
#include <utility>
#include <vector>

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
            facts { name: "games" type: STRING_LIST }
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
  void List(std::string_view fact, std::vector<std::string> list) {
    expression::WitnessValue& value = At(fact);
    value.present = true;
    value.list = std::move(list);
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

TEST_F(TicketWordsTest, ListsKeepTheirElements) {
  List("tags", {"vip", "late"});
  List("games", {""});
  EXPECT_EQ(Words(), "tags=vip,late 'fact.games=\"\"'");
  List("tags", {"a,b", "it's"});
  List("games", {"one\ntwo", "say \"hi\""});
  EXPECT_EQ(Words(), R"('tags="a,b",it'\''s' 'fact.games="one\ntwo",say "hi"')");
}

TEST_F(TicketWordsTest, ControlCharactersStayOnTheLine) {
  Text("order", "one\ntwo's \\ \x7f");
  EXPECT_EQ(Words(), R"($'fact.order=one\x0atwo\'s \\ \x7f')");
}

// What bash makes of words: each followed by a bar.
std::string ReadByBash(const std::string& words) {
  FILE* pipe = popen(("exec bash -c " + ShellWord("printf '%s|' " + words)).c_str(), "r");
  std::string output;
  if (pipe == nullptr) return output;
  char buffer[4096];
  for (size_t size = 0; (size = fread(buffer, 1, sizeof buffer, pipe)) > 0;) {
    output.append(buffer, size);
  }
  pclose(pipe);
  return output;
}

TEST(ShellWord, IsReadByBashAsItIs) {
  const std::string odd[] = {"",
                             "plain",
                             "two words",
                             "it's",
                             "$HOME `x` !",
                             "back\\slash",
                             "*?[a]",
                             "#no",
                             "~",
                             "北京",
                             "-x",
                             "{a,b}",
                             "\"",
                             "a;b&c",
                             "(<|>)y",
                             "a\nb",
                             "\t\x01"
                             "1\x7f'\\"};
  std::string words, expected;
  for (const std::string& text : odd) {
    words += " " + ShellWord(text);
    expected += text + "|";
  }
  EXPECT_EQ(ReadByBash(words), expected) << words;
}

TEST_F(TicketWordsTest, QueuedIsWhatEveryTicketIsAtFirst) {
  Text("status", "queued");
  EXPECT_EQ(Words(), "");
  Text("status", "solved");
  EXPECT_EQ(Words(), "status=solved");
}

}  // namespace
}  // namespace waypost::policy
