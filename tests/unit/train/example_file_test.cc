#include "lib/train/example_file.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace waypost::train {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// "label|text|place" of each row, or the error.
std::vector<std::string> Read(std::string_view text, std::string_view file = "") {
  const auto examples = ReadExamples(text, file);
  if (!examples.ok()) return {std::string(examples.status().message())};
  std::vector<std::string> rows;
  for (const Example& one : *examples) rows.push_back(one.label + "|" + one.text + "|" + one.place);
  return rows;
}

TEST(ExampleFileTest, ReadsTablesWithAndWithoutAHeading) {
  EXPECT_THAT(Read("refund,give it back\n\nbug,\"it, crashed\"\n"),
              ElementsAre("refund|give it back|row 1", "bug|it, crashed|row 3"));
  EXPECT_THAT(Read("text,category\ngive it back,refund\n"),
              ElementsAre("refund|give it back|row 2"));
  EXPECT_THAT(Read("id,intent,text\n7,refund,give it back\n"),
              ElementsAre("refund|give it back|row 2"));
  EXPECT_THAT(Read("refund\tsay \"please\"\r\nbug\tit, crashed\n"),
              ElementsAre("refund|say \"please\"|row 1", "bug|it, crashed|row 2"));
}

TEST(ExampleFileTest, ReadsJsonLines) {
  EXPECT_THAT(Read("{\"label\": \"refund\", \"text\": \"退款\\n\\u0041\", \"score\": 0.5}\n"
                   "\n"
                   "{\"ticket\": {\"id\": [1, 2]}, \"category\": \"bug\", \"text\": \"crash\"}\n"),
              ElementsAre("refund|退款\nA|row 1", "bug|crash|row 3"));
}

TEST(ExampleFileTest, WhatAPersonCorrectedCounts) {
  EXPECT_THAT(Read("{\"category\": \"bug\", \"corrected\": \"refund\", \"text\": \"x\"}"),
              ElementsAre("refund|x|row 1"));
  EXPECT_THAT(Read("text,category,corrected\nx,bug,refund\n"), ElementsAre("refund|x|row 2"));
}

TEST(ExampleFileTest, PlacesNameTheFile) {
  EXPECT_THAT(Read("a,b\n", "rows.csv"), ElementsAre("a|b|rows.csv:1"));
  EXPECT_THAT(Read("a,b\nc\n", "rows.csv"), ElementsAre("rows.csv:2: the row has 1 field, not 2"));
}

TEST(ExampleFileTest, AByteOrderMarkIsNoPartOfALabel) {
  EXPECT_THAT(Read("\xEF\xBB\xBF"
                   "refund\tx\n"),
              ElementsAre("refund|x|row 1"));
  EXPECT_THAT(Read("\xEF\xBB\xBF"
                   "{\"label\":\"refund\",\"text\":\"x\"}"),
              ElementsAre("refund|x|row 1"));
}

TEST(ExampleFileTest, SaysWhichRowIsNoRow) {
  EXPECT_THAT(Read("a,b,c\n"),
              ElementsAre("row 1: the row has 3 fields, not 2: label and text, or a first row that "
                          "names columns"));
  EXPECT_THAT(Read("a,b\n\"never closed"), ElementsAre("line 2: a quote that is never closed"));
  EXPECT_THAT(Read("a,b\n\"never closed", "f.csv"),
              ElementsAre("f.csv: line 2: a quote that is never closed"));
  EXPECT_THAT(Read("{\"text\": \"x\"}"), ElementsAre("row 1: the object has no string \"label\""));
  EXPECT_THAT(Read("{\"label\": \"x\", \"text\": 7}"),
              ElementsAre("row 1: the object has no string \"text\""));
  EXPECT_THAT(Read("{\"label\": \"x\", \"text\": \"y\"}\n[1]"),
              ElementsAre("row 2: it is no JSON object"));
  EXPECT_THAT(Read(""), IsEmpty());
}

}  // namespace
}  // namespace waypost::train
