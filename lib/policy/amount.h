#ifndef WAYPOST_LIB_POLICY_AMOUNT_H_
#define WAYPOST_LIB_POLICY_AMOUNT_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "lib/base/words.h"
#include "lib/expression/fact_row.h"

namespace waypost::policy {

// One term of a whole-number formula.
struct AmountTerm {
  enum class Kind : uint8_t {
    kNumber,
    kFact,
    kFailures,
    kNegate,
    kAdd,
    kSubtract,
    kMultiply,
    kDivide,
    kMin,
    kMax,
  };
  Kind kind = Kind::kNumber;
  int64_t value = 0;  // of kNumber; of kFact its place in a row
};

// "value + min(failures, 3) * value": numbers and names with + - * / ( ) min max, in postfix order.
using Amount = std::vector<AmountTerm>;

// What is wrong with the text of a formula, and where: bytes [begin, end).
struct AmountProblem {
  size_t begin = 0;
  size_t end = 0;
  Words message;
};

// Says what a name means, or what is wrong with it; empty: nothing.
using AmountNames = absl::FunctionRef<Words(std::string_view name, AmountTerm& term)>;

// Reads a formula. At most 200 terms, and brackets 30 deep.
std::optional<AmountProblem> ReadAmount(std::string_view text, AmountNames names, Amount& amount);

// Why a formula gives nothing.
enum class NoAmount : uint8_t { kFactWithoutValue, kDivisionByZero, kTooLarge };

// The value of a formula that was read; `why` is set if there is none: a fact has no value, it
// divides by zero, or 64 bits do not hold what it comes to on the way.
//
// Shape: division is towards zero.
// Cost:  O(terms).
std::optional<int64_t> ValueOf(const Amount& amount, const expression::FactRow& row,
                               int64_t failures, NoAmount& why);

}  // namespace waypost::policy

#endif  // WAYPOST_LIB_POLICY_AMOUNT_H_
