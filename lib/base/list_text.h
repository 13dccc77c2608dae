#ifndef WAYPOST_LIB_BASE_LIST_TEXT_H_
#define WAYPOST_LIB_BASE_LIST_TEXT_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/types/span.h"

namespace waypost {

// A list of texts as one text: elements with commas between them.
//
//   chess,go                  two elements
//                             none: the empty text is the empty list
//   ""                        one element, the empty text
//   "a,b",c,"say \"hi\""      elements in quotes may hold anything
//
// In quotes, \" and \\ are a quote and a backslash, \n and \t a line feed and a tab, and \x0a the
// byte of two hexadecimal digits. Outside of quotes every character but the comma is itself. An
// element that begins with a quote is in quotes.

// The list as it is written: quotes only where they are needed, control characters as escapes.
std::string ListText(absl::Span<const std::string> list);

// The elements; nullopt if quotes are not closed, are followed by something else than a comma, or
// hold an unknown escape.
//
// Cost: O(text).
std::optional<std::vector<std::string>> ParseListText(std::string_view text);

}  // namespace waypost

#endif  // WAYPOST_LIB_BASE_LIST_TEXT_H_
