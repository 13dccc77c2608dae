#ifndef WAYPOST_LIB_POLICY_TOKEN_CHECKS_H_
#define WAYPOST_LIB_POLICY_TOKEN_CHECKS_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/words.h"
#include "lib/policy/diagnostic_sink.h"
#include "lib/policy/source_file.h"
#include "lib/policy/token_tree.h"

namespace waypost::policy {

// What can be wrong below the grammar: bytes, characters, strings and numbers. Each function
// reports to the sink and lets the token stand, so that the grammar sees no further error.
class TokenChecks {
 public:
  // `file` and `sink` must outlive the checks.
  TokenChecks(const SourceFile& file, uint32_t file_index, DiagnosticSink* sink);

  // Bytes that are no UTF-8, and NULs, anywhere in the file; the first of each kind is reported:
  // a file in another encoding is one mistake.
  void CheckOddBytes();

  // Control characters between two tokens.
  void CheckGap(size_t begin, size_t end);

  // A string or number. A malformed number becomes a kBroken token that takes in what was glued to
  // it: `5m`, `09:00-18:00`, `50%`.
  void CheckToken(Token* token);

  // The text that begins at `begin` with a character that is not ASCII. Appends the token that a
  // writer most likely meant: full-width punctuation stands for its ASCII partner; a word, and text
  // between typographic quotes, is one kBroken token, a word together with a token it is glued to.
  void ReadForeign(size_t begin, std::vector<Token>* tokens);

 private:
  Finding& Report(std::string_view code, size_t begin, size_t end, Words message);
  void CheckString(const Token& token);
  void CheckNumber(Token* token);
  void ReadForeignWord(size_t begin, std::vector<Token>* tokens);
  void ReadTypographicQuotes(size_t begin, size_t size, std::vector<Token>* tokens);

  const SourceFile& file_;
  std::string_view text_;
  uint32_t index_;
  DiagnosticSink* sink_;
};

}  // namespace waypost::policy

#endif  // WAYPOST_LIB_POLICY_TOKEN_CHECKS_H_
