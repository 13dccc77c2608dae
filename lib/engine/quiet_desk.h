#ifndef WAYPOST_LIB_ENGINE_QUIET_DESK_H_
#define WAYPOST_LIB_ENGINE_QUIET_DESK_H_

#include <algorithm>
#include <cstdint>

#include "lib/base/bytes.h"
#include "lib/engine/callbacks.h"
#include "lib/engine/compensations.h"
#include "lib/engine/core.h"
#include "lib/engine/entitlements.h"
#include "lib/engine/retention.h"
#include "lib/engine/reviews.h"

namespace waypost::engine {

// The quiet promises of a desk, which outlive the tickets that they are about. A part of the core.
class QuietDesk {
 public:
  explicit QuietDesk(Core& core)
      : core_(core), compensations_(core), reviews_(core), callbacks_(core), entitlements_(core) {}

  const Compensations& compensations() const { return compensations_; }
  const Reviews& reviews() const { return reviews_; }
  const Callbacks& callbacks() const { return callbacks_; }
  const Entitlements& entitlements() const { return entitlements_; }
  const Retention& retention() const { return retention_; }
  Compensations& compensations() { return compensations_; }
  Reviews& reviews() { return reviews_; }
  Callbacks& callbacks() { return callbacks_; }
  Entitlements& entitlements() { return entitlements_; }
  Retention& retention() { return retention_; }

  // A ticket has ended, whatever chains of it go on: the time for which its data is kept begins.
  void Retain(const Ticket& ticket);
  // Whether one more ticket may be opened, since its data will have to be erased.
  absl::Status CheckRetentionRoom() const;

  int64_t NextDue() const {
    return std::min({compensations_.NextDue(), reviews_.NextDue(), callbacks_.NextDue(),
                     entitlements_.NextDue(), retention_.NextDue()});
  }
  // What is due at `due_ms`, each taking one of `left`. False if more is left.
  bool FireAt(int64_t due_ms, int64_t& left);

  bool empty() const {
    return compensations_.empty() && reviews_.empty() && callbacks_.empty() &&
           entitlements_.empty() && retention_.empty();
  }
  // For snapshots and digests: all there is, in bytes that equal states share.
  void Put(ByteWriter& out) const;
  bool Get(ByteReader& in);

 private:
  bool EraseAt(int64_t due_ms, int64_t& left);

  Core& core_;
  Compensations compensations_;
  Reviews reviews_;
  Callbacks callbacks_;
  Entitlements entitlements_;
  Retention retention_;
};

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_QUIET_DESK_H_
