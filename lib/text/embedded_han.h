#ifndef WAYPOST_LIB_TEXT_EMBEDDED_HAN_H_
#define WAYPOST_LIB_TEXT_EMBEDDED_HAN_H_

#include <string_view>

namespace waypost::text {

// data/han/simplified.txt; the build makes a source file of it.
extern const std::string_view kEmbeddedHan;

}  // namespace waypost::text

#endif  // WAYPOST_LIB_TEXT_EMBEDDED_HAN_H_
