#ifndef WAYPOST_LIB_EXPRESSION_CONDITION_H_
#define WAYPOST_LIB_EXPRESSION_CONDITION_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/types/span.h"
#include "lib/expression/environment.h"
#include "lib/expression/finding.h"

namespace re2 {
class RE2;
}

namespace waypost::expression {

class PatternTable;

// What a term of a checked condition computes from its operands.
enum class Op : uint8_t {
  kConstant,    // bool, int, duration, timestamp in `value`; a string in strings[value]
  kFact,        // the value of fact `value`
  kHas,         // whether fact `value` is present
  kNot,         // bool
  kAnd,         // two or more bools; false absorbs an error
  kOr,          // two or more bools; true absorbs an error
  kEqual,       // two operands of one type, no lists
  kNotEqual,    //
  kLess,        // two operands of one type: int, string, duration, timestamp
  kLessEqual,   //
  kIn,          // the first operand equals one of the others, which are constants
  kInList,      // the first operand, a string, is in the second, a list fact
  kAdd,         // int, duration, timestamp; overflow is an error
  kSubtract,    //
  kMultiply,    // int
  kDivide,      // int, towards zero
  kModulo,      // int, sign of the dividend
  kNegate,      // int, duration
  kSize,        // code points of a string, elements of a list
  kStartsWith,  // two strings
  kEndsWith,    //
  kContains,    //
  kMatches,     // a string, and a constant: patterns[value] is found anywhere in the string
  // A bool, and two operands of one type, no lists: the first if it holds, the second if not. An
  // error of the bool is the whole's, one of the operand that is not taken is nobody's.
  kConditional,
  kJoin,      // two strings, one after the other; beyond kMaxJoinedBytes an error
  kTimePart,  // a timestamp or a duration; TimePartCode `value`
  kElement,   // an element of the operand, a list fact; `value` loops are around that one's
  kExists,    // a list fact, and a bool that holds for one of its elements; `value` as above
  kAll,       // the same, for every one of its elements
};

// Bounds of evaluation. A list in a row has at most kMaxListElements; a condition looks at its
// terms at most kMaxConditionSteps times, counting lists as that long, so loops nest no deeper than
// kMaxLoops.
inline constexpr size_t kMaxListElements = 256;
inline constexpr uint64_t kMaxConditionSteps = uint64_t{1} << 20;
inline constexpr uint32_t kMaxLoops = 2;

// The longest string that `+` makes.
inline constexpr size_t kMaxJoinedBytes = 16 * 1024;

// One node of a checked condition. `>` and `>=` are written with the operands exchanged; constants
// are folded; names of ranks and constants are replaced by their numbers.
struct Term {
  Op op = Op::kConstant;
  Type type = Type::kBool;
  uint32_t begin = 0;  // bytes [begin, end) of the condition's text
  uint32_t end = 0;
  uint32_t first_operand = 0;  // operands[first_operand, first_operand + operand_count)
  uint32_t operand_count = 0;
  int64_t value = 0;
};

// A condition that is well-formed, well-typed and reads optional facts only where they are present.
// Plain data; operands precede the terms that use them.
struct Condition {
  std::string text;  // as written
  std::vector<Term> terms;
  std::vector<uint32_t> operands;
  std::vector<std::string> strings;
  std::vector<std::shared_ptr<const re2::RE2>> patterns;
  uint32_t root = 0;  // a bool

  // A condition of no terms holds for every ticket; nothing, or white space, was written.
  bool always() const { return terms.empty(); }

  absl::Span<const uint32_t> OperandsOf(const Term& term) const {
    return absl::MakeConstSpan(operands).subspan(term.first_operand, term.operand_count);
  }
};

// Reads, checks and lowers one condition.
//
// Shape:   every finding is appended to `findings` in the order of the text, warnings included.
// Errors:  nullopt if there is at least one error. That the table of patterns is full is found in
//          the first condition to meet it; others with new patterns are nullopt in silence.
// Cost:    O(length) plus O(length * names) for suggestions and what its new patterns take; bounded
//          by the limits of parser.h and pattern.h.
std::optional<Condition> CompileCondition(std::string_view text, const Environment& environment,
                                          PatternTable& patterns, std::vector<Finding>* findings);

// With patterns of its own.
std::optional<Condition> CompileCondition(std::string_view text, const Environment& environment,
                                          std::vector<Finding>* findings);

}  // namespace waypost::expression

#endif  // WAYPOST_LIB_EXPRESSION_CONDITION_H_
