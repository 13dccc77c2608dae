#ifndef WAYPOST_LIB_BASE_SOURCE_SPAN_H_
#define WAYPOST_LIB_BASE_SOURCE_SPAN_H_

#include <cstdint>

namespace waypost {

// A half-open range of characters in one of the files a policy was read from.
//
// Lines and columns are 1-based; columns count Unicode code points, a tab counting as one.
// `line == 0` means "no place": the thing was not written by anybody (a default, a built-in).
struct SourceSpan {
  uint32_t file = 0;  // index into the list of files of the compilation
  uint32_t line = 0;
  uint32_t column = 0;
  uint32_t end_line = 0;
  uint32_t end_column = 0;  // one past the last code point

  bool known() const { return line != 0; }
};

inline bool operator==(const SourceSpan& a, const SourceSpan& b) {
  return a.file == b.file && a.line == b.line && a.column == b.column && a.end_line == b.end_line &&
         a.end_column == b.end_column;
}

}  // namespace waypost

#endif  // WAYPOST_LIB_BASE_SOURCE_SPAN_H_
