#include "lib/replay/time_layout.h"

#include <array>

#include "lib/base/gregorian.h"
#include "lib/base/words.h"
#include "lib/calendar/civil_date.h"

namespace waypost::replay {
namespace {

constexpr std::string_view kFields = "dmYHMSf";
enum FieldIndex : size_t { kDay, kMonth, kYear, kHour, kMinute, kSecond, kFraction, kFieldCount };

// Takes a number of at most `digits` digits, or nothing, off the front of `text`.
std::optional<int32_t> TakeNumber(std::string_view* text, size_t digits) {
  int32_t value = 0;
  size_t taken = 0;
  for (; taken < digits && taken < text->size(); ++taken) {
    const char c = (*text)[taken];
    if (c < '0' || c > '9') break;
    value = value * 10 + (c - '0');
  }
  if (taken == 0) return std::nullopt;
  text->remove_prefix(taken);
  return value;
}

// Takes one to nine digits after a decimal point, as milliseconds.
std::optional<int32_t> TakeFraction(std::string_view* text) {
  int32_t ms = 0;
  size_t taken = 0;
  for (; taken < 9 && taken < text->size(); ++taken) {
    const char c = (*text)[taken];
    if (c < '0' || c > '9') break;
    if (taken < 3) ms = ms * 10 + (c - '0');
  }
  if (taken == 0) return std::nullopt;
  for (size_t i = taken; i < 3; ++i) ms *= 10;
  text->remove_prefix(taken);
  return ms;
}

bool Within(int32_t value, int32_t least, int32_t most) { return value >= least && value <= most; }

std::optional<int64_t> WallOf(const std::array<int32_t, kFieldCount>& values) {
  if (!Within(values[kYear], calendar::kEarliestYear, calendar::kLatestYear)) return std::nullopt;
  if (!Within(values[kMonth], 1, 12)) return std::nullopt;
  if (!Within(values[kDay], 1, DaysInMonth(values[kYear], values[kMonth]))) return std::nullopt;
  if (values[kHour] > 23 || values[kMinute] > 59 || values[kSecond] > 59) return std::nullopt;
  const int64_t day = calendar::DayNumber({values[kYear], values[kMonth], values[kDay]});
  const int64_t seconds = values[kHour] * 3600 + values[kMinute] * 60 + values[kSecond];
  return day * calendar::kMsPerDay + seconds * 1000 + values[kFraction];
}

}  // namespace

absl::StatusOr<TimeLayout> TimeLayout::Compile(std::string_view layout) {
  TimeLayout compiled;
  std::array<bool, kFieldCount> given = {};
  for (size_t i = 0; i < layout.size(); ++i) {
    if (layout[i] != '%') {
      compiled.pieces_.push_back({0, layout[i]});
      continue;
    }
    const char field = ++i < layout.size() ? layout[i] : '\0';
    if (field == '%') {
      compiled.pieces_.push_back({0, '%'});
      continue;
    }
    const size_t index = kFields.find(field);
    if (field == '\0' || index == std::string_view::npos)
      return InvalidArgument(
          {"the fields are %d %m %Y %H %M %S %f", "字段有 %d %m %Y %H %M %S %f"});
    if (given[index])
      return InvalidArgument(Say({"%$0 stands twice", "%$0 写了两次"}, std::string(1, field)));
    given[index] = true;
    compiled.pieces_.push_back({field, 0});
  }
  if (!given[kDay] || !given[kMonth] || !given[kYear])
    return InvalidArgument({"a time needs %d, %m and %Y", "时间需要 %d、%m 和 %Y"});
  return compiled;
}

std::optional<int64_t> TimeLayout::Parse(std::string_view text) const {
  std::array<int32_t, kFieldCount> values = {};
  for (const Piece& piece : pieces_) {
    if (piece.field == 0) {
      if (text.empty() || text[0] != piece.literal) return std::nullopt;
      text.remove_prefix(1);
      continue;
    }
    const size_t size_before = text.size();
    const std::optional<int32_t> value =
        piece.field == 'f' ? TakeFraction(&text) : TakeNumber(&text, piece.field == 'Y' ? 4 : 2);
    if (!value || (piece.field == 'Y' && size_before - text.size() != 4)) return std::nullopt;
    values[kFields.find(piece.field)] = *value;
  }
  if (!text.empty() || pieces_.empty()) return std::nullopt;
  return WallOf(values);
}

}  // namespace waypost::replay
