#include "lib/train/calibration.h"

#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lib/base/philox.h"

namespace waypost::train {
namespace {

using testing::IsEmpty;

// Answers that say `said` and are right `right_of_10` times in ten.
void Add(uint16_t said, uint32_t right_of_10, std::vector<Judged>& answers) {
  for (uint32_t i = 0; i < 100; ++i) answers.push_back({said, i % 10 < right_of_10});
}

TEST(CalibrationTest, TheErrorIsWhatIsSaidBesideWhatIsSo) {
  std::vector<Judged> answers;
  EXPECT_EQ(ExpectedCalibrationError(answers), 0);
  Add(900, 9, answers);
  EXPECT_EQ(ExpectedCalibrationError(answers), 0);
  Add(500, 3, answers);  // 0.2 beside, on half of the answers
  EXPECT_EQ(ExpectedCalibrationError(answers), 100);
}

TEST(CalibrationTest, TheCurveMendsWhatIsSaid) {
  std::vector<Judged> answers;
  Add(950, 8, answers);
  Add(700, 5, answers);
  Add(300, 2, answers);
  const auto curve = FitCalibration(answers);
  EXPECT_NEAR(text::CalibratedMilli(curve, 950), 800, 15);
  EXPECT_NEAR(text::CalibratedMilli(curve, 700), 500, 15);
  EXPECT_NEAR(text::CalibratedMilli(curve, 300), 200, 15);
}

TEST(CalibrationTest, TheCurveNeverFalls) {
  PhiloxStream random(1, 2);
  std::vector<Judged> answers;
  for (int i = 0; i < 1'000; ++i) {
    answers.push_back({static_cast<uint16_t>(random.Below(1'001)), random.Below(2) == 0});
  }
  const auto curve = FitCalibration(answers);
  for (uint32_t raw = 1; raw <= 1'000; ++raw) {
    ASSERT_LE(text::CalibratedMilli(curve, raw - 1), text::CalibratedMilli(curve, raw)) << raw;
  }
}

TEST(CalibrationTest, FewAnswersMakeNoCurveAndNoAnswersMakeCertainty) {
  std::vector<Judged> answers(99, Judged{900, true});
  EXPECT_THAT(FitCalibration(answers), IsEmpty());
  answers.push_back({900, true});
  EXPECT_EQ(FitCalibration(answers).back().right_milli, 990);
}

// Of two classes, the one that scores 1 more is the true one `right_of_10` times in ten.
HeldOutScores TwoClasses(int right_of_10) {
  HeldOutScores held_out;
  held_out.classes = 2;
  for (int i = 0; i < 100; ++i) {
    held_out.scores_q16.insert(held_out.scores_q16.end(), {65'536, 0});
    held_out.truth.push_back(i % 10 < right_of_10 ? 0 : 1);
  }
  return held_out;
}

TEST(CalibrationTest, SharpnessIsWhatMakesTheTruthMostProbable) {
  // 9 of 10: odds of 9 are 3.2 bits; 8 of 10: odds of 4 are 2 bits.
  EXPECT_EQ(FitSharpness(TwoClasses(9)), 724u);
  EXPECT_EQ(FitSharpness(TwoClasses(8)), 512u);
  EXPECT_EQ(FitSharpness(TwoClasses(10)), 5'793u);
  EXPECT_EQ(FitSharpness({}), 2'048u);
}

}  // namespace
}  // namespace waypost::train
