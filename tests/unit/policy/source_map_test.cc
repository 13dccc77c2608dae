#include "lib/policy/source_map.h"

#include <string>

#include "gtest/gtest.h"
#include "reader_test.pb.h"
#include "tests/unit/policy/reader_testing.h"

namespace waypost::policy {
namespace {

using reader_test::Everything;

constexpr int kInt32 = Everything::kInt32ValueFieldNumber;
constexpr int kString = Everything::kStringValueFieldNumber;
constexpr int kStrings = Everything::kStringListFieldNumber;
constexpr int kChild = Everything::kChildFieldNumber;
constexpr int kChildren = Everything::kChildrenFieldNumber;

const char kText[] =
    "int32_value: -7\n"
    "string_list: 'one'\n"
    "string_list: ['two', 'three' ' and more']\n"
    "child {\n"
    "  string_value: \"退款\"\n"
    "  children: [ { int32_value: 1 }, < int32_value: 2 > ]\n"
    "}\n"
    "children { string_value: 'x' }\n";

struct Place {
  const char* name;
  std::string (*text)(const SourceMap&, const Everything&, const SourceFiles&);
  const char* expected;
};

class PlaceTest : public testing::TestWithParam<Place> {};

TEST_P(PlaceTest, IsWhereItWasWritten) {
  const auto reading = ReadTexts<Everything>({kText});
  ASSERT_EQ(reading.Summary(), "");
  EXPECT_EQ(GetParam().text(reading.places, *reading.message, *reading.files), GetParam().expected);
}

#define WAYPOST_PLACE(expression)                                              \
  [](const SourceMap& places, const Everything& m, const SourceFiles& files) { \
    static_cast<void>(m);                                                      \
    return Spanned(files, places.expression);                                  \
  }

INSTANTIATE_TEST_SUITE_P(
    SourceMap, PlaceTest,
    testing::Values(
        Place{"NameOfAScalar", WAYPOST_PLACE(Name(m, kInt32)), "int32_value"},
        Place{"ValueWithItsSign", WAYPOST_PLACE(Value(m, kInt32)), "-7"},
        Place{"ASingularFieldMayBeAskedForByIndexZero", WAYPOST_PLACE(Value(m, kInt32, 0)), "-7"},
        Place{"ARepeatedFieldWithoutIndexIsItsFirst", WAYPOST_PLACE(Value(m, kStrings)), "'one'"},
        Place{"ElementsCountOverSeveralFields", WAYPOST_PLACE(Value(m, kStrings, 1)), "'two'"},
        Place{"JoinedLiteralsAreOneValue", WAYPOST_PLACE(Value(m, kStrings, 2)),
              "'three' ' and more'"},
        Place{"ElementsOfAListShareTheName", WAYPOST_PLACE(Name(m, kStrings, 2)), "string_list"},
        Place{"AMessageFromBraceToBrace", WAYPOST_PLACE(Value(m, kChildren, 0)),
              "{ string_value: 'x' }"},
        Place{"AWholeMessageWithItsName", WAYPOST_PLACE(Whole(m.children(0))),
              "children { string_value: 'x' }"},
        Place{"AnElementOfAListIsWholeInItself", WAYPOST_PLACE(Whole(m.child().children(0))),
              "{ int32_value: 1 }"},
        Place{"AnglesAreBracesToo", WAYPOST_PLACE(Whole(m.child().children(1))),
              "< int32_value: 2 >"},
        Place{"InsideOfAMessage", WAYPOST_PLACE(Value(m.child().children(1), kInt32)), "2"},
        Place{"ChineseCounts", WAYPOST_PLACE(Value(m.child(), kString)), "\"退款\""},
        Place{"AnAbsentFieldIsTheNameOfItsMessage", WAYPOST_PLACE(Name(m.child(), kInt32)),
              "child"},
        Place{"AnAbsentValueToo", WAYPOST_PLACE(Value(m.children(0), kInt32)), "children"},
        Place{"AnAbsentFieldOfAnElementIsItsBrace",
              WAYPOST_PLACE(Value(m.child().children(0), kString)), "{"},
        Place{"AnAbsentElement", WAYPOST_PLACE(Value(m.child(), kChildren, 9)), "child"}),
    [](const auto& row) { return std::string(row.param.name); });

#undef WAYPOST_PLACE

TEST(SourceMap, WhatIsMissingFromTheOutermostMessageIsTheBeginningOfTheFirstFile) {
  const auto reading = ReadTexts<Everything>({"# nothing\n", "int32_value: 1"});
  EXPECT_EQ(reading.places.Name(*reading.message, kString), (SourceSpan{0, 1, 1, 1, 1}));
  EXPECT_EQ(reading.places.Whole(*reading.message), (SourceSpan{0, 1, 1, 1, 1}));
}

TEST(SourceMap, SpansNameTheirFile) {
  const auto reading = ReadTexts<Everything>({"int32_value: 1", "\n string_value: 'x'"});
  EXPECT_EQ(reading.places.Value(*reading.message, kInt32), (SourceSpan{0, 1, 14, 1, 15}));
  EXPECT_EQ(reading.places.Value(*reading.message, kString), (SourceSpan{1, 2, 16, 2, 19}));
}

TEST(SourceMap, KnowsWhatWasWritten) {
  const auto reading = ReadTexts<Everything>({"int32_value: 0 child { }"});
  const Everything& message = *reading.message;
  EXPECT_TRUE(reading.places.Contains(message, kInt32)) << "the default counts, too";
  EXPECT_TRUE(reading.places.Contains(message, kChild));
  EXPECT_FALSE(reading.places.Contains(message, kString));
  EXPECT_FALSE(reading.places.Contains(message, kStrings, 0));
}

TEST(SourceMap, ADefaultOneKnowsNoPlace) {
  const Everything message;
  EXPECT_FALSE(SourceMap().Name(message, kInt32).known());
  EXPECT_FALSE(SourceMap().Whole(message).known());
  EXPECT_FALSE(SourceMap().Within(message, kString, -1, 0, 1).known());
  EXPECT_TRUE(SourceMap().trees().empty());
}

struct WithinCase {
  const char* name;
  std::string literals;
  size_t begin;
  size_t end;
  std::string expected;
};

class WithinTest : public testing::TestWithParam<WithinCase> {};

TEST_P(WithinTest, NamesTheSourceOfThePart) {
  const auto reading =
      ReadTexts<Everything>({"string_value:\n  " + GetParam().literals + " # end"});
  ASSERT_EQ(reading.Summary(), "");
  const SourceSpan span =
      reading.places.Within(*reading.message, kString, -1, GetParam().begin, GetParam().end);
  EXPECT_EQ(Spanned(*reading.files, span), GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(
    SourceMap, WithinTest,
    testing::Values(WithinCase{"APlainPart", "\"tier == 'vip'\"", 8, 13, "'vip'"},
                    WithinCase{"AfterAnEscape", R"("\"tier\" == 1")", 7, 9, "=="},
                    WithinCase{"AfterChinese", "\"退款 == 1\"", 7, 9, "=="},
                    WithinCase{"InTheSecondLiteral", "\"a && \" \"b == c\"", 5, 6, "b"},
                    WithinCase{"InALiteralOnAnotherLine", "\"a && \"\n  \"b == c\"", 7, 9, "=="},
                    WithinCase{"OverTwoLiterals", "\"a && \"  \"b == c\"", 2, 6, "&& \"  \"b"},
                    WithinCase{"OverTwoLines", "\"a && \"\n  \"b == c\"", 2, 6, "&& \"\n  \"b"},
                    WithinCase{"UpToTheEndOfALiteral", "\"ab\" \"cd\"", 0, 2, "ab"},
                    WithinCase{"FromTheBeginningOfALiteral", "\"ab\" \"cd\"", 2, 4, "cd"},
                    WithinCase{"EmptyLiteralsAreSkipped", "\"ab\" '' \"cd\"", 2, 4, "cd"},
                    WithinCase{"TheWholeString", "\"abc\"", 0, 3, "abc"},
                    WithinCase{"AnEmptyRange", "\"abc\"", 1, 1, ""},
                    WithinCase{"BeyondTheEnd", "\"abc\"", 2, 10, "c"},
                    WithinCase{"AltogetherBeyondTheEnd", "\"abc\"", 7, 10, ""},
                    WithinCase{"OfAnEmptyString", "\"\"", 0, 4, ""}),
    [](const auto& row) { return std::string(row.param.name); });

TEST(SourceMap, WithinIsExactByLineAndColumn) {
  const auto reading = ReadTexts<Everything>({"string_value: \"a\"\n\t\"\\n退 b\""});
  // Decoded: a \n 退(3) space b; the b is byte 6.
  EXPECT_EQ(reading.places.Within(*reading.message, kString, -1, 6, 7),
            (SourceSpan{0, 2, 7, 2, 8}));
  EXPECT_EQ(reading.places.Within(*reading.message, kString, -1, 7, 7),
            (SourceSpan{0, 2, 8, 2, 8}));
}

TEST(SourceMap, WithinOfANumberIsItsValue) {
  const auto reading = ReadTexts<Everything>({"int32_value: 123"});
  EXPECT_EQ(reading.places.Within(*reading.message, kInt32, -1, 1, 2),
            (SourceSpan{0, 1, 14, 1, 17}));
}

}  // namespace
}  // namespace waypost::policy
