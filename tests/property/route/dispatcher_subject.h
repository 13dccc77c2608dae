#ifndef WAYPOST_TESTS_PROPERTY_ROUTE_DISPATCHER_SUBJECT_H_
#define WAYPOST_TESTS_PROPERTY_ROUTE_DISPATCHER_SUBJECT_H_

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "lib/base/philox.h"
#include "lib/route/dispatcher.h"
#include "tests/property/route/naive_desk.h"

namespace waypost::route {

// A dispatcher that is told the facts of a desk and answers in ordinals. Slots and ids are drawn
// from a stream of its own, so two subjects of one desk have nothing in common but the facts.
class DispatcherSubject {
 public:
  explicit DispatcherSubject(uint64_t stream) : draw_(20'260'101, stream) {}

  // Each brings the dispatcher up to the desk's present facts about one agent or ticket.
  void SetProfile(uint64_t ordinal, const DeskAgent& agent);
  void SetAvailability(uint64_t ordinal, const DeskAgent& agent);
  void RemoveAgent(uint64_t ordinal);
  void SetTicket(uint64_t ordinal, const DeskTicket& ticket);  // class, waiting, key, avoided
  void RemoveTicket(uint64_t ordinal);

  // Forgets everything and learns it again, in an order of its own.
  void Rebuild(const NaiveDesk& desk);

  bool Eligible(uint64_t ticket, uint64_t agent) const;
  bool AnyEligible(uint64_t ticket, const DeskTicket& facts) const;
  std::optional<uint64_t> BestAgentFor(uint64_t ticket, const DeskTicket& facts) const;
  std::optional<uint64_t> BestTicketFor(uint64_t agent) const;
  const Dispatcher& dispatcher() const { return dispatcher_; }

 private:
  // Numbers handed out at random and taken back.
  struct Handles {
    std::map<uint64_t, uint32_t> by_ordinal;
    std::map<uint32_t, uint64_t> ordinals;

    uint32_t Of(uint64_t ordinal, PhiloxStream& draw);  // a new one if it has none
    void Drop(uint64_t ordinal);
  };

  std::vector<AgentId> AvoidedBy(const DeskTicket& ticket) const;
  std::vector<StageNeed> Shuffled(const DeskTicket& ticket);
  std::vector<Preferred> Preferences(const DeskTicket& ticket);

  PhiloxStream draw_;
  Dispatcher dispatcher_;
  Handles agents_;
  Handles tickets_;
  std::map<uint64_t, ClassId> classes_;  // by ordinal of the ticket
};

}  // namespace waypost::route

#endif  // WAYPOST_TESTS_PROPERTY_ROUTE_DISPATCHER_SUBJECT_H_
