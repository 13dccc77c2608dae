#ifndef WAYPOST_LIB_ENGINE_RUN_MOVES_H_
#define WAYPOST_LIB_ENGINE_RUN_MOVES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "lib/base/bytes.h"

namespace waypost::engine {

// What becomes of the runs of a chain that are marked to move to the policy in force.
struct RunMove {
  std::string chain;  // its name until now
  std::string to;
  bool restarts = false;
  std::vector<uint16_t> steps;  // 0-based: by old step the new one; empty: the same
};

// Those of the last policy that said so.
struct RunMoves {
  int64_t at_ms = -1;  // at the end of this millisecond
  std::vector<RunMove> moves;

  const RunMove* Find(const std::string& chain) const;
};

void PutMoves(const RunMoves& moves, ByteWriter& out);
// False if the bytes contradict themselves.
bool GetMoves(ByteReader& in, RunMoves& moves);

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_RUN_MOVES_H_
