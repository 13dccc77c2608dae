#include "lib/report/policy_message.h"

#include <vector>

#include "lib/engine/policy_body.h"
#include "lib/policy/lower.h"
#include "lib/policy/lowering.h"
#include "lib/policy/zones.h"

namespace waypost::report {
namespace {

std::vector<policy::NamedText> TextsToRead(const policy::Lowered& lowered) {
  std::vector<policy::NamedText> texts;
  for (const policy::SourceFile& file : *lowered.files) texts.push_back({file.name(), file.text()});
  if (lowered.model_file) texts.push_back(*lowered.model_file);
  return texts;
}

}  // namespace

bool WithPolicyMessage(const Policy& policy,
                       absl::FunctionRef<void(const v1::Policy& message)> use) {
  bool read = false;
  policy::MachineZones zones;
  policy::LowerPolicy(TextsToRead(policy.body().lowered), zones, policy::ReaderLimits{},
                      [&](policy::Lowering& lowering) {
                        read = true;
                        use(lowering.policy);
                      });
  return read;
}

}  // namespace waypost::report
