#ifndef WAYPOST_LIB_ENGINE_REVIEWS_H_
#define WAYPOST_LIB_ENGINE_REVIEWS_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "lib/base/bytes.h"
#include "lib/engine/core.h"
#include "lib/engine/quiet_news.h"
#include "lib/engine/sample_draws.h"

namespace waypost::engine {

// Reviews of tickets that were drawn for them: asked for, and neither recorded nor over. Known by
// the ticket's id, which may be over.
class Reviews {
 public:
  explicit Reviews(Core& core) : core_(core) {}

  // The ticket is solved for the first time, or is closed without having been: it may be drawn.
  //
  //   handler  who had it until now; kNobody: nobody
  //
  // Cost: one evaluation of the samples' conditions; O(agents) for each reviewer of a team.
  void Draw(Slot slot, uint32_t handler);
  // It is solved again, or is over after that: whoever has had it since does not review it either.
  void NoteAgain(Slot slot, uint32_t handler);
  // An agent has taken a ticket that may be drawn.
  void NoteHandler(Ticket& ticket, Symbol agent);
  absl::Status Record(const ReviewReport& command);

  int64_t NextDue() const {
    return std::min(draws_.NextDue(), dues_.empty() ? INT64_MAX : dues_.begin()->first);
  }
  // Reviews that lapse then, and what is drawn at the end of a period. False if more is left.
  bool FireAt(int64_t due_ms, int64_t& left);

  // Calls `visit(ticket, sample, awaits_draw)` for each of a customer. O(reviews).
  template <typename Visit>
  void ForEachOf(std::string_view customer, const Visit& visit) const;
  // Without an event.
  void ForgetTicket(const std::string& ticket_id);
  // Likewise; how many there were. O(reviews).
  int64_t ForgetCustomer(std::string_view customer);

  bool empty() const { return open_.empty() && draws_.empty(); }
  void Put(ByteWriter& out) const;
  bool Get(ByteReader& in);

 private:
  using Key = std::tuple<std::string, std::string, std::string>;  // ticket, sample, reviewer
  struct OpenReview {
    std::string customer;  // "": not known
    std::string handler;   // an agent's id; "": nobody had it
    int64_t due_ms = 0;
    bool barred = false;  // the reviewer has had the ticket since, or may not have it
  };
  using Open = std::map<Key, OpenReview>;

  ReviewedTicket TicketOf(const Ticket& ticket, uint32_t handler) const;
  bool IsDrawn(const ReviewedTicket& ticket, uint16_t sample) const;
  // Whether there is room for it among those that may be drawn when the period ends.
  bool Await(const Ticket& ticket, const ReviewedTicket& reviewed, uint16_t sample);
  // Asks everybody whom the sample names, and notes whom the ticket has.
  void AskAll(ReviewedTicket& ticket, uint16_t sample);
  void Ask(ReviewedTicket& ticket, uint16_t sample, const policy::Reviewer& reviewer);
  void Skip(const ReviewedTicket& ticket, uint16_t sample, const policy::Reviewer& reviewer);
  std::string Choose(const ReviewedTicket& ticket, uint16_t sample,
                     const policy::Reviewer& reviewer) const;
  std::string OneOf(const ReviewedTicket& ticket, uint16_t sample, Symbol team) const;
  static bool IsInvolved(const ReviewedTicket& ticket, std::string_view who);
  bool MayReview(const ReviewedTicket& ticket, uint16_t sample, const std::string& who) const;
  void AskDrawn(SampleDraws::Drawn drawn);
  const std::string& NameOf(uint16_t sample) const;
  Event MakeAbout(const ReviewedTicket& ticket, uint16_t sample) const;
  Open::iterator Find(const ReviewReport& command);
  void Tell(Event event, const Key& key, ReviewState state, QuietNews news);
  void Forget(Open::iterator at);

  Core& core_;
  Open open_;
  std::set<std::pair<int64_t, Key>> dues_;
  SampleDraws draws_;
};

template <typename Visit>
void Reviews::ForEachOf(std::string_view customer, const Visit& visit) const {
  for (const auto& [key, review] : open_) {
    if (review.customer == customer) visit(std::get<0>(key), std::get<1>(key), false);
  }
  draws_.ForEach([&](const std::string& sample, const ReviewedTicket& ticket) {
    if (ticket.customer == customer) visit(ticket.id, sample, true);
  });
}

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_REVIEWS_H_
