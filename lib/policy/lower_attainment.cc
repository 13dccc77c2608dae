// Promises about all cycles that end in a day, week, month or quarter.
#include "lib/policy/lower_attainment.h"

#include <optional>
#include <string_view>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "lib/base/absl_strings.h"
#include "lib/base/duration_text.h"
#include "lib/base/words.h"

namespace waypost::policy {
namespace {

using calendar::Period;

constexpr int32_t kMostAlarmFrom = 1'000'000;
constexpr std::pair<std::string_view, Period> kPeriods[] = {
    {" per day", Period::kDay},
    {" per week", Period::kWeek},
    {" per month", Period::kMonth},
    {" per quarter", Period::kQuarter},
};

// Takes " per month" off the end.
std::optional<Period> TakePeriod(absl::string_view& text) {
  for (const auto& [suffix, period] : kPeriods) {
    if (absl::ConsumeSuffix(&text, ToAbsl(suffix))) return period;
  }
  return std::nullopt;
}

// "92.3%" in thousandths; nothing for another number of decimals, 0% and more than 100%.
std::optional<int32_t> ParseShare(absl::string_view text) {
  if (!absl::ConsumeSuffix(&text, "%")) return std::nullopt;
  const size_t point = text.find('.');
  const absl::string_view decimals =
      point == absl::string_view::npos ? absl::string_view("0") : text.substr(point + 1);
  const absl::string_view whole = text.substr(0, point);
  // SimpleAtoi takes signs and spaces, too.
  const auto is_number = [](absl::string_view digits) {
    return !digits.empty() && digits.size() <= 3 &&
           digits.find_first_not_of("0123456789") == absl::string_view::npos;
  };
  int32_t units = 0, tenths = 0;
  if (!is_number(whole) || !is_number(decimals) || decimals.size() != 1) return std::nullopt;
  if (!absl::SimpleAtoi(whole, &units) || !absl::SimpleAtoi(decimals, &tenths)) return std::nullopt;
  const int32_t milli = units * 10 + tenths;
  if (milli == 0 || milli > 1'000) return std::nullopt;
  return milli;
}

// "mean 8m42s".
std::optional<int64_t> ParseMean(absl::string_view text) {
  if (!absl::ConsumePrefix(&text, "mean ")) return std::nullopt;
  const absl::StatusOr<DurationText> length =
      ParseDuration(FromAbsl(absl::StripAsciiWhitespace(text)));
  if (!length.ok() || length->ms == 0) return std::nullopt;
  return length->ms;
}

std::optional<Attainment> Parse(std::string_view written) {
  absl::string_view text = absl::StripAsciiWhitespace(ToAbsl(written));
  Attainment attainment;
  const std::optional<Period> period = TakePeriod(text);
  if (!period) return std::nullopt;
  attainment.period = *period;
  if (const std::optional<int32_t> share = ParseShare(text)) {
    attainment.kind = Attainment::Kind::kShare;
    attainment.share_milli = *share;
    return attainment;
  }
  const std::optional<int64_t> mean = ParseMean(text);
  if (!mean) return std::nullopt;
  attainment.kind = Attainment::Kind::kMean;
  attainment.mean_ms = *mean;
  return attainment;
}

}  // namespace

Attainment ReadAttainment(Lowering& lowering, const std::string& text, const FieldRef& field,
                          int32_t alarm_from, const FieldRef& alarm_field) {
  if (text.empty()) {
    if (alarm_from != 0) {
      lowering
          .Report("WP2307", alarm_field,
                  Say({"$0 has no meaning without $1", "没有 $1 时 $0 没有意义"},
                      Quoted("attainment_alarm_from"), Quoted("attainment")))
          .Help(
              {"write what is promised of a period, for example `attainment: \"92.3% per month\"`",
               "请写明对一个周期的承诺，例如 `attainment: \"92.3% per month\"`"});
    }
    return {};
  }
  const std::optional<Attainment> read = Parse(text);
  if (!read) {
    lowering
        .Report("WP2309", field,
                Say({"$0 is not a promise about the cycles of a period",
                     "$0 不是对一个周期内各计时的承诺"},
                    Quoted(text)))
        .Help({"write a share with at most one decimal, \"92.3% per month\", or a mean, \"mean "
               "8m42s per week\"; periods are day, week, month and quarter",
               "请写至多一位小数的百分比 \"92.3% per month\"，或均值 \"mean 8m42s per "
               "week\"；周期为 day、week、month 和 quarter"});
    return {};
  }
  Attainment attainment = *read;
  if (alarm_from != 0 && CheckInterval(lowering, alarm_from, 1, kMostAlarmFrom, alarm_field)) {
    attainment.alarm_from = alarm_from;
  }
  return attainment;
}

}  // namespace waypost::policy
