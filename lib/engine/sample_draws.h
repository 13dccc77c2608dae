#ifndef WAYPOST_LIB_ENGINE_SAMPLE_DRAWS_H_
#define WAYPOST_LIB_ENGINE_SAMPLE_DRAWS_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/base/bytes.h"

namespace waypost::engine {

// A ticket that reviewers are asked about, as it was when it was solved or closed.
struct ReviewedTicket {
  std::string id;
  std::string customer;  // "": not known
  std::string handler;   // an agent's id; "": nobody had it. Likewise the owner
  std::string owner;
  std::vector<std::string> excluded;  // agents who may not handle it, or have
  std::vector<std::string> asked;     // who reviews it, or has
};

// The tickets from which samples are drawn when their period ends.
//
// Shape: of each sample and stratum the tickets with the least hashes, so each ticket of a period
//        is as likely as any other, and no more are kept than are drawn.
// Cost:  O(log tickets) to add one.
class SampleDraws {
 public:
  static constexpr size_t kMostStrata = 1'000;          // of a sample
  static constexpr size_t kMostCandidates = 1'000'000;  // of all

  // The same on every machine, and for every replay of a log.
  static uint64_t HashOf(uint64_t seed, std::string_view sample, std::string_view ticket,
                         std::string_view agent = {});

  // From what a ticket may be drawn.
  struct Pot {
    std::string_view sample;
    std::string_view stratum;
    size_t number = 1;
    int64_t end_ms = 0;  // of the period
  };
  // False if there is no room for it: nobody will be asked.
  bool Add(const Pot& pot, uint64_t hash, ReviewedTicket ticket);
  // Somebody is asked to review a ticket, who is not to be asked again by another draw.
  void NoteAsked(uint64_t seed, const std::string& ticket_id, const std::string& who);

  // More agents have come to handle or own a ticket: they do not review it.
  void Exclude(uint64_t seed, const std::string& ticket_id, const std::vector<std::string>& agents);

  // When the next period ends; INT64_MAX: none does.
  int64_t NextDue() const { return pots_.empty() ? INT64_MAX : pots_.begin()->first.first; }
  // Takes the next ticket that is drawn when the earliest period ends: samples and strata by their
  // names, tickets by their hashes. Called only if there is one.
  struct Drawn {
    std::string sample;
    ReviewedTicket ticket;
  };
  Drawn Take();

  // Calls `visit(sample, ticket)` for each that waits.
  template <typename Visit>
  void ForEach(const Visit& visit) const;
  void ForgetTicket(uint64_t seed, const std::string& ticket_id);
  // How many there were. O(tickets).
  int64_t ForgetCustomer(std::string_view customer);

  bool empty() const { return pots_.empty(); }
  void Put(ByteWriter& out) const;
  // False if it is not what draws under this seed can have become.
  bool Get(ByteReader& in, uint64_t seed);

 private:
  using Tickets = std::map<std::pair<uint64_t, std::string>, ReviewedTicket>;  // hash, id
  using Strata = std::map<std::string, Tickets, std::less<>>;

  // Strata and pots without tickets are none.
  void ForgetEmpty();

  std::map<std::pair<int64_t, std::string>, Strata> pots_;  // end of the period, sample
  size_t candidates_ = 0;
};

template <typename Visit>
void SampleDraws::ForEach(const Visit& visit) const {
  for (const auto& [pot, strata] : pots_) {
    for (const auto& [stratum, tickets] : strata) {
      for (const auto& [key, ticket] : tickets) visit(pot.second, ticket);
    }
  }
}

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_SAMPLE_DRAWS_H_
