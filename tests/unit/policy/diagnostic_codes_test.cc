#include "lib/policy/diagnostic_codes.h"

#include <string>

#include "gtest/gtest.h"

namespace waypost::policy {
namespace {

// FindCode searches by halves.
TEST(DiagnosticCodes, RiseWithoutRepetition) {
  std::string_view last;
  for (const CodeInfo& info : AllCodes()) {
    EXPECT_LT(last, info.code);
    last = info.code;
  }
}

TEST(DiagnosticCodes, AreFoundByTheirName) {
  for (const CodeInfo& info : AllCodes()) {
    ASSERT_NE(FindCode(info.code), nullptr) << info.code;
    EXPECT_EQ(FindCode(info.code)->code, info.code);
  }
  EXPECT_EQ(FindCode("WP0000"), nullptr);
  EXPECT_EQ(FindCode("WP9999"), nullptr);
  EXPECT_EQ(FindCode(""), nullptr);
}

TEST(DiagnosticCodes, AreFourDigitsAfterTwoLetters) {
  for (const CodeInfo& info : AllCodes()) {
    ASSERT_EQ(info.code.size(), 6u) << info.code;
    EXPECT_EQ(info.code.substr(0, 2), "WP");
    EXPECT_EQ(info.code.find_first_not_of("0123456789", 2), std::string_view::npos) << info.code;
  }
}

TEST(DiagnosticCodes, AreExplainedInOneParagraph) {
  for (const CodeInfo& info : AllCodes()) {
    EXPECT_FALSE(info.title.english.empty()) << info.code;
    EXPECT_EQ(info.explanation.english.find('\n'), std::string_view::npos) << info.code;
    ASSERT_GE(info.explanation.english.size(), 30u) << info.code;
    EXPECT_EQ(info.explanation.english.back(), '.') << info.code;
  }
}

}  // namespace
}  // namespace waypost::policy
