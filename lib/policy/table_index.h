#ifndef WAYPOST_LIB_POLICY_TABLE_INDEX_H_
#define WAYPOST_LIB_POLICY_TABLE_INDEX_H_

#include <cstdint>

namespace waypost::policy {

// Index into Tables::names. 0: none, the empty text.
using Name = uint32_t;

// "None" for the index types of tables that have no natural zero.
inline constexpr uint16_t kNone = 0xffff;

}  // namespace waypost::policy

#endif  // WAYPOST_LIB_POLICY_TABLE_INDEX_H_
