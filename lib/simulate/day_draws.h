#ifndef WAYPOST_LIB_SIMULATE_DAY_DRAWS_H_
#define WAYPOST_LIB_SIMULATE_DAY_DRAWS_H_

#include <cstdint>
#include <vector>

#include "lib/simulate/day_plan.h"

namespace waypost::simulate {

// The chances of a day. Each draw has a name, so that it does not depend on what else was drawn:
// the same customers come under another policy and another staff. Integers throughout.
//
// Source: Philox (lib/base/philox.h), keyed by the seed, the ticket and what is drawn.
class DayDraws {
 public:
  // `plan` must outlive the draws.
  explicit DayDraws(const DayPlan& plan);

  // When each ticket is opened, rising: as many in each hour as the plan says, each of them at any
  // millisecond of it with the same chance.
  std::vector<int64_t> Arrivals() const;

  // Which of the plan's contacts a ticket is.
  size_t ContactOf(uint32_t ticket) const;

  int64_t Handling(uint32_t ticket) const;
  int64_t Patience(uint32_t ticket) const;
  // The n-th milestone of the ticket's contact.
  int64_t Reaching(uint32_t ticket, uint32_t n) const;
  // The n-th offer of the ticket, and the n-th time it is given to somebody.
  int64_t Accepting(uint32_t ticket, uint32_t n) const;
  int64_t Replying(uint32_t ticket, uint32_t n) const;
  int64_t BotsTime(uint32_t ticket, uint32_t n) const;
  bool BotSolves(uint32_t ticket, uint32_t n) const;

  // 1 to 5; 0: the customer does not judge.
  int32_t Csat(uint32_t ticket) const;
  // 0 to 10, of a customer whose csat it is.
  int32_t Nps(uint32_t ticket, int32_t csat) const;

 private:
  enum class What : uint8_t {
    kArrival,
    kContact,
    kHandling,
    kPatience,
    kAccepting,
    kReplying,
    kBotsTime,
    kBotSolves,
    kJudges,
    kCsat,
    kNps,
    kReaching,
  };

  uint64_t Below(What what, uint32_t entity, uint32_t n, uint64_t bound) const;
  int64_t Length(What what, uint32_t ticket, uint32_t n, const Drawn& drawn) const;

  const DayPlan& plan_;
  uint64_t weights_ = 0;  // of all contacts
};

}  // namespace waypost::simulate

#endif  // WAYPOST_LIB_SIMULATE_DAY_DRAWS_H_
