#include <string>

#include "gtest/gtest.h"
#include "waypost/diagnostic.h"

namespace waypost {
namespace {

Diagnostic At(const std::string& line, uint32_t column, uint32_t end_column) {
  Diagnostic diagnostic;
  diagnostic.code = "WP2101";
  diagnostic.message = "message";
  diagnostic.file = "a.textproto";
  diagnostic.line = 7;
  diagnostic.column = column;
  diagnostic.end_line = 7;
  diagnostic.end_column = end_column;
  diagnostic.source_line = line;
  return diagnostic;
}

// The source line and the caret line, without the gutter.
std::string SourceAndCaret(const Diagnostic& diagnostic) {
  const std::string text = RenderDiagnostic(diagnostic);
  const size_t source = text.find("7 |") + 3;
  const size_t end = text.find('\n', source);
  const size_t caret = text.find("  |", end) + 3;
  return text.substr(source, end - source) + "\n" +
         text.substr(caret, text.find('\n', caret) - caret);
}

TEST(RenderDiagnostic, IsLaidOutAsTheHeaderShows) {
  Diagnostic diagnostic;
  diagnostic.code = "WP2101";
  diagnostic.message = "unknown calendar \"workday\"";
  diagnostic.file = "action-rpg.textproto";
  diagnostic.line = 41;
  diagnostic.column = 55;
  diagnostic.end_line = 41;
  diagnostic.end_column = 64;
  diagnostic.label = "not declared";
  diagnostic.help = "did you mean \"workdays\"? (action-rpg.textproto:17)";
  diagnostic.source_line = "  target { metric: RESOLUTION within: \"7bd\" calendar: \"workday\" }";
  EXPECT_EQ(RenderDiagnostic(diagnostic),
            "error[WP2101]: unknown calendar \"workday\"\n"
            "  --> action-rpg.textproto:41:55\n"
            "   |\n"
            "41 |   target { metric: RESOLUTION within: \"7bd\" calendar: \"workday\" }\n"
            "   |                                                       ^^^^^^^^^ not declared\n"
            "help: did you mean \"workdays\"? (action-rpg.textproto:17)\n");
}

TEST(RenderDiagnostic, GutterIsAsWideAsTheLineNumber) {
  Diagnostic diagnostic = At("ab", 1, 2);
  diagnostic.line = diagnostic.end_line = 12345;
  EXPECT_EQ(RenderDiagnostic(diagnostic),
            "error[WP2101]: message\n"
            "     --> a.textproto:12345:1\n"
            "      |\n"
            "12345 | ab\n"
            "      | ^\n");
}

struct CaretCase {
  const char* name;
  std::string line;
  uint32_t column;
  uint32_t end_column;
  std::string shown;
};

class CaretTest : public testing::TestWithParam<CaretCase> {};

TEST_P(CaretTest, StandsUnderWhatItMeans) {
  EXPECT_EQ(SourceAndCaret(At(GetParam().line, GetParam().column, GetParam().end_column)),
            GetParam().shown);
}

const std::string kX100(100, 'x');

INSTANTIATE_TEST_SUITE_P(
    RenderDiagnostic, CaretTest,
    testing::Values(
        CaretCase{"ChineseIsTwoColumnsWide", "退款 bad", 4, 7, " 退款 bad\n      ^^^"},
        CaretCase{"CaretsUnderChineseAreTwoWide", "a退款b", 2, 4, " a退款b\n  ^^^^"},
        CaretCase{"ATabIsPrintedAsOneSpace", "\t\tbad", 3, 6, "   bad\n   ^^^"},
        CaretCase{"ACombiningMarkHasNoWidth", "e\u0301 bad", 4, 7, " e\u0301 bad\n   ^^^"},
        CaretCase{"ControlCharactersAreReplaced", "a\x1b[0m", 2, 3, " a\xef\xbf\xbd[0m\n  ^"},
        CaretCase{"DirectionalOverridesAreReplaced",
                  "a\u202e"
                  "b",
                  3, 4,
                  " a\xef\xbf\xbd"
                  "b\n   ^"},
        CaretCase{"BytesThatAreNoTextAreReplaced",
                  "a\xff"
                  "b",
                  3, 4,
                  " a\xef\xbf\xbd"
                  "b\n   ^"},
        CaretCase{"AnEmptySpanHasOneCaret", "ab", 2, 2, " ab\n  ^"},
        CaretCase{"TheEndOfTheLineHasOneCaret", "ab", 3, 3, " ab\n   ^"},
        CaretCase{"BeyondTheLineIsItsEnd", "ab", 50, 60, " ab\n   ^"},
        CaretCase{"AnEmptyLineHasOneCaret", "", 1, 1, "\n ^"},
        CaretCase{"ALineOfFullWidthIsWhole", kX100, 100, 101,
                  " " + kX100 + "\n" + std::string(100, ' ') + "^"},
        CaretCase{"ALongLineIsCutOnTheRight", kX100 + "tail", 2, 4, " " + kX100 + "...\n  ^^"},
        CaretCase{"ALongLineIsCutAroundTheCaret", kX100 + kX100 + "bad" + kX100 + kX100, 201, 204,
                  " ..." + std::string(40, 'x') + "bad" + std::string(57, 'x') + "...\n" +
                      std::string(44, ' ') + "^^^"},
        CaretCase{"ALongLineIsCutBeforeALateCaret", kX100 + kX100 + "bad", 201, 204,
                  " ..." + std::string(40, 'x') + "bad\n" + std::string(44, ' ') + "^^^"},
        CaretCase{"CaretsDoNotLeaveTheCutLine", kX100 + kX100, 1, 201,
                  " " + kX100 + "...\n " + std::string(100, '^')}),
    [](const auto& row) { return std::string(row.param.name); });

TEST(RenderDiagnostic, OfASpanOverLinesTheFirstIsShown) {
  Diagnostic diagnostic = At("routes { id: 1", 8, 2);
  diagnostic.end_line = 12;
  EXPECT_EQ(SourceAndCaret(diagnostic), " routes { id: 1\n        ^^^^^^^");
}

TEST(RenderDiagnostic, WithoutAPlaceOnlyTheMessageIsLeft) {
  Diagnostic diagnostic;
  diagnostic.severity = Diagnostic::Severity::kWarning;
  diagnostic.code = "WP3001";
  diagnostic.message = "message";
  EXPECT_EQ(RenderDiagnostic(diagnostic), "warning[WP3001]: message\n");
  diagnostic.file = "a.json";
  EXPECT_EQ(RenderDiagnostic(diagnostic), "warning[WP3001]: message\n  --> a.json\n");
}

TEST(RenderDiagnostic, WithoutTheSourceLineTheLabelStays) {
  Diagnostic diagnostic = At("", 9000, 9001);
  diagnostic.label = "not declared";
  EXPECT_EQ(RenderDiagnostic(diagnostic),
            "error[WP2101]: message\n --> a.textproto:7:9000\n  = not declared\n");
}

// Of a long line a finding holds a part, which begins where SourceFile::LineAround says.
TEST(RenderDiagnostic, AFarColumnIsFoundInThePartThatIsShown) {
  const std::string part = std::string(1024, 'x') + "bad" + std::string(500, 'y');
  EXPECT_EQ(SourceAndCaret(At(part, 90'001, 90'004)), " ..." + std::string(40, 'x') + "bad" +
                                                          std::string(57, 'y') + "...\n" +
                                                          std::string(44, ' ') + "^^^");
}

TEST(RenderDiagnostics, EndsWithACount) {
  Diagnostic error;
  error.code = "WP2101";
  error.message = "e";
  Diagnostic warning = error;
  warning.severity = Diagnostic::Severity::kWarning;
  EXPECT_EQ(RenderDiagnostics({}), "");
  EXPECT_EQ(RenderDiagnostics({error, warning}),
            "error[WP2101]: e\n\nwarning[WP2101]: e\n\n1 error, 1 warning\n");
  EXPECT_EQ(RenderDiagnostics({warning, warning}),
            "warning[WP2101]: e\n\nwarning[WP2101]: e\n\n2 warnings\n");
  EXPECT_EQ(RenderDiagnostics({error}), "error[WP2101]: e\n\n1 error\n");
}

}  // namespace
}  // namespace waypost
