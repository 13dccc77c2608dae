#ifndef WAYPOST_LIB_ENGINE_QUIET_NEWS_H_
#define WAYPOST_LIB_ENGINE_QUIET_NEWS_H_

#include <cstdint>
#include <string_view>

#include "absl/types/span.h"
#include "lib/engine/commands.h"
#include "lib/policy/quiet_tables.h"

namespace waypost::engine {

// Numbers as in CompensationChanged.State.
enum class OfferState : uint8_t {
  kOffered = 1,
  kAccepted = 2,
  kDeclined = 3,
  kLapsed = 4,
  kDelivered = 5,
  kFailed = 6,
  kExpired = 7,
};

// Numbers as in ReviewChanged.State.
enum class ReviewState : uint8_t { kAsked = 1, kRecorded = 2, kLapsed = 3, kSkipped = 4 };

// Numbers as in CallbackChanged.State.
enum class CallState : uint8_t { kScheduled = 1, kDue = 2, kKept = 3, kMissed = 4, kCancelled = 5 };

// What is gone with a customer.
struct ErasedCounts {
  int64_t tickets = 0;
  int64_t compensations = 0;
  int64_t reviews = 0;
  int64_t entitlements = 0;
};

// What is told of a compensation, a review, a call, an entitlement or a customer; which fields mean
// something depends on the kind.
struct QuietNews {
  std::string_view name;  // of the compensation, the sample or the entitlement
  int64_t amount = 0;     // of an entitlement: what is left
  policy::Gift gift = policy::Gift::kMoney;
  std::string_view customer;
  std::string_view reviewer;
  std::string_view handler;
  absl::Span<const ScoreInput> scores;
  int32_t mean = 0;
  int64_t begin_ms = 0;
  int64_t end_ms = 0;
  ErasedCounts erased;
};

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_QUIET_NEWS_H_
