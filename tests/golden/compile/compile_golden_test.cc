// What only compiling a whole policy finds: expected.txt in the folders wp4* beside this file. The
// policies are not stored: one cannot be read, the other is too large.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

#include "waypost/policy.h"

namespace waypost {
namespace {

void Compare(const std::string& folder, const PolicyCompilation& compiled) {
  const std::string path =
      std::string(WAYPOST_SOURCE_DIR "/tests/golden/compile/") + folder + "/expected.txt";
  const std::string found = compiled.diagnostics();
  if (std::getenv("WAYPOST_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(path, std::ios::binary) << found;
  }
  std::ifstream file(path, std::ios::binary);
  EXPECT_EQ(found, std::string(std::istreambuf_iterator<char>(file), {}));
  EXPECT_FALSE(compiled.ok());
}

TEST(CompileGolden, UnreadableFile) {
  Compare("wp4001_unreadable_file", Policy::CompileFile("no-such-folder/desk.textproto"));
}

TEST(CompileGolden, TooManyKeywords) {
  std::string text = "name: 'words'\ncategories {\n  id: 'all'\n";
  for (int i = 10'000; i < 15'000; ++i) {
    text += "  keywords: '";
    for (int j = 0; j < 200; ++j) text += std::to_string(i);
    text += "'\n";
  }
  Compare("wp4002_too_many_keywords", Policy::CompileText("desk.textproto", text + "}\n"));
}

}  // namespace
}  // namespace waypost
