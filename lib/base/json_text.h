#ifndef WAYPOST_LIB_BASE_JSON_TEXT_H_
#define WAYPOST_LIB_BASE_JSON_TEXT_H_

#include <string>
#include <string_view>

namespace waypost {

// A text as JSON writes it, with its quotes: "a \"b\"\n". Bytes from 0x20 on stay as they are, so
// what is UTF-8 stays UTF-8; bytes that are none become U+FFFD.
std::string JsonText(std::string_view text);

}  // namespace waypost

#endif  // WAYPOST_LIB_BASE_JSON_TEXT_H_
