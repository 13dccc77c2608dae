// The reader against google::protobuf::util::JsonStringToMessage on random messages and damage.
#include <set>
#include <string>
#include <vector>

#include "google/protobuf/util/json_util.h"
#include "gtest/gtest.h"
#include "lib/base/philox.h"
#include "reader_test.pb.h"
#include "tests/unit/policy/reader_testing.h"
#include "waypost/v1/import.pb.h"
#include "waypost/v1/policy.pb.h"
#include "waypost/v1/roster.pb.h"

namespace waypost::policy {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;
using google::protobuf::util::JsonPrintOptions;
using google::protobuf::util::JsonStringToMessage;
using google::protobuf::util::MessageToJsonString;
using reader_test::Everything;

// Fills messages of any type with the kinds of values that the contract has: no maps, no bytes, no
// fractions.
class JsonMessageSource {
 public:
  explicit JsonMessageSource(PhiloxStream* random) : random_(*random) {}

  void Fill(Message* message, int depth) {
    const Descriptor& type = *message->GetDescriptor();
    for (int i = 0; i < type.field_count(); ++i) {
      const FieldDescriptor& field = *type.field(i);
      const bool below = field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE;
      const bool unfit = field.is_map() || field.type() == FieldDescriptor::TYPE_BYTES;
      if (unfit || random_.Below(4) != 0 || (below && depth == 0)) continue;
      const auto* oneof = field.containing_oneof();
      if (oneof != nullptr && message->GetReflection()->HasOneof(*message, oneof)) continue;
      for (uint64_t k = field.is_repeated() ? random_.Below(4) : 1; k > 0; --k) {
        Add(field, message, depth);
      }
    }
  }

 private:
  uint64_t Integer() {
    static const uint64_t kCorners[] = {0, 1, 255, 0x7fffffff, uint64_t{1} << 63, ~uint64_t{0}};
    return random_.Below(2) == 0 ? kCorners[random_.Below(std::size(kCorners))] : random_.Next();
  }

  std::string Text() {
    static const char* const kPieces[] = {"a", "退款", "\"",   "/", "\\", "\n", "\t",
                                          "<", "'",    "\x01", "é", "😀",  "{",  "\x7f"};
    std::string text;
    for (uint64_t left = random_.Below(6); left > 0; --left) {
      text += kPieces[random_.Below(std::size(kPieces))];
    }
    return text;
  }

  void Add(const FieldDescriptor& field, Message* m, int depth) {
    const Reflection& r = *m->GetReflection();
    const bool many = field.is_repeated();
    switch (field.cpp_type()) {
      case FieldDescriptor::CPPTYPE_INT32: {
        const auto value = static_cast<int32_t>(Integer());
        return many ? r.AddInt32(m, &field, value) : r.SetInt32(m, &field, value);
      }
      case FieldDescriptor::CPPTYPE_INT64: {
        const auto value = static_cast<int64_t>(Integer());
        return many ? r.AddInt64(m, &field, value) : r.SetInt64(m, &field, value);
      }
      case FieldDescriptor::CPPTYPE_UINT32: {
        const auto value = static_cast<uint32_t>(Integer());
        return many ? r.AddUInt32(m, &field, value) : r.SetUInt32(m, &field, value);
      }
      case FieldDescriptor::CPPTYPE_UINT64: {
        const uint64_t value = Integer();
        return many ? r.AddUInt64(m, &field, value) : r.SetUInt64(m, &field, value);
      }
      case FieldDescriptor::CPPTYPE_FLOAT:
      case FieldDescriptor::CPPTYPE_DOUBLE:
        return;
      case FieldDescriptor::CPPTYPE_BOOL: {
        const bool value = random_.Below(2) == 0;
        return many ? r.AddBool(m, &field, value) : r.SetBool(m, &field, value);
      }
      case FieldDescriptor::CPPTYPE_ENUM: {
        const auto& values = *field.enum_type();
        const auto count = static_cast<uint64_t>(values.value_count());
        const auto* value = values.value(static_cast<int>(random_.Below(count)));
        return many ? r.AddEnum(m, &field, value) : r.SetEnum(m, &field, value);
      }
      case FieldDescriptor::CPPTYPE_STRING:
        return many ? r.AddString(m, &field, Text()) : r.SetString(m, &field, Text());
      case FieldDescriptor::CPPTYPE_MESSAGE:
        return Fill(many ? r.AddMessage(m, &field) : r.MutableMessage(m, &field), depth - 1);
    }
  }

  PhiloxStream& random_;
};

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
    JsonMessageSource(&random).Fill(&message, 3);
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
    JsonMessageSource(&random).Fill(&message, 1);
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
