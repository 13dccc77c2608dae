#ifndef WAYPOST_LIB_EXPRESSION_FINDING_H_
#define WAYPOST_LIB_EXPRESSION_FINDING_H_

#include <cstdint>

#include "lib/base/words.h"

namespace waypost::expression {

// What is wrong with a condition or a requirement. Whoever owns the file it was written in turns
// each into a diagnostic with a stable number and a place in that file.
enum class FindingCode : uint8_t {
  kSyntax,             // not a sentence of the language
  kNotSupported,       // CEL, but outside the subset
  kTooLong,            // more than kMaxConditionBytes
  kTooDeep,            // nested deeper than kMaxConditionDepth
  kBadLiteral,         // bad escape, number out of range, malformed duration or timestamp
  kUnknownFact,        // no such fact or constant
  kUnknownFunction,    // no such function
  kUnknownCalendar,    // open("...") of a calendar that is not declared
  kUnknownValue,       // a value outside a declared enumeration
  kTypeMismatch,       // operands or arguments of the wrong type
  kWrongArguments,     // too many, too few, or not a constant where one is needed
  kUnguardedOptional,  // an optional fact read where it may be missing
  kDivisionByZero,     // by the constant zero
  kOverflow,           // a constant sub-expression overflows
  kBadPattern,         // matches() with a malformed or too costly pattern
  kNotMonotone,        // a requirement that more skill could break
  kLevelOutOfRange,    // a level outside 0..100
  kTooCostly,          // loops over lists beyond kMaxConditionSteps
  kTooManyPatterns,    // patterns beyond kMaxPatternSizes, with those before it
  kAlwaysTrue,         // warning: the marked sub-condition is true for every ticket
  kAlwaysFalse,        // warning: the marked sub-condition is false for every ticket
};

enum class FindingSeverity : uint8_t { kError, kWarning };

// One finding, as data. `message`, `label` and `help` are one line each, lower case, without a
// final period; `label` stands beside the caret and `help` says what to do; both may be empty.
struct Finding {
  FindingCode code = FindingCode::kSyntax;
  FindingSeverity severity = FindingSeverity::kError;
  uint32_t begin = 0;  // bytes [begin, end) of the text; begin == end marks a place between bytes
  uint32_t end = 0;
  Words message;
  Words label;
  Words help;
};

}  // namespace waypost::expression

#endif  // WAYPOST_LIB_EXPRESSION_FINDING_H_
