#include "lib/base/json_text.h"

#include <string>

#include "gtest/gtest.h"

namespace waypost {
namespace {

TEST(JsonTextTest, EscapesWhatJsonCannotHold) {
  EXPECT_EQ(JsonText(""), "\"\"");
  EXPECT_EQ(JsonText("a \"b\" \\ c\n"), "\"a \\\"b\\\" \\\\ c\\n\"");
  EXPECT_EQ(JsonText(std::string("\0\x1f", 2)), "\"\\u0000\\u001f\"");
}

TEST(JsonTextTest, LeavesUtf8AsItIs) { EXPECT_EQ(JsonText("退款 é"), "\"退款 é\""); }

}  // namespace
}  // namespace waypost
