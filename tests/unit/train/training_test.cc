#include "waypost/training.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/unit/train/examples.h"

namespace waypost {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::vector<TrainingRow> Rows(int each) {
  std::vector<TrainingRow> rows;
  for (const train::Example& example : train::Tickets(each)) {
    rows.push_back({example.label, example.text});
  }
  return rows;
}

TEST(TrainingTest, AModelGoesFromRowsToAnswers) {
  const auto trained = TrainModel(Rows(40));
  ASSERT_TRUE(trained.ok()) << trained.status();
  const auto model = TextModel::Open(trained->bytes);
  ASSERT_TRUE(model.ok()) << model.status();
  EXPECT_THAT(model->labels(), ElementsAre("crash", "refund", "stolen"));
  EXPECT_NE(model->hash(), 0u);
  const std::string text = "＿ 请 Refund!";
  const TextModelAnswer answer = model->Classify(text, 2);
  ASSERT_EQ(answer.top.size(), 2u);
  EXPECT_EQ(answer.top[0].label, "refund");
  ASSERT_FALSE(answer.evidence.empty());
  const auto& piece = answer.evidence[0];
  EXPECT_THAT("Refund", HasSubstr(text.substr(piece.begin, piece.end - piece.begin)));
}

TEST(TrainingTest, ErrorsNameTheRow) {
  auto rows = Rows(3);
  rows[4].text = "";
  EXPECT_EQ(TrainModel(rows).status().message(), "row 5: it has no text");
  EXPECT_EQ(TextModel::Open("nonsense").status().message(), "this is not a model file of Waypost");
}

TEST(TrainingTest, MayBeStopped) {
  std::vector<TrainingRow> rows;
  for (const char* text : {"one fish", "two fish"}) rows.push_back({"fish", text});
  for (const char* text : {"red bird", "blue bird"}) rows.push_back({"bird", text});
  TrainingOptions options;
  options.progress = [](size_t, size_t) { return false; };
  EXPECT_TRUE(absl::IsCancelled(TrainModel(rows, options).status()));
}

TEST(TrainingTest, AnyBytesAreClassified) {
  const auto model = TextModel::Open(TrainModel(Rows(10))->bytes);
  ASSERT_TRUE(model.ok());
  for (const std::string& text :
       {std::string(), std::string("\xFF\xFE\0\x01", 4), std::string(1 << 20, 'x'),
        std::string("😡😡😡"), std::string("\xE2\x80\x8F\xE2\x80\xAE")}) {
    EXPECT_EQ(model->Classify(text).top.size(), 3u);
  }
  EXPECT_TRUE(model->Classify("").out_of_scope);
}

}  // namespace
}  // namespace waypost
