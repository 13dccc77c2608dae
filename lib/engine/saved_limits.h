#ifndef WAYPOST_LIB_ENGINE_SAVED_LIMITS_H_
#define WAYPOST_LIB_ENGINE_SAVED_LIMITS_H_

#include "lib/base/bytes.h"
#include "lib/escalate/rate_limits.h"

namespace waypost::engine {

// The buckets of notifications in a snapshot.
void PutLimits(const escalate::RateLimits& limits, ByteWriter& out);

// Reads what PutLimits wrote into limits that are empty.
//
// Errors: false if the bytes contradict themselves.
bool GetLimits(ByteReader& in, escalate::RateLimits& limits);

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_SAVED_LIMITS_H_
