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

// Ids are the host's, whatever bytes they are made of.
TEST(JsonText, ReplacesWhatIsNoUtf8) {
  EXPECT_EQ(JsonText("a\xff"
                     "b"),
            "\"a\xef\xbf\xbd"
            "b\"");
  EXPECT_EQ(JsonText("\xe5\xb7\xa5"), "\"\xe5\xb7\xa5\"");
  EXPECT_EQ(JsonText("\xe5\xb7"), "\"\xef\xbf\xbd\xef\xbf\xbd\"");          // cut off
  EXPECT_EQ(JsonText("\xc0\xaf"), "\"\xef\xbf\xbd\xef\xbf\xbd\"");          // overlong
  EXPECT_EQ(JsonText("\xed\xa0\x80").find("\xed\xa0"), std::string::npos);  // a surrogate
  EXPECT_EQ(JsonText("\xf4\x90\x80\x80").find('\xf4'), std::string::npos);  // beyond U+10FFFF
}

}  // namespace
}  // namespace waypost
