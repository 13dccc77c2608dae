#ifndef WAYPOST_LIB_BASE_NUMBERS_H_
#define WAYPOST_LIB_BASE_NUMBERS_H_

#include <cstdint>
#include <string>
#include <vector>

namespace waypost {

// "1,234,567".
std::string CountText(uint64_t count);

// part / whole with one decimal, rounded half up: "85.8 %"; "-" where the whole is 0.
std::string PercentText(uint64_t part, uint64_t whole);

// A length of time for people: its two largest units, the rest dropped: "3d 4h", "15m", "0s".
// A day is 24 hours. Below a second: "250ms".
std::string SpanText(int64_t ms);

// The smallest value that at least `percent` of the values do not exceed (nearest rank). `sorted`
// is rising and not empty; `percent` 1 to 100.
int64_t Percentile(const std::vector<int64_t>& sorted, uint32_t percent);

}  // namespace waypost

#endif  // WAYPOST_LIB_BASE_NUMBERS_H_
