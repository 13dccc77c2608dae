#include "lib/engine/run_moves.h"

#include <algorithm>

namespace waypost::engine {
namespace {

constexpr uint32_t kMoveBytes = 13;
constexpr uint32_t kStepBytes = 2;

}  // namespace

const RunMove* RunMoves::Find(const std::string& chain) const {
  const auto found = std::find_if(moves.begin(), moves.end(),
                                  [&](const RunMove& move) { return move.chain == chain; });
  return found == moves.end() ? nullptr : &*found;
}

void PutMoves(const RunMoves& moves, ByteWriter& out) {
  out.Put(moves.at_ms);
  out.Put(static_cast<uint32_t>(moves.moves.size()));
  for (const RunMove& move : moves.moves) {
    out.PutText(move.chain);
    out.PutText(move.to);
    out.Put(static_cast<uint8_t>(move.restarts ? 1 : 0));
    out.Put(static_cast<uint32_t>(move.steps.size()));
    for (const uint16_t step : move.steps) out.Put(step);
  }
}

bool GetMoves(ByteReader& in, RunMoves& moves) {
  moves.at_ms = in.Get<int64_t>();
  for (uint32_t i = in.GetCount(kMoveBytes); i > 0; --i) {
    RunMove& move = moves.moves.emplace_back();
    move.chain = std::string(in.GetText());
    move.to = std::string(in.GetText());
    move.restarts = in.Get<uint8_t>() != 0;
    for (uint32_t step = in.GetCount(kStepBytes); step > 0; --step) {
      move.steps.push_back(in.Get<uint16_t>());
    }
  }
  return in.ok() && moves.at_ms >= -1;
}

}  // namespace waypost::engine
