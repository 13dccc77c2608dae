#include "lib/scenario/open_line.h"

#include <gtest/gtest.h>

#include "google/protobuf/text_format.h"
#include "lib/base/list_text.h"
#include "lib/base/philox.h"
#include "tests/unit/scenario/scenario_testing.h"

namespace waypost::scenario {
namespace {

constexpr int64_t kMonday = 1'799'049'600'000;  // 2027-01-04T08:00Z, 09:00 in Berlin

const Policy& Desk() {
  static const PolicyCompilation* const compiled =
      new PolicyCompilation(Policy::CompileText("desk.textproto", kDesk));
  static const Policy* const policy = new Policy(compiled->policy());
  return *policy;
}

LocalTime Berlin() { return *LocalTime::Load("Europe/Berlin"); }

OpenLine Read(const std::vector<std::string>& words) {
  return ReadOpenLine(words, Desk(), Berlin(), kMonday);
}

struct OpenCase {
  const char* name;
  std::vector<std::string> words;
  const char* text;
  const char* command;
};

class OpenLineTest : public ::testing::TestWithParam<OpenCase> {};

TEST_P(OpenLineTest, IsTheStepOfAScenario) {
  const OpenLine line = Read(GetParam().words);
  EXPECT_TRUE(line.diagnostics.empty()) << RenderDiagnostics(line.diagnostics);
  EXPECT_EQ(line.text, GetParam().text);
  v1::Command expected;
  ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(GetParam().command, &expected));
  EXPECT_EQ(line.command.ShortDebugString(), expected.ShortDebugString());
}

INSTANTIATE_TEST_SUITE_P(
    Words, OpenLineTest,
    ::testing::Values(
        OpenCase{"NothingSaid", {}, "open T1", R"(open_ticket { ticket_id: "T1" })"},
        OpenCase{
            "TextOfSeveralWords",
            {"tier=vip", "text=my account; hacked = \"gone\""},
            R"(open T1 tier=vip text="my account; hacked = \"gone\"")",
            R"(open_ticket { ticket_id: "T1" tier: "vip" text: "my account; hacked = \"gone\"" })"},
        OpenCase{"TextOfSeveralLines",
                 {"text=one\ntwo"},
                 R"(open T1 text="one\ntwo")",
                 R"(open_ticket { ticket_id: "T1" text: "one\ntwo" })"},
        OpenCase{
            "EmptyText", {"text="}, R"(open T1 text="")", R"(open_ticket { ticket_id: "T1" })"},
        OpenCase{"TextLikeAComment",
                 {"text=#1"},
                 R"(open T1 text="#1")",
                 R"(open_ticket { ticket_id: "T1" text: "#1" })"},
        OpenCase{"Flag",
                 {"opened_by_agent"},
                 "open T1 opened_by_agent",
                 R"(open_ticket { ticket_id: "T1" opened_by_agent: true })"},
        OpenCase{"DeclaredFactOfItsType",
                 {"fact.amount=500", "fact.since=08:00"},
                 "open T1 fact.amount=500 fact.since=08:00",
                 R"(open_ticket { ticket_id: "T1"
                facts { name: "amount" value { number: 500 } }
                facts { name: "since" value { timestamp_ms: 1799046000000 } } })"},
        OpenCase{"WhatAPersonDecided",
                 {"category=a", "sub=b", "priority=P1", "language=zh"},
                 "open T1 category=a sub=b priority=P1 language=zh",
                 R"(open_ticket { ticket_id: "T1" language: "zh" category: "a" subcategory: "b"
                priority: "P1" })"},
        OpenCase{"WhatTheWordsSoundLike",
                 {"emotion=4", "complexity=simple"},
                 "open T1 emotion=4 complexity=simple",
                 R"(open_ticket { ticket_id: "T1"
                evidence { emotion: 4 complexity: SIMPLE has_text: true } })"}),
    [](const auto& test) { return test.param.name; });

struct Mistake {
  const char* name;
  const char* word;
  const char* code;
  const char* help;
};

class MistakenWordTest : public ::testing::TestWithParam<Mistake> {};

TEST_P(MistakenWordTest, IsSaidAtItsPlace) {
  const OpenLine line = Read({"tier=vip", GetParam().word});
  ASSERT_EQ(line.diagnostics.size(), 1u);
  const Diagnostic& diagnostic = line.diagnostics[0];
  EXPECT_EQ(diagnostic.code, GetParam().code);
  EXPECT_EQ(diagnostic.file, "ticket");
  EXPECT_EQ(diagnostic.line, 1u);
  EXPECT_GE(diagnostic.column, 18u);
  EXPECT_NE(diagnostic.help.find(GetParam().help), std::string::npos) << diagnostic.help;
}

INSTANTIATE_TEST_SUITE_P(
    Words, MistakenWordTest,
    ::testing::Values(Mistake{"DeclaredFactWithoutItsPrefix", "amount=5", "WP9102", "fact.amount="},
                      Mistake{"FactByItsNameInConditions", "subcategory=x", "WP9102", "\"sub\""},
                      Mistake{"StateOfTheDesk", "status=queued", "WP9102", "desk itself"},
                      Mistake{"QueueOfTheDesk", "queue=all", "WP9102", "desk itself"},
                      Mistake{"Misspelt", "chanel=app", "WP9102", "did you mean \"channel\"?"},
                      Mistake{"EmotionInWords", "emotion=high", "WP9105", ""},
                      Mistake{"UnknownComplexity", "complexity=hard", "WP9105", "simple"},
                      Mistake{"NotUtf8", "text=\xff", "WP9003", ""}),
    [](const auto& test) { return test.param.name; });

TEST(SaysSomethingOfATicket, TellsFactsFromFiles) {
  EXPECT_TRUE(SaysSomethingOfATicket("tier=vip"));
  EXPECT_TRUE(SaysSomethingOfATicket("fact.amount=1"));
  EXPECT_TRUE(SaysSomethingOfATicket("opened_by_agent"));
  EXPECT_FALSE(SaysSomethingOfATicket("desk.textproto"));
  EXPECT_FALSE(SaysSomethingOfATicket("./a=b/desk.textproto"));
  EXPECT_FALSE(SaysSomethingOfATicket("=x"));
  EXPECT_FALSE(SaysSomethingOfATicket(""));
}

TEST(ReadOpeningTime, IsATimeOfAMondayOrADate) {
  const LocalTime berlin = Berlin();
  EXPECT_EQ(*ReadOpeningTime("09:00", berlin), kMonday);
  EXPECT_EQ(*ReadOpeningTime("2027-01-04T09:00", berlin), kMonday);
  EXPECT_EQ(*ReadOpeningTime("2027-01-05T09:00", berlin), kMonday + 86'400'000);
  EXPECT_FALSE(ReadOpeningTime("+1m", berlin).ok());
  EXPECT_FALSE(ReadOpeningTime("noon", berlin).ok());
  EXPECT_FALSE(ReadOpeningTime("", berlin).ok());
}

// Every list has words; the step that they make says the same again.
TEST(OpenLineLists, AreReadAsTheyAreWritten) {
  const PolicyCompilation compiled =
      Policy::CompileText("games.textproto",
                          R"(name: "games" facts { name: "games" type: STRING_LIST }
         queues { id: "all" } routes { id: "all" stage { queue: "all" } })");
  ASSERT_TRUE(compiled.ok()) << compiled.diagnostics();
  const Policy policy = compiled.policy();
  const std::vector<std::string> pieces = {",", "\"", "'", " ",  "\n", "\t", "\r",   ";", "#",
                                           "=", "a",  "é", "北", "\\", "->", "\x01", "!", "x"};
  PhiloxStream random(20'271'122, 2);
  for (int i = 0; i < 3'000; ++i) {
    std::vector<std::string> list(random.Below(4));
    for (std::string& element : list) {
      for (uint64_t k = random.Below(5); k > 0; --k) element += pieces[random.Below(pieces.size())];
    }
    const std::vector<std::string> words = {"fact.games=" + ListText(list),
                                            "tags=" + ListText(list)};
    const OpenLine line = ReadOpenLine(words, policy, Berlin(), kMonday);
    ASSERT_TRUE(line.diagnostics.empty()) << line.text << RenderDiagnostics(line.diagnostics);
    const v1::OpenTicket& open = line.command.open_ticket();
    ASSERT_EQ(std::vector<std::string>(open.tags().begin(), open.tags().end()), list) << line.text;
    const auto& texts = open.facts(0).value().list().texts();
    ASSERT_EQ(std::vector<std::string>(texts.begin(), texts.end()), list) << line.text;
  }
}

TEST(OpenLineLists, WithDamagedQuotesAreRefused) {
  const OpenLine line = Read({"tags=a,\"b"});
  ASSERT_EQ(line.diagnostics.size(), 1u);
  EXPECT_EQ(line.diagnostics[0].code, "WP9105");
  EXPECT_EQ(line.diagnostics[0].message, "\"a,\"b\" is no list");
}

}  // namespace
}  // namespace waypost::scenario
