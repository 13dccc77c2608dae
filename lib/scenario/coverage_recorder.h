#ifndef WAYPOST_LIB_SCENARIO_COVERAGE_RECORDER_H_
#define WAYPOST_LIB_SCENARIO_COVERAGE_RECORDER_H_

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "waypost/coverage.h"
#include "waypost/policy.h"
#include "waypost/v1/event.pb.h"

namespace waypost::scenario {

class AtomObserver;

// What a run decides of its policies. Conditions are seen as they are evaluated, over the tickets
// of the run as they are at that moment; stages, steps and what else has a line, by their events.
//
// Threads: none.
// Cost:    each evaluation of a rule list once more, for all parts of its conditions.
class CoverageRecorder {
 public:
  CoverageRecorder();
  ~CoverageRecorder();
  CoverageRecorder(const CoverageRecorder&) = delete;
  CoverageRecorder& operator=(const CoverageRecorder&) = delete;

  // Watches a policy that no engine has yet; the first one is in force at the beginning.
  void Watch(const Policy& policy);

  // Takes the events of the run, in order.
  void operator()(const v1::Event& event);

  // What was seen, in the order of files and lines.
  std::vector<testing::CoveragePoint> Points() const;

 private:
  struct Watched;

  void NoteRule(const v1::Event& event);
  void NoteRoute(const v1::Event& event, testing::CoveragePoint& route);
  void NoteCategory(const v1::TicketClassified& classified);
  void NoteStep(const v1::Event& event, testing::CoveragePoint& step);
  void NoteAcknowledged(const std::string& ticket, const std::string& chain);

  std::vector<std::unique_ptr<Watched>> policies_;
  Watched* current_ = nullptr;
  // Tickets and the routes they have been given.
  absl::flat_hash_set<std::pair<std::string, const testing::CoveragePoint*>> routed_;
  // The last step that each chain of a ticket has carried out, by both names.
  absl::flat_hash_map<std::pair<std::string, std::string>, testing::CoveragePoint*> last_step_;
};

}  // namespace waypost::scenario

#endif  // WAYPOST_LIB_SCENARIO_COVERAGE_RECORDER_H_
