#ifndef WAYPOST_LIB_REPORT_GROUP_COUNT_H_
#define WAYPOST_LIB_REPORT_GROUP_COUNT_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "lib/report/ticket_group.h"
#include "waypost/v1/policy.pb.h"

namespace waypost::report {

// What became of compensations of one kind.
struct CompensationCount {
  uint64_t offered = 0;
  uint64_t declined = 0;
  uint64_t lapsed = 0;
  uint64_t delivered = 0;
  int64_t amount = 0;  // delivered in all, in the unit of the kind

  CompensationCount& operator+=(const CompensationCount& other) {
    offered += other.offered;
    declined += other.declined;
    lapsed += other.lapsed;
    delivered += other.delivered;
    amount += other.amount;
    return *this;
  }
};

// What became of some tickets.
struct GroupCount {
  uint64_t opened = 0;
  uint64_t identified = 0;     // the last check of the customer was passed
  uint64_t unidentified = 0;   // it was not
  uint64_t solved = 0;         // and not reopened since
  uint64_t first_contact = 0;  // of them, by the only one who has had them, never reopened
  uint64_t reopened = 0;
  uint64_t abandoned = 0;
  uint64_t not_served = 0;
  uint64_t escalated = 0;  // a chain of them told somebody
  uint64_t met = 0;        // promises, as PeriodCount::met
  uint64_t breached = 0;
  uint64_t ratings = 0;
  uint64_t rating_sum = 0;
  std::map<std::string, uint64_t> categories;  // that they had last
  std::map<v1::Compensation::Kind, CompensationCount> compensations;
  std::vector<int64_t> to_assignment_ms;  // wall time since opening; rising
  std::vector<int64_t> to_solving_ms;     // rising
};

// The tickets of a group that were opened in a period.
struct GroupPeriod {
  std::string name;  // as PeriodName
  GroupCount all;
  // By customer, if they are told apart: the account holder, else who asks; "" where nobody knows.
  std::map<std::string, GroupCount> customers;
};

// A group over all periods of a run.
struct GroupReport {
  TicketGroup group;
  bool by_customer = false;
  std::vector<GroupPeriod> periods;  // those without tickets too
};

}  // namespace waypost::report

#endif  // WAYPOST_LIB_REPORT_GROUP_COUNT_H_
