#include "lib/sla/marks.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <tuple>

#include "lib/base/check.h"

namespace waypost::sla {
namespace {

using Mark = Decider::Mark;

// (elapsed time, index): a total order, warnings of the same instant as written.
std::tuple<int64_t, uint16_t> PlaceOf(const policy::Target& target, Mark mark,
                                      int64_t promised_ms) {
  return {ElapsedAtWarning(target.warnings[mark.warning], promised_ms), mark.warning};
}

// In business days neither kind is comparable with the other before a cycle starts, but each is in
// itself: a larger percentage and less time left fall later.
std::tuple<bool, int64_t, uint16_t> PlaceInDays(const policy::Target& target, Mark mark) {
  const policy::Warning& warning = target.warnings[mark.warning];
  const bool is_left = warning.percent == 0;
  return {is_left, is_left ? -warning.left_ms : warning.percent, mark.warning};
}

}  // namespace

int64_t ElapsedAtWarning(const policy::Warning& warning, int64_t promised_ms) {
  if (warning.percent == 0) return std::max<int64_t>(promised_ms - warning.left_ms, 0);
  // Hundreds and rest apart, so that long targets do not overflow.
  const int64_t rest = promised_ms % 100 * warning.percent;
  return promised_ms / 100 * warning.percent + (rest + 99) / 100;
}

void AppendWallWarnings(const policy::Target& target, std::vector<uint16_t>& warnings) {
  const size_t first = warnings.size();
  for (size_t i = 0; i < target.warnings.size(); ++i) {
    if (target.warnings[i].wall) warnings.push_back(static_cast<uint16_t>(i));
  }
  WP_CHECK(warnings.size() - first <= policy::kMaxWallWarnings, "lowering has counted them");
  std::sort(warnings.begin() + static_cast<std::ptrdiff_t>(first), warnings.end(),
            [&](uint16_t a, uint16_t b) {
              return std::make_tuple(-target.warnings[a].left_ms, a) <
                     std::make_tuple(-target.warnings[b].left_ms, b);
            });
}

void AppendMarks(const policy::Target& target, std::vector<Mark>& marks) {
  const size_t first = marks.size();
  WP_CHECK(target.warnings.size() <= policy::kMaxWarnings, "lowering has counted them");
  for (size_t i = 0; i < target.warnings.size(); ++i) {
    if (!target.warnings[i].wall) marks.push_back({false, static_cast<uint16_t>(i)});
  }
  std::sort(marks.begin() + static_cast<std::ptrdiff_t>(first), marks.end(), [&](Mark a, Mark b) {
    return target.in_days()
               ? PlaceInDays(target, a) < PlaceInDays(target, b)
               : PlaceOf(target, a, target.within_ms) < PlaceOf(target, b, target.within_ms);
  });
  marks.push_back({true, 0});
}

Mark MarkOfRank(const policy::Target& target, absl::Span<const Mark> marks, uint32_t rank,
                int64_t promised_ms) {
  if (!target.in_days() || marks[rank].is_due) return marks[rank];
  const absl::Span<const Mark> warnings = marks.first(marks.size() - 1);
  for (const Mark mark : warnings) {
    const auto place = PlaceOf(target, mark, promised_ms);
    const auto before = std::count_if(warnings.begin(), warnings.end(), [&](Mark other) {
      return PlaceOf(target, other, promised_ms) < place;
    });
    if (static_cast<uint32_t>(before) == rank) return mark;
  }
  WP_CHECK(false, "a total order has an element of every rank");
  return {};
}

}  // namespace waypost::sla
