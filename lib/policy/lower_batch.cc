// How long queues collect tickets before they give them out together.
#include <string>

#include "absl/strings/str_cat.h"
#include "lib/base/words.h"
#include "lib/policy/lower_steps.h"

namespace waypost::policy {
namespace {

using V1Queue = waypost::v1::Queue;

constexpr DurationBounds kShortWait = {100, 600'000};

}  // namespace

void ReadBatchWindow(Lowering& lowering, const V1Queue& written, Queue& row) {
  if (written.batch_window().empty()) return;
  row.batch_window_ms = ReadDuration(lowering, written.batch_window(),
                                     {written, V1Queue::kBatchWindowFieldNumber}, kShortWait)
                            .value_or(0);
  const auto report = [&](int number, const char* name) {
    lowering
        .Report("WP2524", {written, number},
                Say({"queue $0 gives tickets out in batches, which `$1` cannot decide",
                     "队列 $0 批量分配工单，`$1` 无法用于批量"},
                    Quoted(written.id()), name))
        .Help(Say({"leave out `$0` or `batch_window`", "请删去 `$0` 或 `batch_window`"}, name));
  };
  if (written.auto_accept()) report(V1Queue::kAutoAcceptFieldNumber, "auto_accept");
  if (written.offer_to() > 1) report(V1Queue::kOfferToFieldNumber, "offer_to");
  if (written.choice_size() > 0) report(V1Queue::kChoiceFieldNumber, "choice");
}

}  // namespace waypost::policy
