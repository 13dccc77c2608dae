#include <string>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/base/words.h"
#include "lib/policy/check.h"

namespace waypost::policy {
namespace {

// In a list of which the first match counts, nothing behind an entry without condition is reached.
template <typename Entries>
void WarnOfRest(Lowering& lowering, const Words& kind, const Entries& entries) {
  using Entry = typename Entries::value_type;
  const Entry* all = nullptr;
  for (const Entry& entry : entries) {
    if (all != nullptr) {
      const SourceSpan place = lowering.places.Value(*all, Entry::kIdFieldNumber);
      lowering
          .Report(
              "WP3007", {entry, Entry::kIdFieldNumber},
              Say({"$0 $1 can never be taken", "$0 $1 永远不会被选中"}, kind, Quoted(entry.id())))
          .Label(
              Say({"every ticket is taken by $0", "所有工单都被 $0 先行接走"}, Quoted(all->id())))
          .Help(place.known() ? Say({"move it before $0 ($1)", "请移到 $0 之前（$1）"},
                                    Quoted(all->id()), lowering.sink.Place(place))
                              : Say({"move it before $0", "请移到 $0 之前"}, Quoted(all->id())));
    } else if (entry.when().empty()) {
      all = &entry;
    }
  }
}

}  // namespace

void WarnOfShadowed(Lowering& lowering) {
  WarnOfRest(lowering, {"sla", "承诺"}, lowering.policy.sla());
  WarnOfRest(lowering, {"route", "路由"}, lowering.policy.routes());
}

}  // namespace waypost::policy
