// Findings about a policy, as data and as text.
#ifndef WAYPOST_DIAGNOSTIC_H_
#define WAYPOST_DIAGNOSTIC_H_

#include <cstdint>
#include <string>
#include <vector>

#include "waypost/message_language.h"

namespace waypost {

// One finding about a policy file, a scenario or an import mapping.
struct Diagnostic {
  enum class Severity : uint8_t { kError, kWarning };

  Severity severity = Severity::kError;
  std::string code;     // stable for ever: "WP2101"
  std::string message;  // one line, lower case: unknown calendar "workday"

  // Where it stands. Lines and columns are 1-based, columns count code points; line 0: no place.
  std::string file;
  uint32_t line = 0;
  uint32_t column = 0;
  uint32_t end_line = 0;
  uint32_t end_column = 0;

  std::string label;  // beside the caret, may be empty: "not declared"
  std::string help;   // what to do, may be empty: did you mean "workdays"? (a.textproto:17)
  // The text of `line`, so that rendering needs no file: its first 4,096 characters, or if `column`
  // is beyond 2,048, those from 1,024 before it.
  std::string source_line;

  // What is said in Chinese; a part that is empty is printed in English.
  struct Texts {
    std::string message;
    std::string label;
    std::string help;
  };
  Texts chinese;
};

// Renders one finding with its source line and caret; ends with a newline.
//
//   error[WP2101]: unknown calendar "workday"
//     --> action-rpg.textproto:41:55
//      |
//   41 |   target { metric: RESOLUTION within: "7bd" calendar: "workday" }
//      |                                                       ^^^^^^^^^ not declared
//   help: did you mean "workdays"? (action-rpg.textproto:17)
//
// Carets are aligned by display width: Chinese characters are two columns wide, tabs are printed
// as one space, control characters as a replacement sign.
std::string RenderDiagnostic(const Diagnostic& diagnostic,
                             MessageLanguage language = MessageLanguage::kEnglish);

// Findings in order, an empty line between them, and a last line "1 error, 1 warning".
std::string RenderDiagnostics(const std::vector<Diagnostic>& diagnostics,
                              MessageLanguage language = MessageLanguage::kEnglish);

}  // namespace waypost

#endif  // WAYPOST_DIAGNOSTIC_H_
