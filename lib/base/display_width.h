#ifndef WAYPOST_LIB_BASE_DISPLAY_WIDTH_H_
#define WAYPOST_LIB_BASE_DISPLAY_WIDTH_H_

#include <cstddef>
#include <string_view>

namespace waypost {

// The columns a text takes on a terminal: Chinese characters are two wide, combining marks none. A
// control character and a byte that is no UTF-8 count as one.
//
// Cost: O(bytes).
size_t DisplayWidth(std::string_view text);

}  // namespace waypost

#endif  // WAYPOST_LIB_BASE_DISPLAY_WIDTH_H_
