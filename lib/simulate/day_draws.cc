#include "lib/simulate/day_draws.h"

#include <algorithm>

#include "lib/base/philox.h"
#include "lib/base/time_units.h"

namespace waypost::simulate {
namespace {}  // namespace

DayDraws::DayDraws(const DayPlan& plan) : plan_(plan) {
  for (const Contact& contact : plan.contacts) weights_ += contact.weight;
}

uint64_t DayDraws::Below(What what, uint32_t entity, uint32_t n, uint64_t bound) const {
  // Beyond 65,536 offers of one ticket they repeat themselves.
  const uint64_t stream =
      uint64_t{entity} << 32 | uint64_t{n & 0xFFFF} << 8 | static_cast<uint8_t>(what);
  return PhiloxStream(plan_.seed, stream).Below(bound);
}

int64_t DayDraws::Length(What what, uint32_t ticket, uint32_t n, const Drawn& drawn) const {
  const auto bound = static_cast<uint64_t>(drawn.most_ms - drawn.least_ms) + 1;
  return drawn.least_ms + static_cast<int64_t>(Below(what, ticket, n, bound));
}

std::vector<int64_t> DayDraws::Arrivals() const {
  std::vector<int64_t> times;
  for (uint32_t hour = 0; hour < 24; ++hour) {
    PhiloxStream stream(plan_.seed, uint64_t{hour} << 32 | static_cast<uint8_t>(What::kArrival));
    for (uint32_t i = 0; i < plan_.contacts_per_hour[hour]; ++i) {
      times.push_back(plan_.begin_ms + hour * kHourMs +
                      static_cast<int64_t>(stream.Below(kHourMs)));
    }
  }
  std::sort(times.begin(), times.end());
  return times;
}

size_t DayDraws::ContactOf(uint32_t ticket) const {
  uint64_t draw = Below(What::kContact, ticket, 0, weights_);
  size_t contact = 0;
  while (draw >= plan_.contacts[contact].weight) draw -= plan_.contacts[contact++].weight;
  return contact;
}

int64_t DayDraws::Handling(uint32_t ticket) const {
  return Length(What::kHandling, ticket, 0, plan_.contacts[ContactOf(ticket)].handling);
}

int64_t DayDraws::Patience(uint32_t ticket) const {
  return Length(What::kPatience, ticket, 0, *plan_.patience);
}

int64_t DayDraws::Reaching(uint32_t ticket, uint32_t n) const {
  return Length(What::kReaching, ticket, n, plan_.contacts[ContactOf(ticket)].reached[n].after);
}

int64_t DayDraws::Accepting(uint32_t ticket, uint32_t n) const {
  return Length(What::kAccepting, ticket, n, plan_.accepted);
}

int64_t DayDraws::Replying(uint32_t ticket, uint32_t n) const {
  return Length(What::kReplying, ticket, n, plan_.replied);
}

int64_t DayDraws::BotsTime(uint32_t ticket, uint32_t n) const {
  return Length(What::kBotsTime, ticket, n, plan_.bots->after);
}

bool DayDraws::BotSolves(uint32_t ticket, uint32_t n) const {
  return Below(What::kBotSolves, ticket, n, 100) < plan_.bots->solved_percent;
}

int32_t DayDraws::Csat(uint32_t ticket) const {
  const Ratings& ratings = *plan_.ratings;
  if (Below(What::kJudges, ticket, 0, 100) >= ratings.percent) return 0;
  uint64_t sum = 0;
  for (const uint32_t weight : ratings.weights) sum += weight;
  uint64_t draw = Below(What::kCsat, ticket, 0, sum);
  int32_t csat = 1;
  for (const uint32_t weight : ratings.weights) {
    if (draw < weight) break;
    draw -= weight;
    ++csat;
  }
  return csat;
}

// Who is content recommends: 0-2 for 1, 2-4 for 2, 4-6 for 3, 6-8 for 4, 8-10 for 5.
int32_t DayDraws::Nps(uint32_t ticket, int32_t csat) const {
  return 2 * (csat - 1) + static_cast<int32_t>(Below(What::kNps, ticket, 0, 3));
}

}  // namespace waypost::simulate
