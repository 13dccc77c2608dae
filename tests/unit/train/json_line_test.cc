#include "lib/train/json_line.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace waypost::train {
namespace {

// "name=value;" of each member, or the error.
std::string Read(std::string_view line) {
  const auto members = ReadJsonLine(line);
  if (!members.ok()) return std::string(members.status().message());
  std::string text;
  for (const auto& [name, value] : *members) text += name + "=" + value + ";";
  return text;
}

TEST(JsonLineTest, TakesStringsAndReadsOverTheRest) {
  EXPECT_EQ(Read("{}"), "");
  EXPECT_EQ(Read(" { \"a\" : \"b\" , \"c\":-1.5e3,\"d\":[true,null,{\"e\":\"f\"}],\"g\":\"\"} "),
            "a=b;g=;");
}

TEST(JsonLineTest, ResolvesEscapes) {
  EXPECT_EQ(Read(R"({"a":"\"\\\/\b\f\n\r\t"})"), "a=\"\\/\b\f\n\r\t;");
  EXPECT_EQ(Read(R"({"a":"\u9000\uD83D\uDE21"})"), "a=退😡;");
}

TEST(JsonLineTest, SaysWhatIsNoJson) {
  EXPECT_EQ(Read(""), "it is no JSON object");
  EXPECT_EQ(Read("[]"), "it is no JSON object");
  EXPECT_EQ(Read("{\"a\" \"b\"}"), "a \":\" is missing behind a name");
  EXPECT_EQ(Read("{\"a\":\"b\""), "a \"}\" or \",\" is missing");
  EXPECT_EQ(Read("{\"a\":\"b"), "a string is never closed");
  EXPECT_EQ(Read("{\"a\":\"b\\"), "a string is never closed");
  EXPECT_EQ(Read("{\"a\":\"\\x\"}"), "an escape that JSON does not know");
  EXPECT_EQ(Read("{\"a\":\"\\uD83D\"}"), "a broken \\u escape");
  EXPECT_EQ(Read("{\"a\":\"\\uDE21\"}"), "half a surrogate pair");
  EXPECT_EQ(Read("{\"a\":\"\\uD83D\\u0041\"}"), "half a surrogate pair");
  EXPECT_EQ(Read("{\"a\":nonsense}"), "a value is no JSON");
  EXPECT_EQ(Read("{\"a\":}"), "a value is no JSON");
  EXPECT_EQ(Read("{\"a\":"), "a value is missing");
  EXPECT_EQ(Read("{\"a\":\"\x01\"}"), "a control character in a string");
  EXPECT_EQ(Read("{} {}"), "something follows the object");
  EXPECT_EQ(Read("{\"a\":" + std::string(1'000'000, '[')), "it is nested too deep");
}

}  // namespace
}  // namespace waypost::train
