#ifndef WAYPOST_LIB_POLICY_LOWER_H_
#define WAYPOST_LIB_POLICY_LOWER_H_

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "lib/policy/reader_limits.h"
#include "lib/policy/source_file.h"
#include "lib/policy/tables.h"
#include "lib/policy/zones.h"
#include "waypost/diagnostic.h"
#include "waypost/v1/policy.pb.h"

namespace waypost::policy {

// A file as the caller read it; `name` is what diagnostics call it.
struct NamedText {
  std::string name;
  std::string text;
};

// Gives the contents of a file that a policy names, by its path: beside the policy's own file.
// Errors: any; the message is shown.
using FileReader = absl::FunctionRef<absl::StatusOr<std::string>(const std::string& path)>;

// A policy from text to tables, or everything that is wrong with it.
struct Lowered {
  std::unique_ptr<const Tables> tables;      // null if there is an error
  std::vector<Diagnostic> diagnostics;       // errors and warnings, in the order of files and lines
  std::vector<NamedZone> zones;              // those used, in the order of their first use
  std::shared_ptr<const SourceFiles> files;  // those of the policy, then those that it names
  std::optional<NamedText> model_file;       // the trained model that it names

  bool ok() const { return tables != nullptr; }
};

// The name of the file that a policy built by a program is printed to.
inline constexpr char kMessageFileName[] = "<policy>";

// Lowers a policy written in one or more files.
//
// Shape:   the files are parts of one policy; names resolve across them, and rules keep the order
//          of the files given. A file that begins with '{' is JSON. Files whose names end in
//          ".ics" are no parts but what `holidays { file: }` may name, ".wpm" what `model` may;
//          those that are not given are asked of `reader`.
// Errors:  every problem of every file is a diagnostic; never a crash or a hang, whatever the text.
// Limits:  `limits`; 1,000 facts, 1,000 calendars that make 10,000,000 openings, and 65,534 entries
//          of any other kind.
// Threads: safe to call concurrently with different zone sources.
// Cost:    O(bytes) and the openings of the calendars; suggestions for misspelt names
//          O(names * length^2) each.
Lowered LowerPolicy(const std::vector<NamedText>& files, ZoneSource& zones, FileReader reader,
                    const ReaderLimits& limits = {});

// The same without the trained model that the policy names, which need not exist: for training it.
Lowered LowerPolicyWithoutModel(const std::vector<NamedText>& files, ZoneSource& zones,
                                FileReader reader);

// The same where every file has been given.
Lowered LowerPolicy(const std::vector<NamedText>& files, ZoneSource& zones,
                    const ReaderLimits& limits = {});

// Lowers calendars without the rest of a policy: the files of one, which needs no name here, or one
// file that is a calendar by itself (calendar_file.h). Such a calendar is called after its file if
// it has no id.
//
// Shape: as LowerPolicy, without warnings about the policy as a whole. It cannot be saved.
Lowered LowerCalendarFiles(const std::vector<NamedText>& files, ZoneSource& zones,
                           FileReader reader);

struct Lowering;

// Looks at a policy without errors while its text is at hand, and warns of what it finds.
using Inspection = std::function<void(Lowering&)>;

// As above, with the warnings of `inspect` instead of those about the policy as a whole.
Lowered LowerPolicy(const std::vector<NamedText>& files, ZoneSource& zones,
                    const ReaderLimits& limits, const Inspection& inspect);

// Lowers a policy built by a program. It is printed and read back as file "<policy>", so that
// places exist and saving a policy means saving its texts, however it was made.
Lowered LowerPolicy(const waypost::v1::Policy& policy, ZoneSource& zones);

}  // namespace waypost::policy

#endif  // WAYPOST_LIB_POLICY_LOWER_H_
