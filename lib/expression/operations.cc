#include "lib/expression/operations.h"

#include <limits>

#include "lib/base/check.h"
#include "lib/expression/literal.h"

namespace waypost::expression {
namespace {

bool Divides(int64_t a, int64_t b) {
  return b != 0 && !(a == std::numeric_limits<int64_t>::min() && b == -1);
}

bool CalculateInt(Op op, int64_t a, int64_t b, int64_t* out) {
  switch (op) {
    case Op::kAdd:
      return !__builtin_add_overflow(a, b, out);
    case Op::kSubtract:
      return !__builtin_sub_overflow(a, b, out);
    case Op::kMultiply:
      return !__builtin_mul_overflow(a, b, out);
    case Op::kDivide:
      if (Divides(a, b)) *out = a / b;
      return Divides(a, b);
    case Op::kModulo:
      if (Divides(a, b)) *out = a % b;
      return Divides(a, b);
    default:
      CheckFailed(__FILE__, __LINE__, "only arithmetic is calculated");
  }
}

}  // namespace

bool Calculate(Op op, Type result, int64_t a, int64_t b, int64_t* out) {
  if (!CalculateInt(op, a, b, out)) return false;
  if (result == Type::kTimestamp) return *out >= kFirstTimestampMs && *out <= kLastTimestampMs;
  return result != Type::kDuration || (*out >= -kLongestDurationMs && *out <= kLongestDurationMs);
}

bool CompareNumbers(Op op, int64_t a, int64_t b) {
  switch (op) {
    case Op::kEqual:
      return a == b;
    case Op::kNotEqual:
      return a != b;
    case Op::kLess:
      return a < b;
    case Op::kLessEqual:
      return a <= b;
    default:
      CheckFailed(__FILE__, __LINE__, "only comparisons are compared");
  }
}

bool CompareTexts(Op op, std::string_view a, std::string_view b) {
  switch (op) {
    case Op::kStartsWith:
      return a.substr(0, b.size()) == b;
    case Op::kEndsWith:
      return a.size() >= b.size() && a.substr(a.size() - b.size()) == b;
    case Op::kContains:
      return a.find(b) != std::string_view::npos;
    default:
      // UTF-8 sorts by bytes as it does by code points.
      return CompareNumbers(op, a.compare(b), 0);
  }
}

}  // namespace waypost::expression
