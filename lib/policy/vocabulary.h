#ifndef WAYPOST_LIB_POLICY_VOCABULARY_H_
#define WAYPOST_LIB_POLICY_VOCABULARY_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "lib/expression/environment.h"
#include "lib/policy/tables.h"

namespace waypost::policy {

// Numbers the texts of a policy: names of what it declares and literals of its conditions, in the
// order of first use.
//
// The empty text is always 0. To conditions 0 means "outside the vocabulary", so they compare
// with the empty text by bytes.
class NameTable : public expression::Vocabulary {
 public:
  NameTable() { Intern(""); }

  uint32_t Intern(std::string_view text) override;

  // Valid until the next text is numbered.
  std::string_view TextOf(Name name) const { return names_[name]; }

  // The texts by number. Ends the table's use.
  std::vector<std::string> TakeNames() && { return std::move(names_); }

 private:
  std::vector<std::string> names_;
  absl::flat_hash_map<std::string, Name> numbers_;
};

}  // namespace waypost::policy

#endif  // WAYPOST_LIB_POLICY_VOCABULARY_H_
