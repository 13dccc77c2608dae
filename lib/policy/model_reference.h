// The trained model that a policy names.
#ifndef WAYPOST_LIB_POLICY_MODEL_REFERENCE_H_
#define WAYPOST_LIB_POLICY_MODEL_REFERENCE_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/policy/lower.h"

namespace waypost::policy {

// Whether a source is such a file and no part of the policy: its name ends in ".wpm".
bool IsModelFile(std::string_view name);

// Where models come from: those at hand, by name, and a reader to be asked for others. All outlive
// this.
struct ModelSource {
  const std::vector<NamedText>& given;
  FileReader reader;
  bool wanted = true;  // false: what the policy names is passed over
};

// Reads the model called `reference` in policy file `owner`, in whose folder, or below, it lies.
//
// Errors: a sentence without its subject: "it leads out of the policy's folder".
absl::StatusOr<NamedText> ReadModel(const ModelSource& source, const std::string& owner,
                                    const std::string& reference);

}  // namespace waypost::policy

#endif  // WAYPOST_LIB_POLICY_MODEL_REFERENCE_H_
