#include "lib/policy/message_header.h"

#include <gtest/gtest.h>

#include <string>

namespace waypost::policy {
namespace {

std::string TypeIn(const std::string& text) {
  const SourceFile file("a.textproto", text);
  const auto header = FindMessageHeader(file);
  if (!header) return "none";
  EXPECT_EQ(text.substr(header->begin, header->type.size()), header->type);
  return std::string(header->type);
}

TEST(FindMessageHeader, ReadsTheCommentsAtTheTop) {
  EXPECT_EQ(TypeIn("# proto-message: a.B\nname: 'x'"), "a.B");
  EXPECT_EQ(TypeIn("\n  # other\n\n\t## proto-message:a.B \r\n"), "a.B");
  EXPECT_EQ(TypeIn("# proto-message: a.B\v \f\t"), "a.B");
  EXPECT_EQ(TypeIn("\xef\xbb\xbf# proto-message: a.B"), "a.B");
  EXPECT_EQ(TypeIn("# proto-message:\n# proto-message: c.D"), "c.D");
}

TEST(FindMessageHeader, ReadsNothingElse) {
  EXPECT_EQ(TypeIn(""), "none");
  EXPECT_EQ(TypeIn("# see proto-message: a.B"), "none");
  EXPECT_EQ(TypeIn("name: 'x'  # proto-message: a.B"), "none");
  EXPECT_EQ(TypeIn("name: 'x'\n# proto-message: a.B"), "none");
}

}  // namespace
}  // namespace waypost::policy
