#include "lib/policy/format.h"

#include <gtest/gtest.h>

#include <string>

#include "lib/policy/format_file.h"

namespace waypost::policy {
namespace {

struct Case {
  const char* name;
  std::string text;
  std::string layout;
};

class LayoutTest : public testing::TestWithParam<Case> {};

// FormatFile also proves that the layout means the same, keeps every comment and is its own layout.
TEST_P(LayoutTest, IsCanonical) {
  const FormattedFile file = FormatFile({"a.textproto", GetParam().text});
  ASSERT_EQ(file.outcome, FormattedFile::Outcome::kFormatted)
      << RenderDiagnostics(file.diagnostics);
  EXPECT_EQ(file.text, GetParam().layout);
}

std::string NameOf(const testing::TestParamInfo<Case>& info) { return info.param.name; }

INSTANTIATE_TEST_SUITE_P(
    Fields, LayoutTest,
    testing::Values(
        Case{"Empty", "", ""}, Case{"NothingButSpace", " \n\t\n", ""},
        Case{"AFieldALine", "name:'x' time_zone  :\"UTC\"", "name: 'x'\ntime_zone: \"UTC\"\n"},
        Case{"SeparatorsGo", "name: 'x', time_zone: 'UTC';", "name: 'x'\ntime_zone: 'UTC'\n"},
        Case{"OneEmptyLineIsKept", "\n\nname: 'x'\n\n\n\ntime_zone: 'UTC'\n\n",
             "name: 'x'\n\ntime_zone: 'UTC'\n"},
        Case{"WindowsLineEnds", "name: 'x'\r\n\r\ntime_zone: 'UTC'\r\n",
             "name: 'x'\n\ntime_zone: 'UTC'\n"},
        Case{"ByteOrderMarkGoes", "\xef\xbb\xbfname: 'x'", "name: 'x'\n"},
        Case{"NumbersKeepTheirForm", "categories{weight:0x1F} categories{weight:- 7}",
             "categories { weight: 0x1F }\ncategories { weight: -7 }\n"},
        Case{"StringsKeepTheirForm", R"(name: 'it\'s \u76d7 "x"')",
             "name: 'it\\'s \\u76d7 \"x\"'\n"},
        Case{"FieldsKeepTheirOrder", "queues { label: 'b' id: 'a' }",
             "queues { label: 'b' id: 'a' }\n"}),
    NameOf);

INSTANTIATE_TEST_SUITE_P(
    Messages, LayoutTest,
    testing::Values(
        Case{"ShortOnesStandOnOneLine", "queues\n<\n\n id: 'a'\n\n>\n", "queues { id: 'a' }\n"},
        Case{"ColonBeforeBraceGoes", "queues: { id: 'a' }", "queues { id: 'a' }\n"},
        Case{"EmptyOnes", "lifecycle {\n}", "lifecycle {}\n"},
        Case{"NestedShortOnes", "routes { id: 'r' stage { queue: 'a' } }",
             "routes { id: 'r' stage { queue: 'a' } }\n"},
        Case{"TwoInsideOfDifferentFields", "escalations { on { created: true } step {} }",
             "escalations { on { created: true } step {} }\n"},
        Case{"ARepetitionInsideOpensIt", "routes { stage {} stage {} }",
             "routes {\n  stage {}\n  stage {}\n}\n"},
        Case{"MoreThanTwoInsideOpenIt", "calendars { weekly {} special {} holidays {} }",
             "calendars {\n  weekly {}\n  special {}\n  holidays {}\n}\n"},
        Case{"HundredColumnsFit", "roles { id: '" + std::string(84, 'x') + "' }",
             "roles { id: '" + std::string(84, 'x') + "' }\n"},
        Case{"HundredAndOneDoNot", "roles { id: '" + std::string(85, 'x') + "' }",
             "roles {\n  id: '" + std::string(85, 'x') + "'\n}\n"},
        Case{"WideCharactersCountTwice",
             "roles { id: "
             "'盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗"
             "盗盗盗盗盗盗盗' }",
             "roles {\n  id: "
             "'盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗盗"
             "盗盗盗盗盗盗盗'\n}\n"},
        Case{"EmptyLinesInsideAreKept", "routes { stage {}\n\n\nstage {} stage {} }",
             "routes {\n  stage {}\n\n  stage {}\n  stage {}\n}\n"}),
    NameOf);

INSTANTIATE_TEST_SUITE_P(
    Lists, LayoutTest,
    testing::Values(
        Case{"OnOneLine", "languages:['zh'\n,'en']", "languages: ['zh', 'en']\n"},
        Case{"Empty", "languages: [ ]", "languages: []\n"},
        Case{"LongOnesAreFilled",
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
        Case{"OfMessages", "queues [ { id: 'a' }, < id: 'b' > ]",
             "queues: [{ id: 'a' }, { id: 'b' }]\n"},
        Case{"OfMessagesThatAreLong",
             "queues: [{ id: 'a' label: 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' }, "
             "{ id: 'b' label: 'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb' }]",
             "queues: [\n"
             "  { id: 'a' label: 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' },\n"
             "  { id: 'b' label: 'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb' }\n"
             "]\n"}),
    NameOf);

INSTANTIATE_TEST_SUITE_P(JoinedStrings, LayoutTest,
                         testing::Values(Case{"StandBelowEachOther",
                                              "sla { id: 's' when: 'a == 1 && ' 'b == 2' }",
                                              "sla {\n"
                                              "  id: 's'\n"
                                              "  when: 'a == 1 && '\n"
                                              "        'b == 2'\n"
                                              "}\n"},
                                         Case{"InAList", "languages: ['z ' 'h', 'en']",
                                              "languages: [\n"
                                              "  'z '\n"
                                              "  'h',\n"
                                              "  'en'\n"
                                              "]\n"},
                                         Case{"WithComments", "name: 'a ' # one\n# two\n 'b'",
                                              "name: 'a '  # one\n"
                                              "      # two\n"
                                              "      'b'\n"}),
                         NameOf);

INSTANTIATE_TEST_SUITE_P(
    Comments, LayoutTest,
    testing::Values(
        Case{"NothingElse", "# one\n\n\n#two  ", "# one\n\n#two\n"},
        Case{"BeforeAField", "# top\n\n# of it\nname: 'x'", "# top\n\n# of it\nname: 'x'\n"},
        Case{"AtTheEndOfALine", "name: 'x'# why\ntime_zone: 'UTC'     # where",
             "name: 'x'  # why\ntime_zone: 'UTC'  # where\n"},
        Case{"AtTheEndOfTheFile", "name: 'x'\n\n# the end", "name: 'x'\n\n# the end\n"},
        Case{"BehindAMessage", "queues { id: 'a' } # why", "queues { id: 'a' }  # why\n"},
        Case{"InAMessageOpenIt", "queues { # first\n id: 'a' # second\n\n # third\n}",
             "queues {  # first\n  id: 'a'  # second\n\n  # third\n}\n"},
        Case{"InAnEmptyMessage", "lifecycle {\n\n# nothing\n}", "lifecycle {\n  # nothing\n}\n"},
        Case{"OfAnInnerMessageOpenTheOuter", "routes { stage { # s\n } }",
             "routes {\n  stage {  # s\n  }\n}\n"},
        Case{"InAListOpenIt",
             "languages: [ # all\n 'zh', # Chinese\n 'en' # English\n , 'ja'\n# more\n]",
             "languages: [  # all\n"
             "  'zh',  # Chinese\n"
             "  'en',  # English\n"
             "  'ja'\n"
             "  # more\n"
             "]\n"},
        Case{"AroundSeparators", "name: 'x' # a\n , # b\n time_zone: 'UTC'",
             "name: 'x'  # a\n# b\ntime_zone: 'UTC'\n"},
        Case{"InsideAFieldMoveAboveIt", "name # a\n : # b\n 'x' # c", "# a\n# b\nname: 'x'  # c\n"},
        Case{"BeforeABraceMoveAboveTheField", "\n\nqueues # a\n{ id: 'a' }",
             "# a\nqueues { id: 'a' }\n"},
        Case{"BehindASignMoveAboveTheField", "categories { weight: - # minus\n 7 }",
             "categories {\n  # minus\n  weight: -7\n}\n"},
        Case{"WithHashesAndQuotes", "name: '# no' # 'yes' # \"still\"",
             "name: '# no'  # 'yes' # \"still\"\n"}),
    NameOf);

}  // namespace
}  // namespace waypost::policy
