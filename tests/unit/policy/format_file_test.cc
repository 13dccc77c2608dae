#include "lib/policy/format_file.h"

#include <gtest/gtest.h>

#include <string>

namespace waypost::policy {
namespace {

using Outcome = FormattedFile::Outcome;

struct Case {
  const char* name;
  const char* file;
  const char* text;
  Outcome outcome;
};

class FormatFileTest : public testing::TestWithParam<Case> {};

TEST_P(FormatFileTest, KnowsWhatTheFileHolds) {
  const FormattedFile file = FormatFile({GetParam().file, GetParam().text});
  EXPECT_EQ(file.outcome, GetParam().outcome) << RenderDiagnostics(file.diagnostics);
}

INSTANTIATE_TEST_SUITE_P(
    Files, FormatFileTest,
    testing::Values(
        Case{"APolicy", "a.textproto", "queues { id: 'a' }", Outcome::kFormatted},
        Case{"ARosterByItsHeader", "a.textproto",
             "# proto-message: waypost.v1.Roster\nagents { id: 'a' }", Outcome::kFormatted},
        Case{"ARosterByItsName", "team.roster.textproto", "agents { id: 'a' }",
             Outcome::kFormatted},
        Case{"AMappingByItsHeader", "a.textproto",
             "# proto-message: waypost.v1.ImportMapping\nticket_id: 'a'", Outcome::kFormatted},
        Case{"AMappingByItsName", "log.import.textproto", "ticket_id: 'a'", Outcome::kFormatted},
        Case{"TheHeaderBeatsTheName", "team.roster.textproto",
             "# proto-message: waypost.v1.Policy\nagents { id: 'a' }", Outcome::kInvalid},
        Case{"ARosterThatDoesNotSaySo", "a.textproto", "agents { id: 'a' }", Outcome::kInvalid},
        Case{"NamesDeclaredElsewhere", "a.textproto", "routes { stage { queue: 'elsewhere' } }",
             Outcome::kFormatted},
        Case{"ASyntaxError", "a.textproto", "queues { id: 'a'", Outcome::kInvalid},
        Case{"AControlCharacter", "a.textproto", "name: 'a' \x01", Outcome::kInvalid},
        Case{"NotUtf8", "a.textproto", "# \xff\nname: 'a'", Outcome::kInvalid},
        Case{"Json", "a.json", " {\"name\": \"a\"}", Outcome::kJson}),
    [](const auto& test) { return test.param.name; });

TEST(FormatFile, SaysWhatIsWrongAsCheckDoes) {
  const FormattedFile file = FormatFile({"a.textproto", "nmae: 'x'\nqueues { id: 1 }"});
  ASSERT_EQ(file.diagnostics.size(), 2u);
  EXPECT_EQ(file.diagnostics[0].code, "WP1101");
  EXPECT_EQ(file.diagnostics[1].code, "WP1102");
  EXPECT_EQ(file.diagnostics[1].line, 2u);
  EXPECT_TRUE(file.text.empty());
}

TEST(FormatFile, RefusesZeroBytes) {
  const std::string zero(1, '\0');
  for (const std::string& text :
       {"name: 'a' # " + zero, "name: 'a" + zero + "'", zero, "name: 'a'" + zero + "\n"}) {
    EXPECT_EQ(FormatFile({"a.textproto", text}).outcome, Outcome::kInvalid) << text;
  }
}

TEST(FormatFile, StopsAtTheReadersLimits) {
  ReaderLimits limits;
  limits.max_bytes = 10;
  EXPECT_EQ(FormatFile({"a.textproto", "name: 'a long one'"}, limits).outcome, Outcome::kInvalid);
  std::string deep;
  for (int i = 0; i < 10'000; ++i) deep += "queues { ";
  EXPECT_EQ(FormatFile({"a.textproto", deep}).outcome, Outcome::kInvalid);
}

TEST(FormatFile, TakesLongTextsAndManyValues) {
  const std::string megabyte(size_t{1} << 20, 'a');
  const FormattedFile text = FormatFile({"a.textproto", "name:'" + megabyte + "'"});
  EXPECT_EQ(text.text, "name: '" + megabyte + "'\n");
  const FormattedFile comment = FormatFile({"a.textproto", "#" + megabyte});
  EXPECT_EQ(comment.text, "#" + megabyte + "\n");
  std::string list = "languages: ['a'";
  for (int i = 0; i < 100'000; ++i) list += ",'b'";
  EXPECT_EQ(FormatFile({"a.textproto", list + "]"}).outcome, Outcome::kFormatted);
}

// What takes little room on one line takes more with every level of indentation.
TEST(FormatFile, LaysOutMoreBytesThanItMayRead) {
  ReaderLimits limits;
  limits.max_bytes = 40;
  const FormattedFile file =
      FormatFile({"a.textproto", "routes{stage{}stage{}stage{}stage{}}"}, limits);
  EXPECT_EQ(file.outcome, Outcome::kFormatted);
  EXPECT_GT(file.text.size(), 40u);
}

}  // namespace
}  // namespace waypost::policy
