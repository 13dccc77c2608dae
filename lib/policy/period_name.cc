#include "lib/policy/period_name.h"

#include <string_view>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/words.h"

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
  lowering.Report("WP2573", field, Say({"$0 is no period", "$0 不是周期"}, Quoted(text)))
      .Help({"write \"day\", \"week\", \"month\" or \"quarter\"",
             "请写 \"day\"、\"week\"、\"month\" 或 \"quarter\""});
  return std::nullopt;
}

}  // namespace waypost::policy
