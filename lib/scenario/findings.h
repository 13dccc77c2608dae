#ifndef WAYPOST_LIB_SCENARIO_FINDINGS_H_
#define WAYPOST_LIB_SCENARIO_FINDINGS_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "absl/types/span.h"
#include "lib/base/words.h"
#include "lib/policy/diagnostic_codes.h"
#include "lib/policy/source_file.h"
#include "waypost/diagnostic.h"

namespace waypost::scenario {

// A range of bytes of a scenario file.
struct Range {
  size_t begin = 0;
  size_t end = 0;
};

// One finding, to which more may be said.
struct Finding {
  Diagnostic diagnostic;

  Finding& Label(const Words& text);
  Finding& Help(const Words& text);
};

// What is wrong with a scenario, collected so that everything is reported at once.
//
// Threads: none; one per scenario.
class Findings {
 public:
  // Further ones are dropped, and the last finding says so.
  static constexpr size_t kMost = 200;

  // `file` must outlive the findings.
  explicit Findings(const policy::SourceFile& file) : file_(file) {}

  // Adds an error; `code` is one of Codes(). The reference is for adding a label and a help at
  // once and is valid until the next call.
  Finding& Add(std::string_view code, Range place, const Words& message);

  // An error about the file as a whole.
  Finding& AddWithoutPlace(std::string_view code, const Words& message);

  bool empty() const { return findings_.empty(); }

  // In the order of lines.
  std::vector<Diagnostic> Take() &&;

 private:
  const policy::SourceFile& file_;
  std::vector<Finding> findings_;
  size_t dropped_ = 0;
  Finding spare_;  // takes what is said about a finding that is not kept
};

// The codes of scenarios, WP9001 to WP9999, rising; for `waypost explain`.
absl::Span<const policy::CodeInfo> Codes();

// "did you mean "xyz"?" if one of `candidates` is near; else "" or, if there are few, all of them.
Words Suggestion(std::string_view typed, absl::Span<const std::string_view> candidates);

}  // namespace waypost::scenario

#endif  // WAYPOST_LIB_SCENARIO_FINDINGS_H_
