#ifndef WAYPOST_LIB_ENGINE_EVENT_MODES_H_
#define WAYPOST_LIB_ENGINE_EVENT_MODES_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "lib/engine/core.h"
#include "waypost/v1/query.pb.h"

namespace waypost::engine {

// What follows when event modes begin and end.
//
// Clocks that run keep their targets (RareParts::promise_modes), waiting tickets their routes, and
// agents what they have. What agents may have from now on, when they are there, and how queues work
// changes at once: what DeskModes says is in force.
class Core::EventModes {
 public:
  explicit EventModes(Core& core) : core_(core) {}

  absl::Status Switch(std::string_view overlay, bool on, int64_t until_ms);
  bool Fire(int64_t due_ms, int64_t& left);

  // Another policy is in force: before anything is decided by it; then, once that is told.
  std::vector<TurnedMode> Install();
  // `over`: who has too much by other hours, told with those who have by the modes.
  void TellReplaced(const std::vector<TurnedMode>& turned, uint16_t percent_before,
                    std::vector<std::string> over);

  // Every version that lives knows what is in force.
  void Show();

 private:
  enum class How : uint8_t { kScheduled = 1, kSwitched = 2, kReplaced = 3 };  // as in ModeChanged

  void Tell(const std::vector<TurnedMode>& turned, How how, const std::vector<std::string>& over);
  void Follow(const std::vector<TurnedMode>& turned);
  void LookAtConditions();

  Core& core_;
};

// Contract: include/waypost/engine.h.
v1::ModeList ModesOf(const Core& core);

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_EVENT_MODES_H_
