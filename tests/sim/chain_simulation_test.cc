// Chains over random runs: every event of theirs is predicted.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "lib/base/philox.h"
#include "lib/base/time_units.h"
#include "tests/sim/chain_auditor.h"
#include "tests/sim/chain_policy.h"
#include "waypost/engine.h"

namespace waypost::sim {
namespace {

constexpr int64_t kBegin = 1806044400000;  // 2027-03-26T07:00Z

Policy Compile(const std::string& text) {
  const PolicyCompilation compiled = Policy::CompileText("chains.textproto", text);
  EXPECT_TRUE(compiled.ok()) << compiled.diagnostics();
  return compiled.policy();
}

// Random commands about a few tickets.
class ChainWorkload {
 public:
  explicit ChainWorkload(uint64_t seed) : random_(seed, 3) {}

  int64_t Pause() {
    const int kind = Below(10);
    if (kind == 0) return 0;
    if (kind < 6) return Below(20) * kMinuteMs;  // steps and commands meet at the same instant
    if (kind < 9) return Below(40 * static_cast<int>(kMinuteMs));
    return Below(20 * 60) * kMinuteMs;
  }

  v1::Command Next() {
    v1::Command command;
    const int kind = Below(100);
    if (kind < 12 && open_.size() < 12) {
      Open(*command.mutable_open_ticket());
    } else if (kind < 40) {
      command.mutable_request_escalation()->set_ticket_id(Any());
      command.mutable_request_escalation()->set_escalation(Requested());
      if (command.request_escalation().escalation() == "each") {
        each_ = command.request_escalation().ticket_id();
      }
    } else if (kind < 52) {
      v1::NamedFact& fact = *command.mutable_set_facts()->add_facts();
      command.mutable_set_facts()->set_ticket_id(Any());
      fact.set_name("load");
      fact.mutable_value()->set_number(Below(9));
    } else if (kind < 64) {
      Message(*command.mutable_add_message());
    } else if (kind < 72) {
      Acknowledge(*command.mutable_acknowledge());
    } else if (kind < 78) {
      command.mutable_snooze()->set_ticket_id(Any());
      command.mutable_snooze()->set_for_ms((1 + Below(90)) * kMinuteMs);
      if (!OneIn(3)) command.mutable_snooze()->set_escalation(Chain(10));
    } else {
      Life(command);
    }
    return command;
  }

  void Observe(const v1::Event& event) {
    if (event.has_ticket_closed()) closed_ = event.ticket_id();
    if (event.has_ticket_closed() || event.has_ticket_merged()) {
      open_.erase(std::remove(open_.begin(), open_.end(), event.ticket_id()), open_.end());
    }
  }

 private:
  int Below(int bound) { return static_cast<int>(random_.Below(static_cast<uint64_t>(bound))); }
  bool OneIn(int bound) { return Below(bound) == 0; }

  // Now and then one that is closed: chains may follow it.
  std::string Any() {
    if (!closed_.empty() && OneIn(20)) return closed_;
    return open_.empty() ? "T0" : open_[static_cast<size_t>(Below(static_cast<int>(open_.size())))];
  }

  std::string Requested() {
    if (OneIn(6)) return "followed";
    if (OneIn(2)) return "held";
    if (OneIn(3)) return OneIn(2) ? "each" : "backup";
    return Chain(4);
  }

  std::string Chain(int most) {
    static constexpr const char* kNames[] = {"page",   "restarts", "advances", "held",    "hot",
                                             "survey", "silence",  "again",    "unhappy", "old"};
    return kNames[Below(most)];
  }

  void Open(v1::OpenTicket& ticket) {
    open_.push_back("T" + std::to_string(opened_++));
    ticket.set_ticket_id(open_.back());
    if (OneIn(2)) return;
    v1::NamedFact& fact = *ticket.add_facts();
    fact.set_name("load");
    fact.mutable_value()->set_number(Below(9));
  }

  // Often of the chain that several people have to acknowledge.
  void Acknowledge(v1::Acknowledge& acknowledge) {
    const bool each = !each_.empty() && OneIn(3);
    acknowledge.set_ticket_id(each ? each_ : Any());
    if (each) {
      acknowledge.set_escalation("each");
    } else if (!OneIn(4)) {
      acknowledge.set_escalation(OneIn(4) ? Chain(10) : "held");
    }
    if (each || OneIn(2)) acknowledge.set_by(OneIn(2) ? "role:one" : "role:two");
  }

  void Message(v1::AddMessage& message) {
    message.set_ticket_id(Any());
    message.set_author(OneIn(2) ? v1::AddMessage::CUSTOMER : v1::AddMessage::AGENT);
    message.set_agent_id("lin");
    if (message.author() != v1::AddMessage::CUSTOMER || OneIn(3)) return;
    message.mutable_evidence()->set_has_text(true);
    message.mutable_evidence()->set_emotion(Below(6));
  }

  void Life(v1::Command& command) {
    const int kind = Below(15);
    if (kind >= 11) {
      command.mutable_set_status()->set_ticket_id(Any());
      command.mutable_set_status()->set_status(OneIn(2) ? v1::ON_HOLD : v1::ASSIGNED);
    } else if (kind < 4) {
      command.mutable_set_status()->set_ticket_id(Any());
      command.mutable_set_status()->set_status(v1::SOLVED);
    } else if (kind < 7) {
      command.mutable_reject_solution()->set_ticket_id(Any());
    } else if (kind < 9) {
      command.mutable_rate_ticket()->set_ticket_id(Any());
      command.mutable_rate_ticket()->set_csat(1 + Below(5));
    } else if (kind < 10) {
      command.mutable_merge()->set_source_id(Any());
      command.mutable_merge()->set_target_id(Any());
    } else {
      command.mutable_close_ticket()->set_ticket_id(Any());
    }
  }

  PhiloxStream random_;
  std::vector<std::string> open_;
  std::string closed_;  // the last one
  std::string each_;    // for which that chain was asked for last
  int opened_ = 0;
};

// A desk whose policy is replaced, and which is written down and restored, every now and then.
class ChainDesk {
 public:
  ChainDesk() : engine_(Engine::Create(policies_[0], kBegin)) {
    v1::Command command;
    v1::Agent& lin = *command.mutable_set_agent()->mutable_agent();
    lin.set_id("lin");
    lin.set_presence(v1::OFFLINE);
    EXPECT_TRUE(engine_->Apply(kBegin, command, [](const v1::Event&) {}).ok());
  }

  const std::vector<v1::Event>& Apply(int64_t now_ms, const v1::Command& command) {
    events_.clear();
    const absl::Status status =
        engine_->Apply(now_ms, command, [&](const v1::Event& event) { events_.push_back(event); });
    EXPECT_TRUE(status.ok()) << status << command.ShortDebugString();
    return events_;
  }

  // Some chains go on under the other policy.
  const std::vector<v1::Event>& ReplacePolicy(int64_t now_ms, v1::Command& command) {
    events_.clear();
    other_ = !other_;
    v1::ReplacePolicy& replace = *command.mutable_replace_policy();
    const auto add = [&](const char* chain, v1::ChainChange::Change change) -> v1::ChainChange& {
      v1::ChainChange& added = *replace.add_chains();
      added.set_escalation(chain);
      added.set_change(change);
      return added;
    };
    if (++replaced_ % 3 != 0) {
      add("page", v1::ChainChange::RESTART);
      add("held", v1::ChainChange::MAP);
      v1::ChainChange& mapped = add("advances", v1::ChainChange::MAP);
      for (const int32_t step : {1, 3, 3}) mapped.add_steps(step);
      add("unhappy", v1::ChainChange::MAP);
      add("hot", v1::ChainChange::RESTART);
    }
    command.mutable_replace_policy()->set_fingerprint(policies_[other_ ? 1 : 0].fingerprint());
    EXPECT_TRUE(engine_
                    ->ReplacePolicy(now_ms, policies_[other_ ? 1 : 0], command,
                                    [&](const v1::Event& event) { events_.push_back(event); })
                    .ok());
    return events_;
  }

  const std::vector<v1::Event>& events() const { return events_; }

  void Restore() {
    const uint64_t digest = engine_->StateDigest();
    auto restored = Engine::Restore(engine_->TakeSnapshot());
    ASSERT_TRUE(restored.ok()) << restored.status();
    engine_ = *std::move(restored);
    ASSERT_EQ(engine_->StateDigest(), digest);
  }

 private:
  const Policy policies_[2] = {
      Compile(kChainPolicy),
      Compile(std::string(kChainPolicy) + "categories { id: \"unused\" label: \"Unused\" }")};
  std::unique_ptr<Engine> engine_;
  bool other_ = false;
  int replaced_ = 0;
  std::vector<v1::Event> events_;
};

TEST(ChainSimulationTest, EveryEventOfAChainIsPredicted) {
  std::map<std::string, int> seen;
  for (uint64_t seed = 1; seed <= 14; ++seed) {
    ChainWorkload workload(seed);
    ChainDesk desk;
    ChainAuditor auditor;
    int64_t now_ms = kBegin;
    for (int i = 0; i < 3'000; ++i) {
      now_ms += workload.Pause();
      v1::Command command;
      if (i % 70 == 69) {
        const std::vector<v1::Event>& events = desk.ReplacePolicy(now_ms, command);
        auditor.Take(now_ms, command, events);
      } else {
        command = workload.Next();
        auditor.Take(now_ms, command, desk.Apply(now_ms, command));
      }
      ASSERT_EQ(auditor.finding(), "")
          << "seed " << seed << ", step " << i << ": " << command.ShortDebugString();
      for (const v1::Event& event : desk.events()) workload.Observe(event);
      if (i % 90 == 45) {
        ASSERT_NO_FATAL_FAILURE(desk.Restore());
      }
    }
    for (const auto& [kind, count] : auditor.seen()) seen[kind] += count;
  }
  for (const char* kind : {"started", "retriggered", "held", "notify", "ended"}) {
    EXPECT_GT(seen[kind], 100) << kind;
  }
  EXPECT_GT(seen["resumed"], 20);
  for (const char* kind :
       {"moved", "acknowledged", "dropped", "tagged", "contact", "skipped", "took over", "half"}) {
    EXPECT_GT(seen[kind], 20) << kind;
  }
}

// An auditor that overlooks things finds nothing.
TEST(ChainSimulationTest, TheAuditorFindsAnyLie) {
  const auto lies = [](v1::Event& event, int lie) {
    if (lie == 0 && event.has_notification()) {
      event.set_at_ms(event.at_ms() + 1);
    } else if (lie == 1 && event.has_escalation_ended()) {
      event.mutable_escalation_ended()->set_steps(event.escalation_ended().steps() + 1);
    } else if (lie == 2 && event.has_escalation_held()) {
      event.mutable_escalation_held()->set_until_ms(event.escalation_held().until_ms() - 1);
    } else if (lie == 3 && event.has_notification()) {
      event.clear_notification();
    } else if (lie == 4 && event.has_escalation_retriggered()) {
      event.clear_escalation_retriggered();
    } else if (lie == 5 && event.has_contact_due()) {
      event.clear_contact_due();
    } else if (lie == 6 && event.has_notification_dropped()) {
      event.mutable_notification_dropped()->set_target("owner");
    } else {
      return false;
    }
    return true;
  };
  for (int lie = 0; lie < 7; ++lie) {
    ChainWorkload workload(11);
    ChainDesk desk;
    ChainAuditor auditor;
    bool told = false;
    int64_t now_ms = kBegin;
    for (int i = 0; i < 1'500 && !told; ++i) {
      now_ms += workload.Pause();
      const v1::Command command = workload.Next();
      std::vector<v1::Event> events = desk.Apply(now_ms, command);
      for (const v1::Event& event : events) workload.Observe(event);
      for (v1::Event& event : events) {
        if (i >= 50 && !told) told = lies(event, lie);
      }
      auditor.Take(now_ms, command, events);
      ASSERT_TRUE(told || auditor.finding().empty()) << auditor.finding();
    }
    EXPECT_TRUE(told) << lie;
    EXPECT_NE(auditor.finding(), "") << lie;
  }
}

}  // namespace
}  // namespace waypost::sim
