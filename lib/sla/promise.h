#ifndef WAYPOST_LIB_SLA_PROMISE_H_
#define WAYPOST_LIB_SLA_PROMISE_H_

#include <cstdint>
#include <optional>
#include <string_view>

#include "lib/policy/tables.h"
#include "lib/sla/decider.h"

namespace waypost::sla {

// What a clock measures, comparable across policy versions.
struct Measure {
  policy::Metric metric = policy::Metric::kFirstReply;
  std::string_view milestone;  // borrowed from the tables; of kMilestone only

  friend bool operator==(const Measure& a, const Measure& b) {
    return a.metric == b.metric && a.milestone == b.milestone;
  }
};

Measure MeasureOf(const policy::Tables& tables, const policy::Target& target);

// The promise that applies to a ticket: a row of Tables::slas, or none.
struct Promise {
  const policy::Tables* tables = nullptr;  // null: none
  uint8_t version = 0;
  uint16_t first_target = 0;  // [first_target, end_target) of tables->targets
  uint16_t end_target = 0;
  policy::Retarget retarget = policy::Retarget::kCarry;
  bool split_calendar = false;

  // The target that such a measure has in this promise.
  std::optional<uint16_t> TargetFor(const Measure& measure) const;
};

// `sla` as for OnChange.
Promise PromiseOf(Versions versions, uint8_t current, uint16_t sla);

}  // namespace waypost::sla

#endif  // WAYPOST_LIB_SLA_PROMISE_H_
