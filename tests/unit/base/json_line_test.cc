#include "lib/base/json_line.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace waypost {
namespace {

// "path=value;" of each value, with its kind before it unless it is a string, or the error.
std::string ReadLine(std::string_view line) {
  const auto members = ReadJsonLine(line);
  if (!members.ok()) return std::string(members.status().message());
  std::string text;
  for (const JsonValue& value : *members) {
    static const char* const kKinds[] = {"", "number ", "bool ", "null "};
    text += kKinds[static_cast<size_t>(value.kind)] + value.path + "=" + value.text + ";";
  }
  return text;
}

TEST(JsonLineTest, TakesPlainValuesAndReadsOverLists) {
  EXPECT_EQ(ReadLine("{}"), "");
  EXPECT_EQ(
      ReadLine(" { \"a\" : \"b\" , \"c\":-1.5e3,\"d\":[true,null,{\"e\":\"f\"}],\"g\":\"\"} "),
      "a=b;number c=-1.5e3;g=;");
  EXPECT_EQ(ReadLine(R"({"a":true,"b":null,"c":[{"d":[1]}, 2],"e":false})"),
            "bool a=true;null b=;bool e=false;");
}

TEST(JsonLineTest, NamesTheObjectsAroundAValue) {
  EXPECT_EQ(ReadLine(R"({"via":{"channel":"web","source":{"rel":1}},"x":{},"id":7})"),
            "via.channel=web;number via.source.rel=1;number id=7;");
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
  EXPECT_EQ(ReadLine("{\"" + std::string(1'025, 'k') + "\":{\"\":1}}"), "a name is too long");
  EXPECT_EQ(ReadLine("{} {}"), "something follows the object");
  EXPECT_EQ(ReadLine("{\"a\":" + std::string(1'000'000, '[')), "it is nested too deep");
}

}  // namespace
}  // namespace waypost
