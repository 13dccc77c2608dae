#ifndef WAYPOST_EXAMPLES_POLICY_CLI_RECORDED_LOG_H_
#define WAYPOST_EXAMPLES_POLICY_CLI_RECORDED_LOG_H_

#include <optional>
#include <ostream>
#include <string>

#include "lib/replay/mapping.h"
#include "lib/replay/schedule.h"

namespace waypost::cli {

// A log of another system, ready to be replayed.
struct RecordedLog {
  std::string source;  // what the mapping calls it
  replay::Schedule schedule;
};

// The mapping that lies beside a log: "desk.import.textproto" for "desk.csv" and "desk.csv.gz".
std::string MappingBeside(const std::string& log_name);

// Reads a log under its mapping.
//
// Errors: what is wrong on `err` with the command's name, nothing as the answer, and the exit code
//         in `code`. Warnings are on `err` too.
std::optional<RecordedLog> ReadRecordedLog(const std::string& command, const std::string& mapping,
                                           const std::string& log, std::ostream& err, int& code);

}  // namespace waypost::cli

#endif  // WAYPOST_EXAMPLES_POLICY_CLI_RECORDED_LOG_H_
