#include "lib/policy/planned.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.h"
#include "lib/base/words.h"
#include "waypost/v1/annotations.pb.h"
#include "waypost/v1/policy.pb.h"
#include "waypost/v1/roster.pb.h"

namespace waypost::policy {
namespace {

using google::protobuf::EnumValueDescriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

bool IsPlanned(const FieldDescriptor& field) {
  return field.options().GetExtension(waypost::v1::planned);
}

bool IsPlanned(const EnumValueDescriptor* value) {
  return value != nullptr && value->options().GetExtension(waypost::v1::planned_value);
}

// Calls `visit(sub_message)` for each message in `field`.
template <typename Visit>
void ForEachMessage(const Message& message, const FieldDescriptor* field, Visit visit) {
  const Reflection* reflection = message.GetReflection();
  if (!field->is_repeated()) {
    visit(reflection->GetMessage(message, field));
    return;
  }
  for (int i = 0; i < reflection->FieldSize(message, field); ++i) {
    visit(reflection->GetRepeatedMessage(message, field, i));
  }
}

void ReportPlannedValues(const Message& message, const FieldDescriptor* field,
                         const SourceMap& places, DiagnosticSink& sink) {
  const Reflection* reflection = message.GetReflection();
  const auto report = [&](int number, int index) {
    const EnumValueDescriptor* value = field->enum_type()->FindValueByNumber(number);
    if (value == nullptr || !IsPlanned(value)) return;
    ReportPlannedName(value->name(), places.Value(message, field->number(), index), sink);
  };
  if (!field->is_repeated()) return report(reflection->GetEnumValue(message, field), -1);
  for (int i = 0; i < reflection->FieldSize(message, field); ++i) {
    report(reflection->GetRepeatedEnumValue(message, field, i), i);
  }
}

bool IsEmpty(const Message& message, const FieldDescriptor* field) {
  const Reflection* reflection = message.GetReflection();
  if (field->is_repeated()) return reflection->FieldSize(message, field) == 0;
  if (field->cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
    return reflection->GetString(message, field).empty();
  }
  if (field->cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
    return reflection->GetEnumValue(message, field) == 0;
  }
  return !reflection->HasField(message, field);
}

// Lines that the reader did not understand in full: what seems missing there may only be misspelt.
class BrokenLines {
 public:
  explicit BrokenLines(const DiagnosticSink& sink) {
    if (!sink.has_errors()) return;
    for (const Diagnostic& diagnostic : sink.Diagnostics()) {
      if (diagnostic.severity != Diagnostic::Severity::kError) continue;
      lines_.emplace_back(diagnostic.file, diagnostic.line);
    }
    std::sort(lines_.begin(), lines_.end());
  }

  // Whether one of them is a line of the message; any of them, for the outermost.
  bool Touch(const Message& message, const SourceMap& places, const DiagnosticSink& sink) const {
    if (lines_.empty()) return false;
    const SourceSpan whole = places.Whole(message);
    if (!whole.known() || whole.file >= sink.files().size() || IsOutermost(message)) return true;
    const std::string& file = sink.files()[whole.file].name();
    const auto first =
        std::lower_bound(lines_.begin(), lines_.end(), std::make_pair(file, whole.line));
    return first != lines_.end() && first->first == file && first->second <= whole.end_line;
  }

 private:
  static bool IsOutermost(const Message& message) {
    const google::protobuf::Descriptor* type = message.GetDescriptor();
    return type == waypost::v1::Policy::descriptor() || type == waypost::v1::Roster::descriptor();
  }

  std::vector<std::pair<std::string, uint32_t>> lines_;
};

// Walks a message and reports what it lacks.
class MissingFields {
 public:
  MissingFields(const SourceMap& places, DiagnosticSink& sink)
      : places_(places), sink_(sink), broken_(sink) {}

  void Check(const Message& message) {
    const google::protobuf::Descriptor* descriptor = message.GetDescriptor();
    for (int i = 0; i < descriptor->field_count(); ++i) CheckField(message, descriptor->field(i));
    std::vector<const FieldDescriptor*> fields;
    message.GetReflection()->ListFields(message, &fields);
    for (const FieldDescriptor* field : fields) {
      if (IsPlanned(*field) || field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) continue;
      ForEachMessage(message, field, [&](const Message& inner) { Check(inner); });
    }
  }

 private:
  void CheckField(const Message& message, const FieldDescriptor* field) {
    if (!field->options().GetExtension(waypost::v1::required) || !IsEmpty(message, field)) return;
    const std::string name = Quoted(field->name());
    if (places_.Contains(message, field->number())) {
      sink_.Report("WP2002", places_.Value(message, field->number()),
                   Say({"required field $0 is empty", "必填字段 $0 为空"}, name));
    } else if (!broken_.Touch(message, places_, sink_)) {
      // A field that nobody wrote has the place of the message that lacks it.
      sink_
          .Report("WP2002", places_.Name(message, field->number()),
                  Say({"required field $0 is missing", "缺少必填字段 $0"}, name))
          .Label(Say({"has no $0", "没有 $0"}, name));
    }
  }

  const SourceMap& places_;
  DiagnosticSink& sink_;
  BrokenLines broken_;
};

}  // namespace

Finding& ReportPlannedName(std::string_view name, const SourceSpan& span, DiagnosticSink& sink) {
  return sink
      .Report("WP2001", span,
              Say({"$0 is part of the contract, but this version does not execute it",
                   "$0 属于约定的内容，但本版本不执行"},
                  Quoted(name)))
      .Label({"not executed", "不执行"});
}

void ReportPlanned(const Message& message, const SourceMap& places, DiagnosticSink& sink) {
  std::vector<const FieldDescriptor*> fields;
  message.GetReflection()->ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    if (IsPlanned(*field)) {
      ReportPlannedName(field->name(), places.Name(message, field->number()), sink);
    } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
      ReportPlannedValues(message, field, places, sink);
    } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
      ForEachMessage(message, field,
                     [&](const Message& inner) { ReportPlanned(inner, places, sink); });
    }
  }
}

void ReportMissing(const Message& message, const SourceMap& places, DiagnosticSink& sink) {
  MissingFields(places, sink).Check(message);
}

}  // namespace waypost::policy
