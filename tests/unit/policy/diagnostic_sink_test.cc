#include "lib/policy/diagnostic_sink.h"

#include <memory>
#include <string>
#include <vector>

#include "gtest/gtest.h"

namespace waypost::policy {
namespace {

std::shared_ptr<const SourceFiles> TwoFiles() {
  auto files = std::make_shared<SourceFiles>();
  files->emplace_back("z.textproto", "first line\nsecond line\n");
  files->emplace_back("a.textproto", "other file\n");
  return files;
}

std::vector<std::string> Messages(const DiagnosticSink& sink) {
  std::vector<std::string> messages;
  for (const Diagnostic& found : sink.Diagnostics()) messages.push_back(found.message);
  return messages;
}

TEST(DiagnosticSink, OrdersByFileLineColumnAndCodeWithThePlacelessLast) {
  DiagnosticSink sink(TwoFiles());
  sink.Report("WP1101", {}, "no place");
  sink.Report("WP1101", {1, 1, 1, 1, 2}, "second file");
  sink.Report("WP1102", {0, 2, 3, 2, 4}, "same place, later code");
  sink.Report("WP1101", {0, 2, 3, 2, 4}, "same place, earlier code");
  sink.Report("WP1101", {0, 2, 1, 2, 4}, "earlier column");
  sink.Report("WP1101", {0, 1, 9, 1, 10}, "earlier line");
  EXPECT_EQ(Messages(sink),
            (std::vector<std::string>{"earlier line", "earlier column", "same place, earlier code",
                                      "same place, later code", "second file", "no place"}));
}

TEST(DiagnosticSink, SaysTheSameThingOnce) {
  DiagnosticSink sink(TwoFiles());
  sink.Report("WP1101", {0, 1, 1, 1, 2}, "same");
  sink.Report("WP1101", {0, 1, 1, 1, 2}, "same");
  sink.Report("WP1101", {0, 1, 1, 1, 2}, "different");
  EXPECT_EQ(Messages(sink), (std::vector<std::string>{"different", "same"}));
}

TEST(DiagnosticSink, FillsInFileLineAndSeverity) {
  DiagnosticSink sink(TwoFiles());
  sink.Report("WP1015", {0, 2, 1, 2, 7}, "message").Label("label").Help("help");
  EXPECT_FALSE(sink.has_errors());
  const Diagnostic found = sink.Diagnostics().at(0);
  EXPECT_EQ(found.severity, Diagnostic::Severity::kWarning);
  EXPECT_EQ(found.code, "WP1015");
  EXPECT_EQ(found.file, "z.textproto");
  EXPECT_EQ(found.source_line, "second line");
  EXPECT_EQ(found.label, "label");
  EXPECT_EQ(found.help, "help");
  EXPECT_EQ(found.end_column, 7u);
}

TEST(DiagnosticSink, AFindingWithoutPlaceNamesTheOnlyFile) {
  auto files = std::make_shared<SourceFiles>();
  files->emplace_back("a.json", "{}");
  DiagnosticSink one(files);
  one.Report("WP2002", {}, "message");
  EXPECT_EQ(one.Diagnostics().at(0).file, "a.json");
  EXPECT_EQ(one.Diagnostics().at(0).line, 0u);

  DiagnosticSink two(TwoFiles());
  two.Report("WP2002", {}, "message");
  EXPECT_EQ(two.Diagnostics().at(0).file, "");
}

TEST(DiagnosticSink, DropsWhatIsBeyondTheLimitAndSaysHowMuch) {
  DiagnosticSink sink(TwoFiles(), 2);
  for (uint32_t i = 1; i <= 5; ++i) {
    sink.Report(i == 5 ? "WP1101" : "WP1015", {0, 1, i, 1, i + 1}, "x").Label("label");
  }
  EXPECT_TRUE(sink.full());
  EXPECT_TRUE(sink.has_errors()) << "a dropped error is an error";
  const std::vector<Diagnostic> found = sink.Diagnostics();
  ASSERT_EQ(found.size(), 3u);
  EXPECT_EQ(found[2].code, "WP1204");
  EXPECT_EQ(found[2].help, "the first 2 are shown, 3 more are not; mend these first");
}

TEST(DiagnosticSink, ShowsThePlaceInALineOfAnyLength) {
  auto files = std::make_shared<SourceFiles>();
  files->emplace_back("a.json", std::string(1 << 20, 'x') + "\"退款\"" + std::string(1 << 20, 'y'));
  DiagnosticSink sink(files);
  sink.Report("WP1101", (*files)[0].Span(0, (1 << 20) + 1, (1 << 20) + 7), "message");
  const Diagnostic found = sink.Diagnostics().at(0);
  EXPECT_EQ(found.column, (1u << 20) + 2);
  EXPECT_LT(found.source_line.size(), 5000u);
  EXPECT_EQ(RenderDiagnostic(found), "error[WP1101]: message\n --> a.json:1:1048578\n  |\n1 | ..." +
                                         std::string(39, 'x') + "\"退款\"" + std::string(55, 'y') +
                                         "...\n  | " + std::string(43, ' ') + "^^^^\n");
}

TEST(Quoted, IsOneShortLineWhateverIsQuoted) {
  EXPECT_EQ(Quoted("billing"), "\"billing\"");
  EXPECT_EQ(Quoted("退款"), "\"退款\"");
  EXPECT_EQ(Quoted("a\nb\x1b"),
            "\"a\xef\xbf\xbd"
            "b\xef\xbf\xbd\"");
  EXPECT_EQ(Quoted("\xff"), "\"\xef\xbf\xbd\"");
  EXPECT_EQ(Quoted(std::string(60, 'x')), "\"" + std::string(60, 'x') + "\"");
  EXPECT_EQ(Quoted(std::string(61, 'x')), "\"" + std::string(60, 'x') + "...\"");
}

}  // namespace
}  // namespace waypost::policy
