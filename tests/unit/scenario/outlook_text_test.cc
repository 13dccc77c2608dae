#include "lib/scenario/outlook_text.h"

#include <gtest/gtest.h>

#include "lib/scenario/open_line.h"
#include "tests/unit/scenario/scenario_testing.h"

namespace waypost::scenario {
namespace {

std::string TextOf(const std::vector<std::string>& words, const std::string& at,
                   const v1::Roster& roster, bool colour = false) {
  const PolicyCompilation compiled = Policy::CompileText("desk.textproto", kDesk);
  const Policy policy = compiled.policy();
  const LocalTime local = *LocalTime::Load(policy.time_zone());
  const int64_t at_ms = *ReadOpeningTime(at, local);
  const OpenLine line = ReadOpenLine(words, policy, local, at_ms);
  const auto outlook = Foresee(policy, line.command, at_ms, roster);
  EXPECT_TRUE(outlook.ok()) << outlook.status();
  return OutlookText(*outlook, line.text, local, at_ms, colour);
}

v1::Roster Two() {
  v1::Roster roster;
  roster.add_agents()->set_id("lin");
  v1::Agent* away = roster.add_agents();
  away->set_id("王小明");
  away->set_presence(v1::OFFLINE);
  return roster;
}

TEST(OutlookText, SaysWhatDecidedBesideWhatHappens) {
  EXPECT_EQ(TextOf({"text=投诉"}, "09:00", Two()),
            R"(2027-01-04 Europe/Berlin
  09:00     open T1 text=投诉
              classified T1 - priority=P3 language=zh emotion=0 complexity=simple confidence=0 margin=0
              clock T1 first_reply due=09:10 sla=reply        sla "reply" first_reply, desk.textproto:9
              queued T1 all stage=1 waiting=1                 route "everything" stage 1, desk.textproto:11
then, if nobody acts
  09:10     breached T1 first_reply due=09:10 sla=reply       sla "reply" first_reply, desk.textproto:9
  09:10     escalated T1 late trigger="breached first_reply"  escalation "late", desk.textproto:12
  09:10     notify T1 role:lead via late step=1               escalation "late" step 1, desk.textproto:12
  09:10     escalation_ended T1 late completed steps=1        escalation "late", desk.textproto:12

who is asked, if everybody before says no
  lin     09:00     offered T1 lin via everything stage=1 queue=all expires=09:00:30  route "everything" stage 1, desk.textproto:11
  王小明  never
)");
}

TEST(OutlookText, EndsWithModesAndTheWait) {
  Outlook outlook;
  outlook.modes.emplace_back().set_overlay("day");
  outlook.modes[0].set_until_ms(1'799'053'200'000 + 3'600'000);  // 2027-01-04T10:00Z
  outlook.modes.emplace_back().set_overlay("tournament");
  outlook.wait = "nobody is there who may take it";
  const LocalTime utc{calendar::Zone()};
  EXPECT_EQ(OutlookText(outlook, "open T1", utc, 1'799'053'200'000, false),
            R"(2027-01-04 UTC
  09:00     open T1

event modes in force
  day         until 10:00
  tournament  until it is switched off

how long it would wait, with everybody idle
  nobody is there who may take it
)");
}

TEST(OutlookText, SaysTheDateAgainWhenItChanges) {
  const std::string text = TextOf({}, "2027-03-27T23:55", {});
  EXPECT_NE(text.find("2027-03-27 Europe/Berlin\n  23:55     open T1\n"), std::string::npos)
      << text;
  EXPECT_NE(text.find("due=2027-03-28T00:05"), std::string::npos) << text;
  EXPECT_NE(text.find("2027-03-28 Europe/Berlin, clocks go forward 02:00-03:00 that day\n"
                      "  00:05     breached T1 first_reply due=00:05"),
            std::string::npos)
      << text;
}

TEST(OutlookText, ColoursTheRulesOnly) {
  const std::string text = TextOf({}, "09:00", {}, true);
  EXPECT_NE(text.find("\033[90msla \"reply\" first_reply, desk.textproto:9\033[0m"),
            std::string::npos)
      << text;
  EXPECT_EQ(TextOf({}, "09:00", {}).find('\033'), std::string::npos);
}

}  // namespace
}  // namespace waypost::scenario
