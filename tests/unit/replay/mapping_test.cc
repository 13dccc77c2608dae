#include "lib/replay/mapping.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lib/replay/log.h"

namespace waypost::replay {
namespace {

using ::testing::HasSubstr;

constexpr char kHead[] =
    "time { layout: \"%Y-%m-%d %H:%M\" zone: \"UTC\" }\n"
    "ticket_id: \"id\"\n"
    "updated_at: \"at\"\n";

struct Loaded {
  std::optional<Mapping> mapping;
  std::vector<Diagnostic> findings;
};

Loaded Load(const std::string& text) {
  Loaded loaded;
  policy::MachineZones zones;
  loaded.mapping = Mapping::Load({"m.textproto", text}, zones, &loaded.findings);
  return loaded;
}

struct ErrorCase {
  const char* behaviour;
  std::string text;
  const char* code;
  uint32_t line;
  const char* message;
};

TEST(MappingTest, SaysWhatIsWrongAndWhere) {
  const std::string head = kHead;
  const ErrorCase kCases[] = {
      {"a misspelt field", head + "agnet: \"who\"\n", "WP1101", 4, "agnet"},
      {"a missing time", "ticket_id: \"id\"\nupdated_at: \"at\"\n", "WP2002", 1, "time"},
      {"a layout that cannot be",
       "time { layout: \"%d.%q\" zone: \"UTC\" }\nticket_id: \"id\"\nupdated_at: \"at\"\n",
       "WP2206", 1, "%d.%q"},
      {"a zone that does not exist",
       "time { layout: \"%Y-%m-%d\" zone: \"Europe/Berlni\" }\nticket_id: \"id\"\n"
       "updated_at: \"at\"\n",
       "WP2207", 1, "Berlni"},
      {"a state that no log tells",
       head + "status { column: \"s\" value { from: \"x\" to: OFFERED } }\n", "WP2001", 4,
       "OFFERED"},
      {"a state given twice",
       head + "status {\n column: \"s\"\n value { from: \"x\" to: NEW }\n"
              " value { from: \"x\" to: SOLVED }\n}\n",
       "WP2102", 7, "\"x\""},
      {"a value given twice",
       head + "fact { column: \"c\" fact: \"f\" value { from: \"x\" }\n value { from: \"x\" } }\n",
       "WP2102", 5, "\"x\""},
      {"two columns for one fact",
       head + "fact { column: \"a\" fact: \"f\" }\nfact { column: \"b\" fact: \"f\" }\n", "WP2102",
       5, "\"f\""},
  };
  for (const ErrorCase& row : kCases) {
    const Loaded loaded = Load(row.text);
    EXPECT_FALSE(loaded.mapping.has_value()) << row.behaviour;
    ASSERT_EQ(loaded.findings.size(), 1u) << row.behaviour;
    EXPECT_EQ(loaded.findings[0].code, row.code) << row.behaviour;
    EXPECT_EQ(loaded.findings[0].line, row.line) << row.behaviour;
    EXPECT_THAT(loaded.findings[0].message + loaded.findings[0].help, HasSubstr(row.message))
        << row.behaviour;
  }
}

TEST(MappingTest, SurvivesTextThatIsNoMapping) {
  for (const char* text :
       {"", "{", "}", "\"", "time time", "time {", "\xFF\xFE", "status { status"})
    EXPECT_FALSE(Load(text).mapping.has_value()) << text;
}

TEST(MappingTest, PointsToAColumnThatTheLogLacks) {
  Loaded loaded = Load(std::string(kHead) + "agent: \"asigned_to\"\n");
  ASSERT_TRUE(loaded.mapping.has_value());
  EXPECT_TRUE(absl::IsFailedPrecondition(
      ReadLog(*loaded.mapping, "id,at,assigned_to\n", &loaded.findings).status()));
  ASSERT_EQ(loaded.findings.size(), 1u);
  EXPECT_EQ(loaded.findings[0].code, "WP2101");
  EXPECT_EQ(loaded.findings[0].line, 4u);
  EXPECT_EQ(loaded.findings[0].help, "did you mean \"assigned_to\"?");
}

TEST(MappingTest, PointsToANameThatNoObjectOfTheLogHas) {
  Loaded loaded = Load(std::string(kHead) + "format: JSONL\nagent: \"via.agnet\"\n");
  ASSERT_TRUE(loaded.mapping.has_value());
  EXPECT_TRUE(absl::IsFailedPrecondition(
      ReadLog(*loaded.mapping, R"({"id":1,"at":"","via":{"agent":"an"}})", &loaded.findings)
          .status()));
  ASSERT_EQ(loaded.findings.size(), 1u);
  EXPECT_EQ(loaded.findings[0].line, 5u);
  EXPECT_EQ(loaded.findings[0].label, "in no object of the log");
  EXPECT_EQ(loaded.findings[0].help, "did you mean \"via.agent\"?");
}

TEST(MappingTest, KeepsOnlyRowsThatAreNamed) {
  Loaded loaded = Load(std::string(kHead) +
                       "format: JSONL\n"
                       "keep { column: \"kind\" equals: \"incident\" }\n"
                       "keep { column: \"kind\" equals: \"question\" }\n"
                       "reject { column: \"test\" equals: \"true\" }\n");
  ASSERT_TRUE(loaded.mapping.has_value());
  const auto log =
      ReadLog(*loaded.mapping,
              "{\"id\":1,\"at\":\"2016-02-29 10:00\",\"kind\":\"incident\"}\n"
              "{\"id\":2,\"at\":\"2016-02-29 10:00\",\"kind\":\"question\",\"test\":false}\n"
              "{\"id\":3,\"at\":\"2016-02-29 10:00\",\"kind\":\"question\",\"test\":true}\n"
              "{\"id\":4,\"at\":\"2016-02-29 10:00\",\"kind\":null}\n",
              &loaded.findings);
  ASSERT_TRUE(log.ok()) << log.status();
  EXPECT_EQ(log->counts.rows, 4u);
  EXPECT_EQ(log->counts.rejected, 2u);
  EXPECT_EQ(log->updates.size(), 2u);
}

TEST(MappingTest, CountsWhatItCannotUse) {
  Loaded loaded = Load(std::string(kHead) +
                       "missing: [\"?\"]\nopened_at: \"opened\"\n"
                       "status { column: \"state\" value { from: \"New\" to: NEW } }\n"
                       "fact { column: \"kind\" fact: \"kind\" only_listed: true }\n"
                       "reject { column: \"kind\" equals: \"test\" }\n");
  ASSERT_TRUE(loaded.mapping.has_value());
  const auto log = ReadLog(*loaded.mapping,
                           "id,at,opened,state,kind\n"
                           "T1,2016-02-29 10:00,yesterday,-100,?\n"
                           "T1,2016-02-29 10:01,?,-100,odd\n"
                           "T2,2016-02-29 10:02,,New,test\n"
                           "?,2016-02-29 10:03,,New,\n"
                           "T3,soon,,New,\n"
                           "T3,?,,New,\n"
                           "T4,2016-02-29 10:04\n",
                           &loaded.findings);
  ASSERT_TRUE(log.ok()) << log.status();
  EXPECT_EQ(log->counts.rows, 7u);
  EXPECT_EQ(log->counts.rejected, 1u);
  EXPECT_EQ(log->counts.no_ticket, 1u);
  EXPECT_EQ(log->counts.no_time, 2u);
  EXPECT_EQ(log->counts.wrong_size, 1u);
  EXPECT_EQ(log->counts.used(), 2u);
  EXPECT_EQ(log->updates.size(), 2u);
  EXPECT_EQ(log->counts.unreadable_times.at("opened"), 1u);
  EXPECT_EQ(log->counts.unreadable_times.at("at"), 1u);
  EXPECT_EQ(log->counts.unmapped.at("state").at("-100"), 2u);
  EXPECT_EQ(log->counts.unmapped.at("kind").at("odd"), 1u);
}

TEST(MappingTest, StopsAtTheFirstBadRowIfToldTo) {
  Loaded loaded = Load(std::string(kHead) + "on_error: STOP\n");
  ASSERT_TRUE(loaded.mapping.has_value());
  const auto log =
      ReadLog(*loaded.mapping, "id,at\nT1,2016-02-29 10:00\nT2,soon\n", &loaded.findings);
  EXPECT_EQ(log.status().message(), "line 3: the row has no time that can be read");
}

TEST(MappingTest, ReadsTimesInTheStatedZone) {
  const Loaded loaded = Load(
      "time { layout: \"%Y-%m-%d %H:%M\" zone: \"Europe/Berlin\" }\n"
      "ticket_id: \"id\"\nupdated_at: \"at\"\n");
  ASSERT_TRUE(loaded.mapping.has_value());
  constexpr int64_t kHour = 3'600'000;
  constexpr int64_t kMarch27 = 16'887 * 24 * kHour;
  EXPECT_EQ(loaded.mapping->ReadTime("2016-03-27 01:30"), kMarch27 + kHour / 2);
  // 02:30 was skipped that night: the instant that the wall shows as 03:30.
  EXPECT_EQ(loaded.mapping->ReadTime("2016-03-27 02:30"), kMarch27 + kHour * 3 / 2);
  EXPECT_EQ(loaded.mapping->ReadTime("2016-03-27 04:30"), kMarch27 + kHour * 5 / 2);
}

}  // namespace
}  // namespace waypost::replay
