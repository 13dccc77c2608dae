#include "lib/escalate/limit_outlook.h"

#include <algorithm>

namespace waypost::escalate {

LimitOutlook::Level& LimitOutlook::LevelOf(const RateLimits::Key& key,
                                           const policy::RateLimit& limit, int64_t at_ms) {
  const auto [found, is_new] = levels_.try_emplace(RateLimits::NameOf(key));
  Level& level = found->second;
  if (const Bucket* const bucket = is_new ? limits_.Find(key) : nullptr; bucket != nullptr) {
    level = {bucket->full_ms, !bucket->held.empty()};
  }
  if (level.holds && RateLimits::FirstTokenMs(limit, level.full_ms) < at_ms) {
    level = {level.full_ms + RateLimits::TokenMs(limit), false};
  }
  return level;
}

int64_t LimitOutlook::HeldUntil(const RateLimits::Key& key, const policy::RateLimit& limit,
                                int64_t at_ms) {
  const Level& level = LevelOf(key, limit, at_ms);
  const int64_t token_ms = RateLimits::FirstTokenMs(limit, level.full_ms);
  return level.holds || token_ms > at_ms ? token_ms : 0;
}

void LimitOutlook::Take(const RateLimits::Key& key, const policy::RateLimit& limit, int64_t at_ms) {
  Level& level = LevelOf(key, limit, at_ms);
  level.full_ms = std::max(level.full_ms, at_ms) + RateLimits::TokenMs(limit);
}

void LimitOutlook::Hold(const RateLimits::Key& key, const policy::RateLimit& limit, int64_t at_ms) {
  LevelOf(key, limit, at_ms).holds = true;
}

}  // namespace waypost::escalate
