// What is JSON and what is not, and that one mistake hides no other.
#include "lib/policy/json_tree.h"

#include <string>

#include "gtest/gtest.h"
#include "reader_test.pb.h"
#include "tests/unit/policy/reader_testing.h"

namespace waypost::policy {
namespace {

using reader_test::Everything;

// "CODE line:column", one space between.
std::string FindingsOf(const Reading<Everything>& reading) {
  std::string findings;
  for (const Diagnostic& found : reading.Findings()) {
    findings += (findings.empty() ? "" : " ") + found.code + " " + std::to_string(found.line) +
                ":" + std::to_string(found.column);
  }
  return findings;
}

struct JsonCase {
  const char* name;
  std::string text;
  const char* findings;
};

class JsonTest : public testing::TestWithParam<JsonCase> {};

TEST_P(JsonTest, IsReadStrictly) {
  const auto reading = ReadTexts<Everything>({GetParam().text});
  EXPECT_EQ(FindingsOf(reading), GetParam().findings) << reading.Summary();
  EXPECT_EQ(Print(reading.places.trees().at(0)), GetParam().text) << "the tree keeps every byte";
}

INSTANTIATE_TEST_SUITE_P(
    Json, JsonTest,
    testing::Values(
        JsonCase{"AnEmptyObject", "{}", ""},
        JsonCase{"EveryKindOfValue",
                 R"({"int32Value": -1, "floatValue": 1.5e3, "boolValue": true, "child": {},)"
                 R"( "stringList": ["a", "\u00e9\ud83d\ude00\/"], "color": "RED"})",
                 ""},
        JsonCase{"AByteOrderMark", "\xef\xbb\xbf{}", ""},
        JsonCase{"ATrailingCommaInAnArray", "{\"int32List\": [1,]}", "WP1301 1:17"},
        JsonCase{"ATrailingCommaInAnObject", "{\"boolValue\": true,\n}", "WP1301 1:19"},
        JsonCase{"TwoCommas", "{\"int32List\": [1,,2],, \"boolValue\": true}",
                 "WP1301 1:18 WP1301 1:22"},
        JsonCase{"NoCommaBetweenMembers", "{\"boolValue\": true\n\"number\": 1}", "WP1301 2:1"},
        JsonCase{"NoCommaBetweenElements", "{\"int32List\": [1 2]}", "WP1301 1:18"},
        JsonCase{"ASemicolonForAComma", "{\"int32List\": [1; 2]; \"number\": 1}",
                 "WP1301 1:17 WP1301 1:21"},
        JsonCase{"SingleQuotes", "{'number': 1}", "WP1301 1:2"},
        JsonCase{"OneSingleQuote", "{\"stringValue\": 'a}", "WP1301 1:17"},
        JsonCase{"AKeyWithoutQuotes", "{number: 1}", "WP1301 1:2"},
        JsonCase{"ANumberForAKey", "{1: 1, 'number': 2}", "WP1301 1:2 WP1301 1:8"},
        JsonCase{"AKeyWithoutColon", "{\"boolValue\" true, \"number\": 1}", "WP1301 1:2"},
        JsonCase{"AnEqualSignForAColon", "{\"boolValue\" = true}", "WP1301 1:2"},
        JsonCase{"AKeyWithoutValue", "{\"boolValue\":, \"number\": }", "WP1301 1:2 WP1301 1:16"},
        JsonCase{"AKeyAlone", "{\"boolValue\"}", "WP1301 1:2"},
        JsonCase{"Comments", "// first\n{ /* a */ \"number\": 1 # last\n}",
                 "WP1301 1:1 WP1301 2:3 WP1301 2:23"},
        JsonCase{"ACommentWithoutEnd", "{} /* done", "WP1301 1:4"},
        JsonCase{"TextAfterTheEnd", "{}\n{}", "WP1301 2:1"},
        JsonCase{"ABraceTooMany", "{\"child\": {}}, \"int32Value\": \"x\"}",
                 "WP1301 1:14 WP1102 1:30"},
        JsonCase{"ABraceTooManyAtTheEnd", "{}}", "WP1005 1:3"},
        JsonCase{"ABracketThatClosesNothing", "{\"number\": 1]}", "WP1005 1:13"},
        JsonCase{"AnObjectWithoutEnd", "{\"number\": 1", "WP1004 1:1"},
        JsonCase{"AListWithoutEnd", "{\"int32List\": [1, 2}", "WP1004 1:15"},
        JsonCase{"AListThatEndsBeforeTheNextMember", "{\"int32List\": [1, \"int32Value\": \"x\"}",
                 "WP1004 1:15 WP1102 1:33"},
        JsonCase{"AnElementThatEndsBeforeTheNext",
                 "{\"children\": [{\"int32Value\": 1, {\"int32Value\": \"x\"}]}",
                 "WP1004 1:15 WP1102 1:48"},
        JsonCase{"AnElementThatEndsWithItsList", "{\"children\": [{\"number\": 1]}", "WP1004 1:15"},
        JsonCase{"AForgottenBraceAsTheIndentationShows",
                 "{\n  \"child\": {\n    \"number\": 1,\n  \"int32Value\": \"x\"\n}\n",
                 "WP1004 2:12 WP1102 4:17"},
        JsonCase{"ALeadingZero", "{\"int32Value\": 01}", "WP1301 1:16"},
        JsonCase{"ALeadingPlus", "{\"int32Value\": +1}", "WP1301 1:16"},
        JsonCase{"AMinusAlone", "{\"int32Value\": -, \"number\": -x}", "WP1301 1:16 WP1301 1:29"},
        JsonCase{"ADotWithoutDigits", "{\"floatValue\": 1.}", "WP1301 1:16"},
        JsonCase{"ADotFirst", "{\"floatValue\": .5}", "WP1301 1:16"},
        JsonCase{"AnExponentWithoutDigits", "{\"floatValue\": 1e}", "WP1301 1:16"},
        JsonCase{"AnotherBase", "{\"int32Value\": 0x1f}", "WP1301 1:16"},
        JsonCase{"TextWithoutQuotes", "{\"stringList\": [5m, 09:00-18:00, billing-eu, 50%]}",
                 "WP1301 1:17 WP1301 1:21 WP1301 1:34 WP1301 1:46"},
        JsonCase{"AWordThatIsNoLiteral", "{\"boolValue\": True}", "WP1301 1:15"},
        JsonCase{"NotANumber", "{\"floatValue\": NaN, \"doubleValue\": -Infinity}",
                 "WP1301 1:16 WP1301 1:36"},
        JsonCase{"AStringWithoutEnd", "{\"stringValue\": \"a,\n\"number\": 1}", "WP1301 1:17"},
        JsonCase{"AStringWithoutEndInAList", "{\"stringList\": [\"a\", \"b],\n\"number\": 1}",
                 "WP1301 1:22"},
        JsonCase{"AStringThatEndsAtTheNextOne", "{\"stringValue\": \"a, \"text: \"b\"}",
                 "WP1301 1:17 WP1301 1:21"},
        JsonCase{"AStringWithoutEndAtTheEnd", "{\"stringValue\": \"", "WP1004 1:1 WP1301 1:17"},
        JsonCase{"InvalidEscapes", "{\"stringList\": [\"\\q\", \"\\u12\", \"\\'\"]}",
                 "WP1301 1:18 WP1301 1:24 WP1301 1:32"},
        JsonCase{"HalfASurrogatePair", "{\"stringValue\": \"\\ud83d!\"}", "WP1301 1:18"},
        JsonCase{"TwoHeadsOfSurrogatePairs", "{\"stringValue\": \"\\ud83d\\ud83d\"}",
                 "WP1301 1:18 WP1301 1:24"},
        JsonCase{"AControlCharacterInAString", "{\"stringValue\": \"\x01\t\"}",
                 "WP1301 1:18 WP1301 1:19"},
        JsonCase{"AControlCharacter", "{\f}", "WP1010 1:2"},
        JsonCase{"BytesThatAreNoText", "{\"stringValue\": \"\xff\"}", "WP1009 1:18"},
        JsonCase{"ANul", std::string("{}\0", 3), "WP1010 1:3"},
        JsonCase{"FullWidthPunctuation", "{“stringValue”：\"a\"，\"number\": 1}",
                 "WP1011 1:2 WP1011 1:15 WP1011 1:19"},
        JsonCase{"TextInAnotherScript", "{\"stringValue\": 退款}", "WP1011 1:17"},
        JsonCase{"APunctuationMark", "{\"stringValue\": @, \"number\": 1}",
                 "WP1301 1:2 WP1301 1:17"}),
    [](const auto& row) { return std::string(row.param.name); });

struct MappingCase {
  const char* name;
  std::string text;
  const char* findings;
};

class JsonMappingTest : public testing::TestWithParam<MappingCase> {};

TEST_P(JsonMappingTest, SaysWhereAValueDoesNotFit) {
  const auto reading = ReadTexts<Everything>({GetParam().text});
  EXPECT_EQ(FindingsOf(reading), GetParam().findings) << reading.Summary();
}

INSTANTIATE_TEST_SUITE_P(
    Json, JsonMappingTest,
    testing::Values(
        MappingCase{"AKeyTwice", "{\"stringValue\": \"a\", \"stringV\\u0061lue\": \"b\"}",
                    "WP1302 1:22"},
        MappingCase{"BothSpellingsOfAField", "{\"int32List\": [1], \"int32_list\": [2]}",
                    "WP1302 1:20"},
        MappingCase{"AFieldAndItsNull", "{\"int32Value\": null, \"int32Value\": 1}", "WP1302 1:22"},
        MappingCase{"TheSameKeyInTwoObjects",
                    R"({"child": {"boolValue": true}, "boolValue": true})", ""},
        MappingCase{"TwoMembersOfAOneof", R"({"text": "a", "number": 1})", "WP1106 1:15"},
        MappingCase{"NullBesideAMemberOfAOneof", R"({"text": null, "number": 1})", ""},
        MappingCase{"UnknownFields", "{\"nothing\": {\"x\": [1]}, \"\": 1, \"int32Valeu\": 1}",
                    "WP1101 1:2 WP1101 1:25 WP1101 1:32"},
        MappingCase{"ARemovedField", R"({"retired": 1})", "WP1108 1:2"},
        MappingCase{"StringsThatAreNoNumbers",
                    R"({"int32List": ["x", "", " 1", "01", "0x1", "1", "-1", "1e2"]})",
                    "WP1102 1:16 WP1102 1:21 WP1102 1:25 WP1102 1:31 WP1102 1:37 WP1102 1:55"},
        MappingCase{"NumbersThatAreNotWhole", R"({"int32List": [1.5, 1e-1, 1.50e1, 100e-2]})",
                    "WP1102 1:16 WP1102 1:21"},
        MappingCase{"NumbersOutOfRange",
                    R"({"int32List": [2147483648, -2147483648, 1e99], "uint32Value": -1})",
                    "WP1104 1:16 WP1104 1:41 WP1104 1:63"},
        MappingCase{"MinusZero", R"({"uint32Value": -0})", ""},
        MappingCase{"ABoolInQuotesOrAsANumber", R"({"boolList": ["true", 1, null, true]})",
                    "WP1102 1:15 WP1102 1:23 WP1102 1:26"},
        MappingCase{"AnUnknownValueOfAnEnum", R"({"colorList": ["READ", "red", 9, 1, true]})",
                    "WP1103 1:16 WP1103 1:24 WP1103 1:31 WP1102 1:37"},
        MappingCase{"ANumberForAString", R"({"stringValue": 5})", "WP1102 1:17"},
        MappingCase{"OneValueForAList", R"({"int32List": 5, "children": {"int32Value": "x"}})",
                    "WP1102 1:15 WP1102 1:30 WP1102 1:45"},
        MappingCase{"AListForOneValue", R"({"int32Value": [5], "child": [{}]})",
                    "WP1107 1:16 WP1107 1:30"},
        MappingCase{"AListInAList", R"({"int32List": [[5], 6], "children": [[]]})",
                    "WP1107 1:16 WP1107 1:38"},
        MappingCase{"AMessageForAValue", R"({"int32Value": {}, "child": 5, "children": [null]})",
                    "WP1102 1:16 WP1102 1:29 WP1102 1:45"},
        MappingCase{"KindsThatJsonIsNotReadFor", R"({"counts": {"a": 1}, "bytesValue": "aGk="})",
                    "WP1303 1:2 WP1303 1:22"}),
    [](const auto& row) { return std::string(row.param.name); });

TEST(Json, FillsTheMessageAndKnowsItsPlaces) {
  const auto reading = ReadTexts<Everything>(
      {"{\"stringValue\": \"退\\/\\u6b3e\",\n \"children\": [\n  {\"int32_value\": 7}]}"});
  EXPECT_EQ(reading.Summary(), "");
  const Everything& message = *reading.message;
  EXPECT_EQ(message.string_value(), "退/款");
  EXPECT_EQ(message.children(0).int32_value(), 7);
  const SourceMap& places = reading.places;
  EXPECT_EQ(Spanned(*reading.files, places.Name(message, 14)), "\"stringValue\"");
  EXPECT_EQ(Spanned(*reading.files, places.Within(message, 14, -1, 3, 7)), "\\/\\u6b3e");
  EXPECT_EQ(Spanned(*reading.files, places.Whole(message.children(0))), "{\"int32_value\": 7}");
  EXPECT_EQ(Spanned(*reading.files, places.Value(message.children(0), 1)), "7");
}

TEST(Json, StandsBesideTextproto) {
  const auto reading = ReadTexts<Everything>(
      {"int32_list: 1", R"({"int32List": [2], "boolValue": true})", "bool_value: true"});
  EXPECT_EQ(reading.Summary(), "WP1105 1:1 field \"bool_value\" is written twice\n");
  EXPECT_EQ(reading.message->int32_list_size(), 2);
}

TEST(Json, AdvisesInItsOwnNotation) {
  const auto reading = ReadTexts<Everything>(
      {R"({"stringVlaue": "a", "boolValue": True, "color": "GREN", "uint32Value": "x"})"});
  std::vector<std::string> help;
  for (const Diagnostic& found : reading.Findings()) help.push_back(found.help + found.label);
  ASSERT_EQ(help.size(), 4u) << reading.Summary();
  EXPECT_EQ(help[0], "did you mean \"stringValue\"?");
  EXPECT_EQ(help[1], "JSON writes true");
  EXPECT_EQ(help[2], "did you mean GREEN? \"color\" is one of RED, GREEN, DARK_BLUE");
  EXPECT_EQ(help[3], "expected a whole number");
}

TEST(Json, KeepsTheReadersLimits) {
  const auto findings = [](const char* text, const ReaderLimits& limits) {
    return FindingsOf(ReadTexts<Everything>({text}, limits));
  };
  ReaderLimits limits;
  limits.max_bytes = 4;
  EXPECT_EQ(findings("{    }", limits), "WP1201 1:1");
  limits = {};
  limits.max_depth = 2;
  EXPECT_EQ(findings(R"({"child": {"child": {}, "int32Value": "x"}})", limits),
            "WP1202 1:21 WP1102 1:39");
  limits = {};
  limits.max_nodes = 4;
  EXPECT_EQ(findings(R"({"int32List": [1, 2, 3]})", limits), "WP1203 1:19");
}

TEST(Json, DeepNestingIsSkippedAtOnce) {
  EXPECT_EQ(FindingsOf(ReadTexts<Everything>({"{\"int32Value\":" + std::string(1000000, '[')})),
            "WP1107 1:15 WP1202 1:78");
  std::string objects;
  for (int i = 0; i < 100000; ++i) objects += "{\"child\":";
  EXPECT_EQ(FindingsOf(ReadTexts<Everything>({objects})), "WP1202 1:577");
}

}  // namespace
}  // namespace waypost::policy
