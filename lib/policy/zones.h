// Where lowering takes time zones from.
#ifndef WAYPOST_LIB_POLICY_ZONES_H_
#define WAYPOST_LIB_POLICY_ZONES_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/calendar/zone.h"

namespace waypost::policy {

// A zone under the name by which a policy asks for it.
struct NamedZone {
  std::string name;
  calendar::Zone zone;
};

// Threads: none; one per compilation.
class ZoneSource {
 public:
  virtual ~ZoneSource() = default;

  // Returns the zone for these years, both included.
  //
  // Errors: InvalidArgument or NotFound, with a sentence for the policy's author, if there is no
  //         such zone; any other code if zones cannot be had at all.
  virtual absl::StatusOr<calendar::Zone> Load(std::string_view name, int32_t first_year,
                                              int32_t last_year) = 0;
};

// The machine's time zone database, asked at each Load().
class MachineZones : public ZoneSource {
 public:
  absl::StatusOr<calendar::Zone> Load(std::string_view name, int32_t first_year,
                                      int32_t last_year) override;
};

// Zones stored with a policy, so that it means the same whatever the machine's database says. The
// years asked for are not looked at: a stored zone is what the policy was compiled with.
class StoredZones : public ZoneSource {
 public:
  explicit StoredZones(std::vector<NamedZone> zones) : zones_(std::move(zones)) {}

  absl::StatusOr<calendar::Zone> Load(std::string_view name, int32_t first_year,
                                      int32_t last_year) override;

 private:
  std::vector<NamedZone> zones_;
};

}  // namespace waypost::policy

#endif  // WAYPOST_LIB_POLICY_ZONES_H_
