#ifndef WAYPOST_LIB_ENGINE_SNAPSHOT_H_
#define WAYPOST_LIB_ENGINE_SNAPSHOT_H_

#include <memory>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "lib/engine/core.h"

namespace waypost::engine {

// A snapshot is
//
//   "WPSNAP" 0x00 0x01 | header length, 4 bytes | SnapshotHeader | section | section ...
//
// with the policies that are still needed in the header and the state in little-endian sections,
// each with its length and checksum. Derived indexes (timers, waiting tickets, idle agents) are not
// in it: they follow from the state and are built again. Slots are not either: tickets are written
// in the order of opening, so equal states give equal bytes, whatever slots they lived in.

// Layout of the sections. Raise it with every change of them.
inline constexpr int32_t kSnapshotFormat = 13;
// How the engine decides. Raise it when the same commands would give other events.
inline constexpr int32_t kBehaviourVersion = 15;

// `statistics` lie in a section of their own, left out if empty: they decide nothing.
std::string TakeSnapshot(const Core& core, std::string_view statistics = {});

// Errors: InvalidArgument: damaged, says where. FailedPrecondition: another format or behaviour.
absl::StatusOr<std::unique_ptr<Core>> RestoreSnapshot(std::string_view bytes,
                                                      std::string* statistics = nullptr);

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_SNAPSHOT_H_
