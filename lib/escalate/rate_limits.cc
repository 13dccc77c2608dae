#include "lib/escalate/rate_limits.h"

#include <algorithm>

#include "lib/base/check.h"
#include "waypost/calendar.h"

namespace waypost::escalate {

int64_t RateLimits::TokenMs(const policy::RateLimit& limit) {
  return (limit.period_ms + limit.count - 1) / limit.count;
}

int64_t RateLimits::FirstTokenMs(const policy::RateLimit& limit, int64_t full_ms) {
  return full_ms - TokenMs(limit) * (limit.count - 1);
}

std::string RateLimits::NameOf(const Key& key) {
  std::string name;
  for (const std::string_view part : {key.chain, key.recipient, key.channel}) {
    name.append(part).push_back('\0');
  }
  return name;
}

// Without something held, a bucket only waits to be forgotten.
int64_t RateLimits::DueOf(const Bucket& bucket) {
  return bucket.held.empty() ? bucket.full_ms : FirstTokenMs(bucket.limit, bucket.full_ms);
}

const Bucket* RateLimits::Find(const Key& key) const {
  const auto found = ordinals_.find(NameOf(key));
  return found == ordinals_.end() ? nullptr : &buckets_.at(found->second);
}

bool RateLimits::Has(const Key& key, const policy::RateLimit& limit, int64_t now_ms) const {
  const Bucket* const bucket = Find(key);
  if (bucket == nullptr) return true;
  return bucket->held.empty() && FirstTokenMs(limit, bucket->full_ms) <= now_ms;
}

bool RateLimits::Take(const Key& key, const policy::RateLimit& limit, int64_t now_ms) {
  if (!Has(key, limit, now_ms)) return false;
  const auto [found, is_new] = ordinals_.try_emplace(NameOf(key), next_ordinal_);
  if (is_new) {
    Bucket& bucket = buckets_[next_ordinal_];
    bucket.ordinal = next_ordinal_++;
    bucket.chain = key.chain;
    bucket.recipient = key.recipient;
    bucket.target = key.target;
    bucket.channel = key.channel;
  }
  Bucket& bucket = buckets_.at(found->second);
  if (!is_new) Unarm(bucket);
  bucket.limit = limit;
  bucket.full_ms = std::max(bucket.full_ms, now_ms) + TokenMs(limit);
  Arm(bucket);
  return true;
}

Bucket& RateLimits::Hold(const Key& key, HeldNote note) {
  const auto found = ordinals_.find(NameOf(key));
  WP_CHECK(found != ordinals_.end(), "a bucket that nobody has taken from has tokens");
  Bucket& bucket = buckets_.at(found->second);
  Unarm(bucket);
  bucket.held.push_back(std::move(note));
  ++held_;
  Arm(bucket);
  return bucket;
}

Bucket RateLimits::TakeDigest(uint64_t ordinal) {
  Bucket& bucket = buckets_.at(ordinal);
  Unarm(bucket);
  Bucket digest = bucket;
  held_ -= bucket.held.size();
  bucket.held.clear();
  bucket.full_ms += TokenMs(bucket.limit);
  Arm(bucket);
  return digest;
}

int64_t RateLimits::NextDue() const {
  return due_.empty() ? Calendar::kNever : due_.begin()->first;
}

void RateLimits::Drop(uint64_t ordinal) {
  const Bucket& bucket = buckets_.at(ordinal);
  WP_CHECK(bucket.held.empty(), "nothing held is dropped in silence");
  Unarm(bucket);
  ordinals_.erase(NameOf({bucket.chain, bucket.recipient, bucket.target, bucket.channel}));
  buckets_.erase(ordinal);
}

void RateLimits::ForgetRecipient(std::string_view recipient) {
  std::vector<uint64_t> meant;
  for (const auto& [ordinal, bucket] : buckets_) {
    if (bucket.recipient == recipient) meant.push_back(ordinal);
  }
  for (const uint64_t ordinal : meant) Drop(ordinal);
}

bool RateLimits::Restore(Bucket bucket) {
  const bool sound = bucket.ordinal > 0 && bucket.ordinal < next_ordinal_ &&
                     bucket.limit.count > 0 && bucket.limit.period_ms > 0;
  if (!sound || buckets_.count(bucket.ordinal) > 0) return false;
  const std::string name = NameOf({bucket.chain, bucket.recipient, bucket.target, bucket.channel});
  if (!ordinals_.emplace(name, bucket.ordinal).second) return false;
  held_ += bucket.held.size();
  Arm(bucket);
  buckets_.emplace(bucket.ordinal, std::move(bucket));
  return true;
}

}  // namespace waypost::escalate
