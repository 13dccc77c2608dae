#ifndef WAYPOST_LIB_ENGINE_CORE_STATE_H_
#define WAYPOST_LIB_ENGINE_CORE_STATE_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "lib/engine/agent_store.h"
#include "lib/engine/desk_hours.h"
#include "lib/engine/desk_modes.h"
#include "lib/engine/event.h"
#include "lib/engine/open_period.h"
#include "lib/engine/pending.h"
#include "lib/engine/place_set.h"
#include "lib/engine/policy_version.h"
#include "lib/engine/retry_window.h"
#include "lib/engine/run_moves.h"
#include "lib/engine/stated_facts.h"
#include "lib/engine/symbol_counts.h"
#include "lib/engine/symbol_pool.h"
#include "lib/engine/task_store.h"
#include "lib/engine/ticket.h"
#include "lib/engine/ticket_store.h"
#include "lib/engine/timer_queue.h"
#include "lib/escalate/decider.h"
#include "lib/escalate/rate_limits.h"
#include "lib/route/dispatcher.h"
#include "lib/sla/decider.h"

namespace waypost::engine {

class IncidentDesk;
class QuietDesk;

// What the core is made of: the desk, indexes that follow from it, the call in progress, and memory
// that is used again. What may be done with it is said in core.h.
class CoreState {
 public:
  // Holders of a skill, some of whom a queue keeps free for those who need it.
  struct KeptFree {
    Symbol queue = 0;
    Symbol skill = 0;
    uint8_t level = 1;
    uint32_t keep_free = 0;
    PlaceSet free;  // of the holders
  };

  // What a vendor, or a team, has had of the tickets of a period.
  struct VendorShare {
    Symbol id = 0;
    std::vector<Symbol> teams;
    int64_t end_ms = Calendar::kNever;  // of the period; kNever: nothing has been taken in it
    int64_t taken = 0;
    int64_t of_all = 0;
    int64_t offered = 0;  // tickets that its people are asked to take
    bool full = false;    // they are given nothing more
  };

  // A queue that is collecting tickets.
  struct OpenBatch {
    Symbol queue = 0;  // held
    int64_t end_ms = 0;
  };

 protected:
  CoreState(size_t command_ids, int64_t now_ms, uint64_t seed);  // core_policy.cc
  ~CoreState();

  SymbolPool symbols_;
  StatedFacts stated_;
  TicketStore tickets_;
  AgentStore agents_;
  TaskStore tasks_;
  std::vector<OpenPeriod> periods_;  // in the order in which they began
  TimerQueue timers_;                // of tickets, by slot
  TimerQueue agent_timers_;          // of agents, by place
  escalate::RateLimits rate_limits_;
  DeskHours hours_;
  DeskModes modes_;
  std::unique_ptr<IncidentDesk> incident_desk_;
  std::unique_ptr<QuietDesk> quiet_desk_;
  absl::flat_hash_map<Slot, std::vector<uint32_t>> also_asked_;  // looked up only
  route::Dispatcher dispatcher_;
  RetryWindow retries_;
  // How many open tickets have what: names that a new policy may not drop.
  SymbolCounts queue_counts_;
  SymbolCounts category_counts_;
  SymbolCounts priority_counts_;
  SymbolCounts shift_counts_;  // of agents
  FixedNames fixed_;           // and how many entries there are under each
  FixedEntries entries_;
  SymbolCounts excluded_counts_;

  // By team: the ordinal of the agent who was told last in turn.
  std::map<std::string, uint64_t> team_cursors_;
  RunMoves run_moves_;

  std::array<std::unique_ptr<PolicyVersion>, 256> versions_;
  std::array<const sla::Decider*, 256> sla_versions_ = {};
  std::array<escalate::Decider*, 256> escalate_versions_ = {};
  uint8_t current_ = 0;
  int live_versions_ = 1;
  bool reads_life_ = false;  // promises or priorities depend on status, queue, owner, reopenings
  // Of queues that choose in rounds: the ordinal of the agent chosen last. Held symbols, rising.
  std::vector<std::pair<Symbol, uint64_t>> rounds_;
  bool clocks_queues_ = false;  // a promise clocks stays in queues or waits for an agent
  bool by_deadline_ = false;    // a queue orders its tickets by deadlines, or overflows by them
  bool age_caps_ = false;       // a queue has an age cap
  bool chooses_ = false;        // a queue has a chain of ties of its own
  bool weighs_ = false;         // a queue goes by weighted waits
  bool overflows_ = false;      // a queue may overflow, or reserves agents
  bool collects_ = false;       // a queue collects tickets, to give them out together
  bool caps_time_ = false;      // agents work for a part of their time at most
  // Queues that overflow by their length, and into what; in the order in which they began.
  std::vector<std::pair<Symbol, Symbol>> flowing_;
  std::vector<KeptFree> kept_;       // by reserve of the policy in force, queue by queue
  std::vector<VendorShare> shares_;  // by share of the policy in force
  std::vector<OpenBatch> batches_;   // by end, of one end in the order in which they began
  int64_t given_for_ms_ = 0;    // how long it is remembered what agents were given; 0: not at all
  bool watches_ = false;        // time alone may start or clear a chain
  bool watches_modes_ = false;  // so may event modes
  int64_t modes_turned_ms_ = -1;
  bool feels_ = false;  // a chain listens to emotions

  int64_t now_ms_;
  uint64_t seed_;
  uint64_t next_sequence_ = 1;
  // Rules whose condition has failed once, by version and kind: reported once each.
  std::vector<RuleRef> failed_rules_;

  // The call in progress.
  std::optional<PlainSink> sink_;
  int64_t at_ms_ = 0;  // the time events carry
  bool by_timer_ = false;
  uint64_t cause_sequence_ = 0;
  std::string_view command_id_;
  uint64_t first_sequence_ = 0;

  // Memory used again from call to call.
  Pending pending_;
  std::vector<sla::Effect> clock_effects_;
  std::vector<escalate::Effect> chain_effects_;
  bool moved_by_chain_ = false;  // an agent may be free now, or a ticket free for one
  std::vector<uint32_t> free_agents_;
  std::vector<uint32_t> missing_agents_;
  std::vector<uint32_t> closed_;
  std::vector<uint32_t> avoiding_, needed_, left_alone_;
  std::vector<uint32_t> refusing_;
  std::vector<std::pair<uint64_t, Slot>> firing_;  // a heap: smallest ordinal first
  int64_t firing_due_ms_ = -1;
  std::vector<route::StageNeed> needs_;
  std::vector<route::Preferred> preferred_;
  std::vector<classify::Vote> votes_;
  std::vector<classify::Score> scores_;
  classify::CombineScratch combine_scratch_;
};

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_CORE_STATE_H_
