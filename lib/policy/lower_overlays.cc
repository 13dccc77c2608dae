// Event modes: when they are in force, and what is otherwise then.
#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/base/words.h"
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
  Finding& Contradicts(const FieldRef& field, const Words& what) {
    return lowering_.Report("WP2523", field, what);
  }

  std::optional<int64_t> ReadInstant(const std::string& text, int number) {
    const absl::StatusOr<int64_t> wall_ms = calendar::ParseWallTime(text);
    if (wall_ms.ok()) return calendar::FirstInstantFrom(lowering_.tables.zone, *wall_ms);
    Problem problem = ProblemWith(text, {"a local time", "当地时间"}, WordsOf(wall_ms.status()));
    lowering_.Report("WP2702", {written_, number}, std::move(problem.message))
        .Help(std::move(problem.advice));
    return std::nullopt;
  }

  void ReadDates() {
    if (written_.from().empty() && written_.to().empty()) return;
    if (written_.from().empty() || written_.to().empty()) {
      const bool begins = !written_.from().empty();
      Contradicts({written_, begins ? V1Overlay::kFromFieldNumber : V1Overlay::kToFieldNumber},
                  begins ? Say({"overlay $0 begins and never ends", "活动模式 $0 有开始而没有结束"},
                               Quoted(written_.id()))
                         : Say({"overlay $0 ends and never begins", "活动模式 $0 有结束而没有开始"},
                               Quoted(written_.id())))
          .Help(begins ? Words{"write `to` too, or leave both out and switch it",
                               "请也写 `to`，或两者都删去并用命令切换"}
                       : Words{"write `from` too, or leave both out and switch it",
                               "请也写 `from`，或两者都删去并用命令切换"});
      return;
    }
    const auto from_ms = ReadInstant(written_.from(), V1Overlay::kFromFieldNumber);
    const auto to_ms = ReadInstant(written_.to(), V1Overlay::kToFieldNumber);
    if (!from_ms || !to_ms) return;
    if (*from_ms >= *to_ms) {
      Contradicts({written_, V1Overlay::kToFieldNumber},
                  Say({"overlay $0 has no length", "活动模式 $0 没有长度"}, Quoted(written_.id())))
          .Label({"not after its start", "不晚于开始时刻"});
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
      Contradicts(field, Say({"overlay $0 has dates already", "活动模式 $0 已有日期"},
                             Quoted(written_.id())))
          .Help({"write two overlays, or leave either out", "请写两个活动模式，或删去其中之一"});
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
      Contradicts(field, Say({"shift $0 has other hours already", "班次 $0 已另有时间"},
                             Quoted(written.shift())))
          .Label({"the second time", "第二次"});
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
                  {"a queue has weights for good or not at all", "队列的权重要么始终有，要么没有"})
          .Help({"write `order: WEIGHTED_WAIT` in the queue itself",
                 "请在队列本身写 `order: WEIGHTED_WAIT`"});
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
      Contradicts(field, Say({"queue $0 has other settings already", "队列 $0 已另有设置"},
                             Quoted(written.queue())))
          .Label({"the second time", "第二次"});
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
  Declared ids({"overlay", "活动模式"});
  for (const V1Overlay& written : lowering.policy.overlays()) {
    ids.Add(written.id(), lowering.places.Value(written, V1Overlay::kIdFieldNumber),
            lowering.tables.overlays.size(), lowering.sink);
    lowering.tables.overlays.push_back(OverlayReader(lowering, written).Read());
  }
}

}  // namespace waypost::policy
