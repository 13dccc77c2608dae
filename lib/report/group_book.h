#ifndef WAYPOST_LIB_REPORT_GROUP_BOOK_H_
#define WAYPOST_LIB_REPORT_GROUP_BOOK_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "lib/calendar/zone.h"
#include "lib/report/grain.h"
#include "lib/report/group_count.h"
#include "lib/report/ticket_group.h"
#include "lib/statistics/opening.h"
#include "waypost/v1/command.pb.h"
#include "waypost/v1/event.pb.h"

namespace waypost::report {

// A group that is asked for.
struct WantedGroup {
  TicketGroup group;
  bool by_customer = false;
};

// Follows the tickets of some groups, and tells what became of them by the period in which they
// were opened. A ticket that comes to belong to a group later belongs to it from its opening.
//
// Events of a ticket id that is opened again after closing count to the first ticket.
//
// Threads: none.
// Cost:    O(groups) an event; about 400 bytes a ticket, whether or not it is in a group.
class GroupBook {
 public:
  GroupBook(Grain grain, calendar::Zone zone, std::vector<WantedGroup> groups)
      : grain_(grain), zone_(std::move(zone)), groups_(std::move(groups)) {}

  // Each command before its events: facts, tags, customers and checks are read from them.
  void Note(const v1::Command& command);
  void operator()(const v1::Event& event);

  // Nothing is taken afterwards. In the order in which the groups were asked for; all with the
  // periods from that of the first ticket to that of the last.
  std::vector<GroupReport> Finish();

 private:
  struct Ticket {
    int64_t opened_ms = 0;
    std::string customer;
    bool has_holder = false;  // the customer is an account holder
    std::string category;
    std::string agent;         // who has it, or had it last
    std::vector<bool> joined;  // by group: of a queue or a tag, it is in it for good
    std::map<std::string, std::vector<std::string>> facts;  // those that groups ask for
    GroupCount count;                                       // of this one ticket
    uint32_t hands = 0;
    int64_t assigned_ms = INT64_MIN;
    int64_t solved_ms = INT64_MIN;
    bool reopened = false;
    bool told = false;
    std::optional<bool> check;
  };

  void Commit();
  Ticket& TicketOf(const v1::Event& event);
  void NoteOpening(const statistics::Opening& opening, Ticket& ticket);
  void JoinTags(Ticket& ticket);
  void AddTags(const v1::TagsAdded& added, Ticket& ticket);
  bool IsAsked(const std::string& fact) const;
  void NoteFact(const std::string& name, std::vector<std::string> values, Ticket& ticket);
  void Join(TicketGroup::By by, const std::string& value, Ticket& ticket);
  bool Belongs(const Ticket& ticket, const TicketGroup& group, size_t number) const;
  void TakeEvent(const v1::Event& event, Ticket& ticket);
  static void Assign(const v1::Event& event, Ticket& ticket);
  static void Settle(Ticket& ticket);

  const Grain grain_;
  const calendar::Zone zone_;
  const std::vector<WantedGroup> groups_;
  std::vector<Ticket> tickets_;
  absl::flat_hash_map<std::string, size_t> index_;
  std::optional<v1::Command> said_;  // the last command, until it is known not to be refused
};

}  // namespace waypost::report

#endif  // WAYPOST_LIB_REPORT_GROUP_BOOK_H_
