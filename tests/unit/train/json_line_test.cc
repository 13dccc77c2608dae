#include "lib/train/json_line.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace waypost::train {
namespace {

// "name=value;" of each member, or the error.
std::string ReadLine(std::string_view line) {
  const auto members = ReadJsonLine(line);
  if (!members.ok()) return std::string(members.status().message());
  std::string text;
  for (const auto& [name, value] : *members) text += name + "=" + value + ";";
  return text;
}

TEST(JsonLineTest, TakesStringsAndReadsOverTheRest) {
  EXPECT_EQ(ReadLine("{}"), "");
  EXPECT_EQ(
      ReadLine(" { \"a\" : \"b\" , \"c\":-1.5e3,\"d\":[true,null,{\"e\":\"f\"}],\"g\":\"\"} "),
      "a=b;g=;");
}

TEST(JsonLineTest, ResolvesEscapes) {
  EXPECT_EQ(ReadLine(R"({"a":"\"\\\/\b\f\n\r\t"})"), "a=\"\\/\b\f\n\r\t;");
  EXPECT_EQ(ReadLine(R"({"a":"\u9000\uD83D\uDE21"})"), "a=退😡;");
}

TEST(JsonLineTest, SaysWhatIsNoJson) {
  EXPECT_EQ(ReadLine(""), "it is no JSON object");
  EXPECT_EQ(ReadLine("[]"), "it is no JSON object");
  EXPECT_EQ(ReadLine("{\"a\" \"b\"}"), "a \":\" is missing behind a name");
  EXPECT_EQ(ReadLine("{\"a\":\"b\""), "a \"}\" or \",\" is missing");
  EXPECT_EQ(ReadLine("{\"a\":\"b"), "a string is never closed");
  EXPECT_EQ(ReadLine("{\"a\":\"b\\"), "a string is never closed");
  EXPECT_EQ(ReadLine("{\"a\":\"\\x\"}"), "an escape that JSON does not know");
  EXPECT_EQ(ReadLine("{\"a\":\"\\uD83D\"}"), "a broken \\u escape");
  EXPECT_EQ(ReadLine("{\"a\":\"\\uDE21\"}"), "half a surrogate pair");
  EXPECT_EQ(ReadLine("{\"a\":\"\\uD83D\\u0041\"}"), "half a surrogate pair");
  EXPECT_EQ(ReadLine("{\"a\":nonsense}"), "a value is no JSON");
  EXPECT_EQ(ReadLine("{\"a\":}"), "a value is no JSON");
  EXPECT_EQ(ReadLine("{\"a\":"), "a value is missing");
  EXPECT_EQ(ReadLine("{\"a\":\"\x01\"}"), "a control character in a string");
  EXPECT_EQ(ReadLine("{} {}"), "something follows the object");
  EXPECT_EQ(ReadLine("{\"a\":" + std::string(1'000'000, '[')), "it is nested too deep");
}

}  // namespace
}  // namespace waypost::train
