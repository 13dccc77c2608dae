#ifndef WAYPOST_LIB_REPORT_WAIT_TELLER_H_
#define WAYPOST_LIB_REPORT_WAIT_TELLER_H_

#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "lib/report/wait_accuracy.h"
#include "waypost/engine.h"
#include "waypost/v1/command.pb.h"
#include "waypost/v1/event.pb.h"

namespace waypost::report {

// Which tickets are to be told how long they will wait: those that come to wait when they are
// opened, adopted or split off, and those that come to wait when a bot lets go of them.
//
// Shape:   is shown each command before it is applied, and then the events of the call; Tell after
//          the call tells whoever still waits.
// Threads: none.
// Cost:    O(1) a command or event; about 50 bytes a ticket that a bot has.
class WaitTeller {
 public:
  void operator()(const v1::Command& command);
  void operator()(const v1::Event& event);

  // Those that have come to wait since the last call.
  void Tell(const Engine& engine, WaitSink waits);

 private:
  bool IsOpening(const v1::Event& event) const;

  absl::flat_hash_set<std::string> bots_;      // looked up only, as the next
  absl::flat_hash_set<std::string> with_bot_;  // tickets
  std::string opening_;                        // by the command
  std::vector<std::string> to_tell_;
};

}  // namespace waypost::report

#endif  // WAYPOST_LIB_REPORT_WAIT_TELLER_H_
