#ifndef WAYPOST_BINDINGS_C_POLICY_SOURCE_H_
#define WAYPOST_BINDINGS_C_POLICY_SOURCE_H_

#include <optional>

#include "absl/status/status.h"
#include "waypost/policy.h"
#include "waypost/v1/call.pb.h"

namespace waypost::c {

// Compiles what came over the interface, without touching the file system. `findings` gets what is
// wrong with it, or its warnings.
//
// Errors: InvalidArgument if there are neither files nor a compiled policy, or both, or the
// compiled
//         one is damaged; FailedPrecondition, with all findings as text, if it does not compile.
absl::Status CompileSource(const v1::PolicySource& source,
                           google::protobuf::RepeatedPtrField<v1::Diagnostic>* findings,
                           std::optional<Policy>* policy);

// Appends findings as messages.
void PutFindings(const std::vector<Diagnostic>& findings,
                 google::protobuf::RepeatedPtrField<v1::Diagnostic>* out);

}  // namespace waypost::c

#endif  // WAYPOST_BINDINGS_C_POLICY_SOURCE_H_
