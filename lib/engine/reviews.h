#ifndef WAYPOST_LIB_ENGINE_REVIEWS_H_
#define WAYPOST_LIB_ENGINE_REVIEWS_H_

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
  absl::Status Record(const ReviewReport& command);

  int64_t NextDue() const { return dues_.empty() ? INT64_MAX : dues_.begin()->first; }
  // Reviews that lapse then. False if more is left.
  bool FireAt(int64_t due_ms, int64_t& left);

  bool empty() const { return open_.empty(); }
  void Put(ByteWriter& out) const;
  bool Get(ByteReader& in);

 private:
  using Key = std::tuple<std::string, std::string, std::string>;  // ticket, sample, reviewer
  struct OpenReview {
    std::string handler;  // an agent's id; "": nobody had it
    int64_t due_ms = 0;
  };
  using Open = std::map<Key, OpenReview>;

  // What a ticket that was drawn is reviewed by.
  struct Drawn {
    const Ticket& ticket;
    uint32_t handler = kNobody;
    uint16_t sample = 0;
    std::vector<std::string>& asked;  // for the ticket so far
  };

  bool IsDrawn(const Ticket& ticket, const policy::Tables& tables, uint16_t sample) const;
  void Ask(const Drawn& drawn, const policy::Reviewer& reviewer);
  std::string Choose(const Drawn& drawn, const policy::Reviewer& reviewer) const;
  std::string OneOf(const Drawn& drawn, Symbol team) const;
  bool MayReview(const Drawn& drawn, const std::string& who) const;
  Open::iterator Find(const ReviewReport& command);
  void Tell(Event event, const Key& key, ReviewState state, QuietNews news);
  void Forget(Open::iterator at);

  Core& core_;
  Open open_;
  std::set<std::pair<int64_t, Key>> dues_;
};

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_REVIEWS_H_
