#include "lib/policy/format.h"

#include <gtest/gtest.h>

#include <string>

#include "lib/policy/format_file.h"

namespace waypost::policy {
namespace {

struct FormatCase {
  const char* name;
  std::string text;
  std::string layout;
};

class LayoutTest : public testing::TestWithParam<FormatCase> {};

// FormatFile also proves that the layout means the same, keeps every comment and is its own layout.
TEST_P(LayoutTest, IsCanonical) {
  const FormattedFile file = FormatFile({"a.textproto", GetParam().text});
  ASSERT_EQ(file.outcome, FormattedFile::Outcome::kFormatted)
      << RenderDiagnostics(file.diagnostics);
  EXPECT_EQ(file.text, GetParam().layout);
}

std::string NameOf(const testing::TestParamInfo<FormatCase>& info) { return info.param.name; }

INSTANTIATE_TEST_SUITE_P(
    Fields, LayoutTest,
    testing::Values(
        FormatCase{"Empty", "", ""}, FormatCase{"NothingButSpace", " \n\t\n", ""},
        FormatCase{"AFieldALine", "name:'x' time_zone  :\"UTC\"",
                   "name: 'x'\ntime_zone: \"UTC\"\n"},
        FormatCase{"SeparatorsGo", "name: 'x', time_zone: 'UTC';", "name: 'x'\ntime_zone: 'UTC'\n"},
        FormatCase{"OneEmptyLineIsKept", "\n\nname: 'x'\n\n\n\ntime_zone: 'UTC'\n\n",
                   "name: 'x'\n\ntime_zone: 'UTC'\n"},
        FormatCase{"WindowsLineEnds", "name: 'x'\r\n\r\ntime_zone: 'UTC'\r\n",
                   "name: 'x'\n\ntime_zone: 'UTC'\n"},
        FormatCase{"ByteOrderMarkGoes", "\xef\xbb\xbfname: 'x'", "name: 'x'\n"},
        FormatCase{"NumbersKeepTheirForm", "categories{weight:0x1F} categories{weight:- 7}",
                   "categories { weight: 0x1F }\ncategories { weight: -7 }\n"},
        FormatCase{"StringsKeepTheirForm", R"(name: 'it\'s \u76d7 "x"')",
                   "name: 'it\\'s \\u76d7 \"x\"'\n"},
        FormatCase{"FieldsKeepTheirOrder", "queues { label: 'b' id: 'a' }",
                   "queues { label: 'b' id: 'a' }\n"}),
    NameOf);

INSTANTIATE_TEST_SUITE_P(
    Messages, LayoutTest,
    testing::Values(
        FormatCase{"ShortOnesStandOnOneLine", "queues\n<\n\n id: 'a'\n\n>\n",
                   "queues { id: 'a' }\n"},
        FormatCase{"ColonBeforeBraceGoes", "queues: { id: 'a' }", "queues { id: 'a' }\n"},
        FormatCase{"EmptyOnes", "lifecycle {\n}", "lifecycle {}\n"},
        FormatCase{"NestedShortOnes", "routes { id: 'r' stage { queue: 'a' } }",
                   "routes { id: 'r' stage { queue: 'a' } }\n"},
        FormatCase{"TwoInsideOfDifferentFields", "escalations { on { created: true } step {} }",
                   "escalations { on { created: true } step {} }\n"},
        FormatCase{"ARepetitionInsideOpensIt", "routes { stage {} stage {} }",
                   "routes {\n  stage {}\n  stage {}\n}\n"},
        FormatCase{"MoreThanTwoInsideOpenIt", "calendars { weekly {} special {} holidays {} }",
                   "calendars {\n  weekly {}\n  special {}\n  holidays {}\n}\n"},
        FormatCase{"HundredColumnsFit", "roles { id: '" + std::string(84, 'x') + "' }",
                   "roles { id: '" + std::string(84, 'x') + "' }\n"},
        FormatCase{"HundredAndOneDoNot", "roles { id: '" + std::string(85, 'x') + "' }",
                   "roles {\n  id: '" + std::string(85, 'x') + "'\n}\n"},
        FormatCase{"WideCharactersCountTwice",
                   "roles { id: "
                   "'盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗"
                   "盗盗盗盗盗盗盗' }",
                   "roles {\n  id: "
                   "'盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗"
                   "盗盗盗盗盗盗盗'\n}\n"},
        FormatCase{"EmptyLinesInsideAreKept", "routes { stage {}\n\n\nstage {} stage {} }",
                   "routes {\n  stage {}\n\n  stage {}\n  stage {}\n}\n"}),
    NameOf);

INSTANTIATE_TEST_SUITE_P(
    Lists, LayoutTest,
    testing::Values(
        FormatCase{"OnOneLine", "languages:['zh'\n,'en']", "languages: ['zh', 'en']\n"},
        FormatCase{"Empty", "languages: [ ]", "languages: []\n"},
        FormatCase{"LongOnesAreFilled",
                   "categories { id: 'c' keywords: ['aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', "
                   "'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb', 'ccccccccccccccccccccccc', 'd'] }",
                   "categories {\n"
                   "  id: 'c'\n"
                   "  keywords: [\n"
                   "    'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', "
                   "'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb',\n"
                   "    'ccccccccccccccccccccccc', 'd'\n"
                   "  ]\n"
                   "}\n"},
        FormatCase{"OfMessages", "queues [ { id: 'a' }, < id: 'b' > ]",
                   "queues: [{ id: 'a' }, { id: 'b' }]\n"},
        FormatCase{"OfMessagesThatAreLong",
                   "queues: [{ id: 'a' label: 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' }, "
                   "{ id: 'b' label: 'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb' }]",
                   "queues: [\n"
                   "  { id: 'a' label: 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' },\n"
                   "  { id: 'b' label: 'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb' }\n"
                   "]\n"}),
    NameOf);

INSTANTIATE_TEST_SUITE_P(JoinedStrings, LayoutTest,
                         testing::Values(FormatCase{"StandBelowEachOther",
                                                    "sla { id: 's' when: 'a == 1 && ' 'b == 2' }",
                                                    "sla {\n"
                                                    "  id: 's'\n"
                                                    "  when: 'a == 1 && '\n"
                                                    "        'b == 2'\n"
                                                    "}\n"},
                                         FormatCase{"InAList", "languages: ['z ' 'h', 'en']",
                                                    "languages: [\n"
                                                    "  'z '\n"
                                                    "  'h',\n"
                                                    "  'en'\n"
                                                    "]\n"},
                                         FormatCase{"WithComments", "name: 'a ' # one\n# two\n 'b'",
                                                    "name: 'a '  # one\n"
                                                    "      # two\n"
                                                    "      'b'\n"}),
                         NameOf);

INSTANTIATE_TEST_SUITE_P(
    Comments, LayoutTest,
    testing::Values(
        FormatCase{"NothingElse", "# one\n\n\n#two  ", "# one\n\n#two\n"},
        FormatCase{"BeforeAField", "# top\n\n# of it\nname: 'x'", "# top\n\n# of it\nname: 'x'\n"},
        FormatCase{"AtTheEndOfALine", "name: 'x'# why\ntime_zone: 'UTC'     # where",
                   "name: 'x'  # why\ntime_zone: 'UTC'  # where\n"},
        FormatCase{"AtTheEndOfTheFile", "name: 'x'\n\n# the end", "name: 'x'\n\n# the end\n"},
        FormatCase{"BehindAMessage", "queues { id: 'a' } # why", "queues { id: 'a' }  # why\n"},
        FormatCase{"InAMessageOpenIt", "queues { # first\n id: 'a' # second\n\n # third\n}",
                   "queues {  # first\n  id: 'a'  # second\n\n  # third\n}\n"},
        FormatCase{"InAnEmptyMessage", "lifecycle {\n\n# nothing\n}",
                   "lifecycle {\n  # nothing\n}\n"},
        FormatCase{"OfAnInnerMessageOpenTheOuter", "routes { stage { # s\n } }",
                   "routes {\n  stage {  # s\n  }\n}\n"},
        FormatCase{"InAListOpenIt",
                   "languages: [ # all\n 'zh', # Chinese\n 'en' # English\n , 'ja'\n# more\n]",
                   "languages: [  # all\n"
                   "  'zh',  # Chinese\n"
                   "  'en',  # English\n"
                   "  'ja'\n"
                   "  # more\n"
                   "]\n"},
        FormatCase{"AroundSeparators", "name: 'x' # a\n , # b\n time_zone: 'UTC'",
                   "name: 'x'  # a\n# b\ntime_zone: 'UTC'\n"},
        FormatCase{"InsideAFieldMoveAboveIt", "name # a\n : # b\n 'x' # c",
                   "# a\n# b\nname: 'x'  # c\n"},
        FormatCase{"BeforeABraceMoveAboveTheField", "\n\nqueues # a\n{ id: 'a' }",
                   "# a\nqueues { id: 'a' }\n"},
        FormatCase{"BehindASignMoveAboveTheField", "categories { weight: - # minus\n 7 }",
                   "categories {\n  # minus\n  weight: -7\n}\n"},
        FormatCase{"WithHashesAndQuotes", "name: '# no' # 'yes' # \"still\"",
                   "name: '# no'  # 'yes' # \"still\"\n"}),
    NameOf);

}  // namespace
}  // namespace waypost::policy
