#ifndef WAYPOST_LIB_SCENARIO_EXPECTATION_H_
#define WAYPOST_LIB_SCENARIO_EXPECTATION_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/types/span.h"
#include "lib/scenario/event_form.h"
#include "lib/scenario/findings.h"
#include "lib/scenario/local_time.h"
#include "lib/scenario/words.h"
#include "waypost/v1/event.pb.h"

namespace waypost::scenario {

// What one event is expected to be. Details that it does not state may be anything.
struct Expectation {
  // A part that is stated.
  struct Stated {
    size_t part = 0;
    bool none = false;             // the event does not have it
    std::string text;              // of texts
    std::vector<int64_t> numbers;  // of everything else: any of them
  };

  std::string text;                 // as it is written
  const BoundForm* form = nullptr;  // null: the command is an error
  std::vector<Stated> stated;
  std::vector<int64_t> at_ms;  // when it happens; empty: anything

  std::string error;  // "out_of_range"
  std::string error_message;
};

// What stands to the right of a step's arrows.
struct Expectations {
  bool stated = false;   // there was an arrow: the step is checked
  bool nothing = false;  // `nothing` was written
  std::vector<Expectation> events;
  Expectation error;  // error.error is empty if the command is expected to be fine
};

// Reads what follows one arrow and adds it to `expectations`.
//
//   words         without the arrow
//   reference_ms  the step's time, for times without a date
//
// Errors: to `findings`, with what can be understood added all the same.
void ReadExpectations(absl::Span<const Word> words, Range arrow, const LocalTime& local,
                      int64_t reference_ms, Findings& findings, Expectations& expectations);

// Whether an event is what is expected.
bool Matches(const Expectation& expected, const v1::Event& event);

// Names of absl's status codes in lower case: "out_of_range".
std::string StatusName(int code);

}  // namespace waypost::scenario

#endif  // WAYPOST_LIB_SCENARIO_EXPECTATION_H_
