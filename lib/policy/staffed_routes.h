#ifndef WAYPOST_LIB_POLICY_STAFFED_ROUTES_H_
#define WAYPOST_LIB_POLICY_STAFFED_ROUTES_H_

#include <cstddef>
#include <cstdint>
#include <set>
#include <vector>

#include "lib/policy/lowering.h"
#include "lib/policy/person.h"

namespace waypost::policy {

// Whose tickets the people of a roster take, in some stage of a route and however long it takes.
//
// What counts is who serves the queues of a stage and meets what it asks for, in the ticket's
// language or in one that will do after a while; not who is there at the time.
class StaffedRoutes {
 public:
  // Both are borrowed.
  StaffedRoutes(Lowering& lowering, const std::vector<Person>& people)
      : lowering_(lowering), people_(people) {}

  // Tickets of every language. More of a language never breaks a requirement: who is met without
  // any is met by all of them.
  bool TakeAny(size_t route) const;

  // The languages of which somebody takes tickets: those that people speak, and of those that the
  // policy serves the ones whose shorter tags will do.
  std::set<uint32_t> LanguagesTaken(size_t route) const;

 private:
  bool TakesAny(const Stage& stage) const;
  void AddSpoken(const Stage& stage, std::set<uint32_t>& taken) const;
  void AddLonger(const Stage& stage, std::set<uint32_t>& taken) const;
  bool Serves(const Person& person, const Stage& stage) const;
  bool SomebodyMeets(const Stage& stage, const expression::Requirement& asked) const;
  const expression::Requirement& AskedBy(const Stage& stage) const;

  Lowering& lowering_;
  const std::vector<Person>& people_;
};

}  // namespace waypost::policy

#endif  // WAYPOST_LIB_POLICY_STAFFED_ROUTES_H_
