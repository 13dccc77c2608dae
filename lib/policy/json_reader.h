#ifndef WAYPOST_LIB_POLICY_JSON_READER_H_
#define WAYPOST_LIB_POLICY_JSON_READER_H_

#include "google/protobuf/message.h"
#include "lib/policy/diagnostic_sink.h"
#include "lib/policy/reader_limits.h"

namespace waypost::policy {

// Reads one JSON file (the first of the sink's files) in the proto3 mapping into `message`, which
// is cleared first.
//
// The text must be JSON as RFC 8259 says it; what protobuf's own parser lets pass (trailing commas,
// single quotes, names without quotes, text after the end, keys written twice) is reported with its
// place. What the mapping then refuses, such as an unknown field, carries no line: whoever writes
// by hand writes textproto.
//
// Errors:  to `sink`; the message is left empty.
// Limits:  `limits`, as for textproto; every value is a node.
void ReadJson(google::protobuf::Message* message, DiagnosticSink* sink,
              const ReaderLimits& limits = {});

}  // namespace waypost::policy

#endif  // WAYPOST_LIB_POLICY_JSON_READER_H_
