#ifndef WAYPOST_LIB_POLICY_JSON_NUMBER_H_
#define WAYPOST_LIB_POLICY_JSON_NUMBER_H_

#include <optional>
#include <string>
#include <string_view>

namespace waypost::policy {

// A whole number as JSON may write it: 150, 150.0, 1.5e2.
struct WholeNumber {
  bool negative = false;
  std::string digits;  // decimal, without leading zeros; of a number too large for any field, some
                       // that are too large as well
};

// Nothing if `text` is no number of JSON or has a fraction. Cost: O(text), no floating point.
std::optional<WholeNumber> ReadWholeNumber(std::string_view text);

}  // namespace waypost::policy

#endif  // WAYPOST_LIB_POLICY_JSON_NUMBER_H_
