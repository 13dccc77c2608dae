#ifndef WAYPOST_BINDINGS_PYTHON_NATIVE_NUMBERS_H_
#define WAYPOST_BINDINGS_PYTHON_NATIVE_NUMBERS_H_

#include <pybind11/pybind11.h>

#include <cstddef>
#include <cstdint>
#include <string>

#include "bindings/python/native/table.h"

namespace waypost::python {

// int64 values of a Python buffer, borrowed while this lives. Strides of any kind are read.
//
// Errors: TypeError that begins with `place` if it is no buffer of one dimension of such values.
class Numbers {
 public:
  Numbers(const pybind11::buffer& buffer, const std::string& place);

  size_t size() const { return size_; }
  int64_t operator[](size_t i) const {
    return *reinterpret_cast<const int64_t*>(data_ + static_cast<pybind11::ssize_t>(i) * stride_);
  }

 private:
  pybind11::buffer_info info_;
  const char* data_ = nullptr;
  pybind11::ssize_t stride_ = 0;
  size_t size_ = 0;
};

// How the numbers of a column count time: `per_ms` of them are a millisecond (a million of
// nanoseconds), or one of them is `ms` (a thousand of seconds). Missing values stay missing.
struct TimeUnit {
  int64_t per_ms = 1;
  int64_t ms = 1;

  // Towards the past, so that no instant is taken for a later one. Out of reach: kNoNumber.
  int64_t ToMs(int64_t number) const;
  int64_t FromMs(int64_t at_ms) const;
};

// "ns", "us", "ms", "s". Errors: ValueError.
TimeUnit UnitOf(const std::string& name);

}  // namespace waypost::python

#endif  // WAYPOST_BINDINGS_PYTHON_NATIVE_NUMBERS_H_
