#ifndef WAYPOST_LIB_EXPRESSION_OPERATIONS_H_
#define WAYPOST_LIB_EXPRESSION_OPERATIONS_H_

#include <cstdint>
#include <string_view>

#include "lib/expression/condition.h"

namespace waypost::expression {

// kAdd, kSubtract, kMultiply, kDivide, kModulo on ints, or on milliseconds when `result` is a
// duration or a timestamp. False on overflow, division by zero, a timestamp outside the years 1 to
// 9999 or a duration beyond kLongestDurationMs; `out` is then unspecified.
bool Calculate(Op op, Type result, int64_t a, int64_t b, int64_t* out);

// kEqual, kNotEqual, kLess, kLessEqual.
bool CompareNumbers(Op op, int64_t a, int64_t b);

// The same by code points, and kStartsWith, kEndsWith, kContains.
bool CompareTexts(Op op, std::string_view a, std::string_view b);

}  // namespace waypost::expression

#endif  // WAYPOST_LIB_EXPRESSION_OPERATIONS_H_
