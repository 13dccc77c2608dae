#ifndef WAYPOST_LIB_EXPRESSION_PATTERN_H_
#define WAYPOST_LIB_EXPRESSION_PATTERN_H_

#include <memory>
#include <string>
#include <string_view>

namespace re2 {
class RE2;
}

namespace waypost::expression {

// The compiled pattern of matches(), or nullptr with the reason in `error`: malformed, or so large
// that it would not fit in a mebibyte.
//
// Cost: matching is linear in the text, whatever the pattern.
std::shared_ptr<const re2::RE2> CompilePattern(std::string_view pattern, std::string* error);

// Whether the pattern is found anywhere in the text.
bool Matches(std::string_view text, const re2::RE2& pattern);

}  // namespace waypost::expression

#endif  // WAYPOST_LIB_EXPRESSION_PATTERN_H_
