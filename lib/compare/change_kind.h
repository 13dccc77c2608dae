#ifndef WAYPOST_LIB_COMPARE_CHANGE_KIND_H_
#define WAYPOST_LIB_COMPARE_CHANGE_KIND_H_

#include "waypost/comparison.h"

namespace waypost::compare {

// A kind of change in one word, for programs.
inline const char* KindWord(RuleChange::Kind kind) {
  switch (kind) {
    case RuleChange::Kind::kScope:
      return "scope";
    case RuleChange::Kind::kClassification:
      return "classification";
    case RuleChange::Kind::kPriority:
      return "priority";
    case RuleChange::Kind::kRoute:
      return "route";
    case RuleChange::Kind::kPromise:
      return "promise";
    case RuleChange::Kind::kChain:
      return "chain";
    case RuleChange::Kind::kOther:
      return "other";
  }
  return "other";
}

}  // namespace waypost::compare

#endif  // WAYPOST_LIB_COMPARE_CHANGE_KIND_H_
