#ifndef WAYPOST_BINDINGS_PYTHON_NATIVE_COMMANDS_H_
#define WAYPOST_BINDINGS_PYTHON_NATIVE_COMMANDS_H_

#include <pybind11/pybind11.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/types/span.h"
#include "bindings/python/native/numbers.h"
#include "google/protobuf/arena.h"
#include "waypost/engine.h"
#include "waypost/v1/command.pb.h"

namespace waypost::python {

// Commands from Python, some at a time. The GIL is held by whoever calls.
class CommandSource {
 public:
  virtual ~CommandSource() = default;
  virtual size_t size() const = 0;

  // The commands [begin, end), valid until the next call.
  //
  // Errors: Python exceptions that name the command's number.
  virtual absl::Span<const TimedCommand> Read(size_t begin, size_t end) = 0;
};

// Of a list or tuple of dicts, messages, bytes, or pairs (time, one of these). A dict may hold its
// time as "at". `times`, if given, are milliseconds, one for each or one for all.
std::unique_ptr<CommandSource> CommandsOf(const pybind11::tuple& items,
                                          std::optional<Numbers> times);

// Reads one command, for calls without a batch.
void ReadCommand(const pybind11::handle& item, v1::Command* command);

// A column of a table of commands: texts, whole numbers or flags.
struct InputColumn {
  std::string name;
  pybind11::tuple texts;           // of all rows, or the dictionary of `codes`
  std::optional<Numbers> numbers;  // codes if there are texts too
  bool coded = false;
  bool flags = false;
  bool times = false;  // numbers are milliseconds since the epoch
};

// Of columns named "command" (open_ticket, ...), "at", and as the fields of the commands; a column
// "facts.tier" is the fact "tier". Missing values leave a field as it is by default.
//
// Errors: ValueError, TypeError: a column that no command has, columns of unequal length.
std::unique_ptr<CommandSource> CommandsOf(std::vector<InputColumn> columns, size_t rows);

}  // namespace waypost::python

#endif  // WAYPOST_BINDINGS_PYTHON_NATIVE_COMMANDS_H_
