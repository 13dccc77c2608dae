// Where queues overflow.
#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "lib/base/words.h"
#include "lib/policy/lower_steps.h"

namespace waypost::policy {
namespace {

using V1Overflow = waypost::v1::Overflow;
using V1Queue = waypost::v1::Queue;

constexpr int kLongestQueue = 1'000'000;

void ReadLengths(Lowering& lowering, const V1Overflow& written, Overflow& row) {
  const FieldRef back{written, V1Overflow::kBackAtLengthFieldNumber};
  if (written.at_length() == 0) {
    if (written.back_at_length() == 0) return;
    lowering
        .Report("WP2521", back,
                {"nothing flows back that has not overflown by its length",
                 "不因长度溢出的，也不会流回"})
        .Label({"without effect", "不起作用"})
        .Help({"write `at_length`, or leave `back_at_length` out",
               "请写 `at_length`，或删去 `back_at_length`"});
    return;
  }
  if (!CheckInterval(lowering, written.at_length(), 1, kLongestQueue,
                     {written, V1Overflow::kAtLengthFieldNumber})) {
    return;
  }
  row.at_length = static_cast<uint32_t>(written.at_length());
  row.back_at_length = row.at_length - 1;
  if (written.back_at_length() == 0) return;
  if (CheckInterval(lowering, written.back_at_length(), 0, written.at_length() - 1, back)) {
    row.back_at_length = static_cast<uint32_t>(written.back_at_length());
  }
}

}  // namespace

int64_t ReadWait(Lowering& lowering, const std::string& text, const FieldRef& field) {
  if (text.empty()) return 0;
  return ReadDuration(lowering, text, field, kSecondToDay).value_or(0);
}

void ReadOverflows(Lowering& lowering, const V1Queue& written, Queue& queue) {
  for (const V1Overflow& overflow : written.overflow()) {
    const FieldRef to{overflow, V1Overflow::kToQueueFieldNumber};
    Overflow row;
    const auto target = Resolve(lowering, lowering.queues, overflow.to_queue(), to);
    if (overflow.to_queue() == written.id()) {
      lowering
          .Report("WP2521", to,
                  Say({"queue $0 cannot overflow into itself", "队列 $0 不能溢出到自身"},
                      Quoted(written.id())))
          .Label({"full when it is needed", "需要时它已满"});
    }
    row.from.after_ms =
        ReadWait(lowering, overflow.after(), {overflow, V1Overflow::kAfterFieldNumber});
    row.from.before_due_ms =
        ReadWait(lowering, overflow.before_due(), {overflow, V1Overflow::kBeforeDueFieldNumber});
    ReadLengths(lowering, overflow, row);
    if (overflow.after().empty() && overflow.before_due().empty() && overflow.at_length() == 0) {
      lowering
          .Report("WP2521", to,
                  {"an overflow needs `after`, `before_due` or `at_length`",
                   "溢出需要 `after`、`before_due` 或 `at_length`"})
          .Label({"never happens", "永远不会发生"});
    }
    if (!target) continue;
    row.to = Index(*target);
    const bool twice =
        std::any_of(queue.overflow.begin(), queue.overflow.end(), [&](const Overflow& other) {
          return other.to == row.to && other.at_length > 0 && row.at_length > 0;
        });
    if (twice) {
      lowering
          .Report(
              "WP2521", to,
              {"two lengths begin and end the same overflow", "同一个溢出有两种长度使它开始和结束"})
          .Help({"keep one `at_length` for each `to_queue`",
                 "每个 `to_queue` 只保留一个 `at_length`"});
    }
    queue.overflow.push_back(row);
  }
}

}  // namespace waypost::policy
