#include <array>
#include <map>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "bindings/python/native/events.h"
#include "google/protobuf/descriptor.h"
#include "lib/statistics/metric_text.h"

namespace waypost::python {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

// Lengths of time; all other fields in milliseconds are instants.
constexpr std::array<absl::string_view, 6> kSpans = {"after_ms", "left_ms",   "mean_ms",
                                                     "used_ms",  "waited_ms", "promised_mean_ms"};

bool IsSpan(absl::string_view name) {
  for (const absl::string_view span : kSpans) {
    if (name == span) return true;
  }
  return false;
}

ColumnKind KindOf(const FieldDescriptor& field) {
  if (field.is_repeated()) return ColumnKind::kText;
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_BOOL:
      return ColumnKind::kFlag;
    case FieldDescriptor::CPPTYPE_STRING:
    case FieldDescriptor::CPPTYPE_ENUM:
      return ColumnKind::kText;
    case FieldDescriptor::CPPTYPE_INT64:
      if (!absl::EndsWith(field.name(), "_ms")) return ColumnKind::kNumber;
      return IsSpan(field.name()) ? ColumnKind::kSpan : ColumnKind::kTime;
    default:
      return ColumnKind::kNumber;
  }
}

class EventTable {
 public:
  void Add(const v1::Event& event) {
    At("sequence", ColumnKind::kNumber).Add(static_cast<int64_t>(event.sequence()));
    At("at", ColumnKind::kTime).Add(event.at_ms());
    const FieldDescriptor* kind = KindField(event);
    At("kind", ColumnKind::kText).AddText(kind == nullptr ? "" : kind->name());
    At("ticket_id", ColumnKind::kText).AddText(event.ticket_id());
    if (kind != nullptr) AddFields(event.GetReflection()->GetMessage(event, kind));
    if (event.has_decided_by()) {
      const v1::PolicyLocation& line = event.decided_by();
      At("rule", ColumnKind::kText).AddText(line.rule());
      At("line", ColumnKind::kText).AddText(absl::StrCat(line.file(), ":", line.line()));
    }
    ++rows_;
  }

  SharedTable Finish() {
    Table table;
    for (Column& column : columns_) {
      while (column.size() < rows_) column.AddNone();
      table.columns.push_back(std::move(column));
    }
    return std::move(table).Finish();
  }

 private:
  static const FieldDescriptor* KindField(const v1::Event& event) {
    static const auto* const kKinds = v1::Event::descriptor()->FindOneofByName("kind");
    return event.GetReflection()->GetOneofFieldDescriptor(event, kKinds);
  }

  // The column of a name, brought to the row that is being filled. A name that has another kind
  // already gets a second column.
  Column& At(const std::string& name, ColumnKind kind) {
    auto [place, added] = index_.try_emplace({name, kind}, columns_.size());
    if (added) {
      const auto other = first_kind_.try_emplace(name, kind);
      columns_.emplace_back(other.second ? name : absl::StrCat(name, "_2"), kind);
    }
    Column& column = columns_[place->second];
    while (column.size() < rows_) column.AddNone();
    return column;
  }

  void AddClock(const v1::ClockRef& clock) {
    At("sla", ColumnKind::kText).AddText(clock.sla());
    At("metric", ColumnKind::kText)
        .AddText(statistics::MetricText(clock.metric(), clock.milestone()));
    At("cycle", ColumnKind::kNumber).Add(clock.cycle());
    if (!clock.task().empty()) At("task", ColumnKind::kText).AddText(clock.task());
  }

  void AddFields(const Message& message) {
    const Descriptor& type = *message.GetDescriptor();
    for (int i = 0; i < type.field_count(); ++i) {
      const FieldDescriptor& field = *type.field(i);
      if (field.message_type() != nullptr) {
        if (field.message_type() == v1::ClockRef::descriptor() && !field.is_repeated()) {
          AddClock(static_cast<const v1::ClockRef&>(
              message.GetReflection()->GetMessage(message, &field)));
        }
        continue;
      }
      if (field.has_presence() && !message.GetReflection()->HasField(message, &field)) continue;
      const std::string name(absl::StripSuffix(field.name(), "_ms"));
      AddValue(message, field, At(name, KindOf(field)));
    }
  }

  static void AddValue(const Message& message, const FieldDescriptor& field, Column& column) {
    const Reflection& reflection = *message.GetReflection();
    if (field.is_repeated()) {
      column.AddText(Joined(message, field));
      return;
    }
    switch (field.cpp_type()) {
      case FieldDescriptor::CPPTYPE_BOOL:
        column.AddFlag(reflection.GetBool(message, &field));
        return;
      case FieldDescriptor::CPPTYPE_STRING:
        column.AddText(reflection.GetString(message, &field));
        return;
      case FieldDescriptor::CPPTYPE_ENUM:
        column.AddText(reflection.GetEnum(message, &field)->name());
        return;
      case FieldDescriptor::CPPTYPE_INT32:
        column.Add(reflection.GetInt32(message, &field));
        return;
      case FieldDescriptor::CPPTYPE_INT64: {
        const int64_t value = reflection.GetInt64(message, &field);
        // "0: never" in the contract.
        if (column.kind == ColumnKind::kTime && value == 0) {
          column.AddNone();
        } else {
          column.Add(value);
        }
        return;
      }
      case FieldDescriptor::CPPTYPE_UINT64:
        column.Add(static_cast<int64_t>(reflection.GetUInt64(message, &field)));
        return;
      default:
        column.AddNone();
    }
  }

  static std::string Joined(const Message& message, const FieldDescriptor& field) {
    std::string joined;
    if (field.cpp_type() != FieldDescriptor::CPPTYPE_STRING) return joined;
    const int count = message.GetReflection()->FieldSize(message, &field);
    for (int i = 0; i < count; ++i) {
      absl::StrAppend(&joined, i == 0 ? "" : ", ",
                      message.GetReflection()->GetRepeatedString(message, &field, i));
    }
    return joined;
  }

  size_t rows_ = 0;
  std::vector<Column> columns_;
  std::map<std::pair<std::string, ColumnKind>, size_t> index_;
  std::map<std::string, ColumnKind> first_kind_;
};

}  // namespace

SharedTable TableOf(const EventLog& log) {
  EventTable table;
  v1::Event event;
  for (size_t i = 0; i < log.size(); ++i) {
    const std::string_view bytes = log.bytes(i);
    event.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
    table.Add(event);
  }
  return table.Finish();
}

}  // namespace waypost::python
