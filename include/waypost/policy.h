// A compiled policy: what a desk promises, ready to be executed by any number of engines.
#ifndef WAYPOST_POLICY_H_
#define WAYPOST_POLICY_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "waypost/calendar.h"
#include "waypost/diagnostic.h"

namespace waypost {

namespace v1 {
class Policy;
}
class PolicyCompilation;

// Immutable; copies share one body.
//
// Threads: safe to share between threads and engines.
class Policy {
 public:
  // A file that is already in memory: a part of the policy or, if its name ends in ".ics", what
  // its calendars may name as `holidays { file: }`, in ".wpm" a trained model. A text whose first
  // character is '{' is JSON.
  struct Source {
    std::string name;  // for messages
    std::string text;
  };

  // Gives the contents of a file by its path, for those that a policy names. Errors: any; the
  // message is shown.
  using FileReader = absl::FunctionRef<absl::StatusOr<std::string>(const std::string& path)>;

  // Reads and compiles one policy from a file, or from several that make it up together. Holiday
  // files are read from the folder of the file that names them.
  //
  // Errors: everything that is wrong, a file that cannot be read included, is in the result.
  // Cost:   milliseconds; the zone data of the machine is read here and never again.
  static PolicyCompilation CompileFile(const std::string& path);
  static PolicyCompilation CompileFiles(absl::Span<const std::string> paths);

  // As above, without touching the file system.
  static PolicyCompilation CompileText(std::string name, std::string text);
  static PolicyCompilation Compile(std::vector<Source> sources);

  // Asks `reader` for the holiday files and the trained model that are not among the sources, each
  // once: by the name in the policy, after the folder of the source that names it.
  static PolicyCompilation Compile(std::vector<Source> sources, FileReader reader);
  static PolicyCompilation Compile(const v1::Policy& message);

  // The same without the trained model that the policy names, which need not exist yet: what its
  // keywords find is known before there is one (TrainingRow::keywords).
  static PolicyCompilation CompileWithoutModel(std::vector<Source> sources, FileReader reader);

  // Everything needed to compile the same policy on another machine; holiday files, the trained
  // model and zone transitions included.
  std::string Serialize() const;

  // Errors: InvalidArgument if the bytes are damaged or come from a version with other rules.
  static absl::StatusOr<Policy> Deserialize(std::string_view bytes);

  const std::string& name() const;
  const std::string& time_zone() const;

  // The same for policies that decide the same; comments, layout and splitting do not matter.
  uint64_t fingerprint() const;

  // Names of the priorities, the most urgent first.
  std::vector<std::string> priorities() const;

  // A calendar of the policy. Errors: NotFound, with the names there are.
  absl::StatusOr<Calendar> calendar(std::string_view id) const;

  // For the engine and tools of this library.
  struct Body;
  const Body& body() const { return *body_; }

 private:
  friend class PolicyCompilation;
  explicit Policy(std::shared_ptr<const Body> body) : body_(std::move(body)) {}
  std::shared_ptr<const Body> body_;
};

// The outcome of compiling: a policy, or errors; warnings either way.
class PolicyCompilation {
 public:
  PolicyCompilation(std::shared_ptr<const Policy::Body> body, std::vector<Diagnostic> findings)
      : body_(std::move(body)), findings_(std::move(findings)) {}

  // There is a policy. It may still have warnings.
  bool ok() const { return body_ != nullptr; }

  // Requires ok().
  Policy policy() const { return Policy(body_); }

  // In the order of files and lines.
  const std::vector<Diagnostic>& findings() const { return findings_; }

  // The findings as people read them, with source lines and carets; empty if there are none.
  std::string diagnostics(MessageLanguage language = MessageLanguage::kEnglish) const;

 private:
  std::shared_ptr<const Policy::Body> body_;
  std::vector<Diagnostic> findings_;
};

}  // namespace waypost

#endif  // WAYPOST_POLICY_H_
