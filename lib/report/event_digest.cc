#include "lib/report/event_digest.h"

#include <string>
#include <vector>

#include "google/protobuf/descriptor.h"
#include "lib/base/check.h"

namespace waypost::report {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

void AddSingular(const Message& message, const Reflection& of, const FieldDescriptor* field,
                 Digest* digest) {
  std::string scratch;
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
      return digest->AddSigned(of.GetInt32(message, field));
    case FieldDescriptor::CPPTYPE_INT64:
      return digest->AddSigned(of.GetInt64(message, field));
    case FieldDescriptor::CPPTYPE_UINT32:
      return digest->Add(of.GetUInt32(message, field));
    case FieldDescriptor::CPPTYPE_UINT64:
      return digest->Add(of.GetUInt64(message, field));
    case FieldDescriptor::CPPTYPE_BOOL:
      return digest->Add(of.GetBool(message, field) ? 1 : 0);
    case FieldDescriptor::CPPTYPE_ENUM:
      return digest->AddSigned(of.GetEnumValue(message, field));
    case FieldDescriptor::CPPTYPE_STRING:
      return digest->AddText(of.GetStringReference(message, field, &scratch));
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return AddMessage(of.GetMessage(message, field), digest);
    default:
      WP_CHECK(false, "the contract has no floating-point fields");
  }
}

void AddRepeated(const Message& message, const Reflection& of, const FieldDescriptor* field,
                 Digest* digest) {
  const int size = of.FieldSize(message, field);
  digest->AddSigned(size);
  std::string scratch;
  for (int i = 0; i < size; ++i) {
    switch (field->cpp_type()) {
      case FieldDescriptor::CPPTYPE_STRING:
        digest->AddText(of.GetRepeatedStringReference(message, field, i, &scratch));
        break;
      case FieldDescriptor::CPPTYPE_MESSAGE:
        AddMessage(of.GetRepeatedMessage(message, field, i), digest);
        break;
      default:
        WP_CHECK(false, "events have lists of texts and messages only");
    }
  }
}

}  // namespace

void AddMessage(const Message& message, Digest* digest) {
  const Reflection& reflection = *message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection.ListFields(message, &fields);
  digest->Add(fields.size());
  for (const FieldDescriptor* field : fields) {
    digest->AddSigned(field->number());
    if (field->is_repeated()) {
      AddRepeated(message, reflection, field, digest);
    } else {
      AddSingular(message, reflection, field, digest);
    }
  }
}

}  // namespace waypost::report
