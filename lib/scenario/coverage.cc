#include "waypost/coverage.h"

#include <map>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/json_text.h"
#include "lib/base/words.h"

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

Words ShareText(const Words& name, const CoverageShare& share) {
  return Say({"$0 $1/$2", "$0 $1/$2"}, name, share.covered, share.total);
}

// What has not happened there.
Words MissingText(const CoveragePoint& point) {
  switch (point.kind) {
    case Kind::kRule:
      return Say({"$0 never applied", "$0 从未起作用"}, point.what);
    case Kind::kStage:
      return Say({"$0 never entered", "$0 从未进入"}, point.what);
    case Kind::kStep:
      return Say({"$0 never carried out", "$0 从未执行"}, point.what);
    case Kind::kAtom:
      break;
  }
  return Say({"`$0` never $1", "`$0` 从未$1"}, point.what,
             point.yes > 0  ? Words{"false", "为假"}
             : point.no > 0 ? Words{"true", "为真"}
                            : Words{"decided", "判定"});
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

std::string CoverageText(const std::vector<CoveragePoint>& points, MessageLanguage language) {
  const CoverageSummary summary = SummariseCoverage(points);
  Words text = Say(
      {"$0, $1, $2, $3\n", "$0，$1，$2，$3\n"}, ShareText({"rules", "规则"}, summary.rules),
      ShareText({"stages", "阶段"}, summary.stages), ShareText({"steps", "步骤"}, summary.steps),
      ShareText({"conditions", "条件"}, summary.conditions));
  for (const CoveragePoint& point : points) {
    if (point.covered()) continue;
    text += Say({"  $0:$1:$2  $3\n", "  $0:$1:$2  $3\n"}, point.file, point.line, point.column,
                MissingText(point));
  }
  return text.In(language);
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
