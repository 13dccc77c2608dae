#ifndef WAYPOST_LIB_ENGINE_SHARES_H_
#define WAYPOST_LIB_ENGINE_SHARES_H_

#include <cstdint>
#include <vector>

#include "lib/base/bytes.h"
#include "lib/engine/core.h"

namespace waypost::engine {

// Vendors, and teams, that are given no more than a share of the tickets.
//
// A vendor is given one ticket more as long as what its people have taken, and are asked to take,
// is less than its share of all, that one included. So at every instant of a period it has no more
// than its share rounded up to whole tickets, and the first one may be its own; only what people
// assign can break it.
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

  static int64_t NextDue(const Core& core);  // when the next period ends or begins; kNever: none
  bool Fire(int64_t due_ms, int64_t& left);

  static void Put(const Core& core, ByteWriter& out);
  bool Get(ByteReader& in);  // under the policy in force; then Rebuild

  // The share that holds an agent back now; null: none does.
  static const VendorShare* HolderOf(const Core& core, const Agent& agent);

 private:
  const policy::Share& RowOf(size_t index) const { return core_.current().tables().shares[index]; }
  void TakeThoseOfPolicy();
  int64_t EndOfPeriod(size_t index) const;  // of the one that is now
  static bool IsToBegin(const VendorShare& share);
  static int64_t DueOf(const VendorShare& share);
  void End(size_t index);
  void Begin(size_t index);
  bool IsFull(size_t index) const;
  void Review(size_t index);
  void ServeThose(const VendorShare& share);

  Core& core_;
};

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_SHARES_H_
