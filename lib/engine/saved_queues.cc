#include "lib/engine/saved_queues.h"

#include <algorithm>

#include "lib/base/compact_time.h"
#include "lib/engine/saved_agent.h"

namespace waypost::engine {

void PutQueues(const Flows& flows, const Rounds& rounds,
               const std::vector<CoreState::OpenBatch>& batches, ByteWriter& out) {
  out.Put(static_cast<uint32_t>(flows.size()));
  for (const auto& [queue, to] : flows) {
    out.Put(queue);
    out.Put(to);
  }
  out.Put(static_cast<uint32_t>(rounds.size()));
  for (const auto& [queue, ordinal] : rounds) {
    out.Put(queue);
    out.Put(ordinal);
  }
  out.Put(static_cast<uint32_t>(batches.size()));
  for (const CoreState::OpenBatch& batch : batches) {
    out.Put(batch.queue);
    out.Put(batch.end_ms);
  }
}

bool GetQueues(ByteReader& in, const SymbolPool& symbols, Flows& flows, Rounds& rounds,
               std::vector<CoreState::OpenBatch>& batches) {
  for (uint32_t i = in.GetCount(8); i > 0; --i) {
    const Symbol queue = GetHeldSymbol(in, symbols);
    flows.emplace_back(queue, GetHeldSymbol(in, symbols));
  }
  for (uint32_t i = in.GetCount(12); i > 0; --i) {
    const Symbol queue = GetHeldSymbol(in, symbols);
    rounds.emplace_back(queue, in.Get<uint64_t>());
  }
  int64_t last_ms = 0;
  for (uint32_t i = in.GetCount(12); i > 0; --i) {
    const Symbol queue = GetHeldSymbol(in, symbols);
    const auto end_ms = in.Get<int64_t>();
    if (queue == 0 || end_ms < last_ms || !CompactTime::Holds(end_ms)) return false;
    batches.push_back({queue, end_ms});
    last_ms = end_ms;
  }
  return in.ok() && std::is_sorted(rounds.begin(), rounds.end());
}

}  // namespace waypost::engine
