#include "lib/base/list_text.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "lib/base/philox.h"

namespace waypost {
namespace {

using List = std::vector<std::string>;

struct ListCase {
  std::string name;
  List list;
  std::string text;
};

class ListTextTest : public testing::TestWithParam<ListCase> {};

TEST_P(ListTextTest, IsWrittenAndReadAs) {
  EXPECT_EQ(ListText(GetParam().list), GetParam().text);
  EXPECT_EQ(ParseListText(GetParam().text), GetParam().list);
}

INSTANTIATE_TEST_SUITE_P(
    Lists, ListTextTest,
    testing::Values(ListCase{"None", {}, ""}, ListCase{"One", {"chess"}, "chess"},
                    ListCase{"Two", {"chess", "go"}, "chess,go"},
                    ListCase{"OneEmptyText", {""}, R"("")"},
                    ListCase{"EmptyTexts", {"", "a", ""}, R"("",a,"")"},
                    ListCase{"Commas", {"a,b", ","}, R"("a,b",",")"},
                    ListCase{"SpacesAndApostrophes", {"it's so", " "}, "it's so, "},
                    ListCase{"QuotesAtTheBeginning", {"\"hi\" he"}, R"("\"hi\" he")"},
                    ListCase{"QuotesWithin", {"say \"hi\""}, R"(say "hi")"},
                    ListCase{"Backslashes", {"a\\n", "\\,"}, R"(a\n,"\\,")"},
                    ListCase{"LinesAndTabs", {"a\nb", "\t"}, R"("a\nb","\t")"},
                    ListCase{
                        "ControlCharacters", {std::string("\0\x1f\x7f", 3)}, R"("\x00\x1f\x7f")"},
                    ListCase{"OtherScripts", {"北京", "é"}, "北京,é"}),
    [](const auto& row) { return row.param.name; });

TEST(ParseListText, TakesEmptyElementsWithoutQuotesAmongOthers) {
  EXPECT_EQ(ParseListText("a,"), (List{"a", ""}));
  EXPECT_EQ(ParseListText(","), (List{"", ""}));
  EXPECT_EQ(ParseListText(R"("A",b)"), (List{"A", "b"}));
}

TEST(ParseListText, RefusesDamagedQuotes) {
  for (const char* text : {"\"", "\"a", "a,\"b", "\"a\"b", "\"a\" ,b", "\"\\q\"", "\"\\",
                           "\"\\x1\"", "\"\\xg0\"", "\"\\x", "\"\\x0"}) {
    EXPECT_EQ(ParseListText(text), std::nullopt) << text;
  }
}

TEST(ListTextProperty, EveryListIsReadAsItWasWritten) {
  constexpr char kCharacters[] = "\0\n\t\r\x01\x7f ,,\"\"''\\\\#;=>-anx0\xc3\xa9";
  const std::string characters(kCharacters, sizeof kCharacters - 1);
  PhiloxStream random(20'271'122, 0);
  for (int i = 0; i < 20'000; ++i) {
    List list(random.Below(4));
    for (std::string& element : list) {
      const uint64_t length = random.Below(6);
      for (uint64_t k = 0; k < length; ++k) element += characters[random.Below(characters.size())];
    }
    ASSERT_EQ(ParseListText(ListText(list)), list) << ListText(list);
  }
}

// Whatever is read can be written and read again.
TEST(ListTextProperty, WhatIsReadIsAList) {
  const std::string characters = ",\"\\xnt0aq";
  PhiloxStream random(20'271'122, 1);
  int read = 0;
  for (int i = 0; i < 20'000; ++i) {
    std::string text;
    const uint64_t length = random.Below(10);
    for (uint64_t k = 0; k < length; ++k) text += characters[random.Below(characters.size())];
    const auto list = ParseListText(text);
    if (!list) continue;
    ++read;
    ASSERT_EQ(ParseListText(ListText(*list)), list) << text;
  }
  EXPECT_GT(read, 5'000);
  EXPECT_LT(read, 19'000);
}

}  // namespace
}  // namespace waypost
