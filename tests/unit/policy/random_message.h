#ifndef WAYPOST_TESTS_UNIT_POLICY_RANDOM_MESSAGE_H_
#define WAYPOST_TESTS_UNIT_POLICY_RANDOM_MESSAGE_H_

#include <cstdint>
#include <iterator>
#include <string>

#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "lib/base/philox.h"

namespace waypost::policy {

// Fills messages of any type with values from the corners of their ranges.
class RandomMessage {
 public:
  // Of every kind that a message may have, or of those alone that the contract has: no maps, no
  // bytes, no fractions.
  enum class Kinds { kAll, kOfTheContract };
  explicit RandomMessage(PhiloxStream* random, Kinds kinds = Kinds::kAll)
      : random_(*random), kinds_(kinds) {}

  void Fill(google::protobuf::Message* message, int depth) {
    const google::protobuf::Descriptor& type = *message->GetDescriptor();
    for (int i = 0; i < type.field_count(); ++i) {
      const google::protobuf::FieldDescriptor& field = *type.field(i);
      if (kinds_ == Kinds::kOfTheContract && IsForeign(field)) continue;
      if (field.is_required()) AddOne(field, message, depth);
      if (field.is_required() || random_.Below(4) != 0) continue;
      const bool below = field.cpp_type() == google::protobuf::FieldDescriptor::CPPTYPE_MESSAGE;
      if (below && depth == 0) continue;
      const auto* oneof = field.containing_oneof();
      if (oneof != nullptr && message->GetReflection()->HasOneof(*message, oneof)) continue;
      const uint64_t count = field.is_repeated() ? random_.Below(4) : 1;
      for (uint64_t k = 0; k < count; ++k) AddOne(field, message, depth);
    }
  }

 private:
  using Message = google::protobuf::Message;
  using FieldDescriptor = google::protobuf::FieldDescriptor;

  static bool IsForeign(const FieldDescriptor& field) {
    return field.is_map() || field.type() == FieldDescriptor::TYPE_BYTES ||
           field.cpp_type() == FieldDescriptor::CPPTYPE_FLOAT ||
           field.cpp_type() == FieldDescriptor::CPPTYPE_DOUBLE;
  }

  uint64_t Integer() {
    static const uint64_t kCorners[] = {0,
                                        1,
                                        7,
                                        8,
                                        255,
                                        1u << 31,
                                        0x7fffffff,
                                        ~uint64_t{0},
                                        uint64_t{1} << 63,
                                        (uint64_t{1} << 63) - 1};
    return random_.Below(2) == 0 ? kCorners[random_.Below(std::size(kCorners))] : random_.Next();
  }

  double Fraction() {
    static const double kCorners[] = {0.0,    -0.0, 1.5,  -2e300,
                                      1e-320, 0.1,  1e39, 12345678901234567.0};
    return kCorners[random_.Below(std::size(kCorners))];
  }

  std::string Text(bool bytes) {
    static const char* const kPieces[] = {"a",    "退款", "\"", "'",          "\\", "\n",
                                          "\t",   "#",    "{",  "/",          "<",  " ",
                                          "\x01", "\x7f", "é",  "\U0001f600", "?"};
    std::string text;
    for (uint64_t left = random_.Below(6); left > 0; --left) {
      text += kPieces[random_.Below(std::size(kPieces))];
      if (bytes) text += static_cast<char>(random_.Next());
    }
    return text;
  }

  void AddOne(const FieldDescriptor& field, Message* m, int depth) {
    const google::protobuf::Reflection& r = *m->GetReflection();
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
      case FieldDescriptor::CPPTYPE_FLOAT: {
        const auto value = static_cast<float>(random_.Below(1000)) / 8.0f;
        return many ? r.AddFloat(m, &field, value) : r.SetFloat(m, &field, value);
      }
      case FieldDescriptor::CPPTYPE_DOUBLE: {
        const double value = Fraction();
        return many ? r.AddDouble(m, &field, value) : r.SetDouble(m, &field, value);
      }
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
      case FieldDescriptor::CPPTYPE_STRING: {
        const std::string value = Text(field.type() == FieldDescriptor::TYPE_BYTES);
        return many ? r.AddString(m, &field, value) : r.SetString(m, &field, value);
      }
      case FieldDescriptor::CPPTYPE_MESSAGE:
        return Fill(many ? r.AddMessage(m, &field) : r.MutableMessage(m, &field),
                    depth > 0 ? depth - 1 : 0);
    }
  }

  PhiloxStream& random_;
  const Kinds kinds_;
};

}  // namespace waypost::policy

#endif  // WAYPOST_TESTS_UNIT_POLICY_RANDOM_MESSAGE_H_
