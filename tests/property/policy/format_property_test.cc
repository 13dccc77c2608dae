// The layout of every policy, roster and mapping there is here, however it was written before.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "lib/base/philox.h"
#include "lib/policy/format_file.h"
#include "lib/policy/token_tree.h"

namespace waypost::policy {
namespace {

namespace fs = std::filesystem;

constexpr uint64_t kSeed = 20270104;
constexpr int kRounds = 5;  // for each file

std::vector<NamedText> Files() {
  std::vector<NamedText> files;
  for (const char* folder : {"examples", "tests", "docs"}) {
    for (const auto& entry :
         fs::recursive_directory_iterator(fs::path(WAYPOST_SOURCE_DIR) / folder)) {
      if (entry.path().extension() != ".textproto") continue;
      std::ifstream file(entry.path(), std::ios::binary);
      files.push_back(
          {entry.path().generic_string(), std::string(std::istreambuf_iterator<char>(file), {})});
    }
  }
  std::sort(files.begin(), files.end(),
            [](const NamedText& a, const NamedText& b) { return a.name < b.name; });
  return files;
}

// The files without errors.
const std::vector<NamedText>& ValidFiles() {
  static const std::vector<NamedText>* const files = [] {
    auto* valid = new std::vector<NamedText>();
    for (NamedText& file : Files()) {
      if (FormatFile(file).outcome == FormattedFile::Outcome::kFormatted) valid->push_back(file);
    }
    return valid;
  }();
  return *files;
}

TokenTree TreeOf(const SourceFile& file) {
  DiagnosticSink sink(std::make_shared<const SourceFiles>());
  size_t nodes_left = ReaderLimits().max_nodes;
  return ParseTokenTree(file, 0, ReaderLimits(), &nodes_left, &sink);
}

// The tokens of a file with other things between them.
template <typename Between>
std::string Rewritten(const NamedText& file, Between between) {
  const SourceFile source(file.name, file.text);
  const TokenTree tree = TreeOf(source);
  std::string text = between();
  for (uint32_t i = 0; i < tree.tokens.size(); ++i) {
    text += tree.TokenText(i);
    text += between();
  }
  return text;
}

std::string TextOf(const FormattedFile& file, const std::string& name) {
  EXPECT_EQ(file.outcome, FormattedFile::Outcome::kFormatted)
      << name << "\n"
      << RenderDiagnostics(file.diagnostics);
  return file.text;
}

// The header is a comment: without it the name has to say what a file holds.
std::string NameFor(const NamedText& file) {
  const auto holds = [&](const char* type) {
    return file.text.find(std::string("proto-message: waypost.v1.") + type) != std::string::npos;
  };
  return holds("Roster")          ? "a.roster.textproto"
         : holds("ImportMapping") ? "a.import.textproto"
                                  : file.name;
}

TEST(FormatProperty, ThereAreFilesToTry) { EXPECT_GE(ValidFiles().size(), 30u); }

// FormatFile refuses a layout that means something else, loses a comment or has another layout.
TEST(FormatProperty, EveryFileWithoutErrorsHasALayout) {
  for (const NamedText& file : Files()) {
    const FormattedFile formatted = FormatFile(file);
    ASSERT_NE(formatted.outcome, FormattedFile::Outcome::kRefused) << file.name;
    if (formatted.outcome != FormattedFile::Outcome::kFormatted) continue;
    EXPECT_EQ(TextOf(FormatFile({file.name, formatted.text}), file.name), formatted.text);
  }
}

TEST(FormatProperty, TheLayoutDoesNotDependOnWhiteSpace) {
  constexpr const char* kSpaces[] = {" ", "\n", "\t", "  \n  ", "\r\n"};
  uint64_t stream = 0;
  for (const NamedText& file : ValidFiles()) {
    const std::string name = NameFor(file);
    const std::string plain =
        TextOf(FormatFile({name, Rewritten(file, [] { return std::string(" "); })}), file.name);
    for (int round = 0; round < kRounds; ++round) {
      PhiloxStream dice(kSeed, ++stream);
      const std::string text =
          Rewritten(file, [&] { return std::string(kSpaces[dice.Below(std::size(kSpaces))]); });
      ASSERT_EQ(TextOf(FormatFile({name, text}), file.name), plain) << text;
    }
  }
}

TEST(FormatProperty, CommentsAnywhereAreKept) {
  uint64_t stream = 1'000'000;
  for (const NamedText& file : ValidFiles()) {
    for (int round = 0; round < kRounds; ++round) {
      PhiloxStream dice(kSeed, ++stream);
      size_t comments = 0;
      const std::string text = Rewritten(file, [&]() -> std::string {
        const uint64_t what = dice.Below(8);
        if (what > 2) return what > 6 ? "\n\n" : " ";
        const std::string comment = "# comment " + std::to_string(++comments) + "\n";
        return what == 0 ? " " + comment : what == 1 ? "\n" + comment : "\n\n" + comment + "\n";
      });
      const std::string layout = TextOf(FormatFile({NameFor(file), text}), file.name);
      ASSERT_EQ(TextOf(FormatFile({NameFor(file), layout}), file.name), layout) << text;
      size_t kept = 0;
      for (size_t at = 0; (at = layout.find("# comment ", at)) != std::string::npos; ++at) ++kept;
      ASSERT_EQ(kept, comments) << text;
    }
  }
}

}  // namespace
}  // namespace waypost::policy
