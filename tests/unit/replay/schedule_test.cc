#include "lib/replay/schedule.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lib/base/time_units.h"
#include "waypost/v1/command.pb.h"

namespace waypost::replay {
namespace {

using ::testing::ElementsAre;

constexpr int64_t kBegin = 16'860LL * 1'440 * kMinuteMs;  // 2016-02-29

constexpr char kMapping[] = R"(
time { layout: "%d/%m/%Y %H:%M" zone: "UTC" }
missing: ["?"]
ticket_id: "id"  updated_at: "at"  opened_at: "opened"  solved_at: "solved"  closed_at: "closed"
agent: "who"  group: "team"
status {
  column: "state"
  value { from: "New" to: NEW }
  value { from: "Active" to: ASSIGNED }
  value { from: "Asked" to: WAITING_CUSTOMER }
  value { from: "Vendor" to: ON_HOLD }
  value { from: "Solved" to: SOLVED }
  value { from: "Closed" to: CLOSED }
}
recorded_flag { column: "kept" met: "yes" breached: "no" }
fact { column: "prio" fact: "priority" value { from: "1" to: "P1" } value { from: "2" to: "P2" } }
fact { column: "via" fact: "channel" }
fact { column: "site" fact: "site" }
)";

constexpr char kHeader[] = "id,at,opened,solved,closed,who,team,state,kept,prio,via,site\n";

std::string StateText(v1::TicketState state) { return v1::TicketState_Name(state); }

// "10:05 assign T1 ann"
std::string Describe(int64_t at_ms, const v1::Command& command) {
  const int64_t minute = (at_ms - kBegin) / kMinuteMs;
  const auto two = [](int64_t n) { return absl::StrCat(n < 10 ? "0" : "", n); };
  std::string text = absl::StrCat(two(minute / 60), ":", two(minute % 60), " ");
  switch (command.kind_case()) {
    case v1::Command::kSetAgent:
      return absl::StrCat(text, "agent ", command.set_agent().agent().id(), " ",
                          v1::Presence_Name(command.set_agent().agent().presence()), " ",
                          command.set_agent().agent().capacity());
    case v1::Command::kOpenTicket: {
      const v1::OpenTicket& open = command.open_ticket();
      absl::StrAppend(&text, "open ", open.ticket_id(), " ", open.priority(), " ", open.channel());
      for (const v1::NamedFact& fact : open.facts())
        absl::StrAppend(&text, " ", fact.name(), "=", fact.value().text());
      return text;
    }
    case v1::Command::kSetFacts:
      absl::StrAppend(&text, "facts ", command.set_facts().ticket_id());
      for (const v1::NamedFact& fact : command.set_facts().facts())
        absl::StrAppend(&text, " ", fact.name(), "=", fact.value().text());
      return text;
    case v1::Command::kConfirmClassification:
      return absl::StrCat(text, "classify ", command.confirm_classification().ticket_id(), " ",
                          command.confirm_classification().priority());
    case v1::Command::kAssign:
      return absl::StrCat(text, "assign ", command.assign().ticket_id(), " ",
                          command.assign().agent_id(), command.assign().force() ? "" : " unforced");
    case v1::Command::kSetStatus:
      return absl::StrCat(text, "status ", command.set_status().ticket_id(), " ",
                          StateText(command.set_status().status()));
    case v1::Command::kRejectSolution:
      return absl::StrCat(text, "reject ", command.reject_solution().ticket_id());
    case v1::Command::kConfirmSolution:
      return absl::StrCat(text, "confirm ", command.confirm_solution().ticket_id());
    default:
      return absl::StrCat(text, "?");
  }
}

Schedule ScheduleOf(const std::string& rows, const std::string& more_mapping = "",
                    const std::string& more_columns = "") {
  std::vector<Diagnostic> findings;
  policy::MachineZones zones;
  const auto mapping = Mapping::Load({"m.textproto", kMapping + more_mapping}, zones, &findings);
  EXPECT_TRUE(mapping.has_value()) << RenderDiagnostics(findings);
  std::string header = kHeader;
  header.insert(header.size() - 1, more_columns);
  auto log = ReadLog(*mapping, header + rows, &findings);
  EXPECT_TRUE(log.ok()) << log.status();
  return Schedule::Make(*mapping, *std::move(log));
}

std::vector<std::string> Commands(const Schedule& schedule) {
  std::vector<std::string> lines;
  v1::Command command;
  for (size_t i = 0; i < schedule.size(); ++i) {
    schedule.Command(i, &command);
    EXPECT_TRUE(command.allow_time_jump());
    lines.push_back(Describe(schedule.TimeOf(i), command));
  }
  return lines;
}

// One row of 29 February 2016; `opened`, `solved` and `closed` are times of that day or "?".
std::string Row(const std::string& id, const std::string& at, const std::string& who,
                const std::string& state, const std::string& facts = "2,phone,Rio",
                const std::string& times = "?,?,?") {
  return absl::StrCat(id, ",29/2/2016 ", at, ",", times, ",", who, ",Desk,", state, ",yes,", facts,
                      "\n");
}

TEST(ScheduleTest, FollowsATicketFromOpeningToClosing) {
  const Schedule schedule = ScheduleOf(
      Row("T1", "10:05", "?", "New", "2,phone,Rio", "29/2/2016 10:00,?,?") +
      Row("T1", "10:06", "ann", "Active") + Row("T1", "10:07", "ann", "Active") +
      Row("T1", "10:08", "ann", "Asked", "1,phone,Rio") + Row("T1", "10:09", "bob", "Asked") +
      Row("T1", "10:10", "bob", "Active", "2,email,?") + Row("T1", "10:11", "bob", "Solved") +
      Row("T1", "10:12", "bob", "Closed"));
  EXPECT_THAT(
      Commands(schedule),
      ElementsAre("10:00 open T1 P2 phone site=Rio", "10:06 agent ann BUSY 255",
                  "10:06 assign T1 ann", "10:08 classify T1 P1", "10:08 status T1 WAITING_CUSTOMER",
                  "10:09 classify T1 P2", "10:09 agent bob BUSY 255", "10:09 assign T1 bob",
                  "10:09 status T1 WAITING_CUSTOMER", "10:10 facts T1 channel=email",
                  "10:10 status T1 ASSIGNED", "10:11 facts T1 channel=phone",
                  "10:11 status T1 SOLVED", "10:12 confirm T1"));
}

TEST(ScheduleTest, RejectsTheSolutionOfATicketThatIsWorkedOnAgain) {
  EXPECT_THAT(Commands(ScheduleOf(
                  Row("T1", "10:00", "ann", "Active") + Row("T1", "10:01", "ann", "Solved") +
                  Row("T1", "10:02", "ann", "Active") + Row("T1", "10:03", "ann", "Solved"))),
              ElementsAre("10:00 open T1 P2 phone site=Rio", "10:00 agent ann BUSY 255",
                          "10:00 assign T1 ann", "10:01 status T1 SOLVED", "10:02 reject T1",
                          "10:02 assign T1 ann", "10:03 status T1 SOLVED"));
}

TEST(ScheduleTest, SolvesBeforeItCloses) {
  EXPECT_THAT(
      Commands(ScheduleOf(Row("T1", "10:00", "?", "New") + Row("T1", "10:01", "?", "Closed"))),
      ElementsAre("10:00 open T1 P2 phone site=Rio", "10:01 status T1 SOLVED", "10:01 confirm T1"));
}

TEST(ScheduleTest, TakesSolvingAndClosingFromTheirColumnsWhereNoRowShowsThem) {
  const std::string times = "?,29/2/2016 10:30,29/2/2016 11:00";
  EXPECT_THAT(
      Commands(ScheduleOf(Row("T1", "10:00", "?", "New", "2,phone,Rio", times))),
      ElementsAre("10:00 open T1 P2 phone site=Rio", "10:30 status T1 SOLVED", "11:00 confirm T1"));
  EXPECT_THAT(
      Commands(ScheduleOf(Row("T1", "10:00", "?", "New", "2,phone,Rio", times) +
                          Row("T1", "11:00", "?", "Closed", "2,phone,Rio", times))),
      ElementsAre("10:00 open T1 P2 phone site=Rio", "10:30 status T1 SOLVED", "11:00 confirm T1"));
}

TEST(ScheduleTest, PutsATicketOnHoldWithoutAnAgentAndBackToWaiting) {
  EXPECT_THAT(
      Commands(ScheduleOf(Row("T1", "10:00", "?", "Vendor") + Row("T1", "10:01", "?", "Active") +
                          Row("T1", "10:02", "?", "New"))),
      ElementsAre("10:00 open T1 P2 phone site=Rio", "10:00 status T1 ON_HOLD",
                  "10:01 status T1 ASSIGNED"));
}

TEST(ScheduleTest, KeepsTheStateInARowWhoseStateIsNotMapped) {
  const Schedule schedule =
      ScheduleOf(Row("T1", "10:00", "ann", "Vendor") + Row("T1", "10:01", "ann", "-100") +
                 Row("T1", "10:02", "?", "Vendor"));
  EXPECT_THAT(Commands(schedule),
              ElementsAre("10:00 open T1 P2 phone site=Rio", "10:00 agent ann BUSY 255",
                          "10:00 assign T1 ann", "10:00 status T1 ON_HOLD"));
  EXPECT_EQ(schedule.counts().unmapped.at("state").at("-100"), 1u);
}

TEST(ScheduleTest, IgnoresAndCountsWhatComesAfterClosing) {
  const Schedule schedule =
      ScheduleOf(Row("T1", "10:00", "?", "New") + Row("T1", "10:01", "?", "Closed") +
                 Row("T1", "10:02", "ann", "Active") + Row("T1", "10:03", "ann", "Closed"));
  EXPECT_EQ(Commands(schedule).size(), 3u);
  EXPECT_EQ(schedule.after_closing(), 2u);
}

TEST(ScheduleTest, OrdersByTimeThenByFirstAppearanceAndRowsOfAMinuteAsInTheFile) {
  EXPECT_THAT(
      Commands(ScheduleOf(Row("T2", "10:01", "?", "New") + Row("T1", "10:00", "?", "New") +
                          Row("T1", "10:01", "?", "Vendor") + Row("T2", "10:01", "?", "Asked") +
                          Row("T2", "10:01", "?", "Vendor"))),
      ElementsAre("10:00 open T1 P2 phone site=Rio", "10:01 open T2 P2 phone site=Rio",
                  "10:01 status T2 WAITING_CUSTOMER", "10:01 status T2 ON_HOLD",
                  "10:01 status T1 ON_HOLD"));
}

TEST(ScheduleTest, TakesARowBeforeTheOpeningAsAtTheOpening) {
  EXPECT_THAT(
      Commands(ScheduleOf(Row("T1", "09:00", "?", "Vendor", "2,phone,Rio", "29/2/2016 10:00,?,?"))),
      ElementsAre("10:00 open T1 P2 phone site=Rio", "10:00 status T1 ON_HOLD"));
}

TEST(ScheduleTest, RemembersGroupAndFlagOfTheLastRowThatHasThem) {
  const Schedule schedule = ScheduleOf(
      "T1,29/2/2016 10:00,?,?,?,?,Desk,New,yes,2,phone,Rio\n"
      "T1,29/2/2016 10:01,?,?,?,?,Field,New,no,2,phone,Rio\n"
      "T1,29/2/2016 10:02,?,?,?,?,?,New,?,2,phone,Rio\n"
      "T2,29/2/2016 10:02,?,?,?,?,?,New,?,2,phone,Rio\n");
  ASSERT_EQ(schedule.ticket_count(), 2u);
  EXPECT_EQ(schedule.ticket_id(0), "T1");
  EXPECT_EQ(schedule.record(0).group, "Field");
  EXPECT_EQ(schedule.record(0).met, false);
  EXPECT_EQ(schedule.record(1).group, "");
  EXPECT_EQ(schedule.record(1).met, std::nullopt);
}

TEST(ScheduleTest, IsEmptyForALogWithoutRows) { EXPECT_EQ(ScheduleOf("").size(), 0u); }

TEST(ScheduleTest, OpensWithTheDefaultOfAFactThatIsMissing) {
  const auto row = [](const char* at, const char* size) {
    std::string text = Row("T1", at, "?", "New", "?,phone,Rio");
    text.insert(text.size() - 1, std::string(",") + size);
    return text;
  };
  const Schedule schedule =
      ScheduleOf(row("10:00", "huge") + row("10:05", "?") + row("10:10", "large"),
                 "fact { column: \"size\" fact: \"size\" default: \"small\" only_listed: true\n"
                 "  value { from: \"large\" to: \"large\" } }\n",
                 ",size");
  EXPECT_THAT(Commands(schedule),
              ElementsAre("10:00 open T1  phone site=Rio size=small", "10:10 facts T1 size=large"));
}

}  // namespace
}  // namespace waypost::replay
