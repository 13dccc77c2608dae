#include "lib/base/display_width.h"

#include <algorithm>

#include "utf8proc.h"

namespace waypost {

size_t DisplayWidth(std::string_view text) {
  size_t width = 0;
  for (size_t at = 0; at < text.size();) {
    utf8proc_int32_t code_point = 0;
    const utf8proc_ssize_t length = utf8proc_iterate(
        reinterpret_cast<const utf8proc_uint8_t*>(text.data()) + at,
        static_cast<utf8proc_ssize_t>(std::min<size_t>(text.size() - at, 4)), &code_point);
    const bool one_column = length <= 0 || code_point < 0x20 || code_point == 0x7f;
    width += one_column ? 1 : static_cast<size_t>(std::max(utf8proc_charwidth(code_point), 0));
    at += static_cast<size_t>(std::max<utf8proc_ssize_t>(length, 1));
  }
  return width;
}

}  // namespace waypost
