#include "lib/engine/saved_modes.h"

#include <utility>
#include <vector>

namespace waypost::engine {

void PutModes(const DeskModes& modes, ByteWriter& out) {
  out.Put(static_cast<uint32_t>(modes.modes().size()));
  for (const Mode& mode : modes.modes()) {
    out.Put(mode.on);
    out.Put(mode.switched);
    out.Put(mode.until_ms);
    out.Put(mode.due_ms);
  }
}

bool GetModes(ByteReader& in, const PolicyVersion& policy, DeskModes& modes) {
  std::vector<Mode> saved;
  for (uint32_t i = in.GetCount(18); i > 0; --i) {
    Mode mode;
    mode.on = in.Get<bool>();
    mode.switched = in.Get<bool>();
    mode.until_ms = in.Get<int64_t>();
    mode.due_ms = in.Get<int64_t>();
    saved.push_back(mode);
  }
  return in.ok() && modes.Restore(policy, std::move(saved));
}

}  // namespace waypost::engine
