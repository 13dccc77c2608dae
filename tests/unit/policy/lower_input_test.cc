// The same policy in every form it can be given: files, JSON, a message.
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "google/protobuf/util/json_util.h"
#include "gtest/gtest.h"
#include "lib/policy/lower.h"
#include "lower_testing.h"

namespace waypost::policy {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

waypost::v1::Policy ExampleMessage() {
  waypost::v1::Policy policy;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(Example(), &policy));
  return policy;
}

// 0 if it does not lower.
uint64_t FingerprintOf(const Lowered& lowered) {
  return lowered.ok() ? lowered.tables->fingerprint : 0;
}

TEST(LowerInput, TakesAPolicyInSeveralFiles) {
  const std::string text = Example();
  const size_t middle = text.find("sla {");
  ASSERT_NE(middle, std::string::npos);
  const Lowered split = Lower({{"first", text.substr(0, middle)}, {"second", text.substr(middle)}});
  ASSERT_TRUE(split.ok()) << RenderDiagnostics(split.diagnostics);
  EXPECT_THAT(split.tables->files, ElementsAre("first", "second"));
  EXPECT_EQ(split.tables->slas[0].span.file, 1u);
  EXPECT_EQ(split.tables->slas[0].span.line, 1u);
  EXPECT_EQ(FingerprintOf(split), FingerprintOf(Lower(text)));
}

TEST(LowerInput, NamesTheFileOfAProblem) {
  const Lowered lowered =
      Lower({{"a", "name: 'x'"}, {"b", "\nroutes { id: 'r' stage { queue: 'q' } }"}});
  EXPECT_THAT(Places(lowered), ElementsAre("WP2101 b:2:33"));
}

TEST(LowerInput, TakesJson) {
  std::string json;
  ASSERT_TRUE(google::protobuf::util::MessageToJsonString(ExampleMessage(), &json).ok());
  const Lowered lowered = Lower({{"policy.json", " \n" + json}});
  ASSERT_TRUE(lowered.ok()) << RenderDiagnostics(lowered.diagnostics);
  EXPECT_EQ(FingerprintOf(lowered), FingerprintOf(Lower(Example())));
  EXPECT_TRUE(lowered.tables->slas[0].span.known());
}

TEST(LowerInput, TakesJsonBesideTextproto) {
  const std::string text = Example();
  const size_t middle = text.find("sla {");
  ASSERT_NE(middle, std::string::npos);
  waypost::v1::Policy half;
  ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(text.substr(middle), &half));
  std::string json;
  ASSERT_TRUE(google::protobuf::util::MessageToJsonString(half, &json).ok());
  const Lowered mixed = Lower({{"first", text.substr(0, middle)}, {"second.json", json}});
  ASSERT_TRUE(mixed.ok()) << RenderDiagnostics(mixed.diagnostics);
  EXPECT_EQ(FingerprintOf(mixed), FingerprintOf(Lower(text)));
}

TEST(LowerInput, ReportsProblemsOfJsonWhereTheyStand) {
  const Lowered lowered = Lower({{"policy.json", R"({"name": "x", "defaultPriority": "P7"})"}});
  EXPECT_THAT(Places(lowered), ElementsAre("WP2101 policy.json:1:34"));
}

TEST(LowerInput, ReportsSyntaxAndMeaningOfJsonTogether) {
  const Lowered lowered =
      Lower({{"policy.json", R"({"name": 'x', "queus": [{"id": "q"}], "defaultPriority": "P7"})"}});
  EXPECT_THAT(Places(lowered), ElementsAre("WP1301 policy.json:1:10", "WP1101 policy.json:1:15",
                                           "WP2101 policy.json:1:58"));
}

TEST(LowerInput, TakesAMessageBuiltByAProgram) {
  TestZones zones;
  const Lowered lowered = LowerPolicy(ExampleMessage(), zones);
  ASSERT_TRUE(lowered.ok()) << RenderDiagnostics(lowered.diagnostics);
  EXPECT_EQ(FingerprintOf(lowered), FingerprintOf(Lower(Example())));
  EXPECT_THAT(lowered.tables->files, ElementsAre("<policy>"));
  EXPECT_TRUE(lowered.tables->slas[0].span.known());
}

TEST(LowerInput, ShowsProblemsOfAMessageInItsText) {
  waypost::v1::Policy policy;
  policy.set_name("x");
  policy.add_queues()->set_id("general");
  waypost::v1::Route& route = *policy.add_routes();
  route.set_id("全部");
  route.add_stage()->set_queue("generl");
  TestZones zones;
  const Lowered lowered = LowerPolicy(policy, zones);
  EXPECT_THAT(Places(lowered), ElementsAre("WP2101 <policy>:8:12"));
  EXPECT_EQ(lowered.diagnostics[0].source_line, "    queue: \"generl\"");
  EXPECT_EQ(lowered.diagnostics[0].help, "did you mean \"general\"? (<policy>:3)");
}

TEST(LowerInput, RefusesAMessageWithFieldsItDoesNotKnow) {
  waypost::v1::Policy policy;
  policy.set_name("x");
  policy.GetReflection()->MutableUnknownFields(&policy)->AddVarint(4711, 1);
  TestZones zones;
  EXPECT_FALSE(LowerPolicy(policy, zones).ok());
}

TEST(LowerInput, WithoutAnyFileIsAnErrorWithoutAPlace) {
  EXPECT_THAT(Places(Lower(std::vector<NamedText>())), ElementsAre("WP2002 :0:0"));
}

TEST(LowerInput, DoesNotGoOnBeyondTheReadersLimits) {
  TestZones zones;
  ReaderLimits limits;
  limits.max_nodes = 3;
  const Lowered lowered = LowerPolicy({{"a", Example()}}, zones, limits);
  EXPECT_FALSE(lowered.ok());
  ASSERT_FALSE(lowered.diagnostics.empty());
  for (const Diagnostic& d : lowered.diagnostics) EXPECT_EQ(d.code, "WP1203");
}

TEST(LowerInput, ReportsSyntaxAndMeaningTogether) {
  const Lowered lowered =
      Lower("name: 'x'\nqueues { id: 'q' colour: 'red' }\ndefault_priority: 'P9'");
  EXPECT_THAT(Places(lowered), ElementsAre("WP1101 a.textproto:2:18", "WP2101 a.textproto:3:19"));
}

}  // namespace
}  // namespace waypost::policy
