#ifndef WAYPOST_LIB_ENGINE_SAVED_CLOCKS_H_
#define WAYPOST_LIB_ENGINE_SAVED_CLOCKS_H_

#include <cstdint>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/types/span.h"
#include "lib/base/bytes.h"
#include "lib/engine/open_period.h"
#include "lib/engine/policy_version.h"
#include "lib/sla/clock.h"

namespace waypost::engine {

// Clocks and periods in the sections of a snapshot.

// The policy version of that index; null: there is none.
using VersionLookup = absl::FunctionRef<const PolicyVersion*(uint8_t index)>;

void PutClocks(const sla::Clocks& clocks, ByteWriter& out);
// False if the bytes are no clocks of these versions.
bool GetClocks(ByteReader& in, VersionLookup versions, sla::Clocks& clocks);
// Those of a linked task: none but one, with its earlier hours.
bool GetTaskClock(ByteReader& in, VersionLookup versions, sla::Clocks& clocks);

void PutPeriods(absl::Span<const OpenPeriod> periods, ByteWriter& out);
// Likewise.
bool GetPeriods(ByteReader& in, VersionLookup versions, std::vector<OpenPeriod>& periods);

// A time that a ticket can keep; else the reader fails.
int64_t GetTime(ByteReader& in);

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_SAVED_CLOCKS_H_
