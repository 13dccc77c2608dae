#ifndef WAYPOST_LIB_ESCALATE_RATE_LIMITS_H_
#define WAYPOST_LIB_ESCALATE_RATE_LIMITS_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/policy/tables.h"

namespace waypost::escalate {

// A notification that a limit holds back.
struct HeldNote {
  uint64_t ticket = 0;  // its ordinal
  std::string ticket_id;
  std::string customer;  // of the ticket; "": not known
  std::string chain;
  uint16_t step = 0;  // 1-based
  int64_t at_ms = 0;  // when it would have gone
};

// What one recipient is told, and what waits for the next token.
struct Bucket {
  uint64_t ordinal = 0;   // 1, 2, ... in the order in which buckets came to be
  std::string chain;      // "": of all chains
  std::string recipient;  // whoever is meant, a customer by id
  std::string target;     // as in the notifications
  std::string channel;
  policy::RateLimit limit;
  int64_t full_ms = 0;  // when it has all its tokens again
  std::vector<HeldNote> held;
};

// Token buckets per chain, recipient and channel, and the digests of what they hold back.
//
// A bucket of "5/10m" has five tokens and gets one back every two minutes. A notification takes
// one; without one it is held, and the next token takes everything held along, as one digest. A
// bucket that is full again is forgotten: it is as if it had never been.
//
// Cost: O(log buckets) each.
class RateLimits {
 public:
  // The names of a bucket.
  struct Key {
    std::string_view chain;
    std::string_view recipient;
    std::string_view target;
    std::string_view channel;
  };

  // True if the bucket had a token, which is gone now.
  bool Take(const Key& key, const policy::RateLimit& limit, int64_t now_ms);

  // Whether the bucket has a token.
  bool Has(const Key& key, const policy::RateLimit& limit, int64_t now_ms) const;

  // The bucket of that name; null: it is full.
  const Bucket* Find(const Key& key) const;
  // A text of its own for each bucket.
  static std::string NameOf(const Key& key);
  // Time for one token, rounded up: a limit is never exceeded.
  static int64_t TokenMs(const policy::RateLimit& limit);
  // When a bucket that is full at `full_ms` has one token.
  static int64_t FirstTokenMs(const policy::RateLimit& limit, int64_t full_ms);

  // Adds to what a bucket without a token holds.
  Bucket& Hold(const Key& key, HeldNote note);

  // Takes what a bucket holds, with a token, whether there is one or not. Called when it is due, or
  // when no more can be held.
  Bucket TakeDigest(uint64_t ordinal);

  // Calls `drop(bucket, note)` for each note held of a ticket, and of a chain unless that is empty,
  // in the order of buckets, and holds it no more.
  template <typename Visit>
  void Forget(uint64_t ticket, std::string_view chain, const Visit& drop);

  // The same for each note that `meant(bucket, note)`, also of tickets that have ended.
  template <typename Meant, typename Visit>
  void ForgetThose(const Meant& meant, const Visit& drop);

  // Forgets the buckets of a recipient, with what was counted in them. They hold nothing.
  //
  // Cost: O(buckets).
  void ForgetRecipient(std::string_view recipient);

  // When the next bucket gets a token for what it holds, or is full again; Calendar::kNever: none.
  int64_t NextDue() const;
  // The bucket that is due at NextDue(): a digest, if it holds something.
  const Bucket& Earliest() const { return buckets_.at(due_.begin()->second); }
  // Forgets a bucket that is full.
  void Drop(uint64_t ordinal);

  size_t held() const { return held_; }
  // By rising ordinal.
  const std::map<uint64_t, Bucket>& buckets() const { return buckets_; }
  uint64_t next_ordinal() const { return next_ordinal_; }

  // For snapshots. False if the bucket contradicts those there are.
  bool Restore(Bucket bucket);
  void set_next_ordinal(uint64_t ordinal) { next_ordinal_ = ordinal; }

 private:
  static int64_t DueOf(const Bucket& bucket);
  void Unarm(const Bucket& bucket) { due_.erase({DueOf(bucket), bucket.ordinal}); }
  void Arm(const Bucket& bucket) { due_.emplace(DueOf(bucket), bucket.ordinal); }

  std::map<uint64_t, Bucket> buckets_;
  std::map<std::string, uint64_t> ordinals_;  // by name
  std::set<std::pair<int64_t, uint64_t>> due_;
  uint64_t next_ordinal_ = 1;
  size_t held_ = 0;
};

template <typename Visit>
void RateLimits::Forget(uint64_t ticket, std::string_view chain, const Visit& drop) {
  ForgetThose(
      [&](const Bucket& /*bucket*/, const HeldNote& note) {
        return note.ticket == ticket && (chain.empty() || note.chain == chain);
      },
      drop);
}

template <typename Meant, typename Visit>
void RateLimits::ForgetThose(const Meant& meant, const Visit& drop) {
  if (held_ == 0) return;
  for (auto& [ordinal, bucket] : buckets_) {
    if (bucket.held.empty()) continue;
    Unarm(bucket);
    std::vector<HeldNote> kept;
    for (HeldNote& note : bucket.held) {
      if (meant(bucket, note)) {
        drop(bucket, note);
        --held_;
      } else {
        kept.push_back(std::move(note));
      }
    }
    bucket.held = std::move(kept);
    Arm(bucket);
  }
}

}  // namespace waypost::escalate

#endif  // WAYPOST_LIB_ESCALATE_RATE_LIMITS_H_
