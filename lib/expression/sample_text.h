#ifndef WAYPOST_LIB_EXPRESSION_SAMPLE_TEXT_H_
#define WAYPOST_LIB_EXPRESSION_SAMPLE_TEXT_H_

#include <string>
#include <string_view>
#include <vector>

namespace waypost::expression {

// A few short texts in which a pattern is likely to be found.
//
// Shape:   a guess, to be tried: of RE2's syntax literals, classes, groups, alternatives and
//          repetitions are understood, of classes with names only \d \w \s and their opposites.
//          May be empty.
// Cost:    bounded; any text is accepted.
std::vector<std::string> SampleTexts(std::string_view pattern);

}  // namespace waypost::expression

#endif  // WAYPOST_LIB_EXPRESSION_SAMPLE_TEXT_H_
