#include "bindings/python/native/released.h"

#include <cxxabi.h>
#include <unistd.h>

namespace waypost::python {
namespace {

[[noreturn]] void StayForEver() {
  for (;;) pause();
}

}  // namespace

Released::~Released() noexcept(false) {
  try {
    PyEval_RestoreThread(state_);
  } catch (const abi::__forced_unwind&) {
    StayForEver();
  }
}

pybind11::object CallBack(const pybind11::object& function, size_t done, size_t total) {
  try {
    return function(done, total);
  } catch (const abi::__forced_unwind&) {
    StayForEver();
  }
}

}  // namespace waypost::python
