#include "lib/engine/quiet_desk.h"

namespace waypost::engine {

bool QuietDesk::FireAt(int64_t due_ms, int64_t& left) {
  core_.at_ms_ = due_ms;
  core_.by_timer_ = true;
  core_.command_id_ = {};
  core_.cause_sequence_ = 0;
  return compensations_.FireAt(due_ms, left) && reviews_.FireAt(due_ms, left) &&
         callbacks_.FireAt(due_ms, left) && entitlements_.FireAt(due_ms, left);
}

void QuietDesk::Put(ByteWriter& out) const {
  compensations_.Put(out);
  reviews_.Put(out);
  callbacks_.Put(out);
  entitlements_.Put(out);
}

bool QuietDesk::Get(ByteReader& in) {
  if (in.finished()) return true;  // nothing was written
  return compensations_.Get(in) && reviews_.Get(in) && callbacks_.Get(in) &&
         entitlements_.Get(in) && in.finished();
}

}  // namespace waypost::engine
