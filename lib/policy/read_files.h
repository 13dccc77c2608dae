#ifndef WAYPOST_LIB_POLICY_READ_FILES_H_
#define WAYPOST_LIB_POLICY_READ_FILES_H_

#include <memory>
#include <optional>
#include <vector>

#include "google/protobuf/message.h"
#include "lib/policy/diagnostic_sink.h"
#include "lib/policy/lower.h"
#include "lib/policy/reader_limits.h"
#include "lib/policy/source_file.h"
#include "lib/policy/source_map.h"

namespace waypost::policy {

std::shared_ptr<SourceFiles> ToSourceFiles(const std::vector<NamedText>& texts);

// Reads textproto and JSON files into an empty message.
//
// Errors: to `sink`. Nothing is returned if so much is amiss that checking what was read could
//         only mislead: a limit that cut the text short, too many problems.
std::optional<SourceMap> ReadFiles(const std::shared_ptr<const SourceFiles>& files,
                                   google::protobuf::Message* message, DiagnosticSink* sink,
                                   const ReaderLimits& limits);

}  // namespace waypost::policy

#endif  // WAYPOST_LIB_POLICY_READ_FILES_H_
