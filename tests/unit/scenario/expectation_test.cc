#include "lib/scenario/expectation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "google/protobuf/text_format.h"
#include "lib/scenario/event_text.h"

namespace waypost::scenario {
namespace {

constexpr int64_t kSteppedMs = 1'801'861'200'000;  // 2027-02-05T21:00Z

Expectations Read(const std::string& line, std::vector<Diagnostic>* errors) {
  const policy::SourceFile file("a.scenario", line);
  Findings findings(file);
  const LocalTime utc{calendar::Zone()};
  Expectations expectations;
  ReadExpectations(SplitWords(line, 0, findings), {0, 1}, utc, kSteppedMs, findings, expectations);
  *errors = std::move(findings).Take();
  return expectations;
}

bool Met(const std::string& line, const v1::Event& event) {
  std::vector<Diagnostic> errors;
  const Expectations expectations = Read(line, &errors);
  EXPECT_TRUE(errors.empty()) << line << "\n" << RenderDiagnostics(errors);
  EXPECT_EQ(expectations.events.size(), 1u) << line;
  return expectations.events.size() == 1 && Matches(expectations.events[0], event);
}

v1::Event Offered() {
  v1::Event event;
  google::protobuf::TextFormat::ParseFromString(
      R"(at_ms: 1801861200000 ticket_id: "T1" ticket_offered { agent_id: "lin" route: "night shift"
         stage: 1 queue: "all" expires_ms: 1801861230000 })",
      &event);
  return event;
}

TEST(Matches, WhatIsStatedHasToHold) {
  struct Case {
    const char* line;
    bool met;
  };
  constexpr Case kCases[] = {
      {"offered T1 lin", true},
      {"offered T1 lin stage=1 queue=all", true},
      {"offered T1 lin queue=all stage=1", true},
      {"offered T1 lin via \"night shift\"", true},
      {"offered T1 lin expires=21:00:30", true},
      {"offered T1 lin expires=2027-02-05T21:00:30", true},
      {"offered T1 lin expires=22:00:30+01:00", true},
      {"offered T1 lin at=21:00", true},
      {"offered T2 lin", false},
      {"offered T1 mei", false},
      {"offered T1 lin via day", false},
      {"offered T1 lin stage=2", false},
      {"offered T1 lin expires=21:00:31", false},
      {"offered T1 lin expires=never", false},
      {"offered T1 lin at=20:59", false},
      {"offered T1 lin queue=\"\"", false},
      {"queued T1 lin", false},
  };
  for (const Case& c : kCases) EXPECT_EQ(Met(c.line, Offered()), c.met) << c.line;
}

TEST(Matches, DurationsAndFlagsAreComparedByWhatTheyMean) {
  v1::Event event;
  google::protobuf::TextFormat::ParseFromString(
      R"(ticket_id: "T1" ticket_assigned { agent_id: "lin" owner_id: "lin" waited_ms: 90000 })",
      &event);
  EXPECT_TRUE(Met("assigned T1 lin waited=90s", event));
  EXPECT_TRUE(Met("assigned T1 lin waited=1m30s forced=no", event));
  EXPECT_FALSE(Met("assigned T1 lin forced=yes", event));
  event.mutable_ticket_assigned()->set_forced(true);
  EXPECT_TRUE(Met("assigned T1 lin forced=yes", event));
  EXPECT_FALSE(Met("assigned T1 lin forced=no", event));
}

TEST(Matches, WhatIsOptionalMayBeLeftOutButNotBeWrong) {
  v1::Event event;
  google::protobuf::TextFormat::ParseFromString(
      R"(ticket_id: "T1" command_refused { reason: UNKNOWN_TICKET message: "m" })", &event);
  EXPECT_TRUE(Met("refused unknown_ticket", event));
  EXPECT_TRUE(Met("refused unknown_ticket T1 message=m", event));
  EXPECT_FALSE(Met("refused unknown_ticket T2", event));
  EXPECT_FALSE(Met("refused unknown_agent", event));
}

// Every form's synopsis with values put in is what the printer writes and the reader reads.
TEST(Matches, WhatIsPrintedIsWhatIsRead) {
  EXPECT_TRUE(Met(EventText(Offered(), LocalTime{calendar::Zone()}, kSteppedMs), Offered()));
}

TEST(ReadExpectations, SplitsAtSemicolons) {
  std::vector<Diagnostic> errors;
  const Expectations e = Read("queued T1 all; unroutable T2 ;; removed lin;", &errors);
  EXPECT_TRUE(errors.empty());
  ASSERT_EQ(e.events.size(), 3u);
  EXPECT_EQ(e.events[1].text, "unroutable T2");
  EXPECT_TRUE(e.stated);
}

TEST(ReadExpectations, NothingAndErrorsAreStatedToo) {
  std::vector<Diagnostic> errors;
  Expectations e = Read("nothing", &errors);
  EXPECT_TRUE(errors.empty());
  EXPECT_TRUE(e.stated);
  EXPECT_TRUE(e.events.empty());
  e = Read("unroutable T1; error out_of_range message=\"too far\"", &errors);
  EXPECT_TRUE(errors.empty());
  EXPECT_EQ(e.error.error, "out_of_range");
  EXPECT_EQ(e.error.error_message, "too far");
  EXPECT_EQ(e.events.size(), 1u);
}

TEST(ReadExpectations, SaysWhatIsNotUnderstood) {
  struct Case {
    const char* line;
    const char* code;
    uint32_t column;
  };
  constexpr Case kCases[] = {
      {"", "WP9203", 1},
      {"ofered T1 lin", "WP9201", 1},
      {"\"offered\" T1 lin", "WP9201", 1},
      {"offered=1 T1 lin", "WP9201", 1},
      {"offered T1", "WP9203", 9},
      {"offered T1 lin via", "WP9203", 16},
      {"offered T1 lin mei", "WP9204", 16},
      {"offered T1 lin stag=1", "WP9202", 16},
      {"offered T1 lin stage=1 stage=2", "WP9204", 24},
      {"offered T1 lin stage=one", "WP9105", 16},
      {"offered T1 lin expires=9", "WP9106", 16},
      {"assigned T1 lin waited=long", "WP9105", 17},
      {"assigned T1 lin waited=1bd", "WP9105", 17},
      {"assigned T1 lin forced=maybe", "WP9105", 17},
      {"closed T1 by_hand", "WP9105", 11},
      {"policy_replaced new=xyz", "WP9105", 17},
      {"nothing T1", "WP9204", 9},
      {"unroutable T1; nothing", "WP9204", 16},
      {"nothing; unroutable T1", "WP9204", 10},
      {"error", "WP9203", 1},
      {"error of_mine", "WP9203", 7},
      {"error internal; unroutable T1", "WP9204", 17},
      {"error internal because", "WP9202", 16},
  };
  for (const Case& c : kCases) {
    std::vector<Diagnostic> errors;
    Read(c.line, &errors);
    ASSERT_EQ(errors.size(), 1u) << c.line << "\n" << RenderDiagnostics(errors);
    EXPECT_EQ(errors[0].code, c.code) << c.line;
    EXPECT_EQ(errors[0].column, c.column) << c.line;
  }
}

}  // namespace
}  // namespace waypost::scenario
