#include <algorithm>

#include "tests/sim/auditor.h"
#include "tests/sim/desk_run.h"
#include "tests/sim/period_auditor.h"

namespace waypost::sim {
namespace {

constexpr int kSteps = 3000;

std::string TellOf(uint64_t seed, int step, const Step& last, const Auditor& auditor,
                   const std::vector<v1::Event>& events) {
  std::string text = "seed " + std::to_string(seed) + ", step " + std::to_string(step) + ": " +
                     last.command.ShortDebugString() + "\n";
  for (const std::string& finding : auditor.findings()) text += "  " + finding + "\n";
  return text + "reproduce: simulation_test --gtest_filter='*FindsNothing' with WAYPOST_SIM_SEED=" +
         std::to_string(seed) + "\nevents of the step:\n" +
         TextOf(events).substr(std::max<size_t>(TextOf(events).size(), 9000) - 9000);
}

// A lie about one event. False: this event has nothing to lie about.
struct Lie {
  const char* name;
  bool (*tell)(v1::Event& event);
};

bool OfferToAnother(v1::Event& event, const char* queue) {
  if (event.ticket_offered().queue() != queue) return false;
  const bool first = event.ticket_offered().agent_id() == "a1";
  event.mutable_ticket_offered()->set_agent_id(first ? "a0" : "a1");
  return true;
}

const Lie kLies[] = {
    {"an offer to somebody else", [](v1::Event& event) { return OfferToAnother(event, "front"); }},
    {"a round that goes on with somebody else",
     [](v1::Event& event) { return OfferToAnother(event, "expert"); }},
    {"a draw that fell on somebody else",
     [](v1::Event& event) { return OfferToAnother(event, "bulk"); }},
    {"a ring that is passed over", [](v1::Event& event) { return OfferToAnother(event, "care"); }},
    {"an owner who is asked like anybody",
     [](v1::Event& event) {
       if (!event.ticket_offered().to_owner()) return false;
       event.mutable_ticket_offered()->set_to_owner(false);
       return true;
     }},
    {"an offer rescinded for somebody who was not asked",
     [](v1::Event& event) {
       if (event.offer_ended().how() != v1::OfferEnded::RESCINDED) return false;
       event.mutable_offer_ended()->set_agent_id("a99");
       return true;
     }},
    {"a queue that opens or closes early",
     [](v1::Event& event) {
       if (!event.has_queue_hours()) return false;
       event.set_at_ms(event.at_ms() - 1);
       return true;
     }},
    {"a closed queue that nobody stands in for",
     [](v1::Event& event) {
       if (event.queue_hours().site().empty()) return false;
       event.mutable_queue_hours()->clear_site();
       return true;
     }},
    {"a due time one millisecond late",
     [](v1::Event& event) {
       if (!event.has_clock_started()) return false;
       event.mutable_clock_started()->set_due_ms(event.clock_started().due_ms() + 1);
       return true;
     }},
    {"a resumed clock due one millisecond early",
     [](v1::Event& event) {
       if (!event.has_clock_resumed()) return false;
       event.mutable_clock_resumed()->set_due_ms(event.clock_resumed().due_ms() - 1);
       return true;
     }},
    {"a late clock told to be in time",
     [](v1::Event& event) {
       if (!event.has_clock_stopped_late()) return false;
       const v1::ClockStoppedLate late = event.clock_stopped_late();
       *event.mutable_clock_met()->mutable_clock() = late.clock();
       event.mutable_clock_met()->set_after_ms(late.after_ms());
       event.mutable_clock_met()->set_due_ms(late.due_ms());
       return true;
     }},
    {"a wait that began one millisecond early",
     [](v1::Event& event) {
       if (!event.has_clock_met() || event.clock_met().clock().metric() != v1::Sla::PICKUP) {
         return false;
       }
       event.mutable_clock_met()->set_after_ms(event.clock_met().after_ms() + 1);
       return true;
     }},
    {"another target that keeps the old due time",
     [](v1::Event& event) {
       if (!event.has_clock_retargeted()) return false;
       event.mutable_clock_retargeted()->set_due_ms(event.clock_retargeted().due_ms() - 1);
       return true;
     }},
    {"a stay in a queue that goes on",
     [](v1::Event& event) {
       if (!event.has_clock_started()) return false;
       v1::ClockRef& clock = *event.mutable_clock_started()->mutable_clock();
       if (clock.metric() != v1::Sla::OWNERSHIP || clock.cycle() == 1) return false;
       clock.set_cycle(1);
       return true;
     }},
    {"a rest that ends early",
     [](v1::Event& event) {
       if (!event.has_agent_rested() || event.agent_rested().early()) return false;
       event.set_at_ms(event.at_ms() - 1);
       return true;
     }},
    {"a shift that changes early",
     [](v1::Event& event) {
       if (!event.has_shift_changed() || event.cause().kind() != v1::Cause::TIMER) return false;
       event.set_at_ms(event.at_ms() - 1);
       return true;
     }},
    {"a pace that is kept for longer",
     [](v1::Event& event) {
       if (event.agent_rests().why() != v1::AgentRests::PACE) return false;
       event.mutable_agent_rests()->set_until_ms(event.agent_rests().until_ms() + 1);
       return true;
     }},
    {"a silence that is shorter",
     [](v1::Event& event) {
       if (event.ticket_returned().why() != v1::TicketReturned::SILENT) return false;
       event.set_at_ms(event.at_ms() - 1);
       return true;
     }},
    {"a channel that nothing stands in for",
     [](v1::Event& event) {
       if (event.channel_changed().stand_in().empty()) return false;
       event.mutable_channel_changed()->clear_stand_in();
       return true;
     }},
    {"room where there is none",
     [](v1::Event& event) {
       if (!event.has_status_changed() || !event.status_changed().over_capacity()) return false;
       event.mutable_status_changed()->set_over_capacity(false);
       return true;
     }},
    {"a warning one millisecond late",
     [](v1::Event& event) {
       if (!event.has_clock_warned() || event.cause().kind() != v1::Cause::TIMER) return false;
       event.set_at_ms(event.at_ms() + 1);
       return true;
     }},
    {"an offer that times out early",
     [](v1::Event& event) {
       if (!event.has_offer_ended() || event.offer_ended().how() != v1::OfferEnded::TIMED_OUT) {
         return false;
       }
       event.set_at_ms(event.at_ms() - 1);
       return true;
     }},
    {"a waiting time one millisecond short",
     [](v1::Event& event) {
       if (!event.has_ticket_assigned()) return false;
       event.mutable_ticket_assigned()->set_waited_ms(event.ticket_assigned().waited_ms() - 1);
       return true;
     }},
    {"a task's clock that starts one millisecond late",
     [](v1::Event& event) {
       if (!event.has_clock_started() || event.clock_started().clock().task().empty()) return false;
       event.mutable_clock_started()->set_due_ms(event.clock_started().due_ms() + 1);
       return true;
     }},
    {"a task that took one millisecond less",
     [](v1::Event& event) {
       if (!event.has_task_ended()) return false;
       event.mutable_task_ended()->set_after_ms(event.task_ended().after_ms() - 1);
       return true;
     }},
    {"a queue that is longer than it is",
     [](v1::Event& event) {
       if (!event.has_queue_overflow() || !event.ticket_id().empty()) return false;
       event.mutable_queue_overflow()->set_waiting(event.queue_overflow().waiting() + 1);
       return true;
     }},
    {"a mode that ends late",
     [](v1::Event& event) {
       if (event.mode_changed().how() != v1::ModeChanged::SCHEDULED) return false;
       event.set_at_ms(event.at_ms() + 1);
       return true;
     }},
    {"a clock of a mode that is over",
     [](v1::Event& event) {
       if (!event.has_clock_started()) return false;
       v1::ClockRef& clock = *event.mutable_clock_started()->mutable_clock();
       if (clock.sla() != "standard" || clock.metric() != v1::Sla::OWNERSHIP) return false;
       clock.set_sla("rush");
       return true;
     }},
    {"a clock in a mode that is promised as usual",
     [](v1::Event& event) {
       if (!event.has_clock_started()) return false;
       v1::ClockRef& clock = *event.mutable_clock_started()->mutable_clock();
       if (clock.sla() != "rush") return false;
       clock.set_sla("standard");
       return true;
     }},
    {"a mode that changes what was promised before it",
     [](v1::Event& event) {
       if (!event.has_clock_resumed()) return false;
       v1::ClockRef& clock = *event.mutable_clock_resumed()->mutable_clock();
       if (clock.sla() != "night") return false;
       clock.set_sla("standard");
       return true;
     }},
    {"a mode that leaves somebody with too much, untold",
     [](v1::Event& event) {
       if (event.mode_changed().over_capacity().empty()) return false;
       event.mutable_mode_changed()->clear_over_capacity();
       return true;
     }},
    {"a part that begins at another time",
     [](v1::Event& event) {
       if (!event.has_ticket_split()) return false;
       event.mutable_ticket_split()->set_since_opening(!event.ticket_split().since_opening());
       return true;
     }},
    {"a part of a lower priority",
     [](v1::Event& event) {
       const bool of_part = event.has_ticket_classified() && event.cause().event_sequence() != 0;
       if (!of_part || event.ticket_classified().priority() == "P3") return false;
       event.mutable_ticket_classified()->set_priority("P3");
       return true;
     }},
    {"a reserve that is released late",
     [](v1::Event& event) {
       if (!event.has_reserve_released()) return false;
       event.set_at_ms(event.at_ms() + 1);
       return true;
     }},
    {"a ticket that overflows late",
     [](v1::Event& event) {
       if (!event.has_queue_overflow() || event.ticket_id().empty()) return false;
       event.set_at_ms(event.at_ms() + 1);
       return true;
     }},
    {"a wrong count of waiting tickets",
     [](v1::Event& event) {
       if (!event.has_ticket_queued()) return false;
       event.mutable_ticket_queued()->set_waiting(event.ticket_queued().waiting() + 1);
       return true;
     }},
};

// True if there was something to lie about in the run of a seed.
bool FindsTheLie(const Lie& lie, uint64_t seed) {
  Workload workload(seed, Workload::With::kParts);
  DeskRun desk;
  Auditor auditor(kStart);
  bool told = false;
  for (int i = 0; i < kSteps && auditor.findings().empty(); ++i) {
    const Step step = workload.Next();
    const absl::Status status = desk.Do(step);
    for (const v1::Event& event : desk.events) workload.Observe(event);
    for (v1::Event& event : desk.events) {
      if (i < 100 || told) break;
      told = lie.tell(event);
    }
    auditor.Take(step.now_ms, step.command, status.ok(), desk.events);
    EXPECT_TRUE(told || auditor.findings().empty()) << lie.name << ", step " << i;
  }
  EXPECT_TRUE(!told || !auditor.findings().empty()) << lie.name;
  return told;
}

TEST(SimulationTest, TheAuditorFindsAnyLie) {
  for (const Lie& lie : kLies) {
    const bool any = FindsTheLie(lie, 101) || FindsTheLie(lie, 103) || FindsTheLie(lie, 104);
    EXPECT_TRUE(any) << lie.name;
  }
}

void AuditRun(uint64_t seed, Workload::With with, std::map<std::string, int64_t>& checks) {
  Workload workload(seed, with);
  DeskRun desk;
  Auditor auditor(kStart);
  PeriodAuditor periods;
  for (int i = 0; i < WantedSteps(kSteps); ++i) {
    const Step step = workload.Next();
    const absl::Status status = desk.Do(step);
    auditor.Take(step.now_ms, step.command, status.ok(), desk.events);
    ASSERT_TRUE(auditor.findings().empty())
        << TellOf(seed, i, step, auditor, desk.events).substr(0, 12000);
    periods.Take(desk.engine->now_ms(), desk.events);
    ASSERT_TRUE(periods.findings().empty())
        << "seed " << seed << ", step " << i << ": " << periods.findings()[0];
    for (const v1::Event& event : desk.events) workload.Observe(event);
  }
  checks["period"] += periods.closed();
  checks["alarm"] += periods.alarms();
  for (const auto& [kind, count] : auditor.checks()) checks[kind] += count;
}

TEST(SimulationTest, TheAuditorOfPartsFindsNothing) {
  std::map<std::string, int64_t> checks;
  for (const uint64_t seed : WantedSeeds({104, 105})) {
    AuditRun(seed, Workload::With::kParts, checks);
  }
  if (OneSeedIsWanted()) return;
  for (const char* kind : {"split off", "part", "part since opening"}) {
    EXPECT_GT(checks[kind], 20) << kind;
  }
}

TEST(SimulationTest, TheAuditorFindsNothing) {
  std::map<std::string, int64_t> checks;
  for (const uint64_t seed : WantedSeeds({7, 101, 102, 103, 104, 105})) {
    AuditRun(seed, Workload::With::kNothing, checks);
  }
  // An auditor that saw nothing finds nothing.
  if (OneSeedIsWanted()) return;
  for (const char* kind : {"longest idle",  "best ticket",
                           "nobody idle",   "due",
                           "chosen",        "asked together",
                           "owner over",    "asked all",
                           "breach",        "warning in time",
                           "pause",         "stop",
                           "met",           "timed out",
                           "stage",         "language",
                           "skipped stage", "answers in",
                           "retargeted",    "wall warning in time",
                           "room",          "expected rest",
                           "rested",        "pace",
                           "shift",         "silent",
                           "channel",       "overflow in time",
                           "overflow",      "released",
                           "mode",          "modes",
                           "hours",         "site",
                           "open"}) {
    EXPECT_GT(checks[kind], 100) << kind;
  }
  for (const char* tie :
       {"PREFERENCE", "RING", "LEAST_VERSATILE", "LEAST_LOAD", "LONGEST_IDLE", "LONGEST_SINCE_WORK",
        "ROUND_ROBIN", "FEWEST_IN_WINDOW", "WEIGHTED_RANDOM"}) {
    EXPECT_GT(checks[std::string("tie ") + tie], 0) << tie;
  }
  for (const char* kind : {"owner first", "previous queue", "left to others"}) {
    EXPECT_GT(checks[kind], 5) << kind;
  }
  for (const char* metric : {"OWNERSHIP", "PICKUP", "PERIODIC_UPDATE", "REQUESTER_WAIT",
                             "AGENT_WORK", "MILESTONE verified"}) {
    EXPECT_GT(checks[std::string("stopped ") + metric], 20) << metric;
  }
  EXPECT_GT(checks["over capacity"], 10);
  EXPECT_GT(checks["split"], 5);
  for (const char* kind : {"kept promise", "of another mode", "recomputed"}) {
    EXPECT_GT(checks[kind], 20) << kind;
  }
  for (const char* kind : {"older question", "pull", "pick", "returned", "opted"}) {
    EXPECT_GT(checks[kind], 0) << kind;
  }
  EXPECT_GT(checks["stopped TASK"], 10);
  EXPECT_GT(checks["task with its ticket"], 10);
  EXPECT_GT(checks["period"], 50);
  EXPECT_GT(checks["alarm"], 10);
}

}  // namespace
}  // namespace waypost::sim
