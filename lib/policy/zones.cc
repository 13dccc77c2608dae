#include "lib/policy/zones.h"

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"

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
  return absl::NotFoundError(
      absl::StrCat("time zone \"", ToAbsl(name), "\" is not among the stored ones"));
}

}  // namespace waypost::policy
