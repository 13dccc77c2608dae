#ifndef WAYPOST_BINDINGS_PYTHON_NATIVE_ARROW_H_
#define WAYPOST_BINDINGS_PYTHON_NATIVE_ARROW_H_

#include <pybind11/pybind11.h>

#include "bindings/python/native/table.h"

namespace waypost::python {

// The table as a capsule "arrow_array_stream" of one record batch.
//
// Shape:  whole numbers 'l', times timestamp[ms, UTC], spans duration[ms], reals 'g', flags as
//         bits, texts as a dictionary of large strings.
// Memory: numbers, codes and dictionaries are the table's own; bits and maps of missing values are
//         made. What the consumer holds keeps the table alive.
// Source: the Arrow C stream interface, and its PyCapsule protocol.
pybind11::capsule ArrowStreamOf(SharedTable table);

}  // namespace waypost::python

#endif  // WAYPOST_BINDINGS_PYTHON_NATIVE_ARROW_H_
