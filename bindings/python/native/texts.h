#ifndef WAYPOST_BINDINGS_PYTHON_NATIVE_TEXTS_H_
#define WAYPOST_BINDINGS_PYTHON_NATIVE_TEXTS_H_

#include <pybind11/pybind11.h>

#include <string>
#include <vector>

namespace waypost::python {

// Copies texts, so that threads without the GIL may read them; a missing value is "".
//
// Errors: TypeError with the row: something else than text.
std::vector<std::string> CopyTexts(const pybind11::tuple& texts, const char* what);

}  // namespace waypost::python

#endif  // WAYPOST_BINDINGS_PYTHON_NATIVE_TEXTS_H_
