#include "lib/policy/json_number.h"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace waypost::policy {
namespace {

// No field has room for so many digits.
constexpr int64_t kMostDigits = 40;

// Takes the digits at the beginning of `*text`.
std::string_view TakeDigits(std::string_view* text) {
  const size_t end = std::min(text->find_first_not_of("0123456789"), text->size());
  const std::string_view digits = text->substr(0, end);
  text->remove_prefix(end);
  return digits;
}

bool Take(std::string_view* text, std::string_view any_of) {
  if (text->empty() || any_of.find(text->front()) == std::string_view::npos) return false;
  text->remove_prefix(1);
  return true;
}

// The exponent, or a number beyond every length of text where it is larger.
int64_t ValueOf(std::string_view digits) {
  constexpr int64_t kBeyond = int64_t{1} << 40;
  int64_t value = 0;
  for (const char digit : digits) value = std::min(value * 10 + (digit - '0'), kBeyond);
  return value;
}

}  // namespace

std::optional<WholeNumber> ReadWholeNumber(std::string_view text) {
  WholeNumber number;
  number.negative = Take(&text, "-");
  const std::string_view whole = TakeDigits(&text);
  if (whole.empty() || (whole[0] == '0' && whole.size() > 1)) return std::nullopt;
  std::string_view fraction;
  if (Take(&text, ".")) {
    fraction = TakeDigits(&text);
    if (fraction.empty()) return std::nullopt;
  }
  int64_t exponent = 0;
  if (Take(&text, "eE")) {
    const bool down = !text.empty() && text.front() == '-';
    Take(&text, "+-");
    const std::string_view digits = TakeDigits(&text);
    if (digits.empty()) return std::nullopt;
    exponent = down ? -ValueOf(digits) : ValueOf(digits);
  }
  if (!text.empty()) return std::nullopt;

  std::string digits = std::string(whole) + std::string(fraction);
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
  if (digits.empty()) {
    number.digits = "0";
    return number;
  }
  // By how many places the digits stand left of the point; zeros may go, nothing else.
  int64_t shift = exponent - static_cast<int64_t>(fraction.size());
  for (; shift < 0 && digits.back() == '0'; ++shift) digits.pop_back();
  if (shift < 0) return std::nullopt;
  digits.append(static_cast<size_t>(std::min(shift, kMostDigits)), '0');
  number.digits = std::move(digits);
  return number;
}

}  // namespace waypost::policy
