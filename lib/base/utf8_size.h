#ifndef WAYPOST_LIB_BASE_UTF8_SIZE_H_
#define WAYPOST_LIB_BASE_UTF8_SIZE_H_

#include <cstddef>
#include <string_view>

namespace waypost {

// The character that stands for bytes that are no UTF-8: U+FFFD.
inline constexpr std::string_view kReplacementCharacter = "\xef\xbf\xbd";

// The bytes of the well-formed UTF-8 character at `at`, which lies within the text; 0 if there is
// none: a stray or missing byte, an overlong form, a surrogate, a number beyond U+10FFFF.
size_t Utf8Size(std::string_view text, size_t at);

}  // namespace waypost

#endif  // WAYPOST_LIB_BASE_UTF8_SIZE_H_
