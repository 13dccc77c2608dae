// Event modes: when they are in force, and what is otherwise then.
#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/calendar/handoff_grid.h"
#include "lib/policy/lower_steps.h"

namespace waypost::policy {
namespace {

using V1Overlay = waypost::v1::Overlay;
using V1OverlayQueue = waypost::v1::OverlayQueue;
using V1OverlayShift = waypost::v1::OverlayShift;
using V1Queue = waypost::v1::Queue;

constexpr int kMostPercent = 1'000;

class OverlayReader {
 public:
  OverlayReader(Lowering& lowering, const V1Overlay& written)
      : lowering_(lowering), written_(written) {}

  Overlay Read() {
    row_.id = lowering_.names.Intern(written_.id());
    row_.label = written_.label();
    row_.span = lowering_.SpanOf(written_);
    ReadDates();
    ReadCalendar();
    const FieldRef percent{written_, V1Overlay::kCapacityPercentFieldNumber};
    if (written_.capacity_percent() != 0 &&
        CheckInterval(lowering_, written_.capacity_percent(), 1, kMostPercent, percent)) {
      row_.capacity_percent = static_cast<uint16_t>(written_.capacity_percent());
    }
    for (const V1OverlayShift& shift : written_.shifts()) ReadShift(shift);
    for (const V1OverlayQueue& queue : written_.queues()) ReadQueue(queue);
    return std::move(row_);
  }

 private:
  Finding& Contradicts(const FieldRef& field, const std::string& what) {
    return lowering_.Report("WP2523", field, what);
  }

  std::optional<int64_t> ReadInstant(const std::string& text, int number) {
    const absl::StatusOr<int64_t> wall_ms = calendar::ParseWallTime(text);
    if (wall_ms.ok()) return calendar::FirstInstantFrom(lowering_.tables.zone, *wall_ms);
    Problem problem = ProblemWith(text, "a local time", FromAbsl(wall_ms.status().message()));
    lowering_.Report("WP2702", {written_, number}, std::move(problem.message))
        .Help(std::move(problem.advice));
    return std::nullopt;
  }

  void ReadDates() {
    if (written_.from().empty() && written_.to().empty()) return;
    if (written_.from().empty() || written_.to().empty()) {
      const bool begins = !written_.from().empty();
      Contradicts({written_, begins ? V1Overlay::kFromFieldNumber : V1Overlay::kToFieldNumber},
                  absl::StrCat("overlay ", Quoted(written_.id()),
                               begins ? " begins and never ends" : " ends and never begins"))
          .Help(absl::StrCat("write `", begins ? "to" : "from",
                             "` too, or leave both out and switch it"));
      return;
    }
    const auto from_ms = ReadInstant(written_.from(), V1Overlay::kFromFieldNumber);
    const auto to_ms = ReadInstant(written_.to(), V1Overlay::kToFieldNumber);
    if (!from_ms || !to_ms) return;
    if (*from_ms >= *to_ms) {
      Contradicts({written_, V1Overlay::kToFieldNumber},
                  absl::StrCat("overlay ", Quoted(written_.id()), " has no length"))
          .Label("not after its start");
      return;
    }
    row_.dated = true;
    row_.from_ms = *from_ms;
    row_.to_ms = *to_ms;
  }

  void ReadCalendar() {
    const FieldRef field{written_, V1Overlay::kCalendarFieldNumber};
    const auto calendar = Resolve(lowering_, lowering_.calendars, written_.calendar(), field);
    if (!calendar) return;
    if (row_.dated) {
      Contradicts(field, absl::StrCat("overlay ", Quoted(written_.id()), " has dates already"))
          .Help("write two overlays, or leave either out");
      return;
    }
    row_.calendar = Index(*calendar);
  }

  void ReadShift(const V1OverlayShift& written) {
    const FieldRef field{written, V1OverlayShift::kShiftFieldNumber};
    const auto shift = Resolve(lowering_, lowering_.calendars, written.shift(), field);
    const auto calendar = Resolve(lowering_, lowering_.calendars, written.calendar(),
                                  {written, V1OverlayShift::kCalendarFieldNumber});
    if (!shift || !calendar) return;
    const bool again =
        std::any_of(row_.shifts.begin(), row_.shifts.end(),
                    [&](const OverlayShift& other) { return other.shift == Index(*shift); });
    if (again) {
      Contradicts(field,
                  absl::StrCat("shift ", Quoted(written.shift()), " has other hours already"))
          .Label("the second time");
      return;
    }
    row_.shifts.push_back({Index(*shift), Index(*calendar)});
  }

  void ReadQueue(const V1OverlayQueue& written) {
    const FieldRef field{written, V1OverlayQueue::kQueueFieldNumber};
    OverlayQueue row;
    const auto queue = Resolve(lowering_, lowering_.queues, written.queue(), field);
    const auto calendar = Resolve(lowering_, lowering_.calendars, written.calendar(),
                                  {written, V1OverlayQueue::kCalendarFieldNumber});
    if (calendar) row.calendar = Index(*calendar);
    if (written.order() != V1Queue::ORDER_UNSPECIFIED) row.order = OrderOf(written.order());
    if (written.order() == V1Queue::WEIGHTED_WAIT) {
      Contradicts({written, V1OverlayQueue::kOrderFieldNumber},
                  "a queue has weights for good or not at all")
          .Help("write `order: WEIGHTED_WAIT` in the queue itself");
    }
    if (!written.offer_timeout().empty()) {
      row.offer_timeout_ms =
          ReadDuration(lowering_, written.offer_timeout(),
                       {written, V1OverlayQueue::kOfferTimeoutFieldNumber}, kSecondToDay)
              .value_or(0);
    }
    if (!queue) return;
    row.queue = Index(*queue);
    const bool again =
        std::any_of(row_.queues.begin(), row_.queues.end(),
                    [&](const OverlayQueue& other) { return other.queue == row.queue; });
    if (again) {
      Contradicts(field,
                  absl::StrCat("queue ", Quoted(written.queue()), " has other settings already"))
          .Label("the second time");
      return;
    }
    row_.queues.push_back(row);
  }

  Lowering& lowering_;
  const V1Overlay& written_;
  Overlay row_;
};

}  // namespace

void LowerOverlays(Lowering& lowering) {
  Declared ids("overlay");
  for (const V1Overlay& written : lowering.policy.overlays()) {
    ids.Add(written.id(), lowering.places.Value(written, V1Overlay::kIdFieldNumber),
            lowering.tables.overlays.size(), lowering.sink);
    lowering.tables.overlays.push_back(OverlayReader(lowering, written).Read());
  }
}

}  // namespace waypost::policy
