#ifndef WAYPOST_LIB_ENGINE_SHARES_H_
#define WAYPOST_LIB_ENGINE_SHARES_H_

#include <cstdint>
#include <vector>

#include "lib/base/bytes.h"
#include "lib/engine/core.h"

namespace waypost::engine {

// Vendors, and teams, that are given no more than a share of the tickets.
//
// A vendor is given something as long as it would be within its share if its people took what they
// are asked to take, and one ticket more. So the share is kept at every instant of a period, from
// its first ticket on; only what people assign can break it.
//
// Cost: O(shares) whenever a ticket is offered or taken; when a vendor comes to be within its share
//       again while anything waits, O(agents log agents) besides.
class Core::Shares {
 public:
  explicit Shares(Core& core) : core_(core) {}

  // Another policy is in force: what has been taken in a period counts on where it has the share.
  void Install();
  // After a snapshot: what follows from agents.
  void Rebuild();

  // An agent has taken a ticket.
  void NoteTaken(uint32_t place);
  // An agent is asked to take so many tickets more, or fewer.
  void NoteOffered(uint32_t place, int64_t change);

  static int64_t NextDue(const Core& core);  // when the next period ends; kNever: none has begun
  bool Fire(int64_t due_ms, int64_t& left);

  static void Put(const Core& core, ByteWriter& out);
  bool Get(ByteReader& in);  // under the policy in force; then Rebuild

  // The share that holds an agent back now; null: none does.
  static const VendorShare* HolderOf(const Core& core, const Agent& agent);

 private:
  const policy::Share& RowOf(size_t index) const { return core_.current().tables().shares[index]; }
  void TakeThoseOfPolicy();
  int64_t EndOfPeriod(size_t index) const;  // of the one that is now
  bool IsFull(size_t index) const;
  void Review(size_t index);
  void ServeThose(const VendorShare& share);

  Core& core_;
};

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_SHARES_H_
