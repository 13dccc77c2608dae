#ifndef WAYPOST_TESTS_PROPERTY_EXPRESSION_IN_ORDER_H_
#define WAYPOST_TESTS_PROPERTY_EXPRESSION_IN_ORDER_H_

#include <initializer_list>
#include <string>

namespace waypost {

// Joins texts that are drawn at random. The elements of a list in braces are evaluated from left to
// right; in which order operands of + and arguments are, and so what they draw, is up to the
// compiler.
inline std::string InOrder(std::initializer_list<std::string> parts) {
  std::string text;
  for (const std::string& part : parts) text += part;
  return text;
}

}  // namespace waypost

#endif  // WAYPOST_TESTS_PROPERTY_EXPRESSION_IN_ORDER_H_
