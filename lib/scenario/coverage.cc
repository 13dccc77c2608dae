#include "waypost/coverage.h"

#include <map>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/json_text.h"

namespace waypost::testing {
namespace {

using Kind = CoveragePoint::Kind;
using PlaceKey = std::tuple<std::string, uint32_t, uint32_t, Kind, std::string>;

PlaceKey KeyOf(const CoveragePoint& point) {
  return {point.file, point.line, point.column, point.kind, point.what};
}

const char* KindName(Kind kind) {
  switch (kind) {
    case Kind::kRule:
      return "rule";
    case Kind::kStage:
      return "stage";
    case Kind::kStep:
      return "step";
    case Kind::kAtom:
      return "condition";
  }
  return "rule";
}

std::string ShareText(const char* name, const CoverageShare& share) {
  return absl::StrCat(name, " ", share.covered, "/", share.total);
}

// What has not happened there.
std::string MissingText(const CoveragePoint& point) {
  switch (point.kind) {
    case Kind::kRule:
      return absl::StrCat(point.what, " never applied");
    case Kind::kStage:
      return absl::StrCat(point.what, " never entered");
    case Kind::kStep:
      return absl::StrCat(point.what, " never carried out");
    case Kind::kAtom:
      break;
  }
  const char* missing = point.yes > 0 ? "false" : point.no > 0 ? "true" : "decided";
  return absl::StrCat("`", point.what, "` never ", missing);
}

std::string ShareJson(const char* name, const CoverageShare& share) {
  return absl::StrCat(JsonText(name), ":{\"covered\":", share.covered, ",\"total\":", share.total,
                      "}");
}

std::string PointJson(const CoveragePoint& point) {
  std::string out =
      absl::StrCat("{\"kind\":", JsonText(KindName(point.kind)), ",\"file\":", JsonText(point.file),
                   ",\"line\":", point.line, ",\"column\":", point.column,
                   ",\"what\":", JsonText(point.what), ",\"yes\":", point.yes);
  if (point.kind == Kind::kAtom) absl::StrAppend(&out, ",\"no\":", point.no);
  if (point.kind == Kind::kStep) {
    absl::StrAppend(&out, ",\"acknowledged\":", point.acknowledged, ",\"empty\":", point.empty);
  }
  return absl::StrCat(out, ",\"covered\":", point.covered() ? "true" : "false", "}");
}

}  // namespace

void MergeCoverage(const std::vector<CoveragePoint>& points, std::vector<CoveragePoint>* into) {
  std::map<PlaceKey, CoveragePoint> merged;
  for (const std::vector<CoveragePoint>* side :
       {const_cast<const std::vector<CoveragePoint>*>(into), &points}) {
    for (const CoveragePoint& point : *side) {
      const auto [entry, is_new] = merged.try_emplace(KeyOf(point), point);
      if (is_new) continue;
      entry->second.yes += point.yes;
      entry->second.no += point.no;
      entry->second.acknowledged += point.acknowledged;
      entry->second.empty += point.empty;
    }
  }
  into->clear();
  for (auto& [key, point] : merged) into->push_back(std::move(point));
}

CoverageSummary SummariseCoverage(const std::vector<CoveragePoint>& points) {
  CoverageSummary summary;
  for (const CoveragePoint& point : points) {
    if (point.kind == Kind::kAtom) {
      summary.conditions.total += 2;
      summary.conditions.covered += (point.yes > 0 ? 1 : 0) + (point.no > 0 ? 1 : 0);
      continue;
    }
    CoverageShare& share = point.kind == Kind::kRule    ? summary.rules
                           : point.kind == Kind::kStage ? summary.stages
                                                        : summary.steps;
    ++share.total;
    share.covered += point.covered() ? 1 : 0;
  }
  return summary;
}

std::string CoverageText(const std::vector<CoveragePoint>& points) {
  const CoverageSummary summary = SummariseCoverage(points);
  std::string text = absl::StrCat(
      ShareText("rules", summary.rules), ", ", ShareText("stages", summary.stages), ", ",
      ShareText("steps", summary.steps), ", ", ShareText("conditions", summary.conditions), "\n");
  for (const CoveragePoint& point : points) {
    if (point.covered()) continue;
    absl::StrAppend(&text, "  ", point.file, ":", point.line, ":", point.column, "  ",
                    MissingText(point), "\n");
  }
  return text;
}

std::string CoverageJson(const std::vector<CoveragePoint>& points) {
  const CoverageSummary summary = SummariseCoverage(points);
  std::string out =
      absl::StrCat("{", ShareJson("rules", summary.rules), ",", ShareJson("stages", summary.stages),
                   ",", ShareJson("steps", summary.steps), ",",
                   ShareJson("conditions", summary.conditions), ",\"points\":[");
  for (const CoveragePoint& point : points) {
    absl::StrAppend(&out, &point == &points.front() ? "\n" : ",\n", PointJson(point));
  }
  return out + "\n]}";
}

}  // namespace waypost::testing
