#ifndef WAYPOST_BINDINGS_PYTHON_NATIVE_RELEASED_H_
#define WAYPOST_BINDINGS_PYTHON_NATIVE_RELEASED_H_

#include <pybind11/pybind11.h>

namespace waypost::python {

// Gives up the GIL while it lives.
//
// A daemon thread that comes back when the interpreter has ended is to end too: Python unwinds its
// stack, through C++ whose destructors must not run without the GIL. Such a thread stays here
// instead, until the process is gone.
class Released {
 public:
  Released() : state_(PyEval_SaveThread()) {}
  ~Released() noexcept(false);
  Released(const Released&) = delete;
  Released& operator=(const Released&) = delete;

 private:
  PyThreadState* state_;
};

// Calls a function of Python's from below C++, with the same care.
pybind11::object CallBack(const pybind11::object& function, size_t done, size_t total);

}  // namespace waypost::python

#endif  // WAYPOST_BINDINGS_PYTHON_NATIVE_RELEASED_H_
