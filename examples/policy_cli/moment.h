// A scenario run up to a time, for commands that look at the desk as it is then.
#ifndef WAYPOST_EXAMPLES_POLICY_CLI_MOMENT_H_
#define WAYPOST_EXAMPLES_POLICY_CLI_MOMENT_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>

#include "lib/scenario/local_time.h"
#include "lib/scenario/program.h"
#include "waypost/engine.h"

namespace waypost::cli {

struct Moment {
  scenario::Loaded loaded;
  std::unique_ptr<Engine> engine;

  const scenario::LocalTime& local() const { return loaded.program->local; }
  std::string Show(int64_t at_ms) const;  // "2027-02-05T20:30" in the scenario's zone
  std::string Now() const { return Show(engine->now_ms()); }
};

// Runs the scenario up to `at`, by default to its last step, and says on `err` what is wrong, in
// the name of `command`. Returns kClean or what the process is to exit with.
int RunUpTo(std::string_view command, const std::string& path, const std::optional<std::string>& at,
            std::ostream& err, Moment* moment);

}  // namespace waypost::cli

#endif  // WAYPOST_EXAMPLES_POLICY_CLI_MOMENT_H_
