#include "lib/engine/saved_hours.h"

#include <utility>
#include <vector>

#include "lib/engine/saved_agent.h"

namespace waypost::engine {

void PutHours(const DeskHours& hours, ByteWriter& out) {
  out.Put(static_cast<uint32_t>(hours.down().size()));
  for (const Symbol channel : hours.down()) out.Put(channel);
  out.Put(static_cast<uint32_t>(hours.openings().size()));
  for (const Opening& opening : hours.openings()) {
    out.Put(opening.open);
    out.Put(opening.due_ms);
  }
}

bool GetHours(ByteReader& in, const SymbolPool& symbols, const PolicyVersion& policy,
              DeskHours& hours) {
  std::vector<Symbol> down;
  for (uint32_t i = in.GetCount(4); i > 0; --i) down.push_back(GetHeldSymbol(in, symbols));
  std::vector<Opening> openings;
  for (uint32_t i = in.GetCount(9); i > 0; --i) {
    Opening opening;
    opening.open = in.Get<bool>();
    opening.due_ms = in.Get<int64_t>();
    openings.push_back(opening);
  }
  return in.ok() && hours.Restore(policy, std::move(down), openings);
}

}  // namespace waypost::engine
