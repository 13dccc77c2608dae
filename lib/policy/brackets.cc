#include "lib/policy/brackets.h"

#include <algorithm>

namespace waypost::policy {

bool IsOpening(char symbol) { return symbol == '{' || symbol == '<' || symbol == '['; }
bool IsClosing(char symbol) { return symbol == '}' || symbol == '>' || symbol == ']'; }

char ClosingOf(char opening) {
  if (opening == '[') return ']';
  return opening == '{' ? '}' : '>';
}

Brackets MatchBrackets(const std::vector<Token>& tokens) {
  Brackets brackets;
  brackets.closer.assign(tokens.size(), Brackets::kNone);
  std::vector<uint32_t> open;
  const auto top_is_list = [&] { return !open.empty() && tokens[open.back()].symbol == '['; };
  for (uint32_t i = 0; i < tokens.size(); ++i) {
    const char symbol = tokens[i].symbol;
    if (IsOpening(symbol)) open.push_back(i);
    if (!IsClosing(symbol)) continue;
    while (symbol != ']' && top_is_list()) open.pop_back();
    if (open.empty() || (symbol == ']' && !top_is_list())) continue;
    brackets.closer[open.back()] = i;
    open.pop_back();
  }
  brackets.unclosed = static_cast<uint32_t>(
      std::count_if(open.begin(), open.end(), [&](uint32_t i) { return tokens[i].symbol != '['; }));
  return brackets;
}

}  // namespace waypost::policy
