#ifndef WAYPOST_BINDINGS_PYTHON_NATIVE_MESSAGE_DICT_H_
#define WAYPOST_BINDINGS_PYTHON_NATIVE_MESSAGE_DICT_H_

#include <pybind11/pybind11.h>

#include <cstdint>
#include <string>

#include "google/protobuf/message.h"

namespace waypost::python {

// Milliseconds since the epoch of what Python says: an int as it is, a datetime, a date, a
// pandas or NumPy time, text in ISO 8601; without a zone it is UTC.
//
// Errors: TypeError or ValueError that begins with `place`.
int64_t ReadInstant(const pybind11::handle& value, const std::string& place);

// Sets the fields of a message that a dict names, as the contract names them.
//
// Shape:  enum values by name or number; `..._ms` also as datetime or timedelta; facts as a dict of
//         name to value; None: not set.
// Errors: TypeError or ValueError that begins with the place: "open_ticket.tier: ...".
void FillMessage(const pybind11::dict& values, const std::string& place,
                 google::protobuf::Message* message);

// A message as a dict: every field but messages and members of a `oneof` that are not set.
pybind11::dict DictOf(const google::protobuf::Message& message);

// The same, added to a dict.
void AddFields(const google::protobuf::Message& message, pybind11::dict& fields);

}  // namespace waypost::python

#endif  // WAYPOST_BINDINGS_PYTHON_NATIVE_MESSAGE_DICT_H_
