// Who gets how much: a week with one agent back from leave and one newcomer.
#include <cmath>
#include <cstdint>
#include <functional>
#include <map>
#include <queue>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "lib/base/philox.h"
#include "lib/base/time_units.h"
#include "tests/unit/engine/desk.h"

namespace waypost::testing {
namespace {

constexpr char kPolicy[] = R"(
  name: "fair"
  queues { id: "all" auto_accept: true }
  queues { id: "by_hand" }
  routes { id: "by_hand" when: "channel == 'by_hand'" stage { queue: "by_hand" } }
  routes { id: "everything" stage { queue: "all" } }
)";

std::string AgentText(const std::string& id, const char* presence) {
  return absl::StrCat("set_agent { agent { id: '", id,
                      "' queues: 'all' capacity: 4 presence: ", presence, " } }");
}

// Tickets come at random, one a minute, and take half an hour each.
class Week {
 public:
  struct Assignment {
    int64_t at_ms = 0;
    std::string agent;
  };

  explicit Week(uint64_t seed) : draw_(seed, 0), desk_(kPolicy) {}

  void Do(int64_t at_ms, const std::string& command) {
    const absl::Status status = desk_.Apply(at_ms, command);
    EXPECT_TRUE(status.ok()) << status << ": " << command;
    for (const v1::Event& event : desk_.events) {
      EXPECT_FALSE(event.has_command_refused()) << event.ShortDebugString();
      if (!event.has_ticket_assigned()) continue;
      assignments.push_back({at_ms, event.ticket_assigned().agent_id()});
      ends_.push({at_ms + Exponential(kHourMs / 2), event.ticket_id()});
    }
    desk_.events.clear();
  }

  void RunUntil(int64_t end_ms) {
    for (; next_ms_ < end_ms; next_ms_ += 1 + Exponential(kMinute)) {
      EndUntil(next_ms_);
      Do(next_ms_, absl::StrCat("open_ticket { ticket_id: 't", number_++, "' }"));
    }
    EndUntil(end_ms);
  }

  std::vector<Assignment> assignments;

 private:
  int64_t Exponential(int64_t mean_ms) {
    const double uniform = (static_cast<double>(draw_.Next() >> 12) + 0.5) * 0x1p-52;
    return static_cast<int64_t>(-std::log(uniform) * static_cast<double>(mean_ms));
  }

  void EndUntil(int64_t now_ms) {
    while (!ends_.empty() && ends_.top().first <= now_ms) {
      const auto [at_ms, ticket] = ends_.top();
      ends_.pop();
      Do(at_ms, absl::StrCat("close_ticket { ticket_id: '", ticket, "' }"));
    }
  }

  using End = std::pair<int64_t, std::string>;
  PhiloxStream draw_;
  Desk desk_;
  std::priority_queue<End, std::vector<End>, std::greater<>> ends_;
  int64_t next_ms_ = kNoon + 1;
  int number_ = 0;
};

std::map<std::string, int> CountsOf(const Week& week, int64_t from_ms, int64_t to_ms) {
  std::map<std::string, int> counts;
  for (const Week::Assignment& assignment : week.assignments) {
    if (assignment.at_ms >= from_ms && assignment.at_ms < to_ms) ++counts[assignment.agent];
  }
  return counts;
}

class FairnessTest : public ::testing::TestWithParam<uint64_t> {
 protected:
  static constexpr int64_t kReturn = kNoon + 2 * kDayMs;
  static constexpr int64_t kJoin = kNoon + 4 * kDayMs;
  static constexpr int64_t kEnd = kNoon + 7 * kDayMs;

  // Agents a0 to a11; a3 is on leave for two days, "new" joins after four.
  static Week RunWeek(uint64_t seed) {
    Week week(seed);
    for (int i = 0; i < 12; ++i) {
      week.Do(kNoon, AgentText(absl::StrCat("a", i), i == 3 ? "OFFLINE" : "AVAILABLE"));
    }
    week.RunUntil(kReturn);
    week.Do(kReturn, "set_presence { agent_id: 'a3' presence: AVAILABLE }");
    week.RunUntil(kJoin);
    week.Do(kJoin, AgentText("new", "AVAILABLE"));
    week.RunUntil(kEnd);
    return week;
  }
};

// Nobody gets more than a tenth above an equal share of what came while they were there.
TEST_P(FairnessTest, ShareOfAWeek) {
  const Week week = RunWeek(GetParam());
  ASSERT_GT(week.assignments.size(), 9'000u);
  for (const auto& [from_ms, to_ms, agents] :
       {std::make_tuple(kNoon, kReturn, size_t{11}), std::make_tuple(kReturn, kJoin, size_t{12}),
        std::make_tuple(kJoin, kEnd, size_t{13})}) {
    const std::map<std::string, int> counts = CountsOf(week, from_ms, to_ms);
    EXPECT_EQ(counts.size(), agents);
    int all = 0;
    for (const auto& [agent, count] : counts) all += count;
    for (const auto& [agent, count] : counts) {
      EXPECT_LE(static_cast<double>(count), 1.1 * all / static_cast<double>(agents)) << agent;
    }
  }
}

// Somebody with empty hands who has got nothing for days is asked once before all others, and then
// in turn: not until the hands are full.
TEST_P(FairnessTest, NobodyIsFloodedOnTheFirstHour) {
  const Week week = RunWeek(GetParam());
  for (const auto& [agent, from_ms] :
       {std::make_pair("a3", kReturn), std::make_pair("new", kJoin)}) {
    const std::map<std::string, int> counts = CountsOf(week, from_ms, from_ms + kHourMs);
    int all = 0;
    for (const auto& [id, count] : counts) all += count;
    const int share = all / static_cast<int>(counts.size());
    EXPECT_GE(counts.at(agent), share - 2);
    EXPECT_LE(counts.at(agent), share + 2);
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, FairnessTest, ::testing::Values(1, 2, 3));

// The same agents, put on the roster in another order, and the same tickets given to them one after
// the other: from then on everything goes to the same people.
TEST(LongestIdleTest, DoesNotDependOnTheOrderOfJoining) {
  std::vector<std::string> expected;
  std::vector<int> joining = {0, 1, 2, 3, 4, 5};
  PhiloxStream draw(7, 7);
  for (int round = 0; round < 10; ++round) {
    Desk desk(kPolicy);
    for (const int i : joining) {
      ASSERT_TRUE(desk.Apply(kNoon, AgentText(absl::StrCat("a", i), "AVAILABLE")).ok());
    }
    int64_t now_ms = kNoon;
    for (const int i : {4, 1, 5, 0, 3, 2}) {  // as they were last given something
      const std::string ticket = absl::StrCat("ticket_id: 'first", i, "'");
      ASSERT_TRUE(
          desk.Apply(++now_ms, absl::StrCat("open_ticket { ", ticket, " channel: 'by_hand' }"))
              .ok());
      ASSERT_TRUE(desk.Apply(now_ms, absl::StrCat("assign { ", ticket, " agent_id: 'a", i,
                                                  "' force: true }"))
                      .ok());
      ASSERT_TRUE(desk.Apply(now_ms, absl::StrCat("close_ticket { ", ticket, " }")).ok());
    }
    desk.events.clear();
    for (int i = 0; i < 18; ++i) {
      ASSERT_TRUE(desk.Apply(++now_ms, absl::StrCat("open_ticket { ticket_id: 't", i, "' }")).ok());
    }
    std::vector<std::string> got;
    for (const v1::Event& event : desk.events) {
      if (event.has_ticket_assigned()) got.push_back(event.ticket_assigned().agent_id());
    }
    EXPECT_EQ(got.size(), 18u);
    if (expected.empty()) expected = got;
    EXPECT_EQ(got, expected);
    for (size_t i = joining.size() - 1; i > 0; --i)
      std::swap(joining[i], joining[draw.Below(i + 1)]);
  }
}

}  // namespace
}  // namespace waypost::testing
