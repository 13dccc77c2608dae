#include "waypost/coverage.h"

#include <string>
#include <vector>

#include "gtest/gtest.h"

namespace waypost::testing {
namespace {

using Kind = CoveragePoint::Kind;

CoveragePoint PointAt(Kind kind, uint32_t line, uint64_t yes, uint64_t no = 0) {
  CoveragePoint point;
  point.kind = kind;
  point.file = "desk.textproto";
  point.line = line;
  point.column = 1;
  point.what = "it";
  point.yes = yes;
  point.no = no;
  return point;
}

TEST(CoverageTest, CountsAnAtomTwiceAndEverythingElseOnce) {
  const CoverageSummary summary = SummariseCoverage(
      {PointAt(Kind::kRule, 1, 5), PointAt(Kind::kRule, 2, 0), PointAt(Kind::kStage, 3, 1),
       PointAt(Kind::kStep, 4, 0), PointAt(Kind::kAtom, 5, 1, 1), PointAt(Kind::kAtom, 6, 0, 9)});
  EXPECT_EQ(summary.rules.covered, 1u);
  EXPECT_EQ(summary.rules.total, 2u);
  EXPECT_EQ(summary.stages.covered, 1u);
  EXPECT_EQ(summary.steps.covered, 0u);
  EXPECT_EQ(summary.conditions.covered, 3u);
  EXPECT_EQ(summary.conditions.total, 4u);
}

TEST(CoverageTest, RoundsNothing) {
  EXPECT_FALSE((CoverageShare{999'999, 1'000'000}.Reaches(1000)));
  EXPECT_TRUE((CoverageShare{2, 3}.Reaches(666)));
  EXPECT_FALSE((CoverageShare{2, 3}.Reaches(667)));
  EXPECT_TRUE((CoverageShare{0, 0}.Reaches(1000)));
}

TEST(CoverageTest, MergesWhatStandsAtOnePlaceInWhateverOrder) {
  const std::vector<CoveragePoint> a = {PointAt(Kind::kAtom, 7, 1), PointAt(Kind::kRule, 2, 1)};
  const std::vector<CoveragePoint> b = {PointAt(Kind::kAtom, 7, 0, 2)};
  std::vector<CoveragePoint> ab, ba;
  MergeCoverage(a, &ab);
  MergeCoverage(b, &ab);
  MergeCoverage(b, &ba);
  MergeCoverage(a, &ba);
  ASSERT_EQ(ab.size(), 2u);
  EXPECT_EQ(ab[0].line, 2u);
  EXPECT_EQ(ab[1].yes, 1u);
  EXPECT_EQ(ab[1].no, 2u);
  EXPECT_EQ(CoverageJson(ab), CoverageJson(ba));
}

TEST(CoverageTest, NamesWhatIsMissingByItsPlace) {
  EXPECT_EQ(CoverageText({PointAt(Kind::kRule, 1, 0), PointAt(Kind::kStage, 2, 0),
                          PointAt(Kind::kStep, 3, 0), PointAt(Kind::kAtom, 4, 0, 1),
                          PointAt(Kind::kAtom, 5, 1, 0), PointAt(Kind::kAtom, 6, 0, 0),
                          PointAt(Kind::kAtom, 7, 1, 1)}),
            "rules 0/1, stages 0/1, steps 0/1, conditions 4/8\n"
            "  desk.textproto:1:1  it never applied\n"
            "  desk.textproto:2:1  it never entered\n"
            "  desk.textproto:3:1  it never carried out\n"
            "  desk.textproto:4:1  `it` never true\n"
            "  desk.textproto:5:1  `it` never false\n"
            "  desk.textproto:6:1  `it` never decided\n");
}

}  // namespace
}  // namespace waypost::testing
