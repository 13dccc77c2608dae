#ifndef WAYPOST_TESTS_PROPERTY_SLA_REFERENCE_CLOCKS_H_
#define WAYPOST_TESTS_PROPERTY_SLA_REFERENCE_CLOCKS_H_

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "lib/sla/clock.h"
#include "tests/property/sla/minute_walk.h"
#include "tests/property/sla/reference_policy.h"

namespace waypost::sla {

// What the clocks of one ticket should do, in the plainest terms: a log of what happened, a list
// of warnings given, everything counted anew each time.
class ReferenceClocks {
 public:
  explicit ReferenceClocks(std::vector<ReferencePolicy> policies)
      : policies_(std::move(policies)) {}

  enum class What {
    kOpen,
    kCustomer,
    kHuman,
    kBot,
    kStatus,
    kMilestone,
    kPromise,
    kEnd,
    kAdvance,
    kQueue,   // enters another queue
    kWait,    // begins to wait for an agent
    kAccept,  // is taken
  };

  // One command. `sla` < 0: none. Reports "minute text" lines.
  struct Command {
    What what = What::kAdvance;
    int64_t at = 0;
    Status status = Status::kActive;  // of kStatus
    bool reopens = false;             // of kCustomer: also back to kActive
    std::string milestone;            // of kMilestone
    int version = 0;
    int sla = 0;
  };
  std::vector<std::string> Do(const Command& command);

  // How the clocks that run or stand still do at a minute: "resolution/1 used 3 left 5 due 8", and
  // "paused", "breached".
  std::vector<std::string> Standings(int64_t at) const;
  // How many of them follow a policy before that one.
  int CountOfVersionsBefore(int version) const;

  bool solved() const { return status_.Last() == Status::kSolved; }

 private:
  struct Cycle {
    int version = 0;
    ReferenceTarget target;
    int64_t start = 0;
    int64_t forgets = 0;
    EarlierCalendars earlier;
    int number = 1;
    bool live = true;
    bool may_resume = false;            // if not live
    bool final = false;                 // if not live: there is no other
    int64_t reached_at = kNeverMinute;  // of a milestone
    bool paused = false;
    bool breached = false;
    std::set<size_t> given;                           // warnings of this due time
    std::vector<std::pair<int64_t, size_t>> pending;  // (minute, warning); the due time last
    int sla = 0;
  };

  void Log(const Command& command);
  void FireBefore(int64_t at);
  void StopCycles(const Command& command);
  void FollowPromise(const Command& command);
  void PauseAndResume(int64_t at);
  void StartCycles(const Command& command);
  void StartCycle(const Command& command, const ReferenceTarget& target);
  std::optional<int64_t> NaturalStart(const ReferenceTarget& target) const;
  std::optional<int64_t> StartOf(const ReferenceTarget& target) const;
  bool Reopens(Cycle& cycle) const;
  void Retarget(Cycle& cycle, const Command& command, const ReferenceTarget& target);
  void SplitCalendar(Cycle& cycle, const Command& command, const ReferenceTarget& target) const;
  void Arm(Cycle& cycle, int64_t at, bool silent = false);
  template <typename Take>
  void TakeWallWarnings(Cycle& cycle, int64_t due, Take take);
  const ReferenceSla& SlaOf(const Command& command) const {
    return policies_[static_cast<size_t>(command.version)][static_cast<size_t>(command.sla)];
  }
  static std::string NameOf(const Cycle& cycle);
  void ReportWarning(const Cycle& cycle, size_t warning, int64_t at);
  void Report(int64_t at, const std::string& kind, const Cycle& cycle, const std::string& rest);
  MinuteWalk WalkOf(const Cycle& cycle, int64_t runs_from = kNeverMinute) const {
    return {cycle.target, cycle.start, status_, runs_from, cycle.forgets, cycle.earlier};
  }

  std::vector<ReferencePolicy> policies_;
  StatusByMinute status_;
  int64_t opened_ = 0;
  std::vector<Command> log_;
  std::vector<Cycle> cycles_;
  std::vector<std::string> reports_;
};

}  // namespace waypost::sla

#endif  // WAYPOST_TESTS_PROPERTY_SLA_REFERENCE_CLOCKS_H_
