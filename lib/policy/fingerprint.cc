#include "lib/policy/fingerprint.h"

#include <string>

#include "google/protobuf/descriptor.h"
#include "lib/base/check.h"
#include "lib/base/digest.h"

namespace waypost::policy {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

void AddMessage(const Message& message, Digest& digest);

// The value of a field, or of its element `index`.
class ValueReader {
 public:
  ValueReader(const Message& message, const FieldDescriptor* field, Digest& digest)
      : message_(message), field_(field), digest_(digest), reflection_(*message.GetReflection()) {}

  void AddSingular() {
    switch (field_->cpp_type()) {
      case FieldDescriptor::CPPTYPE_INT32:
        return digest_.AddSigned(reflection_.GetInt32(message_, field_));
      case FieldDescriptor::CPPTYPE_INT64:
        return digest_.AddSigned(reflection_.GetInt64(message_, field_));
      case FieldDescriptor::CPPTYPE_UINT32:
        return digest_.Add(reflection_.GetUInt32(message_, field_));
      case FieldDescriptor::CPPTYPE_UINT64:
        return digest_.Add(reflection_.GetUInt64(message_, field_));
      case FieldDescriptor::CPPTYPE_BOOL:
        return digest_.Add(reflection_.GetBool(message_, field_) ? 1 : 0);
      case FieldDescriptor::CPPTYPE_ENUM:
        return digest_.AddSigned(reflection_.GetEnumValue(message_, field_));
      case FieldDescriptor::CPPTYPE_STRING:
        return digest_.AddText(reflection_.GetString(message_, field_));
      case FieldDescriptor::CPPTYPE_MESSAGE:
        return AddMessage(reflection_.GetMessage(message_, field_), digest_);
      case FieldDescriptor::CPPTYPE_FLOAT:
      case FieldDescriptor::CPPTYPE_DOUBLE:
        break;
    }
    WP_CHECK(false, "a policy has no floating-point fields");
  }

  void AddElement(int index) {
    switch (field_->cpp_type()) {
      case FieldDescriptor::CPPTYPE_INT32:
        return digest_.AddSigned(reflection_.GetRepeatedInt32(message_, field_, index));
      case FieldDescriptor::CPPTYPE_INT64:
        return digest_.AddSigned(reflection_.GetRepeatedInt64(message_, field_, index));
      case FieldDescriptor::CPPTYPE_UINT32:
        return digest_.Add(reflection_.GetRepeatedUInt32(message_, field_, index));
      case FieldDescriptor::CPPTYPE_UINT64:
        return digest_.Add(reflection_.GetRepeatedUInt64(message_, field_, index));
      case FieldDescriptor::CPPTYPE_BOOL:
        return digest_.Add(reflection_.GetRepeatedBool(message_, field_, index) ? 1 : 0);
      case FieldDescriptor::CPPTYPE_ENUM:
        return digest_.AddSigned(reflection_.GetRepeatedEnumValue(message_, field_, index));
      case FieldDescriptor::CPPTYPE_STRING:
        return digest_.AddText(reflection_.GetRepeatedString(message_, field_, index));
      case FieldDescriptor::CPPTYPE_MESSAGE:
        return AddMessage(reflection_.GetRepeatedMessage(message_, field_, index), digest_);
      case FieldDescriptor::CPPTYPE_FLOAT:
      case FieldDescriptor::CPPTYPE_DOUBLE:
        break;
    }
    WP_CHECK(false, "a policy has no floating-point fields");
  }

 private:
  const Message& message_;
  const FieldDescriptor* field_;
  Digest& digest_;
  const Reflection& reflection_;
};

// Set fields in the order of their numbers, each as number and value, a list with its length; then
// 0, which is no number of a field.
void AddMessage(const Message& message, Digest& digest) {
  std::vector<const FieldDescriptor*> fields;
  message.GetReflection()->ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    digest.AddSigned(field->number());
    ValueReader reader(message, field, digest);
    if (!field->is_repeated()) {
      reader.AddSingular();
      continue;
    }
    const int size = message.GetReflection()->FieldSize(message, field);
    digest.AddSigned(size);
    for (int i = 0; i < size; ++i) reader.AddElement(i);
  }
  digest.Add(0);
}

}  // namespace

uint64_t Fingerprint(const Message& policy, const std::vector<CalendarEntry>& calendars) {
  Digest digest;
  AddMessage(policy, digest);
  for (const CalendarEntry& entry : calendars) digest.Add(entry.calendar.Digest());
  return digest.Value();
}

}  // namespace waypost::policy
