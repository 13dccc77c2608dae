#ifndef WAYPOST_LIB_ESCALATE_LIMIT_OUTLOOK_H_
#define WAYPOST_LIB_ESCALATE_LIMIT_OUTLOOK_H_

#include <cstdint>
#include <map>
#include <string>

#include "lib/escalate/rate_limits.h"

namespace waypost::escalate {

// What limits would do to notifications still to come, if nothing but these came: a copy of the
// buckets that they meet, taken when first met. Instants may not go back.
class LimitOutlook {
 public:
  explicit LimitOutlook(const RateLimits& limits) : limits_(limits) {}  // must outlive this

  // 0 if the bucket has a token at `at_ms`, else when it gets the one that takes what it holds.
  int64_t HeldUntil(const RateLimits::Key& key, const policy::RateLimit& limit, int64_t at_ms);
  // As RateLimits::Take, of a bucket that has a token.
  void Take(const RateLimits::Key& key, const policy::RateLimit& limit, int64_t at_ms);
  // Something is held in it.
  void Hold(const RateLimits::Key& key, const policy::RateLimit& limit, int64_t at_ms);

 private:
  struct Level {
    int64_t full_ms = 0;
    bool holds = false;
  };
  // Brought to `at_ms`: what went with a digest before is gone.
  Level& LevelOf(const RateLimits::Key& key, const policy::RateLimit& limit, int64_t at_ms);

  const RateLimits& limits_;
  std::map<std::string, Level> levels_;
};

}  // namespace waypost::escalate

#endif  // WAYPOST_LIB_ESCALATE_LIMIT_OUTLOOK_H_
