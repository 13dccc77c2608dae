#ifndef WAYPOST_LIB_ENGINE_POLICY_BODY_H_
#define WAYPOST_LIB_ENGINE_POLICY_BODY_H_

#include <memory>
#include <vector>

#include "lib/classify/classifier.h"
#include "lib/escalate/stream_table.h"
#include "lib/policy/lower.h"
#include "lib/sla/decider.h"
#include "waypost/policy.h"

namespace waypost {

// A compiled policy: the lowered tables and each decider's immutable index over them.
struct Policy::Body {
  Body(policy::Lowered result, std::unique_ptr<const classify::Classifier> keywords);

  policy::Lowered lowered;
  const policy::Tables& tables;
  std::unique_ptr<const classify::Classifier> classifier;
  sla::Decider sla;
  std::vector<std::unique_ptr<const escalate::StreamPlan>> streams;  // by incident stream
};

}  // namespace waypost

#endif  // WAYPOST_LIB_ENGINE_POLICY_BODY_H_
