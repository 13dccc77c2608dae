// Policies written to hurt: lowering stays quick, bounded and polite.
#include <cstdio>
#include <string>
#include <vector>

#include "absl/strings/substitute.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lib/policy/lower.h"
#include "lower_testing.h"

namespace waypost::policy {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

std::string Repeat(int times, const std::string& before, const std::string& after) {
  std::string text = "name: 'x'\n";
  for (int i = 0; i < times; ++i) text += before + std::to_string(i) + after;
  return text;
}

struct ManyCase {
  std::string name;
  std::string text;
  std::string place;
};

class TooManyTest : public testing::TestWithParam<ManyCase> {};

TEST_P(TooManyTest, IsOneFindingAtTheFirstBeyond) {
  EXPECT_THAT(Places(Lower(GetParam().text)), ElementsAre(GetParam().place));
}

std::string Inner(const std::string& begin, int times, const std::string& entry) {
  std::string text = "name: 'x'\n" + begin + "\n";
  for (int i = 0; i < times; ++i) text += entry + "\n";
  return text + "}";
}

INSTANTIATE_TEST_SUITE_P(
    Sections, TooManyTest,
    testing::Values(
        ManyCase{"Queues", Repeat(65'536, "queues { id: 'q", "' }\n"),
                 "WP2005 a.textproto:65536:1"},
        ManyCase{"Calendars", Repeat(1'001, "calendars { id: 'c", "' }\n"),
                 "WP2005 a.textproto:1002:1"},
        ManyCase{"Facts", Repeat(1'001, "facts { name: 'f", "' }\n"), "WP2005 a.textproto:1002:1"},
        ManyCase{"StagesOfARoute", Inner("routes { id: 'r'", 66, "stage { queue: 'q' }"),
                 "WP2005 a.textproto:67:1"},
        ManyCase{"Steps", Inner("escalations { id: 'e' on { created: true }", 65'536, "step {}"),
                 "WP2005 a.textproto:65537:1"},
        ManyCase{"Subcategories", Inner("categories { id: 'c'", 65'536, "sub { id: 's' }"),
                 "WP2005 a.textproto:65537:1"}),
    [](const auto& row) { return row.param.name; });

// Both lists of one promise fill one table; the second begins where the first ends.
TEST(LowerHostile, CountsTargetsAndMilestonesTogether) {
  std::string text = "name: 'x'\nsla { id: 's'\n";
  for (int i = 0; i < 65'534; ++i)
    text += "target { metric: RESOLUTION within: '1h' calendar: 'c' }\n";
  text += "milestone { id: 'm' within: '1h' calendar: 'c' }\n}";
  EXPECT_THAT(Places(Lower(text)), ElementsAre("WP2005 a.textproto:65537:1"));
}

TEST(LowerHostile, ManyUnknownNamesEndInOneSentence) {
  std::string text = Repeat(5'000, "queues { id: 'queue-number-", "' }\n");
  for (int i = 0; i < 5'000; ++i) {
    text += "routes { id: 'r" + std::to_string(i) + "' stage { queue: 'kueue_nummber_" +
            std::to_string(i) + "' } }\n";
  }
  const Lowered lowered = Lower(text);
  ASSERT_THAT(lowered.diagnostics, SizeIs(1'001));
  EXPECT_EQ(lowered.diagnostics.back().code, "WP1204");
}

TEST(LowerHostile, ManyMisspeltFactsEndInOneSentence) {
  std::string text = Repeat(200, "facts { name: 'a_rather_long_name_for_a_fact_", "' }\n");
  for (int i = 0; i < 3'000; ++i) {
    text += "sla { id: 's" + std::to_string(i) + "' when: 'a_rather_long_nmae_for_a_fcat_" +
            std::to_string(i) + " == 1' }\n";
  }
  EXPECT_THAT(Lower(text).diagnostics, SizeIs(1'001));
}

TEST(LowerHostile, CalendarsInTinyPiecesAreRefusedTogether) {
  std::string hours;
  for (int minute = 0; minute < 60 * 24; minute += 6) {
    char piece[16];
    std::snprintf(piece, sizeof(piece), "%02d:%02d-%02d:%02d", minute / 60, minute % 60,
                  minute / 60, minute % 60 + 1);
    hours += (hours.empty() ? "" : ",") + std::string(piece);
  }
  const Lowered lowered = Lower(
      Repeat(50, "calendars { id: 'c", "' weekly { days: 'mon' hours: '" + hours + "' } }\n"));
  ASSERT_THAT(lowered.diagnostics, SizeIs(1)) << RenderDiagnostics(lowered.diagnostics);
  EXPECT_EQ(lowered.diagnostics[0].code, "WP2208");
}

std::string RepeatNumbered(int times, const std::string& entry) {
  std::string text;
  for (int i = 0; i < times; ++i) text += absl::Substitute(entry, i);
  return text;
}

struct PatternsCase {
  std::string name;
  std::string text;
};

class TooManyPatternsTest : public testing::TestWithParam<PatternsCase> {};

// Each by itself is one that RE2 takes. Where the first beyond stands is up to RE2's version.
TEST_P(TooManyPatternsTest, AreOneFindingAndNoMoreWork) {
  const Lowered lowered = Lower("name: 'x'\n" + GetParam().text);
  ASSERT_THAT(lowered.diagnostics, SizeIs(1)) << RenderDiagnostics(lowered.diagnostics);
  EXPECT_EQ(lowered.diagnostics[0].code, "WP2419");
  EXPECT_GT(lowered.diagnostics[0].column, 1);
}

INSTANTIATE_TEST_SUITE_P(
    Patterns, TooManyPatternsTest,
    testing::Values(
        PatternsCase{"InOneCondition",
                     "sla { id: 's' when: \"" +
                         RepeatNumbered(1'500, R"(tier.matches(r'k$0\\pL{40}') || )") +
                         "false\" }"},
        PatternsCase{
            "InManyConditions",
            RepeatNumbered(1'500, "sla { id: 's$0' when: \"tier.matches('k$0.{900}')\" }\n")},
        PatternsCase{"OfManyBytes",
                     RepeatNumbered(1'500, "sla { id: 's$0' when: \"tier.matches('[a-z]$0" +
                                               std::string(2'000, 'x') + "')\" }\n")},
        PatternsCase{"OfPhrases",
                     "categories { id: 'c'\n" +
                         RepeatNumbered(1'500, "phrases { anchor: 'k$0' regex: 'k$0.{900}' }\n") +
                         "}"}),
    [](const auto& row) { return row.param.name; });

// RE2 refuses each by itself, after as much work as a large one takes.
TEST(LowerHostile, PatternsThatAreTooLargeByThemselvesAreSoonTooMany) {
  const Lowered lowered = Lower(
      "name: 'x'\n" +
      RepeatNumbered(1'500,
                     "sla { id: 's$0' when: "
                     "\"tier.matches('k$0.{999}.{999}.{999}.{999}.{999}.{999}.{999}')\" }\n"));
  EXPECT_LT(lowered.diagnostics.size(), 25u);
  EXPECT_EQ(lowered.diagnostics.back().code, "WP2419");
}

TEST(LowerHostile, EqualPatternsCountOnce) {
  const Lowered lowered =
      Lower("name: 'x'\n" +
            RepeatNumbered(5'000,
                           "sla { id: 's$0' when: \"tier.matches('k.{900}') && emotion > 3\" }\n"));
  EXPECT_TRUE(lowered.ok());
}

TEST(LowerHostile, ManyRulesLower) {
  const Lowered lowered =
      Lower(Repeat(20'000, "sla { id: 's", "' when: \"tier == 'vip' && emotion > 3\" }\n"));
  EXPECT_TRUE(lowered.ok());
}

TEST(LowerHostile, AnyBytesAreOneLineInAMessage) {
  const Lowered lowered = Lower(
      "name: 'x'\ndefault_priority: 'P\\n\\033[31m\\u202e'\nlifecycle { close_after: '\\r\\n' }\n"
      "calendars { id: '\\000' weekly { days: 'mon\\nfri' hours: '\\t' } }");
  EXPECT_FALSE(lowered.ok());
  for (const Diagnostic& d : lowered.diagnostics) {
    for (const std::string& text : {d.message, d.label, d.help}) {
      for (char c : text) EXPECT_TRUE(static_cast<unsigned char>(c) >= 0x20) << d.code << text;
    }
  }
}

TEST(LowerHostile, LongTextsAreCutInMessages) {
  const std::string longest(100'000, 'a');
  const Lowered lowered =
      Lower("name: 'x'\ndefault_priority: '" + longest + "'\nlifecycle { close_after: '" + longest +
            "' calendar: '" + longest + "' }\ntime_zone: '" + longest + "'");
  EXPECT_THAT(lowered.diagnostics, SizeIs(4));
  for (const Diagnostic& d : lowered.diagnostics) {
    EXPECT_LT(d.message.size(), 200u) << d.code;
    EXPECT_LT(d.help.size(), 200u) << d.code;
  }
}

// A program may set an enum to a number without a name.
TEST(LowerHostile, MessagesWithNumbersForEnumsAreRefused) {
  waypost::v1::Policy policy;
  policy.set_name("x");
  waypost::v1::Sla& sla = *policy.add_sla();
  sla.set_id("s");
  sla.add_target()->set_metric(static_cast<waypost::v1::Sla::Metric>(4711));
  TestZones zones;
  EXPECT_FALSE(LowerPolicy(policy, zones).ok());
}

}  // namespace
}  // namespace waypost::policy
