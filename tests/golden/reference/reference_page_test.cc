// docs/policy_reference.md is what the comments of the contract say.
#include "tests/golden/reference/reference_page.h"

#include <gtest/gtest.h>

#include <cctype>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

#include "tests/golden/reference/commented_contract.h"

namespace waypost::reference {
namespace {

const char kPage[] = WAYPOST_SOURCE_DIR "/docs/policy_reference.md";

TEST(PolicyReference, IsCurrent) {
  const std::string expected = ReferencePage();
  if (std::getenv("WAYPOST_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(kPage, std::ios::binary) << expected;
    return;
  }
  std::ifstream file(kPage, std::ios::binary);
  const std::string page{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  EXPECT_TRUE(page == expected) << "run this test with WAYPOST_UPDATE_GOLDEN=1";
}

TEST(PolicyReference, IntroducesEveryFile) {
  for (const DocumentedFile& file : DocumentedFiles()) {
    EXPECT_FALSE(file.introduction.empty()) << file.title;
  }
}

TEST(PolicyReference, LinksToWhatIsThere) {
  const std::string page = ReferencePage();
  std::string headings = "\n";
  for (size_t at = 0; (at = page.find("\n##", at)) != std::string::npos; ++at) {
    const std::string line = page.substr(at + 1, page.find('\n', at + 1) - at - 1);
    for (char c : line.substr(line.find(' ') + 1)) {
      if (c == ' ') headings += '-';
      if (std::isalnum(static_cast<unsigned char>(c)) != 0) {
        headings += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
      }
    }
    headings += '\n';
  }
  size_t links = 0;
  for (size_t at = 0; (at = page.find("](#", at)) != std::string::npos; ++at, ++links) {
    const std::string anchor = page.substr(at + 3, page.find(')', at) - at - 3);
    EXPECT_NE(headings.find("\n" + anchor + "\n"), std::string::npos) << anchor;
  }
  EXPECT_GE(links, 50u);
}

TEST(ReadComment, TellsTextFromExample) {
  const Comment comment =
      ReadComment(" One\n two.\n\n Three.\n\n Example:\n   a {\n     b: 1\n   }\n");
  EXPECT_EQ(comment.text, "One two.\n\nThree.");
  EXPECT_EQ(comment.example, "a {\n  b: 1\n}\n");
}

}  // namespace
}  // namespace waypost::reference
