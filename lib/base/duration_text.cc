#include "lib/base/duration_text.h"

#include <array>
#include <limits>

#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/base/words.h"

namespace waypost {
namespace {

struct Unit {
  std::string_view name;
  int64_t ms;
};

// Falling, so that a sum is read left to right and printed the same way.
constexpr std::array<Unit, 6> kUnits = {{{"w", 7 * 86'400'000LL},
                                         {"d", 86'400'000},
                                         {"h", 3'600'000},
                                         {"m", 60'000},
                                         {"s", 1'000},
                                         {"ms", 1}}};
constexpr int64_t kLongestDays = 3'660;
constexpr int64_t kLongestMs = kLongestDays * 86'400'000;

absl::Status Malformed(std::string_view text) {
  return InvalidArgument(
      Say({"\"$0\" is not a duration; write for example \"90s\", \"15m\", \"1h30m\", \"2d\", or "
           "\"3bd\" for business days",
           "\"$0\" 不是时长；请写例如 \"90s\"、\"15m\"、\"1h30m\"、\"2d\"，工作日写 \"3bd\""},
          text));
}

// Takes digits off the front of `text`; false if there are none or too many.
bool TakeNumber(std::string_view& text, int64_t& number) {
  size_t digits = 0;
  number = 0;
  while (digits < text.size() && text[digits] >= '0' && text[digits] <= '9') {
    if (digits == 15) return false;
    number = number * 10 + (text[digits] - '0');
    ++digits;
  }
  text.remove_prefix(digits);
  return digits > 0;
}

std::string_view TakeUnit(std::string_view& text) {
  size_t letters = 0;
  while (letters < text.size() && text[letters] >= 'a' && text[letters] <= 'z') ++letters;
  const std::string_view unit = text.substr(0, letters);
  text.remove_prefix(letters);
  return unit;
}

}  // namespace

absl::StatusOr<DurationText> ParseDuration(std::string_view text) {
  std::string_view rest = text;
  DurationText result;
  size_t next_unit = 0;
  do {
    int64_t number = 0;
    if (!TakeNumber(rest, number)) return Malformed(text);
    const std::string_view name = TakeUnit(rest);
    if (name == "bd") {
      if (next_unit != 0 || !rest.empty()) {
        return InvalidArgument(
            Say({"\"$0\" mixes business days with other units; they have no fixed length",
                 "\"$0\" 把工作日与其他单位混用；工作日没有固定长度"},
                text));
      }
      if (number > kLongestDays) {
        return InvalidArgument(Say(
            {"\"$0\" is out of range: 0 to $1 business days", "\"$0\" 超出范围：0 到 $1 个工作日"},
            text, kLongestDays));
      }
      result.in_business_days = true;
      result.business_days = number;
      return result;
    }
    size_t unit = next_unit;
    while (unit < kUnits.size() && kUnits[unit].name != name) ++unit;
    if (unit == kUnits.size()) return Malformed(text);
    if (number > kLongestMs / kUnits[unit].ms ||
        result.ms > kLongestMs - number * kUnits[unit].ms) {
      return InvalidArgument(
          Say({"\"$0\" is longer than $1 days", "\"$0\" 长于 $1 天"}, text, kLongestDays));
    }
    result.ms += number * kUnits[unit].ms;
    next_unit = unit + 1;
  } while (!rest.empty());
  return result;
}

std::string FormatDuration(int64_t ms) {
  if (ms == 0) return "0s";
  std::string text = ms < 0 ? "-" : "";
  uint64_t rest = ms < 0 ? 0 - static_cast<uint64_t>(ms) : static_cast<uint64_t>(ms);
  for (const Unit& unit : kUnits) {
    const uint64_t length = static_cast<uint64_t>(unit.ms);
    if (unit.name == "w" || (unit.name == "d" && rest < 2 * length)) continue;
    if (rest >= length) {
      absl::StrAppend(&text, rest / length, ToAbsl(unit.name));
      rest %= length;
    }
  }
  return text;
}

std::string FormatTimeLeft(int64_t ms) {
  return ms == std::numeric_limits<int64_t>::max() ? "never" : FormatDuration(ms);
}

}  // namespace waypost
