#include "lib/policy/json_schema.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "google/protobuf/struct.pb.h"
#include "google/protobuf/util/json_util.h"
#include "waypost/v1/policy.pb.h"

namespace waypost::policy {
namespace {

using testing::HasSubstr;
using testing::Not;

google::protobuf::Struct SchemaOfPolicies() {
  google::protobuf::Struct schema;
  const auto status =
      google::protobuf::util::JsonStringToMessage(JsonSchema(*v1::Policy::descriptor()), &schema);
  EXPECT_TRUE(status.ok()) << status.ToString();
  return schema;
}

const google::protobuf::Struct& At(const google::protobuf::Struct& object,
                                   const std::string& name) {
  return object.fields().at(name).struct_value();
}

TEST(JsonSchemaTest, IsJsonThatDefinesEveryMessageItNames) {
  const std::string text = JsonSchema(*v1::Policy::descriptor());
  const google::protobuf::Struct schema = SchemaOfPolicies();
  for (size_t at = text.find("\"#/$defs/"); at != std::string::npos;
       at = text.find("\"#/$defs/", at + 1)) {
    const size_t begin = at + 9;
    const std::string name = text.substr(begin, text.find('"', begin) - begin);
    EXPECT_EQ(At(schema, "$defs").fields().count(name), 1u) << name;
  }
}

TEST(JsonSchemaTest, KnowsBothSpellingsTypesAndValues) {
  const google::protobuf::Struct schema = SchemaOfPolicies();
  const auto& policy = At(At(At(schema, "$defs"), "waypost.v1.Policy"), "properties");
  EXPECT_EQ(policy.fields().count("default_priority"), 1u);
  EXPECT_EQ(policy.fields().count("defaultPriority"), 1u);
  EXPECT_EQ(At(policy, "routes").fields().at("type").string_value(), "array");
  const std::string text = JsonSchema(*v1::Policy::descriptor());
  EXPECT_THAT(text, HasSubstr("\"FIRST_REPLY\""));
  EXPECT_THAT(text, Not(HasSubstr("METRIC_UNSPECIFIED")));
}

TEST(JsonSchemaTest, LeavesOutWhatIsNotExecuted) {
  const google::protobuf::Struct schema = SchemaOfPolicies();
  for (const auto& [name, definition] : At(schema, "$defs").fields()) {
    const auto* message =
        google::protobuf::DescriptorPool::generated_pool()->FindMessageTypeByName(name);
    ASSERT_NE(message, nullptr) << name;
    for (const auto& [field, type] : At(definition.struct_value(), "properties").fields()) {
      const auto* found = message->FindFieldByName(field);
      if (found == nullptr) continue;  // the other spelling
      EXPECT_THAT(found->DebugString(), Not(HasSubstr("planned) = true"))) << name;
    }
  }
}

TEST(JsonSchemaTest, SaysWhatIsRequiredAndWhatExcludesEachOther) {
  const std::string text = JsonSchema(*v1::Policy::descriptor());
  EXPECT_THAT(text, HasSubstr("{ \"anyOf\": [{ \"required\": [\"id\"] }] }"));
  EXPECT_THAT(text, HasSubstr("{ \"oneOf\": [{ \"required\": [\"breached\"] }, "
                              "{ \"required\": [\"milestone_breached\"] }"));
}

}  // namespace
}  // namespace waypost::policy
