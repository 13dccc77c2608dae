#include "lib/policy/period_name.h"

#include <string_view>
#include <utility>

#include "absl/strings/str_cat.h"

namespace waypost::policy {
namespace {

using calendar::Period;

constexpr std::pair<std::string_view, Period> kPeriodNames[] = {
    {"day", Period::kDay},
    {"week", Period::kWeek},
    {"month", Period::kMonth},
    {"quarter", Period::kQuarter},
};

}  // namespace

std::optional<Period> ReadPeriodName(Lowering& lowering, const std::string& text,
                                     const FieldRef& field) {
  for (const auto& [name, period] : kPeriodNames) {
    if (text == name) return period;
  }
  lowering.Report("WP2573", field, absl::StrCat(Quoted(text), " is no period"))
      .Help("write \"day\", \"week\", \"month\" or \"quarter\"");
  return std::nullopt;
}

}  // namespace waypost::policy
