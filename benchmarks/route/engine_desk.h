// A whole desk in overload, to measure what routing costs inside the engine.
#ifndef WAYPOST_BENCHMARKS_ROUTE_ENGINE_DESK_H_
#define WAYPOST_BENCHMARKS_ROUTE_ENGINE_DESK_H_

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "lib/base/philox.h"
#include "lib/engine/core.h"

namespace waypost::engine {

// How large it is. Each route has two stages, so requirement classes are twice as many as routes.
struct EngineDeskSize {
  uint32_t agents = 2'000;
  uint32_t agent_classes = 300;
  uint32_t routes = 250;
  uint32_t waiting = 20'000;
};

// Again and again a ticket arrives and waits, an agent becomes free and is offered the best ticket,
// declines it, is offered the next one and accepts. Meanwhile waiting tickets reach their second
// stage. All agents are busy, but those for whom nothing waits, and about as many tickets wait as
// told.
class EngineDesk {
 public:
  explicit EngineDesk(const EngineDeskSize& size);

  // Time passes until the next round; returns how many stages began.
  uint32_t PassTime();

  // In this order; each says whether somebody has been offered a ticket.
  bool Arrive();
  bool FreeSomebody();
  bool Decline();  // of the ticket offered last
  void Accept();   // likewise

  uint64_t events() const { return events_; }
  uint32_t waiting() const { return core_.dispatcher().WaitingCount(queue_); }

 private:
  void AddAgents(const EngineDeskSize& size);
  void Take(const Event& event);
  template <typename Command>
  void Run(Command command);

  Core core_;
  PhiloxStream draw_{1, 1};
  int64_t now_ms_;
  int64_t step_ms_;
  uint32_t queue_ = 0;
  std::vector<std::string> categories_;
  std::vector<std::string> agents_;
  std::vector<std::string> assigned_;  // tickets that somebody works on
  uint64_t next_ticket_ = 0;
  std::string offered_;  // the ticket offered last, and to whom
  std::string asked_;
  uint64_t events_ = 0;
  uint64_t offers_ = 0;
  uint32_t stages_ = 0;
};

}  // namespace waypost::engine

#endif  // WAYPOST_BENCHMARKS_ROUTE_ENGINE_DESK_H_
