#ifndef WAYPOST_LIB_REPLAY_MAPPING_H_
#define WAYPOST_LIB_REPLAY_MAPPING_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "lib/calendar/zone.h"
#include "lib/policy/lower.h"
#include "lib/policy/source_map.h"
#include "lib/policy/zones.h"
#include "lib/replay/time_layout.h"
#include "waypost/diagnostic.h"
#include "waypost/v1/import.pb.h"

namespace waypost::replay {

// A checked mapping file: what the columns of a log mean.
//
// Threads: immutable; safe to share.
class Mapping {
 public:
  // Errors: everything that is wrong with the file is appended to `diagnostics`, and nothing is
  //         returned: what the reader of textproto finds, a time layout or zone that does not
  //         exist, a state that no log can tell, a value or fact given twice.
  static std::optional<Mapping> Load(const policy::NamedText& file, policy::ZoneSource& zones,
                                     std::vector<Diagnostic>* diagnostics);

  const v1::ImportMapping& message() const { return body_->message; }

  // UTC milliseconds of a time as the log writes it; nothing if it cannot be read.
  std::optional<int64_t> ReadTime(std::string_view text) const;

  // The text is one of the spellings of "no value".
  bool IsMissing(std::string_view text) const;

  // The state that a value of the state column means; nothing if the mapping does not say.
  std::optional<v1::TicketState> StateOf(std::string_view value) const;

  // The value that a fact's column means: rewritten, or as it is; nothing if it is to be left out.
  std::optional<std::string_view> ValueOf(size_t fact, std::string_view value) const;

 private:
  friend class ColumnBinder;
  // At one address for its whole life: places are found by it.
  struct Body {
    v1::ImportMapping message;
    std::shared_ptr<const policy::SourceFiles> files;
    policy::SourceMap places;
    TimeLayout layout;
    calendar::Zone zone;
    absl::flat_hash_map<std::string, v1::TicketState> states;
    std::vector<absl::flat_hash_map<std::string, std::string>> values;  // per fact
  };

  explicit Mapping(std::shared_ptr<const Body> body) : body_(std::move(body)) {}

  std::shared_ptr<const Body> body_;
};

// Where the mapping's columns stand in a log.
struct Columns {
  static constexpr size_t kNone = SIZE_MAX;

  size_t count = 0;  // of the log
  size_t ticket_id = kNone;
  size_t updated_at = kNone;
  size_t opened_at = kNone;
  size_t solved_at = kNone;
  size_t closed_at = kNone;
  size_t status = kNone;
  size_t agent = kNone;
  size_t flag = kNone;
  size_t group = kNone;
  std::vector<size_t> facts;   // as in the mapping
  std::vector<size_t> reject;  // as in the mapping
  std::vector<size_t> keep;    // as in the mapping
};

// Finds the mapping's columns in the first row of a log, or among the names in its objects.
//
// Errors: a column that the log does not have is a diagnostic at its place in the mapping, with
//         the column that may have been meant; nothing is returned then.
std::optional<Columns> BindColumns(const Mapping& mapping,
                                   const std::vector<std::string_view>& header,
                                   std::vector<Diagnostic>* diagnostics);

}  // namespace waypost::replay

#endif  // WAYPOST_LIB_REPLAY_MAPPING_H_
