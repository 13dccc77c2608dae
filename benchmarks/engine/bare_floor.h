#ifndef WAYPOST_BENCHMARKS_ENGINE_BARE_FLOOR_H_
#define WAYPOST_BENCHMARKS_ENGINE_BARE_FLOOR_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "benchmarks/engine/life_commands.h"
#include "lib/base/large_pages.h"
#include "lib/base/text_hash.h"
#include "lib/engine/hash_index.h"
#include "lib/engine/timer_queue.h"

namespace waypost::bench {

// The least any desk must do for a command: find the ticket by its id, change one cache line of it,
// move its timer. No policy, no events, no checks.
class BareFloor {
 public:
  void Do(const NextCommand& next, std::string_view id, int64_t now_ms) {
    timers_.MoveCursor(now_ms);
    const uint64_t hash = TextHash(id);
    if (next.step == Step::kOpen) {
      uint32_t slot = static_cast<uint32_t>(lines_.size());
      if (free_.empty()) {
        lines_.emplace_back();
      } else {
        slot = free_.back();
        free_.pop_back();
      }
      lines_[slot].number = next.ticket;
      id.copy(lines_[slot].id, sizeof lines_[slot].id);
      index_.Insert(hash, slot);
      timers_.Set(slot, now_ms + 3'600'000);
      return;
    }
    const uint32_t slot = index_.Find(
        hash, [&](uint32_t i) { return std::string_view(lines_[i].id, id.size()) == id; });
    Line& line = lines_[slot];
    line.state = static_cast<int64_t>(next.step);
    line.changed_ms = now_ms;
    if (next.step == Step::kConfirm) {
      timers_.Cancel(slot);
      index_.Erase(hash, slot);
      free_.push_back(slot);
    } else {
      timers_.Set(slot, now_ms + 7'200'000);
    }
  }

  size_t memory_bytes() const {
    return lines_.capacity() * sizeof(Line) + free_.capacity() * sizeof(uint32_t) + index_.bytes() +
           timers_.memory_bytes();
  }

 private:
  struct alignas(64) Line {
    char id[16] = {};
    int64_t number = 0;
    int64_t state = 0;
    int64_t changed_ms = 0;
  };

  std::vector<Line, LargePageAllocator<Line>> lines_;
  std::vector<uint32_t> free_;
  engine::HashIndex index_;
  engine::TimerQueue timers_;
};

}  // namespace waypost::bench

#endif  // WAYPOST_BENCHMARKS_ENGINE_BARE_FLOOR_H_
