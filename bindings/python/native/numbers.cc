#include "bindings/python/native/numbers.h"

#include <limits>

namespace waypost::python {

namespace py = pybind11;

namespace {

bool IsInt64(const py::buffer_info& info) {
  return info.itemsize == 8 &&
         (info.format == "q" || info.format == "l" || info.format == "=q" || info.format == "<q");
}

}  // namespace

Numbers::Numbers(const py::buffer& buffer, const std::string& place) : info_(buffer.request()) {
  if (info_.ndim != 1 || !IsInt64(info_)) {
    throw py::type_error(place + ": takes one dimension of int64, not " +
                         std::to_string(info_.ndim) + " of \"" + info_.format + "\"");
  }
  data_ = static_cast<const char*>(info_.ptr);
  stride_ = info_.strides[0];
  size_ = static_cast<size_t>(info_.shape[0]);
}

int64_t TimeUnit::ToMs(int64_t number) const {
  if (number == kNoNumber) return kNoNumber;
  if (per_ms > 1) return number / per_ms - (number % per_ms < 0 ? 1 : 0);
  int64_t at_ms = 0;
  return __builtin_mul_overflow(number, ms, &at_ms) ? kNoNumber : at_ms;
}

int64_t TimeUnit::FromMs(int64_t at_ms) const {
  if (at_ms == kNoNumber) return kNoNumber;
  if (per_ms == 1) return at_ms / ms - (at_ms % ms < 0 ? 1 : 0);
  int64_t number = 0;
  return __builtin_mul_overflow(at_ms, per_ms, &number) ? kNoNumber : number;
}

TimeUnit UnitOf(const std::string& name) {
  if (name == "ns") return {1'000'000, 1};
  if (name == "us") return {1'000, 1};
  if (name == "ms") return {1, 1};
  if (name == "s") return {1, 1'000};
  throw py::value_error("the unit is one of ns, us, ms, s");
}

}  // namespace waypost::python
