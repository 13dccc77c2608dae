#ifndef WAYPOST_BINDINGS_PYTHON_NATIVE_EVENTS_H_
#define WAYPOST_BINDINGS_PYTHON_NATIVE_EVENTS_H_

#include <pybind11/pybind11.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "bindings/python/native/table.h"
#include "waypost/v1/event.pb.h"

namespace waypost::python {

// Events as bytes, one after the other: a third of the time and of the memory that copies of the
// messages would take. Filled by one thread, then never changed.
class EventLog {
 public:
  void operator()(const v1::Event& event);

  size_t size() const { return ends_.size(); }
  std::string_view bytes(size_t i) const;

 private:
  std::string bytes_;
  std::vector<size_t> ends_;
};

// One row an event: what all events have, and a column for each field of those that occur. Fields
// of one name share a column.
//
// Shape: `..._ms` are times without that ending, or spans; clocks are flattened to `sla`, `metric`,
//        `milestone`, `cycle`, `task`. What repeats is joined by commas.
SharedTable TableOf(const EventLog& log);

// For Python: an object of class Events.
pybind11::object WrapEvents(std::shared_ptr<const EventLog> log);

}  // namespace waypost::python

#endif  // WAYPOST_BINDINGS_PYTHON_NATIVE_EVENTS_H_
