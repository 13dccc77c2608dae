#ifndef WAYPOST_LIB_POLICY_TEXT_READER_H_
#define WAYPOST_LIB_POLICY_TEXT_READER_H_

#include <memory>

#include "google/protobuf/message.h"
#include "lib/policy/diagnostic_sink.h"
#include "lib/policy/reader_limits.h"
#include "lib/policy/source_file.h"
#include "lib/policy/source_map.h"

namespace waypost::policy {

// Reads textproto and JSON files into one message of any type; a file that begins with a brace is
// JSON, in the proto3 mapping.
//
// Shape:   the files are parts of one message: repeated fields are concatenated in the order of
//          the files; a singular field set twice, in one file or two, is an error that names both
//          places. `message` should be empty; what is there already stays.
// Result:  the message, as google::protobuf::TextFormat or JsonStringToMessage fills it from every
//          text that is valid for both, and where each part of it was written. The reader is
//          stricter than TextFormat in four things: reserved names, extensions and Any, unknown
//          enum numbers and strings that are no UTF-8 are errors. Of JSON it takes what RFC 8259
//          and the mapping allow and no more: a field once in an object, in either spelling; lists
//          in brackets; unknown enum numbers, and fields that are maps, bytes or of protobuf's own
//          messages, are errors.
// Errors:  every problem of every file is reported to `sink` (sink->has_errors()); the message
//          then holds what could be understood, so that later checks may go on and find more. A
//          misspelt field is read as the one it is nearest to.
// Limits:  `limits`; beyond them a finding, never a crash or a hang.
// Threads: safe to call concurrently on different messages and sinks.
// Cost:    O(bytes).
SourceMap ReadText(const std::shared_ptr<const SourceFiles>& files,
                   google::protobuf::Message* message, DiagnosticSink* sink,
                   const ReaderLimits& limits = {});

}  // namespace waypost::policy

#endif  // WAYPOST_LIB_POLICY_TEXT_READER_H_
