#ifndef WAYPOST_LIB_POLICY_CONDITION_ATOMS_H_
#define WAYPOST_LIB_POLICY_CONDITION_ATOMS_H_

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "lib/expression/rule_list.h"
#include "lib/policy/lower.h"
#include "lib/policy/tables.h"
#include "lib/policy/zones.h"

namespace waypost::policy {

// The conditions of one rule list, whole and taken apart.
struct AtomList {
  struct Entry {
    uint32_t rule = 0;  // of the list
    std::string text;   // as written; empty: the whole condition of the rule
    SourceSpan span;    // of the text
    // Facts that may be missing and without which there is nothing to decide.
    std::vector<uint32_t> needs = {};
  };
  std::vector<Entry> entries;
  expression::RuleList conditions;  // condition i is that of entry i
};

// Those of a policy: the lists as in RuleListsOf, then Tables::watch_conditions.
struct PolicyAtoms {
  static constexpr size_t kLists = kRuleLists + 1;
  std::array<AtomList, kLists> lists;
};

// Takes the conditions of a policy apart. They read the same rows as those of the policy compiled
// from the same texts.
//
// Errors: a policy with errors has no conditions.
// Cost:   that of lowering the texts once more.
PolicyAtoms AtomsOf(const std::vector<NamedText>& files, ZoneSource& zones);

}  // namespace waypost::policy

#endif  // WAYPOST_LIB_POLICY_CONDITION_ATOMS_H_
