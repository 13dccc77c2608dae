// The two checks that the contract's own annotations ask for, for any message.
#ifndef WAYPOST_LIB_POLICY_PLANNED_H_
#define WAYPOST_LIB_POLICY_PLANNED_H_

#include <string_view>

#include "google/protobuf/message.h"
#include "lib/policy/diagnostic_sink.h"
#include "lib/policy/source_map.h"

namespace waypost::policy {

// Reports what is set although its field or enum value is marked `planned` (WP2001): once for the
// outermost such field, whatever is inside it.
void ReportPlanned(const google::protobuf::Message& message, const SourceMap& places,
                   DiagnosticSink& sink);

// Reports fields marked `required` that are absent, empty, or the enum value of number 0 (WP2002),
// in every message but those inside planned fields. Where the reader found errors, nothing is said
// to be missing: it may stand there, misspelt. Call it right after reading.
void ReportMissing(const google::protobuf::Message& message, const SourceMap& places,
                   DiagnosticSink& sink);

// `"age" is part of the contract, but this version does not execute it`, for what is refused
// elsewhere.
Finding& ReportPlannedName(std::string_view name, const SourceSpan& span, DiagnosticSink& sink);

}  // namespace waypost::policy

#endif  // WAYPOST_LIB_POLICY_PLANNED_H_
