// Conditions that read the ticket's age and open calendars: what they say depends on the instant of
// the command or timer that asks, never on when the host looks.
#include "tests/unit/engine/desk.h"

namespace waypost::testing {
namespace {

// Steps every 7 minutes over three hours, each with conditions that flip in between.
std::string MovingPolicy() {
  std::string policy = R"pb(
    name: "moving"
    facts { name: "amount" type: INT default: "0" }
    calendars {
      id: "always"
      weekly { days: "mon-sun" hours: "00:00-24:00" }
    }
    calendars {
      id: "odd"
      weekly { days: "mon-sun" hours: "12:15-12:45, 13:05-14:20" }
    }
    classification { priority_rules { id: "old" when: "age > duration('45m')" at_least: "P1" } }
    sla {
      id: "open"
      when: "open('odd')"
      target { metric: FIRST_REPLY within: "50m" calendar: "always" }
    }
    sla {
      id: "shut"
      target { metric: FIRST_REPLY within: "80m" calendar: "always" }
    }
    queues { id: "all" }
    routes {
      id: "everything"
      stage { queue: "all" }
      stage { after: "30m" queue: "all" }
    }
  )pb";
  policy += "escalations { id: 'watch' on { created: true } step { notify: 'role:0' }";
  for (int i = 1; i <= 25; ++i) {
    policy += "step { wait: '7m' when: \"open('odd') == (age < duration('" +
              std::to_string(20 + i * 4) + "m'))\" notify: 'role:" + std::to_string(i) + "' }";
  }
  return policy + "}";
}

std::vector<std::string> EventsWith(const std::vector<int64_t>& looks) {
  Desk desk(MovingPolicy());
  EXPECT_TRUE(desk.Apply(kNoon, "open_ticket { ticket_id: 'T1' }").ok());
  EXPECT_TRUE(desk.Apply(kNoon + 17 * kMinute, "open_ticket { ticket_id: 'T2' }").ok());
  for (const int64_t look : looks) {
    EXPECT_TRUE(desk.Advance(look).ok());
    if (look % 7 != 0) continue;
    absl::StatusOr<std::unique_ptr<Engine>> restored = Engine::Restore(desk.engine->TakeSnapshot());
    EXPECT_TRUE(restored.ok()) << restored.status();
    desk.engine = *std::move(restored);
  }
  EXPECT_TRUE(desk.Advance(kNoon + 200 * kMinute).ok());
  EXPECT_TRUE(desk.Apply(kNoon + 200 * kMinute,
                         "set_facts { ticket_id: 'T2' facts { name: 'amount' value { number: 1 } } "
                         "}")
                  .ok());
  std::vector<std::string> events;
  for (const v1::Event& event : desk.events) events.push_back(event.ShortDebugString());
  events.push_back(std::to_string(desk.engine->StateDigest()));
  return events;
}

TEST(MovingFactsTest, LooksInBetweenAndSnapshotsChangeNothing) {
  const std::vector<std::string> at_once = EventsWith({});
  std::vector<int64_t> looks;
  for (int64_t at = kNoon + 17 * kMinute; at < kNoon + 200 * kMinute; at += 61'003) {
    looks.push_back(at);
  }
  EXPECT_EQ(EventsWith(looks), at_once);
  // The conditions said yes and no: some steps notified, some did not.
  int notifications = 0;
  for (const std::string& event : at_once) {
    notifications += event.find("notification") != std::string::npos ? 1 : 0;
  }
  EXPECT_GT(notifications, 5);
  EXPECT_LT(notifications, 45);
}

TEST(MovingFactsTest, AgeCountsFromTheOpeningOfAnAdoptedTicket) {
  Desk desk(MovingPolicy());
  ASSERT_TRUE(desk.Apply(kNoon, "adopt_ticket { ticket { ticket_id: 'T1' } opened_ms: " +
                                    std::to_string(kNoon - 46 * kMinute) + " }")
                  .ok());
  EXPECT_EQ(desk.engine->GetTicket("T1")->priority(), "P1");
  ASSERT_TRUE(desk.Apply(kNoon, "adopt_ticket { ticket { ticket_id: 'T2' } opened_ms: " +
                                    std::to_string(kNoon - 45 * kMinute) + " }")
                  .ok());
  EXPECT_EQ(desk.engine->GetTicket("T2")->priority(), "P3");
}

// 12:15 is open, 12:45 is not.
TEST(MovingFactsTest, OpeningTimeIsOpenAndClosingTimeIsNot) {
  Desk desk(MovingPolicy());
  const auto sla_at = [&](const std::string& id, int64_t minute) {
    EXPECT_TRUE(
        desk.Apply(kNoon + minute * kMinute, "open_ticket { ticket_id: '" + id + "' }").ok());
    return desk.engine->GetTicket(id)->sla();
  };
  EXPECT_EQ(sla_at("T1", 14), "shut");
  EXPECT_EQ(sla_at("T2", 15), "open");
  EXPECT_EQ(sla_at("T3", 44), "open");
  EXPECT_EQ(sla_at("T4", 45), "shut");
}

}  // namespace
}  // namespace waypost::testing
