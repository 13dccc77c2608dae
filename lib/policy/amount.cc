#include "lib/policy/amount.h"

#include <algorithm>
#include <limits>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/base/check.h"
#include "lib/base/words.h"

namespace waypost::policy {
namespace {

using Kind = AmountTerm::Kind;

constexpr size_t kMostTerms = 200;
constexpr int kMostDepth = 30;
constexpr int64_t kLargestNumber = 1'000'000'000'000'000;

bool IsNameByte(char byte) {
  return absl::ascii_isalnum(static_cast<unsigned char>(byte)) || byte == '_';
}

// By recursive descent; the first problem ends it.
class AmountReader {
 public:
  AmountReader(std::string_view text, AmountNames names, Amount& amount)
      : text_(text), names_(names), amount_(amount) {}

  std::optional<AmountProblem> Read() {
    ReadSum();
    SkipSpace();
    if (!problem_ && at_ < text_.size())
      Fail(at_, at_ + 1, {"the formula goes on where it could end", "公式在本可结束之处又继续了"});
    return problem_;
  }

 private:
  void ReadSum() {
    if (++depth_ > kMostDepth) return Fail(at_, at_ + 1, {"brackets are too deep", "括号嵌套过深"});
    ReadProduct();
    while (!problem_) {
      if (Take('+')) {
        ReadProduct();
        Add(Kind::kAdd);
      } else if (Take('-')) {
        ReadProduct();
        Add(Kind::kSubtract);
      } else {
        break;
      }
    }
    --depth_;
  }

  void ReadProduct() {
    ReadFactor();
    while (!problem_) {
      if (Take('*')) {
        ReadFactor();
        Add(Kind::kMultiply);
      } else if (Take('/')) {
        ReadFactor();
        Add(Kind::kDivide);
      } else {
        break;
      }
    }
  }

  void ReadFactor() {
    if (problem_) return;
    SkipSpace();
    if (Take('-')) {
      if (++depth_ > kMostDepth) return Fail(at_ - 1, at_, {"too many signs", "符号过多"});
      ReadFactor();
      --depth_;
      return Add(Kind::kNegate);
    }
    if (Take('(')) {
      ReadSum();
      return Expect(')');
    }
    if (at_ == text_.size())
      return Fail(at_, at_,
                  {"the formula ends where a number is missing", "公式在缺少数字之处结束"});
    if (absl::ascii_isdigit(static_cast<unsigned char>(text_[at_]))) return ReadNumber();
    if (IsNameByte(text_[at_])) return ReadName();
    Fail(at_, at_ + 1,
         {"a number, a name or a bracket is missing here", "这里缺少数字、名称或括号"});
  }

  void ReadNumber() {
    const size_t begin = at_;
    int64_t number = 0;
    for (; at_ < text_.size() && IsNameByte(text_[at_]); ++at_) {
      const bool digit = absl::ascii_isdigit(static_cast<unsigned char>(text_[at_]));
      if (!digit)
        return Fail(begin, at_ + 1,
                    {"numbers are whole, without a unit", "数字须为整数，不带单位"});
      number = number * 10 + (text_[at_] - '0');
      if (number > kLargestNumber)
        return Fail(begin, at_ + 1, {"the number is larger than 10^15", "该数字大于 10^15"});
    }
    Add(Kind::kNumber, number);
  }

  void ReadName() {
    const size_t begin = at_;
    while (at_ < text_.size() && IsNameByte(text_[at_])) ++at_;
    const std::string_view name = text_.substr(begin, at_ - begin);
    if (name == "min" || name == "max") return ReadPair(name == "min" ? Kind::kMin : Kind::kMax);
    AmountTerm term;
    Words wrong = names_(name, term);
    if (!wrong.empty()) return Fail(begin, at_, std::move(wrong));
    Add(term.kind, term.value);
  }

  void ReadPair(Kind kind) {
    Expect('(');
    if (!problem_) ReadSum();
    Expect(',');
    if (!problem_) ReadSum();
    Expect(')');
    Add(kind);
  }

  void SkipSpace() {
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
  }

  bool Take(char wanted) {
    SkipSpace();
    if (problem_ || at_ == text_.size() || text_[at_] != wanted) return false;
    ++at_;
    return true;
  }

  void Expect(char wanted) {
    if (problem_ || Take(wanted)) return;
    Fail(at_, std::min(at_ + 1, text_.size()),
         Say({"\"$0\" is missing here", "这里缺少 \"$0\""}, std::string(1, wanted)));
  }

  void Add(Kind kind, int64_t value = 0) {
    if (problem_) return;
    if (amount_.size() == kMostTerms)
      return Fail(0, text_.size(), {"the formula has more than 200 terms", "公式超过 200 项"});
    amount_.push_back({kind, value});
  }

  void Fail(size_t begin, size_t end, Words message) {
    if (!problem_) problem_ = AmountProblem{begin, end, std::move(message)};
  }

  std::string_view text_;
  AmountNames names_;
  Amount& amount_;
  size_t at_ = 0;
  int depth_ = 0;
  std::optional<AmountProblem> problem_;
};

// False if 64 bits do not hold the result. The divisor is not 0.
bool Combine(Kind kind, int64_t left, int64_t right, int64_t& result) {
  switch (kind) {
    case Kind::kAdd:
      return !__builtin_add_overflow(left, right, &result);
    case Kind::kSubtract:
      return !__builtin_sub_overflow(left, right, &result);
    case Kind::kMultiply:
      return !__builtin_mul_overflow(left, right, &result);
    case Kind::kDivide:
      if (left == std::numeric_limits<int64_t>::min() && right == -1) return false;
      result = left / right;
      return true;
    case Kind::kMin:
      result = std::min(left, right);
      return true;
    default:
      result = std::max(left, right);
      return true;
  }
}

bool IsPresent(const expression::FactRow& row, size_t fact) {
  return (row.present[fact / 64] >> (fact % 64) & 1) != 0;
}

}  // namespace

std::optional<AmountProblem> ReadAmount(std::string_view text, AmountNames names, Amount& amount) {
  return AmountReader(text, names, amount).Read();
}

std::optional<int64_t> ValueOf(const Amount& amount, const expression::FactRow& row,
                               int64_t failures, NoAmount& why) {
  std::vector<int64_t> stack;
  const auto none = [&why](NoAmount reason) {
    why = reason;
    return std::nullopt;
  };
  for (const AmountTerm& term : amount) {
    switch (term.kind) {
      case Kind::kNumber:
        stack.push_back(term.value);
        continue;
      case Kind::kFailures:
        stack.push_back(failures);
        continue;
      case Kind::kFact: {
        const auto fact = static_cast<size_t>(term.value);
        if (!IsPresent(row, fact)) return none(NoAmount::kFactWithoutValue);
        stack.push_back(row.values[fact]);
        continue;
      }
      case Kind::kNegate:
        if (__builtin_sub_overflow(int64_t{0}, stack.back(), &stack.back())) {
          return none(NoAmount::kTooLarge);
        }
        continue;
      default:
        break;
    }
    const int64_t right = stack.back();
    stack.pop_back();
    if (term.kind == Kind::kDivide && right == 0) return none(NoAmount::kDivisionByZero);
    int64_t result = 0;
    if (!Combine(term.kind, stack.back(), right, result)) return none(NoAmount::kTooLarge);
    stack.back() = result;
  }
  WP_CHECK(stack.size() == 1, "a formula that was read leaves one value");
  return stack.back();
}

}  // namespace waypost::policy
