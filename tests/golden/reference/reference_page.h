#ifndef WAYPOST_TESTS_GOLDEN_REFERENCE_REFERENCE_PAGE_H_
#define WAYPOST_TESTS_GOLDEN_REFERENCE_REFERENCE_PAGE_H_

#include <string>

namespace waypost::reference {

// docs/policy_reference.md: each message that people write, with its fields, the values they may
// take and an example, out of the comments of the contract.
std::string ReferencePage();

}  // namespace waypost::reference

#endif  // WAYPOST_TESTS_GOLDEN_REFERENCE_REFERENCE_PAGE_H_
