#ifndef WAYPOST_LIB_ENGINE_SNAPSHOT_SECTIONS_H_
#define WAYPOST_LIB_ENGINE_SNAPSHOT_SECTIONS_H_

#include <map>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "lib/base/words.h"
#include "waypost/v1/snapshot.pb.h"

namespace waypost::engine {

// A snapshot cut up (lib/engine/snapshot.h); the sections are views of its bytes.
struct SnapshotSections {
  v1::SnapshotHeader header;
  std::map<std::string, std::string_view> sections;
};

// Every section that is needed is there, with the checksum it says.
// Errors: as RestoreSnapshot.
absl::StatusOr<SnapshotSections> CutSnapshot(std::string_view bytes);

// The error of all that reads a snapshot: InvalidArgument with the place.
absl::Status Damaged(const Words& where);

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_SNAPSHOT_SECTIONS_H_
