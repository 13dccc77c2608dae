#include "lib/policy/json_reader.h"

#include <memory>
#include <string>

#include "gtest/gtest.h"
#include "reader_test.pb.h"

namespace waypost::policy {
namespace {

using reader_test::Everything;

struct JsonCase {
  const char* name;
  std::string text;
  const char* findings;  // "CODE line:column", one space between
};

std::string Findings(const std::string& text, Everything* message,
                     const ReaderLimits& limits = {}) {
  auto files = std::make_shared<SourceFiles>();
  files->emplace_back("a.json", text);
  DiagnosticSink sink(files);
  ReadJson(message, &sink, limits);
  std::string findings;
  for (const Diagnostic& found : sink.Diagnostics()) {
    findings += (findings.empty() ? "" : " ") + found.code + " " + std::to_string(found.line) +
                ":" + std::to_string(found.column);
  }
  return findings;
}

class JsonTest : public testing::TestWithParam<JsonCase> {};

TEST_P(JsonTest, IsReadStrictly) {
  Everything message;
  EXPECT_EQ(Findings(GetParam().text, &message), GetParam().findings);
}

INSTANTIATE_TEST_SUITE_P(
    JsonReader, JsonTest,
    testing::Values(
        JsonCase{"AnEmptyObject", "{}", ""},
        JsonCase{"EveryKindOfValue",
                 R"({"int32Value": -1, "floatValue": 1.5e3, "boolValue": true, "child": {},)"
                 R"( "stringList": ["a", "\u00e9\ud83d\ude00\/"], "color": "RED"})",
                 ""},
        JsonCase{"AByteOrderMark", "\xef\xbb\xbf{}", ""}, JsonCase{"Nothing", "", "WP1301 1:1"},
        JsonCase{"ATrailingCommaInAnArray", "{\"int32List\": [1,]}", "WP1301 1:18"},
        JsonCase{"ATrailingCommaInAnObject", "{\"boolValue\": true,\n}", "WP1301 2:1"},
        JsonCase{"SingleQuotes", "{'a': 1}", "WP1301 1:2"},
        JsonCase{"AKeyWithoutQuotes", "{a: 1}", "WP1301 1:2"},
        JsonCase{"AComment", "{} // done", "WP1301 1:4"},
        JsonCase{"TextAfterTheEnd", "{}\n{}", "WP1301 2:1"},
        JsonCase{"ALeadingZero", "{\"int32Value\": 01}", "WP1301 1:17"},
        JsonCase{"ALeadingPlus", "{\"int32Value\": +1}", "WP1301 1:16"},
        JsonCase{"ADotWithoutDigits", "{\"floatValue\": 1.}", "WP1301 1:18"},
        JsonCase{"AnExponentWithoutDigits", "{\"floatValue\": 1e}", "WP1301 1:18"},
        JsonCase{"AWordThatIsNoLiteral", "{\"boolValue\": True}", "WP1301 1:15"},
        JsonCase{"AStringWithoutEnd", "{\"stringValue\": \"a\n\"}", "WP1301 1:17"},
        JsonCase{"AnInvalidEscape", "{\"stringValue\": \"\\q\"}", "WP1301 1:18"},
        JsonCase{"HalfASurrogatePair", "{\"stringValue\": \"\\ud83d!\"}", "WP1301 1:18"},
        JsonCase{"AControlCharacter", "{\"stringValue\": \"\x01\"}", "WP1301 1:18"},
        JsonCase{"BytesThatAreNoText", "{\"stringValue\": \"\xff\"}", "WP1009 1:18"},
        JsonCase{"ANul", std::string("{}\0", 3), "WP1010 1:3"},
        JsonCase{"AKeyTwice", "{\"stringValue\": \"a\", \"stringV\\u0061lue\": \"b\"}",
                 "WP1302 1:22"},
        JsonCase{"KeysThatDifferOnlyInSlashAndQuestionMark", R"({"counts": {"a\/b": 1, "a?b": 2}})",
                 ""},
        JsonCase{"TheSameKeyInTwoObjects", R"({"child": {"boolValue": true}, "boolValue": true})",
                 ""},
        JsonCase{"AnUnknownField", "{\"nothing\": 1}", "WP1303 0:0"},
        JsonCase{"AValueOfTheWrongKind", "{\"int32Value\": \"x\"}", "WP1303 0:0"}),
    [](const auto& row) { return std::string(row.param.name); });

TEST(JsonReader, FillsTheMessage) {
  Everything message;
  message.set_bool_value(true);
  EXPECT_EQ(Findings(R"({"stringValue": "退款", "children": [{"int32_value": 7}]})", &message), "");
  EXPECT_EQ(message.string_value(), "退款");
  EXPECT_EQ(message.children(0).int32_value(), 7);
  EXPECT_FALSE(message.bool_value()) << "what was in the message before is gone";
}

TEST(JsonReader, LeavesTheMessageEmptyAfterAnError) {
  Everything message;
  EXPECT_NE(Findings(R"({"stringValue": "a", "nothing": 1})", &message), "");
  EXPECT_EQ(message.ByteSizeLong(), 0u);
}

TEST(JsonReader, KeepsItsLimits) {
  Everything message;
  ReaderLimits limits;
  limits.max_bytes = 4;
  EXPECT_EQ(Findings("{    }", &message, limits), "WP1201 1:1");
  limits = {};
  limits.max_depth = 2;
  EXPECT_EQ(Findings(R"({"child": {"child": {}}})", &message, limits), "WP1202 1:21");
  limits = {};
  limits.max_nodes = 2;
  EXPECT_EQ(Findings(R"({"int32List": [1, 2]})", &message, limits), "WP1203 1:16");
}

TEST(JsonReader, DeepNestingIsAFinding) {
  Everything message;
  EXPECT_EQ(Findings(std::string(1000000, '['), &message), "WP1202 1:65");
  std::string objects;
  for (int i = 0; i < 100000; ++i) objects += "{\"child\":";
  EXPECT_EQ(Findings(objects, &message), "WP1202 1:577");
}

}  // namespace
}  // namespace waypost::policy
