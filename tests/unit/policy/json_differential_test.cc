// The reader against google::protobuf::util::JsonStringToMessage on random messages and damage.
#include <set>
#include <string>
#include <vector>

#include "google/protobuf/util/json_util.h"
#include "gtest/gtest.h"
#include "lib/base/philox.h"
#include "reader_test.pb.h"
#include "tests/unit/policy/random_message.h"
#include "tests/unit/policy/reader_testing.h"
#include "waypost/v1/import.pb.h"
#include "waypost/v1/policy.pb.h"
#include "waypost/v1/roster.pb.h"

namespace waypost::policy {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::util::JsonPrintOptions;
using google::protobuf::util::JsonStringToMessage;
using google::protobuf::util::MessageToJsonString;
using reader_test::Everything;

std::string Print(const Message& message, PhiloxStream* random) {
  JsonPrintOptions options;
  options.add_whitespace = random->Below(2) == 0;
  options.always_print_enums_as_ints = random->Below(3) == 0;
  options.preserve_proto_field_names = random->Below(2) == 0;
  std::string text;
  EXPECT_TRUE(MessageToJsonString(message, &text, options).ok());
  return text;
}

template <typename M>
void ExpectSame(const std::string& text, const M& expected) {
  const auto reading = ReadTexts<M>({text});
  ASSERT_EQ(reading.Summary(), "") << text;
  ASSERT_EQ(Canonical(*reading.message), Canonical(expected)) << text;
}

template <typename M>
void ExpectWhatProtobufPrintsComesBack(uint64_t stream, int rounds) {
  PhiloxStream random(20270204, stream);
  for (int i = 0; i < rounds; ++i) {
    M message;
    RandomMessage(&random, RandomMessage::Kinds::kOfTheContract).Fill(&message, 3);
    const std::string text = Print(message, &random);
    M by_protobuf;
    ASSERT_TRUE(JsonStringToMessage(text, &by_protobuf).ok()) << text;
    ExpectSame(text, by_protobuf);
    if (testing::Test::HasFatalFailure()) return;
  }
}

TEST(JsonDifferential, WhatProtobufPrintsComesBack) {
  ExpectWhatProtobufPrintsComesBack<Everything>(11, 1000);
  ExpectWhatProtobufPrintsComesBack<v1::Policy>(12, 300);
  ExpectWhatProtobufPrintsComesBack<v1::Roster>(13, 300);
  ExpectWhatProtobufPrintsComesBack<v1::ImportMapping>(14, 300);
}

// By hand: what printers do not write and the mapping allows all the same.
TEST(JsonDifferential, ReadsEverythingThatTheMappingAllows) {
  for (
      const char* text : {
          R"({"int32Value": 1e2, "int64Value": "-7", "uint64List": ["18446744073709551615", 1.0]})",
          R"({"color": 1, "colorList": ["RED", -3, "DARK_BLUE"]})",
          R"({"stringValue": null, "child": null, "children": null, "color": null})",
          R"({"child": {"child": {}}, "children": [{}, {}], "int32List": []})",
          R"({"stringValue": "\"\\\/\b\f\n\r\t\u0041\u00e9\ud83d\ude00\u0000"})",
          R"({"optionalInt32": 0, "text": "", "boolValue": false})",
      }) {
    Everything expected;
    ASSERT_TRUE(JsonStringToMessage(text, &expected).ok()) << text;
    ExpectSame(text, expected);
  }
}

std::string Damage(std::string text, PhiloxStream* random) {
  static const std::string kBytes = "{}[]:,\"\\-0x1.e\n atn";
  for (uint64_t left = 1 + random->Below(2); left > 0 && !text.empty(); --left) {
    const size_t at = random->Below(text.size());
    const char byte = kBytes[random->Below(kBytes.size())];
    switch (random->Below(3)) {
      case 0:
        text.erase(at, 1 + random->Below(2));
        break;
      case 1:
        text.insert(at, 1, byte);
        break;
      default:
        text[at] = byte;
    }
  }
  return text;
}

// Damaged or not, what the reader accepts protobuf accepts, as the same message.
TEST(JsonDifferential, AcceptsNothingThatProtobufRefuses) {
  PhiloxStream random(20270204, 15);
  int accepted = 0;
  int refused = 0;
  for (int i = 0; i < 10000; ++i) {
    Everything message;
    RandomMessage(&random, RandomMessage::Kinds::kOfTheContract).Fill(&message, 1);
    const std::string text = Damage(Print(message, &random), &random);
    if (text.empty() || text[0] != '{') continue;
    const auto reading = ReadTexts<Everything>({text});
    ASSERT_EQ(Print(reading.places.trees().at(0)), text);
    if (reading.sink->has_errors()) {
      ++refused;
      continue;
    }
    ++accepted;
    Everything expected;
    const auto status = JsonStringToMessage(text, &expected);
    ASSERT_TRUE(status.ok()) << text << status.ToString();
    ASSERT_EQ(Canonical(*reading.message), Canonical(expected)) << text;
  }
  EXPECT_GT(accepted, 500) << "damage that is nearly always fatal compares nothing";
  EXPECT_GT(refused, 500);
}

void CollectFields(const Descriptor& type, std::set<const Descriptor*>* seen,
                   std::vector<const FieldDescriptor*>* fields) {
  if (!seen->insert(&type).second) return;
  for (int i = 0; i < type.field_count(); ++i) {
    fields->push_back(type.field(i));
    if (const Descriptor* inner = type.field(i)->message_type()) {
      CollectFields(*inner, seen, fields);
    }
  }
}

// The kinds that the reader refuses (WP1303) occur in nothing that people write.
TEST(JsonDifferential, EveryFieldOfTheContractHasAJsonForm) {
  std::set<const Descriptor*> seen;
  std::vector<const FieldDescriptor*> fields;
  for (const Descriptor* type :
       {v1::Policy::descriptor(), v1::Roster::descriptor(), v1::ImportMapping::descriptor()}) {
    CollectFields(*type, &seen, &fields);
  }
  for (const FieldDescriptor* field : fields) {
    EXPECT_FALSE(field->is_map()) << field->full_name();
    EXPECT_NE(field->type(), FieldDescriptor::TYPE_BYTES) << field->full_name();
    if (field->message_type() == nullptr) continue;
    EXPECT_EQ(field->message_type()->file()->package(), "waypost.v1") << field->full_name();
  }
}

}  // namespace
}  // namespace waypost::policy
