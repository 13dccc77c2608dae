#ifndef WAYPOST_LIB_EXPRESSION_LITERAL_H_
#define WAYPOST_LIB_EXPRESSION_LITERAL_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "lib/expression/finding_list.h"

namespace waypost::expression {

// What stands between the quotes of a string literal, decoded into `out`. Escapes are CEL's:
// \a \b \f \n \r \t \v \\ \? \" \' \` \xHH \XHH \uHHHH \UHHHHHHHH and three octal digits; each
// numeric one is a code point. `raw` takes every character as it is.
//
// Errors: reported with their exact place, `offset` being where `body` stands in the text; bytes
//         that are not UTF-8 are one of them.
void DecodeString(std::string_view body, bool raw, uint32_t offset, FindingList& findings,
                  std::string& out);

// "2027-02-06T20:59:00Z", "2027-02-06T20:59:00.250+08:00" (RFC 3339) in milliseconds since the
// epoch; digits beyond milliseconds must be 0. nullopt if it is anything else.
std::optional<int64_t> ParseTimestamp(std::string_view text);

// 0001-01-01T00:00:00Z and 9999-12-31T23:59:59.999Z: the timestamps there are, as in CEL.
inline constexpr int64_t kFirstTimestampMs = -62'135'596'800'000;
inline constexpr int64_t kLastTimestampMs = 253'402'300'799'999;

// The longest duration that CEL has, in either direction: 10,000 years of 365.25 days.
inline constexpr int64_t kLongestDurationMs = 315'576'000'000'000;

// The length of the UTF-8 sequence at the front of `text`, 0 if there is none: overlong forms,
// surrogates and values beyond Unicode are none. `text` is not empty.
size_t Utf8Length(std::string_view text);

// The number of code points of a text; bytes that continue one do not count.
int64_t CodePoints(std::string_view text);

}  // namespace waypost::expression

#endif  // WAYPOST_LIB_EXPRESSION_LITERAL_H_
