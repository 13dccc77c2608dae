#ifndef WAYPOST_LIB_SCENARIO_SCRIPT_H_
#define WAYPOST_LIB_SCENARIO_SCRIPT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "lib/policy/source_file.h"
#include "lib/scenario/findings.h"
#include "lib/scenario/verb.h"
#include "lib/scenario/words.h"

namespace waypost::scenario {

// What one arrow says.
struct ArrowLine {
  Range arrow;
  std::vector<Word> words;
};

// A line that does or checks something, before zones and policies give it a meaning.
struct ScriptStep {
  enum class Kind {
    kAgent,   // `agent lin ...` before the first step
    kRoster,  // `roster FILE`
    kAt,      // `at TIME VERB ...`
    kWakeup,  // `wakeup TIME` or `wakeup none`
    kClock,   // `clock TICKET CLOCK ...`
  };
  Kind kind = Kind::kAt;
  uint32_t line = 0;
  const Verb* verb = nullptr;
  Range verb_place;         // of kClock: of that word
  Word time;                // of kAt and kWakeup; of kRoster the file
  std::vector<Word> words;  // after the verb, or after `clock`
  std::vector<ArrowLine> arrows;
  std::string text;  // of the line, without time and arrows
};

// A scenario as it is written.
struct Script {
  std::string title;  // of the first comment; may be empty
  std::vector<Word> policies;
  std::optional<Word> zone;
  uint64_t seed = 0;
  bool strict = false;
  std::vector<ScriptStep> steps;
};

// Reads a scenario.
//
// Errors: all of them to `findings`; what can be understood is returned all the same.
// Limits: 4 MiB, 100,000 steps.
// Cost:   O(bytes).
Script ParseScript(const policy::SourceFile& file, Findings& findings);

}  // namespace waypost::scenario

#endif  // WAYPOST_LIB_SCENARIO_SCRIPT_H_
