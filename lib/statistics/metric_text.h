#ifndef WAYPOST_LIB_STATISTICS_METRIC_TEXT_H_
#define WAYPOST_LIB_STATISTICS_METRIC_TEXT_H_

#include <string>
#include <string_view>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "waypost/v1/policy.pb.h"

namespace waypost::statistics {

// "resolution"; of a milestone "milestone frozen". The metric as numbered in the contract.
inline std::string MetricText(int metric, std::string_view milestone) {
  std::string name =
      absl::AsciiStrToLower(v1::Sla::Metric_Name(static_cast<v1::Sla::Metric>(metric)));
  if (!milestone.empty()) absl::StrAppend(&name, " ", ToAbsl(milestone));
  return name;
}

}  // namespace waypost::statistics

#endif  // WAYPOST_LIB_STATISTICS_METRIC_TEXT_H_
