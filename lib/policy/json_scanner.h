#ifndef WAYPOST_LIB_POLICY_JSON_SCANNER_H_
#define WAYPOST_LIB_POLICY_JSON_SCANNER_H_

#include "lib/policy/diagnostic_sink.h"
#include "lib/policy/reader_limits.h"
#include "lib/policy/source_file.h"

namespace waypost::policy {

// Checks that a file is one JSON value as RFC 8259 says it, and that no object holds a key twice
// (compared after their escapes). Reports the first thing that is no JSON and every such key.
//
// Limits: objects and arrays nested deeper than max_depth, more values than max_nodes.
// Cost:   O(bytes).
void CheckJson(const SourceFile& file, const ReaderLimits& limits, DiagnosticSink* sink);

}  // namespace waypost::policy

#endif  // WAYPOST_LIB_POLICY_JSON_SCANNER_H_
