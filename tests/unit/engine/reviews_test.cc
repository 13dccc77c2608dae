#include "lib/engine/reviews.h"

#include <set>

#include "tests/unit/engine/desk.h"

namespace waypost::testing {
namespace {

constexpr char kDaily[] = R"pb(
  name: "daily"
  queues { id: "all" }
  routes {
    id: "everything"
    stage { queue: "all" }
  }
  samples { id: "daily" share_milli: 50 reviewers: "role:qa" }
  samples { id: "internal" share_milli: 300 reviewers: "team:quality" }
  samples { id: "external" share_milli: 200 reviewers: "team:quality" }
)pb";

constexpr int kTickets = 4'000;

// What was asked for tickets that are opened and closed: by sample, the tickets drawn.
std::map<std::string, std::set<std::string>> DrawnWith(uint64_t seed) {
  Engine::Options options;
  options.seed = seed;
  Desk desk(kDaily);
  desk.engine = Engine::Create(CompileOrDie(kDaily), kNoon, options);
  for (int i = 0; i < 4; ++i) {
    EXPECT_TRUE(desk.Apply(kNoon, "set_agent { agent { id: 'q" + std::to_string(i) +
                                      "' team: 'quality' presence: OFFLINE } }")
                    .ok());
  }
  for (int i = 0; i < kTickets; ++i) {
    const std::string id = "{ ticket_id: 'T" + std::to_string(i) + "' }";
    EXPECT_TRUE(desk.Apply(kNoon + i, "open_ticket " + id).ok());
    EXPECT_TRUE(desk.Apply(kNoon + i, "close_ticket " + id).ok());
  }
  std::map<std::string, std::set<std::string>> drawn;
  std::set<std::string> reviewers;
  std::string last;
  for (const v1::Event& event : desk.events) {
    if (!event.has_review_changed()) continue;
    const v1::ReviewChanged& review = event.review_changed();
    EXPECT_EQ(review.state(), v1::ReviewChanged::ASKED);
    drawn[review.sample()].insert(event.ticket_id());
    if (event.ticket_id() != last) reviewers.clear();
    last = event.ticket_id();
    EXPECT_TRUE(reviewers.insert(review.reviewer()).second) << last << " is reviewed by two";
  }
  return drawn;
}

TEST(ReviewsTest, EachSampleHasItsShareAndReplaysDrawTheSame) {
  const auto drawn = DrawnWith(1);
  EXPECT_NEAR(static_cast<double>(drawn.at("daily").size()), kTickets * 0.05, kTickets * 0.015);
  EXPECT_NEAR(static_cast<double>(drawn.at("internal").size()), kTickets * 0.3, kTickets * 0.03);
  EXPECT_NEAR(static_cast<double>(drawn.at("external").size()), kTickets * 0.2, kTickets * 0.03);
  EXPECT_EQ(DrawnWith(1), drawn);
  EXPECT_NE(DrawnWith(2), drawn);
}

TEST(ReviewsTest, ReviewsSurviveASnapshotAndAreForgottenInTheEnd) {
  Desk desk(kDaily);
  const size_t before = desk.engine->TakeSnapshot().size();
  for (int i = 0; i < 200; ++i) {
    const std::string id = "{ ticket_id: 'T" + std::to_string(i) + "' }";
    EXPECT_TRUE(desk.Apply(kNoon, "open_ticket " + id).ok());
    EXPECT_TRUE(desk.Apply(kNoon, "close_ticket " + id).ok());
  }
  const std::string snapshot = desk.engine->TakeSnapshot();
  EXPECT_GT(snapshot.size(), before);
  absl::StatusOr<std::unique_ptr<Engine>> restored = Engine::Restore(snapshot);
  ASSERT_TRUE(restored.ok()) << restored.status();
  EXPECT_EQ((*restored)->StateDigest(), desk.engine->StateDigest());
  desk.engine = *std::move(restored);
  desk.events.clear();
  EXPECT_TRUE(desk.Advance(kNoon + int64_t{31} * 86'400'000).ok());
  ASSERT_FALSE(desk.events.empty());
  for (const v1::Event& event : desk.events) {
    EXPECT_EQ(event.review_changed().state(), v1::ReviewChanged::LAPSED);
  }
  EXPECT_EQ(desk.engine->NextWakeup(), std::nullopt);
}

}  // namespace
}  // namespace waypost::testing
