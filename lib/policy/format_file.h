#ifndef WAYPOST_LIB_POLICY_FORMAT_FILE_H_
#define WAYPOST_LIB_POLICY_FORMAT_FILE_H_

#include <string>
#include <vector>

#include "lib/policy/lower.h"
#include "lib/policy/reader_limits.h"
#include "waypost/diagnostic.h"

namespace waypost::policy {

// What became of a file that was to be laid out.
struct FormattedFile {
  enum class Outcome {
    kFormatted,  // `text` is the canonical layout
    kInvalid,    // the file has errors
    kJson,       // JSON has no layout of ours
    kRefused,    // the layout would mean something else or lose a comment: a defect of ours
  };
  Outcome outcome = Outcome::kInvalid;
  std::string text;                     // of kFormatted
  std::vector<Diagnostic> diagnostics;  // of kInvalid, as `check` has them
};

// Lays out a textproto file: a roster or an import mapping if its comment `# proto-message:` says
// so, or without one its name (*.roster.textproto, *.import.textproto), else a policy or a part of
// one. The layout is read back: it holds the same message and the same comments, and laid out again
// is itself.
//
// Errors: those of the text; whether names are declared elsewhere is not asked.
// Cost:   O(bytes).
FormattedFile FormatFile(const NamedText& file, const ReaderLimits& limits = {});

}  // namespace waypost::policy

#endif  // WAYPOST_LIB_POLICY_FORMAT_FILE_H_
