#include "lib/base/display_width.h"

#include <gtest/gtest.h>

#include <string>

namespace waypost {
namespace {

struct Case {
  const char* name;
  std::string text;
  size_t width;
};

class DisplayWidthTest : public testing::TestWithParam<Case> {};

TEST_P(DisplayWidthTest, CountsColumns) {
  EXPECT_EQ(DisplayWidth(GetParam().text), GetParam().width);
}

INSTANTIATE_TEST_SUITE_P(
    Texts, DisplayWidthTest,
    testing::Values(Case{"Empty", "", 0}, Case{"Ascii", "abc", 3}, Case{"AccentInOne", "é", 1},
                    Case{"AccentCombined", "e\u0301", 1}, Case{"ChineseIsTwoWide", "盗号", 4},
                    Case{"KanaIsTwoWide", "乗っ取", 6}, Case{"TabIsOne", "a\tb", 3},
                    Case{"ControlIsOne", "a\x1b", 2}, Case{"NotUtf8IsOneEach", "\xff\xfe", 2},
                    Case{"CutShort", "\xe7\x9b", 2}),
    [](const auto& test) { return test.param.name; });

}  // namespace
}  // namespace waypost
