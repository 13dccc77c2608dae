#ifndef WAYPOST_BINDINGS_PYTHON_NATIVE_POLICY_VIEW_H_
#define WAYPOST_BINDINGS_PYTHON_NATIVE_POLICY_VIEW_H_

#include <vector>

#include "waypost/diagnostic.h"
#include "waypost/policy.h"

namespace waypost::python {

// A policy as Python holds it, with what its compiler warned of.
struct PolicyView {
  Policy policy;
  std::vector<Diagnostic> warnings;
};

}  // namespace waypost::python

#endif  // WAYPOST_BINDINGS_PYTHON_NATIVE_POLICY_VIEW_H_
