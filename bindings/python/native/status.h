#ifndef WAYPOST_BINDINGS_PYTHON_NATIVE_STATUS_H_
#define WAYPOST_BINDINGS_PYTHON_NATIVE_STATUS_H_

#include <pybind11/pybind11.h>

#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "waypost/diagnostic.h"

namespace waypost::python {

// Raises the exception of waypost._errors that stands for a status, with its very words. The GIL is
// held.
[[noreturn]] void Throw(const absl::Status& status);

// The same as an object, to be completed before it is raised.
pybind11::object ExceptionOf(const absl::Status& status);
[[noreturn]] void Raise(const pybind11::object& exception);

// Raises PolicyError: the text that the command prints, and the findings as objects.
[[noreturn]] void ThrowFindings(const std::vector<Diagnostic>& findings);

template <typename T>
T Take(absl::StatusOr<T> value) {
  if (!value.ok()) Throw(value.status());
  return *std::move(value);
}

}  // namespace waypost::python

#endif  // WAYPOST_BINDINGS_PYTHON_NATIVE_STATUS_H_
