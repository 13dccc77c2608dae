#ifndef WAYPOST_LIB_ENGINE_POLICY_BODY_H_
#define WAYPOST_LIB_ENGINE_POLICY_BODY_H_

#include <memory>
#include <string>
#include <vector>

#include "lib/classify/classifier.h"
#include "lib/policy/lower.h"
#include "lib/sla/decider.h"
#include "waypost/policy.h"

namespace waypost {

// A compiled policy: the lowered tables and each decider's immutable index over them.
struct Policy::Body {
  Body(policy::Lowered result, std::vector<policy::NamedText> sources);

  policy::Lowered lowered;
  std::vector<policy::NamedText> sources;  // what it was compiled from
  const policy::Tables& tables;
  std::unique_ptr<const classify::Classifier> classifier;
  sla::Decider sla;
};

}  // namespace waypost

#endif  // WAYPOST_LIB_ENGINE_POLICY_BODY_H_
