#include <string>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/policy/check.h"

namespace waypost::policy {
namespace {

// In a list of which the first match counts, nothing behind an entry without condition is reached.
template <typename Entries>
void WarnOfRest(Lowering& lowering, std::string_view kind, const Entries& entries) {
  using Entry = typename Entries::value_type;
  const Entry* all = nullptr;
  for (const Entry& entry : entries) {
    if (all != nullptr) {
      const SourceSpan place = lowering.places.Value(*all, Entry::kIdFieldNumber);
      lowering
          .Report("WP3007", {entry, Entry::kIdFieldNumber},
                  absl::StrCat(ToAbsl(kind), " ", Quoted(entry.id()), " can never be taken"))
          .Label(absl::StrCat("every ticket is taken by ", Quoted(all->id())))
          .Help(place.known() ? absl::StrCat("move it before ", Quoted(all->id()), " (",
                                             lowering.sink.Place(place), ")")
                              : absl::StrCat("move it before ", Quoted(all->id())));
    } else if (entry.when().empty()) {
      all = &entry;
    }
  }
}

}  // namespace

void WarnOfShadowed(Lowering& lowering) {
  WarnOfRest(lowering, "sla", lowering.policy.sla());
  WarnOfRest(lowering, "route", lowering.policy.routes());
}

}  // namespace waypost::policy
