#include "lib/base/xml_text.h"

#include <string>

#include "gtest/gtest.h"

namespace waypost {
namespace {

TEST(XmlTextTest, EscapesWhatXmlReadsAsItsOwn) {
  EXPECT_EQ(XmlText("<a href=\"x\">&"), "&lt;a href=&quot;x&quot;&gt;&amp;");
}

TEST(XmlTextTest, ReplacesWhatXmlCannotHold) {
  EXPECT_EQ(XmlText(std::string("a\0b\x1b\n\t", 6)), "a?b?\n\t");
}

TEST(XmlTextTest, LeavesUtf8AsItIs) { EXPECT_EQ(XmlText("退款"), "退款"); }

TEST(XmlText, ReplacesWhatIsNoUtf8) {
  EXPECT_EQ(XmlText("a\xff<"), "a\xef\xbf\xbd&lt;");
  EXPECT_EQ(XmlText("\xe5\xb7\xa5"), "\xe5\xb7\xa5");
}

}  // namespace
}  // namespace waypost
