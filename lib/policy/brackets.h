#ifndef WAYPOST_LIB_POLICY_BRACKETS_H_
#define WAYPOST_LIB_POLICY_BRACKETS_H_

#include <cstdint>
#include <vector>

#include "lib/policy/token_tree.h"

namespace waypost::policy {

// Which brackets of a file belong together, found before its grammar is looked at.
struct Brackets {
  static constexpr uint32_t kNone = UINT32_MAX;

  // By token: the index of the closing partner of an opening bracket, or kNone.
  std::vector<uint32_t> closer;

  // How many "{" and "<" have no partner.
  uint32_t unclosed = 0;
};

bool IsOpening(char symbol);
bool IsClosing(char symbol);

// The closing partner of an opening bracket.
char ClosingOf(char opening);

// Braces and angle brackets count as one kind here (that they differ is the parser's to say); a
// "[" left open ends with the message around it. Cost: O(tokens).
Brackets MatchBrackets(const std::vector<Token>& tokens);

}  // namespace waypost::policy

#endif  // WAYPOST_LIB_POLICY_BRACKETS_H_
