#include "lib/replay/json_table.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace waypost::replay {
namespace {

// "line:field|field", one row a line; at the end what the reader complains of.
std::string Read(std::string_view text) {
  JsonTable table(text);
  std::string rows;
  std::vector<std::string_view> row;
  while (table.Next(&row)) {
    rows += std::to_string(table.line()) + ":";
    for (size_t i = 0; i < row.size(); ++i) rows += (i > 0 ? "|" : "") + std::string(row[i]);
    rows += "\n";
  }
  return rows + std::string(table.status().message());
}

TEST(JsonTableTest, NamesItsColumnsByAllLines) {
  EXPECT_EQ(Read("{\"id\":1,\"via\":{\"channel\":\"web\"},\"tags\":[\"a\"]}\n"
                 "{\"late\":true,\"id\":\"2\",\"via\":null}\n"),
            "0:id|via.channel|late|via\n1:1|web||\n2:2||true|\n");
}

TEST(JsonTableTest, SkipsEmptyLinesAndAByteOrderMark) {
  EXPECT_EQ(Read("\xEF\xBB\xBF{\"a\":\"x\"}\r\n\n  \n{\"a\":\"y\"}"), "0:a\n1:x\n4:y\n");
  EXPECT_EQ(Read(""), "");
  EXPECT_EQ(Read("\n\n"), "");
  EXPECT_EQ(Read("{}\n{\"a\":[1]}"), "");
}

TEST(JsonTableTest, TakesTheLastValueOfANameGivenTwice) {
  EXPECT_EQ(Read(R"({"a":1,"a":2})"), "0:a\n1:2\n");
}

TEST(JsonTableTest, SaysWhichLineIsNoJson) {
  EXPECT_EQ(Read("{\"a\":1}\n\n{\"a\":}\n"), "line 3: a value is no JSON");
  EXPECT_EQ(Read("[{\"a\":1}]"), "line 1: it is no JSON object");
}

TEST(JsonTableTest, RefusesMoreColumnsThanATableHas) {
  std::string text = "{\"a\":0";
  for (int i = 0; i < 1'024; ++i) text += ",\"n" + std::to_string(i) + "\":0";
  EXPECT_EQ(Read(text + "}"), "line 1: more than 1024 different names");
}

}  // namespace
}  // namespace waypost::replay
