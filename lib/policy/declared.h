#ifndef WAYPOST_LIB_POLICY_DECLARED_H_
#define WAYPOST_LIB_POLICY_DECLARED_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "lib/base/source_span.h"
#include "lib/base/words.h"
#include "lib/policy/diagnostic_sink.h"

namespace waypost::policy {

// The names of one kind that a policy declares, and what is said about using them wrongly.
class Declared {
 public:
  // `kind` as messages call one: "queue".
  explicit Declared(Words kind) : kind_(std::move(kind)) {}

  // Declares a name for entry `index` of its section. A name that is taken already is reported
  // (WP2102) and keeps its first meaning; an empty one was reported as missing and is skipped.
  void Add(std::string_view name, const SourceSpan& span, size_t index, DiagnosticSink& sink);

  std::optional<uint32_t> Find(std::string_view name) const;

  // The index of `name`, which is written at `span`; a name that nobody declared is reported
  // (WP2101) with the nearest one there is.
  std::optional<uint32_t> Resolve(std::string_view name, const SourceSpan& span,
                                  DiagnosticSink& sink) const;

  // What may be meant by a name that nobody declared: the nearest one and where it stands, or if
  // there are few, all of them.
  Words Advice(std::string_view typed, const DiagnosticSink& sink) const;

  bool empty() const { return entries_.empty(); }

  // In the order of declaration, each once.
  std::vector<std::string> Names() const;

 private:
  struct Entry {
    std::string name;
    SourceSpan span;
    uint32_t index;
  };

  const Entry* Nearest(std::string_view typed) const;

  Words kind_;
  std::vector<Entry> entries_;
  absl::flat_hash_map<std::string, uint32_t> by_name_;  // -> index into entries_
};

}  // namespace waypost::policy

#endif  // WAYPOST_LIB_POLICY_DECLARED_H_
