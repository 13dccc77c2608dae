// How long queues collect tickets before they give them out together.
#include <string>

#include "absl/strings/str_cat.h"
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
                absl::StrCat("queue ", Quoted(written.id()),
                             " gives tickets out in batches, which `", name, "` cannot decide"))
        .Help(absl::StrCat("leave out `", name, "` or `batch_window`"));
  };
  if (written.auto_accept()) report(V1Queue::kAutoAcceptFieldNumber, "auto_accept");
  if (written.offer_to() > 1) report(V1Queue::kOfferToFieldNumber, "offer_to");
  if (written.choice_size() > 0) report(V1Queue::kChoiceFieldNumber, "choice");
}

}  // namespace waypost::policy
