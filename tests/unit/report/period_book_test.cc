#include "lib/report/period_book.h"

#include <string>
#include <utility>

#include "gtest/gtest.h"
#include "lib/base/time_units.h"

namespace waypost::report {
namespace {

// A desk whose events are made one by one.
class PeriodDesk {
 public:
  explicit PeriodDesk(Grain grain = Grain::kDay) : book_(grain, calendar::Zone()) {}

  void Agent(const std::string& id, v1::Agent::Kind kind) {
    v1::Command command;
    command.mutable_set_agent()->mutable_agent()->set_id(id);
    command.mutable_set_agent()->mutable_agent()->set_kind(kind);
    book_.Note(command);
  }

  void Open(int64_t at_ms, const std::string& ticket, const std::string& channel) {
    v1::Command command;
    command.mutable_open_ticket()->set_ticket_id(ticket);
    command.mutable_open_ticket()->set_channel(channel);
    book_.Note(command);
    At(at_ms, ticket).mutable_ticket_classified()->set_category("refund");
  }

  void Split(int64_t at_ms, const std::string& whole, const std::string& part,
             const std::string& channel) {
    v1::Command command;
    command.mutable_split()->set_ticket_id(whole);
    command.mutable_split()->mutable_part()->set_ticket_id(part);
    command.mutable_split()->mutable_part()->set_channel(channel);
    Flush();
    book_.Note(command);
    At(at_ms, whole).mutable_ticket_split()->set_part_ticket_id(part);
    At(at_ms, part).mutable_ticket_classified()->set_category("refund");
  }

  void Assign(int64_t at_ms, const std::string& ticket, const std::string& agent) {
    At(at_ms, ticket).mutable_ticket_assigned()->set_agent_id(agent);
  }
  void Solve(int64_t at_ms, const std::string& ticket) {
    At(at_ms, ticket).mutable_ticket_solved();
  }
  void Reopen(int64_t at_ms, const std::string& ticket) {
    At(at_ms, ticket).mutable_ticket_reopened();
  }
  void Met(int64_t at_ms, const std::string& ticket) { At(at_ms, ticket).mutable_clock_met(); }
  void Breached(int64_t at_ms, const std::string& ticket) {
    At(at_ms, ticket).mutable_clock_breached();
  }
  void Rate(int64_t at_ms, const std::string& ticket, int csat, int nps) {
    v1::TicketRated& rated = *At(at_ms, ticket).mutable_ticket_rated();
    rated.set_csat(csat);
    rated.set_nps(nps);
  }

  std::vector<PeriodCount> Finish() {
    Flush();
    return book_.Finish();
  }

 private:
  v1::Event& At(int64_t at_ms, const std::string& ticket) {
    Flush();
    event_.set_at_ms(at_ms);
    event_.set_ticket_id(ticket);
    return event_;
  }
  void Flush() {
    if (!event_.ticket_id().empty()) book_(event_);
    event_.Clear();
  }

  PeriodBook book_;
  v1::Event event_;
};

TEST(PeriodBookTest, CountsEachThingInItsPeriodAndLeavesNoneOut) {
  PeriodDesk desk;
  desk.Open(1, "T1", "chat");
  desk.Open(2, "T2", "email");
  desk.Assign(3, "T1", "ann");
  desk.Solve(2 * kDayMs, "T1");
  const std::vector<PeriodCount> days = desk.Finish();
  ASSERT_EQ(days.size(), 3u);
  EXPECT_EQ(days[0].name, "1970-01-01");
  EXPECT_EQ(days[0].opened, 2u);
  EXPECT_EQ(days[0].channels.at("chat"), 1u);
  EXPECT_EQ(days[0].categories.at("refund"), 2u);
  EXPECT_EQ(days[0].solved, 0u);
  EXPECT_EQ(days[1].name, "1970-01-02");
  EXPECT_EQ(days[1].opened + days[1].solved, 0u);
  EXPECT_EQ(days[2].solved, 1u);
  EXPECT_EQ(days[2].handling[4], 1u);
}

TEST(PeriodBookTest, APartCameByTheChannelOfTheWholeUnlessItSaysAnother) {
  PeriodDesk desk;
  desk.Open(0, "T1", "chat");
  desk.Split(1, "T1", "T2", "");
  desk.Split(2, "T2", "T3", "");
  desk.Split(3, "T1", "T4", "phone");
  const PeriodCount day = desk.Finish()[0];
  EXPECT_EQ(day.opened, 4u);
  EXPECT_EQ(day.channels.at("chat"), 3u);
  EXPECT_EQ(day.channels.at("phone"), 1u);
  EXPECT_EQ(day.categories.at("refund"), 4u);
}

TEST(PeriodBookTest, CountsATicketAsSolvedWhereItWasForTheLastTime) {
  PeriodDesk desk;
  desk.Open(0, "T1", "chat");
  desk.Assign(0, "T1", "ann");
  desk.Solve(5 * kMinuteMs, "T1");
  desk.Reopen(6 * kMinuteMs, "T1");
  desk.Assign(kDayMs, "T1", "ann");
  desk.Solve(kDayMs + kMinuteMs, "T1");
  const std::vector<PeriodCount> days = desk.Finish();
  EXPECT_EQ(days[0].solved, 0u);
  EXPECT_EQ(days[1].solved, 1u);
  EXPECT_EQ(days[1].first_contact, 0u);
}

TEST(PeriodBookTest, TellsWhatTheFirstWhoHadItSolvedAndWhatProgramsDid) {
  PeriodDesk desk;
  desk.Agent("robo", v1::Agent::BOT);
  desk.Agent("ann", v1::Agent::HUMAN);
  for (const char* ticket : {"T1", "T2"}) {
    desk.Open(0, ticket, "chat");
    desk.Assign(0, ticket, "robo");
  }
  desk.Solve(5 * kMinuteMs, "T1");
  desk.Assign(kMinuteMs, "T2", "ann");
  desk.Solve(5 * kMinuteMs + 1, "T2");
  const PeriodCount day = desk.Finish()[0];
  EXPECT_EQ(day.solved, 2u);
  EXPECT_EQ(day.first_contact, 1u);
  EXPECT_EQ(day.by_programs, 1u);
  EXPECT_EQ(day.handling[0], 1u);
  EXPECT_EQ(day.handling[1], 1u);
  EXPECT_EQ(day.agents.count("robo"), 0u);
  EXPECT_EQ(day.agents.at("ann").solved, 1u);
}

TEST(PeriodBookTest, CountsWhatScoresAreMadeOf) {
  PeriodDesk desk(Grain::kYear);
  desk.Open(0, "T1", "chat");
  desk.Met(0, "T1");  // nobody's
  desk.Assign(1, "T1", "ann");
  desk.Met(2, "T1");
  desk.Met(3, "T1");
  desk.Met(4, "T1");
  desk.Breached(5, "T1");
  desk.Solve(6, "T1");
  desk.Rate(7, "T1", 4, 9);
  const PeriodCount year = desk.Finish()[0];
  EXPECT_EQ(year.name, "1970");
  EXPECT_EQ(year.met, 4u);
  EXPECT_EQ(year.csat[3], 1u);
  EXPECT_EQ(year.rating_sum(), 4u);
  EXPECT_EQ(year.promoters, 1u);
  // 15 * 750 + 15 * 1000 + 30 * 750, of 60: nobody has reviewed anything.
  EXPECT_EQ(year.agents.at("ann").ScoreMilli({}), 812);
}

TEST(PeriodBookTest, SortsWhoRecommendsAsUsual) {
  PeriodDesk desk;
  desk.Open(0, "T1", "chat");
  for (const int nps : {0, 6, 7, 8, 9, 10, 10}) desk.Rate(1, "T1", 3, nps);
  const PeriodCount day = desk.Finish()[0];
  EXPECT_EQ(day.detractors, 2u);
  EXPECT_EQ(day.passives, 2u);
  EXPECT_EQ(day.promoters, 3u);
}

TEST(PeriodBookTest, HasNoPeriodsWithoutEvents) { EXPECT_TRUE(PeriodDesk().Finish().empty()); }

TEST(PeriodBookTest, CountsReviewsByVendorAndByTeamWhereThereIsNone) {
  PeriodBook book(Grain::kMonth, calendar::Zone(), {{"night", "Northline"}});
  for (const auto& [agent, team] :
       {std::pair("ann", "own"), std::pair("bo", "night"), std::pair("cy", "")}) {
    v1::Command command;
    command.mutable_set_agent()->mutable_agent()->set_id(agent);
    command.mutable_set_agent()->mutable_agent()->set_team(team);
    book.Note(command);
    v1::Event event;
    event.set_ticket_id(agent);
    event.mutable_ticket_assigned()->set_agent_id(agent);
    book(event);
    event.mutable_review_changed()->set_state(v1::ReviewChanged::ASKED);
    book(event);
  }
  v1::Event recorded;
  recorded.set_ticket_id("ann");
  recorded.mutable_review_changed()->set_state(v1::ReviewChanged::RECORDED);
  recorded.mutable_review_changed()->set_agent_id("bo");  // who had it then
  recorded.mutable_review_changed()->set_mean(85);
  for (const auto& [name, level] : {std::pair("tone", 80), std::pair("accuracy", 90)}) {
    v1::Score& score = *recorded.mutable_review_changed()->add_scores();
    score.set_name(name);
    score.set_level(level);
  }
  book(recorded);
  book(recorded);
  const PeriodCount month = book.Finish()[0];
  const AgentCount& bo = month.agents.at("bo");
  EXPECT_EQ(bo.reviews, 2u);
  EXPECT_EQ(bo.dimensions.at("tone").scores, 2u);
  EXPECT_EQ(bo.dimensions.at("tone").points, 160u);
  EXPECT_EQ(bo.dimensions.at("accuracy").points, 180u);
  AgentCount twice = bo;
  twice += bo;
  EXPECT_EQ(twice.dimensions.at("accuracy").scores, 4u);
  const QualityCount& quality = month.quality;
  EXPECT_EQ(quality.reviews.size(), 3u);
  EXPECT_EQ(quality.reviews.at("own").asked, 1u);
  EXPECT_EQ(quality.reviews.at("").asked, 1u);
  EXPECT_EQ(quality.reviews.at("Northline").asked, 1u);
  EXPECT_EQ(quality.reviews.at("Northline").recorded, 2u);
  EXPECT_EQ(quality.reviews.at("Northline").points, 170u);
}

TEST(PeriodBookTest, ComparesWhatWasChosenHereWithWhatAPersonSays) {
  PeriodBook book(Grain::kMonth, calendar::Zone());
  const auto classify = [&](const char* ticket, const char* category, bool by_person) {
    v1::Event event;
    event.set_ticket_id(ticket);
    event.mutable_ticket_classified()->set_category(category);
    event.mutable_ticket_classified()->set_by_person(by_person);
    book(event);
  };
  classify("T1", "refund", false);
  classify("T1", "refund", true);
  classify("T1", "login", true);  // a person's category, corrected: no judgement of ours
  classify("T2", "refund", false);
  classify("T2", "login", true);
  classify("T3", "", false);
  classify("T3", "login", true);
  classify("T4", "login", true);
  const QualityCount quality = book.Finish()[0].quality;
  EXPECT_EQ(quality.confirmed(), 1u);
  EXPECT_EQ(quality.corrected(), 2u);
  EXPECT_EQ(quality.categories.at("refund").to.at("login"), 1u);
  EXPECT_EQ(quality.categories.at("").to.at("login"), 1u);
}

}  // namespace
}  // namespace waypost::report
