#ifndef WAYPOST_LIB_ESCALATE_LAZY_CONDITIONS_H_
#define WAYPOST_LIB_ESCALATE_LAZY_CONDITIONS_H_

#include <cstdint>

#include "absl/types/span.h"
#include "lib/escalate/decider.h"
#include "lib/expression/rule_list.h"

namespace waypost::escalate {

// The conditions of a rule list for one ticket at one instant, evaluated when first asked.
class LazyConditions {
 public:
  // Whether a rule's condition holds. A rule beyond the list has none and always does. `rules`
  // and `scratch` are those of `version`; nobody else uses `scratch` meanwhile.
  bool Holds(const expression::RuleList& rules, expression::RuleScratch& scratch, uint32_t rule,
             uint8_t version, Facts& facts) {
    if (rule >= rules.size()) return true;
    if (version_ != version) {
      matches_ = rules.AllMatches(facts.RowFor(version), scratch);
      version_ = version;
    }
    return (matches_[rule / 64] >> (rule % 64) & 1) != 0;
  }

 private:
  int version_ = -1;  // -1: none evaluated yet
  absl::Span<const uint64_t> matches_;
};

}  // namespace waypost::escalate

#endif  // WAYPOST_LIB_ESCALATE_LAZY_CONDITIONS_H_
