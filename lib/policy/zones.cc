#include "lib/policy/zones.h"

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/base/words.h"

namespace waypost::policy {

absl::StatusOr<calendar::Zone> MachineZones::Load(std::string_view name, int32_t first_year,
                                                  int32_t last_year) {
  return calendar::LoadZone(name, first_year, last_year);
}

absl::StatusOr<calendar::Zone> StoredZones::Load(std::string_view name, int32_t /*first_year*/,
                                                 int32_t /*last_year*/) {
  for (const NamedZone& stored : zones_) {
    if (stored.name == name) return stored.zone;
  }
  return ErrorOf(absl::StatusCode::kNotFound, Say({"time zone \"$0\" is not among the stored ones",
                                                   "时区 \"$0\" 不在所存的时区之中"},
                                                  name));
}

}  // namespace waypost::policy
