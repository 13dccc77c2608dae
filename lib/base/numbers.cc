#include "lib/base/numbers.h"

#include "absl/strings/str_cat.h"

namespace waypost {
namespace {

struct SpanUnit {
  int64_t ms;
  const char* name;
};

constexpr SpanUnit kSpanUnits[] = {
    {86'400'000, "d"}, {3'600'000, "h"}, {60'000, "m"}, {1'000, "s"}};
constexpr size_t kSpanUnitCount = sizeof(kSpanUnits) / sizeof(kSpanUnits[0]);

}  // namespace

std::string CountText(uint64_t count) {
  std::string text = absl::StrCat(count);
  for (size_t i = text.size(); i > 3; i -= 3) text.insert(i - 3, ",");
  return text;
}

std::string PercentText(uint64_t part, uint64_t whole) {
  if (whole == 0) return "-";
  const uint64_t tenths = (part * 1000 + whole / 2) / whole;
  return absl::StrCat(tenths / 10, ".", tenths % 10, " %");
}

std::string SpanText(int64_t ms) {
  if (ms < 0) return absl::StrCat("-", SpanText(-ms));
  for (size_t i = 0; i < kSpanUnitCount; ++i) {
    if (ms < kSpanUnits[i].ms) continue;
    std::string text = absl::StrCat(ms / kSpanUnits[i].ms, kSpanUnits[i].name);
    if (i + 1 == kSpanUnitCount) return text;
    const int64_t rest = ms % kSpanUnits[i].ms / kSpanUnits[i + 1].ms;
    return rest == 0 ? text : absl::StrCat(text, " ", rest, kSpanUnits[i + 1].name);
  }
  return ms == 0 ? "0s" : absl::StrCat(ms, "ms");
}

int64_t Percentile(const std::vector<int64_t>& sorted, uint32_t percent) {
  const size_t rank = (sorted.size() * percent + 99) / 100;
  return sorted[rank == 0 ? 0 : rank - 1];
}

}  // namespace waypost
