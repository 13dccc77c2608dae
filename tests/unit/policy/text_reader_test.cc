#include "lib/policy/text_reader.h"

#include <string>
#include <vector>

#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "lib/policy/silent_collector.h"
#include "reader_test.pb.h"
#include "reader_test_proto2.pb.h"
#include "tests/unit/policy/reader_testing.h"

namespace waypost::policy {
namespace {

using reader_test::Everything;
using reader_test::Old;

struct TextCase {
  const char* name;
  std::string text;
};

// Whatever is valid is read as TextFormat reads it.
class ValidTextTest : public testing::TestWithParam<TextCase> {};

TEST_P(ValidTextTest, IsReadAsTextFormatReadsIt) {
  Everything expected;
  ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(GetParam().text, &expected));
  const auto reading = ReadTexts<Everything>({GetParam().text});
  EXPECT_EQ(reading.Summary(), "");
  EXPECT_EQ(Canonical(*reading.message), Canonical(expected));
}

INSTANTIATE_TEST_SUITE_P(
    ReadText, ValidTextTest,
    testing::Values(
        TextCase{"Nothing", ""},
        TextCase{
            "EveryInteger",
            "int32_value: -2147483648 int64_value: -9223372036854775808 uint32_value: 4294967295 "
            "uint64_value: 18446744073709551615 sint32_value: 2147483647 sint64_value: -1 "
            "fixed32_value: 1 fixed64_value: 2 sfixed32_value: -3 sfixed64_value: -4"},
        TextCase{"HexAndOctal", "int32_list: [0x1F, -0x1f, 017, 0, -0, 00] uint64_list: 0XfF"},
        TextCase{"ANumberAndItsSignMayStandApart", "int32_value: - \n # why not\n 7"},
        TextCase{"EverySpellingOfBool",
                 "bool_list: [true, True, t, 1, 0x1, 01, false, False, f, 0, 00]"},
        TextCase{
            "Fractions",
            "double_list: [1, -1, 0, 1.5, .5, 2., 1e3, 1E-3, 1.5f, 1F, 1e400, -1e400, inf, -inf, "
            "INFINITY, 123456789012345678901234567890, 0.1] float_value: 1e39 "
            "float_list: [0.1, 3.4028235e38, 3.4028236e38, -inf]"},
        TextCase{"NotANumber", "double_value: nan float_value: -NaN"},
        TextCase{"EnumsByNameAndNumber", "color: RED color_list: [GREEN, 1, -3, DARK_BLUE, 0x2]"},
        TextCase{
            "StringsWithEscapes",
            R"(string_list: ["\n\t\"", 'it\'s', '"', "\u4e2d\U0001f600\ud83d\ude00", "\x41\101"])"},
        TextCase{"BytesMayBeAnything", R"(bytes_value: "\xff\376\000" bytes_list: ["a", "\xc3"])"},
        TextCase{"AdjacentLiteralsAreJoined", "string_value: \"a\" 'b'\n  # and\n \"c\""},
        TextCase{"MessagesInBracesAndAngles",
                 "child { int32_value: 1 } children: { } children < child: < > > children {}"},
        TextCase{"ListsOfMessages",
                 "children: [{int32_value: 1}, <int32_value: 2>] children [ { } ] children: []"},
        TextCase{"ListsAndSingleElementsMix", "int32_list: 1 int32_list: [2, 3] int32_list: []"},
        TextCase{"Separators", "int32_value: 1, int64_value: 2; child { },"},
        TextCase{"SeparatorsInsideAMessage", "child { int32_value: 1, bool_value: true; }"},
        TextCase{"CommentsAnywhere", "# a\nint32_value # b\n : # c\n 1 # d\n#e"},
        TextCase{"NoSpaceIsNeeded", "child{int32_value:1}children<>string_value:'a'bool_value:t"},
        TextCase{"Maps",
                 "counts { key: 'a' value: 1 } counts: [{key: 'b'}, {value: 3}] "
                 "by_number { key: -1 value { int32_value: 5 } }"},
        TextCase{"AOneof", "number: 0"}, TextCase{"AnOptionalZeroIsSet", "optional_int32: 0"},
        TextCase{"WindowsLineEnds", "int32_value: 1\r\nbool_value: true\r\n"},
        TextCase{"ALoneCarriageReturnIsSpace", "int32_value: 1\rbool_value: true"},
        TextCase{"VerticalTabsAndFormFeeds", "int32_value:\v1\fbool_value: true"},
        TextCase{"TextInComments", "# 退款 “quotes” } ] \nint32_value: 1"}),
    [](const auto& row) { return std::string(row.param.name); });

TEST(ReadText, AByteOrderMarkIsSkipped) {
  const auto reading = ReadTexts<Everything>({"\xef\xbb\xbfint32_value: 1"});
  EXPECT_EQ(reading.Summary(), "");
  EXPECT_EQ(reading.message->int32_value(), 1);
}

TEST(ReadText, Proto2IsReadAsTextFormatReadsIt) {
  const std::string text =
      "name: 'a' count: 3 Part { label: 'x' } Part: [{label: 'y'}] more {name: 'b'}";
  Old expected;
  ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &expected));
  const auto reading = ReadTexts<Old>({text});
  EXPECT_EQ(reading.Summary(), "");
  EXPECT_EQ(Canonical(*reading.message), Canonical(expected));
}

TEST(ReadText, AGroupIsWrittenWithTheNameOfItsType) {
  EXPECT_EQ(ReadTexts<Old>({"name: 'a' part { label: 'x' }"}).Summary(),
            "WP1101 1:11 unknown field \"part\"\n");
}

TEST(ReadText, FilesArePartsOfOneMessage) {
  const auto reading = ReadTexts<Everything>(
      {"int32_value: 1 string_list: 'a'", "", "string_list: ['b', 'c'] child { int32_value: 2 }"});
  EXPECT_EQ(reading.Summary(), "");
  EXPECT_EQ(reading.message->int32_value(), 1);
  ASSERT_EQ(reading.message->string_list_size(), 3);
  EXPECT_EQ(reading.message->string_list(2), "c");
  EXPECT_EQ(reading.message->child().int32_value(), 2);
}

TEST(ReadText, WithoutFilesNothingIsRead) {
  const auto reading = ReadTexts<Old>({});
  EXPECT_EQ(reading.Summary(), "");
  EXPECT_FALSE(reading.places.Name(*reading.message, 1).known());
}

struct ErrorCase {
  const char* name;
  std::vector<std::string> texts;
  std::string summary;
};

class ErrorTest : public testing::TestWithParam<ErrorCase> {};

TEST_P(ErrorTest, EveryProblemIsFoundOnce) {
  EXPECT_EQ(ReadTexts<Everything>(GetParam().texts).Summary(), GetParam().summary);
}

INSTANTIATE_TEST_SUITE_P(
    ReadText, ErrorTest,
    testing::Values(
        ErrorCase{"ATypoDoesNotHideTheNext",
                  {"int32_valu: 'x'\nbool_value: maybe\nchild { nothing: 1 color: BLUE }"},
                  "WP1101 1:1 unknown field \"int32_valu\"\n"
                  "WP1102 2:13 \"bool_value\" takes true or false, not the word \"maybe\"\n"
                  "WP1101 3:9 unknown field \"nothing\" in \"child\"\n"
                  "WP1103 3:27 unknown value \"BLUE\" of \"color\"\n"},
        ErrorCase{"InsideAMisspeltMessageErrorsAreFound",
                  {"chilld { int32_value: 'x' }"},
                  "WP1101 1:1 unknown field \"chilld\"\n"
                  "WP1102 1:23 \"int32_value\" takes a whole number, not a string\n"},
        ErrorCase{"InsideAnUnknownMessageNothingIs",
                  {"something_else { int32_value: 'x' }"},
                  "WP1101 1:1 unknown field \"something_else\"\n"},
        ErrorCase{"AnElementThatDoesNotFitIsLeftOut",
                  {"int32_list: [1, 'x', 3]"},
                  "WP1102 1:17 \"int32_list\" takes a whole number, not a string\n"},
        ErrorCase{"ASyntaxErrorDoesNotHideAWrongValue",
                  {"int32_value 'x'\n}\nbool_value: 7"},
                  "WP1002 1:1 missing \":\" after \"int32_value\"\n"
                  "WP1102 1:13 \"int32_value\" takes a whole number, not a string\n"
                  "WP1005 2:1 \"}\" closes nothing\n"
                  "WP1102 3:13 \"bool_value\" takes true or false, not the number 7\n"},
        ErrorCase{"TheDefaultValueTwiceIsTwice",
                  {"int32_value: 0", "int32_value: 0"},
                  "WP1105 1:1 field \"int32_value\" is written twice\n"},
        ErrorCase{"AMessageTwiceIsNotMerged",
                  {"child { } child { int32_value: 1 }"},
                  "WP1105 1:11 field \"child\" is written twice\n"},
        ErrorCase{"AValueThatWasRefusedMayBeMendedBelow",
                  {"int32_value: x int32_value: 1"},
                  "WP1102 1:14 \"int32_value\" takes a whole number, not the word \"x\"\n"},
        ErrorCase{"OneofOverFiles",
                  {"text: 'a'", "nested { }"},
                  "WP1106 1:1 field \"nested\" cannot stand beside \"text\"\n"},
        ErrorCase{"AColonBeforeAListOfScalars",
                  {"int32_list [1]"},
                  "WP1002 1:1 missing \":\" after \"int32_list\"\n"},
        ErrorCase{"FieldsInUnknownEncodingsAreOneError",
                  {"string_list: ['\xcd\xcb\xbf\xee', '\xb7\xb5\xbd\xf0']"},
                  "WP1009 1:16 the file is not UTF-8\n"},
        ErrorCase{"NumbersAsNames",
                  {"17 { int32_value: 'x' } bool_value: t"},
                  "WP1001 1:1 unexpected \"17\"\n"},
        ErrorCase{"MinusAlone",
                  {"int32_value: - bool_value: t"},
                  "WP1102 1:14 \"int32_value\" takes a whole number, not the word \"bool_value\"\n"
                  "WP1001 1:26 unexpected \":\"\n"}),
    [](const auto& row) { return std::string(row.param.name); });

TEST(ReadText, AMisspeltFieldIsReadAsTheOneThatWasMeant) {
  const auto reading = ReadTexts<Everything>(
      {"strng_value: 'a' childen { int32_value: 1 } int32_valeu: 7 sint32_vale: 'x'"});
  EXPECT_EQ(reading.message->string_value(), "a");
  ASSERT_EQ(reading.message->children_size(), 1);
  EXPECT_EQ(reading.message->children(0).int32_value(), 1);
  EXPECT_EQ(reading.message->int32_value(), 0) << "only what can cause no further error";
  EXPECT_EQ(Spanned(*reading.files, reading.places.Name(*reading.message, 14)), "strng_value");
}

TEST(ReadText, AMisspeltFieldNeverReplacesAWrittenOne) {
  const auto reading =
      ReadTexts<Everything>({"string_value: 'a' strng_value: 'b' text: 'x' nestd { }"});
  EXPECT_EQ(reading.message->string_value(), "a");
  EXPECT_EQ(reading.message->text(), "x");
  EXPECT_EQ(reading.Summary(),
            "WP1101 1:19 unknown field \"strng_value\"\nWP1101 1:46 unknown field \"nestd\"\n");
}

// What the reader refuses although TextFormat does not.
struct StricterCase {
  const char* name;
  std::string text;
  const char* code;
};

class StricterTest : public testing::TestWithParam<StricterCase> {};

TEST_P(StricterTest, IsRefusedAlthoughTextFormatTakesIt) {
  Everything message;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(GetParam().text, &message));
  const auto reading = ReadTexts<Everything>({GetParam().text});
  ASSERT_EQ(reading.Findings().size(), 1u);
  EXPECT_EQ(reading.Findings()[0].code, GetParam().code);
}

INSTANTIATE_TEST_SUITE_P(
    ReadText, StricterTest,
    testing::Values(StricterCase{"AReservedName", "retired: 1", "WP1108"},
                    StricterCase{"AnUnknownEnumNumber", "color: 77", "WP1103"},
                    StricterCase{"AStringThatIsNotUtf8", R"(string_value: "\xff")", "WP1110"},
                    StricterCase{"HalfASurrogatePair", R"(string_value: "\ud83d")", "WP1110"},
                    StricterCase{"AZeroWrittenTwice", "int32_value: 0 int32_value: 0", "WP1105"}),
    [](const auto& row) { return std::string(row.param.name); });

TEST(ReadText, ExtensionsAreRefused) {
  Old message;
  const std::string text = "name: 'a' [waypost.reader_test.note]: 'x'";
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &message));
  EXPECT_EQ(ReadTexts<Old>({text}).Summary(), "WP1012 1:11 extensions are not supported here\n");
}

// Hostile texts ------------------------------------------------------------------------------

std::string Repeated(const std::string& piece, size_t bytes) {
  std::string text;
  text.reserve(bytes + piece.size());
  while (text.size() < bytes) text += piece;
  return text;
}

class HostileTest : public testing::TestWithParam<TextCase> {};

TEST_P(HostileTest, MuchOfItEndsSoonInFindings) {
  const auto reading = ReadTexts<Everything>({Repeated(GetParam().text, 1 << 18)});
  EXPECT_TRUE(reading.sink->has_errors());
  const std::vector<Diagnostic> findings = reading.Findings();
  EXPECT_LE(findings.size(), DiagnosticSink::kDefaultMaxFindings + 1);
  EXPECT_FALSE(RenderDiagnostics(findings).empty());
  ASSERT_EQ(reading.places.trees().size(), 1u);
  EXPECT_EQ(Print(reading.places.trees()[0]), reading.files->at(0).text());
}

INSTANTIATE_TEST_SUITE_P(
    ReadText, HostileTest,
    testing::Values(
        TextCase{"OpenBraces", "{"}, TextCase{"OpenMessages", "child{"}, TextCase{"OpenLists", "["},
        TextCase{"OpenFieldLists", "int32_list:["}, TextCase{"OpenMessagesOnLines", "child{\n"},
        TextCase{"ClosedBraces", "}"}, TextCase{"Mixed", "children:[{"},
        TextCase{"OpenQuotes", "„a"}, TextCase{"WideColons", "："}, TextCase{"Backslashes", "\\"},
        TextCase{"StringsOfBackslashes", "'\\\\\\"}, TextCase{"Quotes", "\"\n"},
        TextCase{"OneLongName", "a"}, TextCase{"OneLongNumber", "1"},
        TextCase{"OneLongForeignWord", "退"}, TextCase{"UnknownFields", "int32_valeu:1 "},
        TextCase{"Nuls", std::string(1, 0)}, TextCase{"NoText", "\xff"},
        TextCase{"Escapes", "\x1b"}, TextCase{"Twice", "int32_value:1 "},
        TextCase{"Separators", ",;"}, TextCase{"Minuses", "int32_value:-"},
        TextCase{"Extensions", "[a"}, TextCase{"ClosedExtensions", "[a]"},
        TextCase{"JoinedStrings", "string_list:['a''b']x"}, TextCase{"Colons", "a:"},
        TextCase{"Angles", "child<child{>}"}, TextCase{"GluedWords", "string_value:a-"}),
    [](const auto& row) { return std::string(row.param.name); });

TEST(ReadText, RefusesMoreBytesThanAllowedOverAllFiles) {
  ReaderLimits limits;
  limits.max_bytes = 30;
  const auto reading = ReadTexts<Everything>({"int32_value: 1", "bool_value: true\n"}, limits);
  EXPECT_EQ(reading.Summary(), "WP1201 1:1 the files are larger than 30 bytes together\n");
  EXPECT_EQ(reading.message->ByteSizeLong(), 0u) << "nothing is read";
  EXPECT_EQ(ReadTexts<Everything>({"int32_value: 1", "bool_value: true"}, limits).Summary(), "");
}

TEST(ReadText, NestingAtTheLimitIsRead) {
  const auto nested = [](int depth) {
    return Repeated("child { ", static_cast<size_t>(depth) * 8) +
           Repeated("} ", static_cast<size_t>(depth) * 2);
  };
  EXPECT_EQ(ReadTexts<Everything>({nested(64)}).Summary(), "");
  EXPECT_EQ(ReadTexts<Everything>({nested(65)}).Summary(),
            "WP1202 1:519 messages are nested more than 64 deep\n");
}

TEST(ReadText, TheLimitOfNodesHoldsOverAllFiles) {
  ReaderLimits limits;
  limits.max_nodes = 5;  // two files, and a field with its value
  EXPECT_EQ(ReadTexts<Everything>({"int32_value: 1", ""}, limits).Summary(), "");
  EXPECT_EQ(ReadTexts<Everything>({"int32_value: 1", "bool_value: t"}, limits).Summary(),
            "WP1203 1:13 too many values: the rest is not read\n");
}

TEST(ReadText, AHeaderThatNamesAnotherMessageIsAWarning) {
  EXPECT_EQ(ReadTexts<Everything>({"# proto-message: waypost.reader_test.Everything\n"}).Summary(),
            "");
  EXPECT_EQ(ReadTexts<Everything>({"# proto-file: other.proto\n#proto-message:Other \n"}).Summary(),
            "WP1015 2:16 the file says it holds \"Other\", it is read as "
            "\"waypost.reader_test.Everything\"\n");
  EXPECT_EQ(ReadTexts<Everything>({"int32_value: 1 # proto-message: Other\n"}).Summary(), "");
}

}  // namespace
}  // namespace waypost::policy
