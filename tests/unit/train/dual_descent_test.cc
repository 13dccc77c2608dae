#include "lib/train/dual_descent.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lib/base/digest.h"
#include "lib/base/philox.h"
#include "lib/text/ngram_index.h"

namespace waypost::train {
namespace {

constexpr size_t kRows = 40;

struct Problem {
  SparseVectors vectors;
  std::vector<bool> in_class;
};

// Vectors of four rows each; the class is that of row 0, with a few mistakes.
Problem RandomProblem(size_t examples) {
  Problem problem;
  PhiloxStream random(5, 6);
  for (size_t i = 0; i < examples; ++i) {
    const bool member = i % 4 == 0;
    problem.vectors.rows.push_back(member ? 0 : 1);
    for (int k = 0; k < 3; ++k) {
      problem.vectors.rows.push_back(static_cast<uint16_t>(2 + 12 * k + random.Below(12)));
    }
    problem.vectors.weights.insert(problem.vectors.weights.end(), 4, text::kNgramUnit / 2);
    problem.vectors.EndVector();
    problem.in_class.push_back(member != (random.Below(20) == 0));
  }
  return problem;
}

double Value(const Problem& problem, const LinearWeights& weights, size_t example) {
  double sum = static_cast<double>(weights.bias);
  for (size_t i = problem.vectors.begin[example]; i < problem.vectors.begin[example + 1]; ++i) {
    sum += static_cast<double>(weights.by_row[problem.vectors.rows[i]]) *
           problem.vectors.weights[i] / text::kNgramUnit;
  }
  return sum / static_cast<double>(kWeightUnit);
}

// What is to be made small; the bias's weight is twice the bias.
double Objective(const Problem& problem, const LinearWeights& weights, double cost,
                 double positive_cost) {
  const double unit = static_cast<double>(kWeightUnit);
  const double bias = static_cast<double>(weights.bias) / unit;
  double objective = 2 * bias * bias;
  for (const int32_t weight : weights.by_row) objective += weight / unit * weight / unit / 2;
  for (size_t i = 0; i < problem.vectors.size(); ++i) {
    const double sign = problem.in_class[i] ? 1 : -1;
    const double loss = std::max(0.0, 1 - sign * Value(problem, weights, i));
    objective += (problem.in_class[i] ? positive_cost : cost) * loss * loss;
  }
  return objective;
}

TEST(DualDescentTest, SeparatesWhatCanBeSeparated) {
  const Problem problem = RandomProblem(400);
  const LinearWeights weights = Descend(problem.vectors, problem.in_class, kRows, {});
  EXPECT_GT(weights.by_row[0], 0);
  EXPECT_LT(weights.by_row[1], 0);
  int right = 0;
  for (size_t i = 0; i < 400; ++i) {
    right += (Value(problem, weights, i) > 0) == problem.in_class[i] ? 1 : 0;
  }
  EXPECT_GT(right, 370);
}

// No small change of a weight makes the objective smaller: it is convex, so this is its bottom.
TEST(DualDescentTest, FindsTheBottomOfTheObjective) {
  const Problem problem = RandomProblem(200);
  DescentOptions options;
  options.passes = 1'000;
  options.cost_q8 = 128;
  options.positive_cost_q8 = 512;
  const LinearWeights weights = Descend(problem.vectors, problem.in_class, kRows, options);
  const double least = Objective(problem, weights, 0.5, 2);
  for (size_t row = 0; row < kRows; ++row) {
    for (const double step : {-0.05, 0.05}) {
      LinearWeights other = weights;
      other.by_row[row] += static_cast<int32_t>(step * static_cast<double>(kWeightUnit));
      EXPECT_GT(Objective(problem, other, 0.5, 2), least) << row << " " << step;
    }
  }
}

TEST(DualDescentTest, CostlierErrorsAreAvoided) {
  const Problem problem = RandomProblem(400);
  DescentOptions cheap;
  cheap.positive_cost_q8 = 16;
  DescentOptions dear;
  dear.positive_cost_q8 = 16'384;
  const auto sum = [&](const DescentOptions& options) {
    const LinearWeights weights = Descend(problem.vectors, problem.in_class, kRows, options);
    double all = 0;
    for (size_t i = 0; i < 400; ++i) all += Value(problem, weights, i);
    return all;
  };
  EXPECT_GT(sum(dear), sum(cheap));
}

// In integers: this number is the same for gcc and clang, at every level of optimisation.
TEST(DualDescentTest, WeightsAreTheSameEverywhere) {
  const Problem problem = RandomProblem(300);
  const LinearWeights weights = Descend(problem.vectors, problem.in_class, kRows, {});
  Digest digest;
  for (const int32_t weight : weights.by_row) digest.AddSigned(weight);
  digest.AddSigned(weights.bias);
  EXPECT_EQ(DigestText(digest.Value()), "39f314eeeb7a0da5");
}

TEST(DualDescentTest, NothingToLearnFromIsLearned) {
  const LinearWeights weights = Descend({}, {}, 3, {});
  EXPECT_THAT(weights.by_row, testing::ElementsAre(0, 0, 0));
}

}  // namespace
}  // namespace waypost::train
