#ifndef WAYPOST_LIB_POLICY_DIAGNOSTIC_SINK_H_
#define WAYPOST_LIB_POLICY_DIAGNOSTIC_SINK_H_

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/base/source_span.h"
#include "lib/base/words.h"
#include "lib/policy/source_file.h"
#include "waypost/diagnostic.h"

namespace waypost::policy {

// One problem as the check that found it knows it.
struct Finding {
  std::string_view code;  // a code of diagnostic_codes.h
  SourceSpan span;        // may be unknown
  Words message;
  Words label;
  Words help;

  Finding& Label(Words text) {
    label = std::move(text);
    return *this;
  }
  Finding& Help(Words text) {
    help = std::move(text);
    return *this;
  }
};

// Collects what the readers and checks of one compilation find.
//
//   sink.Report("WP2101", places.Value(stage, kQueue),
//               Say({"unknown queue $0", "未知的队列 $0"}, Quoted(name)))
//       .Label({"not declared", "未声明"})
//       .Help(...);
//
// After `max_findings` the rest is counted and dropped, and the last diagnostic says so; callers
// with costly advice to give ask full() first.
//
// Threads: none; one per compilation.
class DiagnosticSink {
 public:
  static constexpr size_t kDefaultMaxFindings = 1000;

  explicit DiagnosticSink(std::shared_ptr<const SourceFiles> files,
                          size_t max_findings = kDefaultMaxFindings);

  // Adds a finding; the severity is that of the code. The reference is for adding a label and a
  // help at once and is valid until the next call.
  Finding& Report(std::string_view code, SourceSpan span, Words message);

  // Another finding would be dropped.
  bool full() const { return findings_.size() >= max_findings_; }

  // An error was reported, dropped ones included.
  bool has_errors() const { return has_errors_; }
  size_t size() const { return findings_.size(); }

  const SourceFiles& files() const { return *files_; }

  // "routes.textproto:17", for a help that points elsewhere.
  std::string Place(const SourceSpan& span) const { return PlaceText(*files_, span); }

  // The findings as diagnostics: by file (in the order given), line, column, code; those without a
  // place last; equal ones once. One without a help has the advice on its code (code_advice.h).
  std::vector<Diagnostic> Diagnostics() const;

 private:
  Diagnostic ToDiagnostic(const Finding& finding) const;

  std::shared_ptr<const SourceFiles> files_;
  size_t max_findings_;
  std::vector<Finding> findings_;
  Finding dropped_;  // takes what is said about a finding that is not kept
  size_t dropped_count_ = 0;
  bool has_errors_ = false;
};

// Any text as part of a one-line message: at most `max_characters` of it, then "..."; control
// characters and bytes that are no UTF-8 are replaced.
std::string OneLine(std::string_view text, size_t max_characters);
Words OneLineOf(const Words& words, size_t max_characters);

// The user's text in double quotes for a message; OneLine of at most 60 characters.
std::string Quoted(std::string_view text);

}  // namespace waypost::policy

#endif  // WAYPOST_LIB_POLICY_DIAGNOSTIC_SINK_H_
