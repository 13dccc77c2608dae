#include "lib/policy/source_file.h"

#include <string>

#include "gtest/gtest.h"

namespace waypost::policy {
namespace {

std::string Shown(const SourceSpan& span) {
  return std::to_string(span.line) + ":" + std::to_string(span.column) + "-" +
         std::to_string(span.end_line) + ":" + std::to_string(span.end_column);
}

struct SpanCase {
  const char* name;
  std::string text;
  size_t begin;
  size_t end;
  const char* span;
};

class SpanTest : public testing::TestWithParam<SpanCase> {};

TEST_P(SpanTest, CountsLinesAndCodePointsFromOne) {
  const SourceFile file("a", GetParam().text);
  EXPECT_EQ(Shown(file.Span(0, GetParam().begin, GetParam().end)), GetParam().span);
}

const std::string kLongLine = std::string(3000, 'x') + "退款 end";

INSTANTIATE_TEST_SUITE_P(
    SourceFile, SpanTest,
    testing::Values(SpanCase{"TheFirstByteIsOneOne", "abc", 0, 1, "1:1-1:2"},
                    SpanCase{"AnEmptyFileHasAPlace", "", 0, 0, "1:1-1:1"},
                    SpanCase{"ANewlineEndsALine", "ab\ncd", 3, 4, "2:1-2:2"},
                    SpanCase{"ASpanMayCoverLines", "ab\ncd", 1, 4, "1:2-2:2"},
                    SpanCase{"ATabIsOneColumn", "\t\tab", 2, 3, "1:3-1:4"},
                    SpanCase{"AChineseCharacterIsOneColumn", "退款ab", 6, 7, "1:3-1:4"},
                    SpanCase{"InsideACharacterMeansAllOfIt", "退款ab", 1, 4, "1:1-1:3"},
                    SpanCase{"AByteOrderMarkIsNoColumn",
                             "\xef\xbb\xbf"
                             "ab",
                             3, 4, "1:1-1:2"},
                    SpanCase{"ACarriageReturnIsAColumn", "a\r\nb", 3, 4, "2:1-2:2"},
                    SpanCase{"ABrokenByteIsOneColumn",
                             "\xff\xfe"
                             "ab",
                             2, 3, "1:3-1:4"},
                    SpanCase{"BeyondTheEndIsTheEnd", "ab", 7, 9, "1:3-1:3"},
                    SpanCase{"AnEndBeforeTheBeginIsEmpty", "abc", 2, 1, "1:3-1:3"},
                    SpanCase{"LongLinesAreCountedToo", kLongLine, 3007, 3010, "1:3004-1:3007"}),
    [](const auto& row) { return std::string(row.param.name); });

TEST(SourceFile, LinesHaveNoLineEnds) {
  const SourceFile file("a", "one\r\ntwo\n\nfour");
  EXPECT_EQ(file.line_count(), 4u);
  EXPECT_EQ(file.Line(1), "one");
  EXPECT_EQ(file.Line(2), "two");
  EXPECT_EQ(file.Line(3), "");
  EXPECT_EQ(file.Line(4), "four");
  EXPECT_EQ(file.Line(0), "");
  EXPECT_EQ(file.Line(5), "");
}

TEST(SourceFile, WhatIsNoTextIsReplacedByteForByte) {
  const std::string text(
      "a\xff"
      "b\0c\xe9\x80"
      "d\xc3\xa9",
      10);
  const SourceFile file("a", text);
  EXPECT_EQ(file.text(), text);
  EXPECT_EQ(file.clean(),
            "a\x1a"
            "b\x1a"
            "c\x1a\x1a"
            "d\xc3\xa9");
  EXPECT_EQ(file.odd_bytes(), (std::vector<uint32_t>{1, 3, 5, 6}));
}

TEST(SourceFile, OverlongAndSurrogateBytesAreNoText) {
  EXPECT_EQ(SourceFile("a", "\xc0\xaf").odd_bytes().size(), 2u);
  EXPECT_EQ(SourceFile("a", "\xed\xa0\x80").odd_bytes().size(), 3u);
  EXPECT_EQ(SourceFile("a", "\xf4\x90\x80\x80").odd_bytes().size(), 4u);
}

TEST(SourceFile, AMovedFileKeepsItsText) {
  SourceFile file("a", "short");
  const SourceFile moved = std::move(file);
  EXPECT_EQ(moved.clean(), "short");
  EXPECT_EQ(moved.Line(1), "short");
}

TEST(SourceFile, PlacesNameFileAndLine) {
  SourceFiles files;
  files.emplace_back("routes.textproto", "a\nb");
  EXPECT_EQ(PlaceText(files, files[0].Span(0, 2, 3)), "routes.textproto:2");
  EXPECT_EQ(PlaceText(files, SourceSpan{}), "routes.textproto");
  EXPECT_EQ(PlaceText(files, SourceSpan{7, 1, 1, 1, 1}), "");
}

TEST(SourceFile, GivesOutAPartOfALongLine) {
  std::string text = "first\n";
  for (int i = 0; i < 10'000; ++i) text += i % 2 == 0 ? "退" : "x";
  const SourceFile file("a", text + "\nlast");
  EXPECT_EQ(file.LineAround(1, 3), "first");
  EXPECT_EQ(file.LineAround(3, 1), "last");
  const std::string_view line = file.Line(2);
  EXPECT_EQ(file.LineAround(2, 2048), line.substr(0, 4096 * 2));
  EXPECT_EQ(file.LineAround(2, 2049), line.substr(1024 * 2, 4096 * 2));
  EXPECT_EQ(file.LineAround(2, 10'001), line.substr((10'000 - 1024) * 2));
  EXPECT_EQ(file.LineAround(2, 99'999), "");
  EXPECT_EQ(file.LineAround(4, 1), "");
}

}  // namespace
}  // namespace waypost::policy
