// Commands from the columns of a table: what a data frame of a million rows is replayed by.
#include <algorithm>
#include <limits>
#include <map>
#include <string_view>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "bindings/python/native/commands.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "lib/base/absl_strings.h"
#include "lib/base/did_you_mean.h"

namespace waypost::python {

namespace py = pybind11;

namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

constexpr absl::string_view kFactPrefix = "facts.";

bool IsMissing(const py::handle& cell) {
  if (cell.is_none()) return true;
  if (PyFloat_Check(cell.ptr()))
    return PyFloat_AS_DOUBLE(cell.ptr()) != PyFloat_AS_DOUBLE(cell.ptr());
  const absl::string_view type = Py_TYPE(cell.ptr())->tp_name;
  return type == "NAType" || type == "NaTType";
}

// A column bound to what it sets, for one kind of command.
struct Target {
  const InputColumn* column = nullptr;
  const FieldDescriptor* field = nullptr;  // null: this kind has no such field
  std::string fact;                        // name of a fact; `field` is the list of facts then
};

// One kind of command, with the messages that are used again and again.
struct KindPlan {
  const FieldDescriptor* field = nullptr;  // in Command
  std::vector<Target> targets;
  std::vector<std::unique_ptr<v1::Command>> pool;
  size_t used = 0;
};

class ColumnSource : public CommandSource {
 public:
  ColumnSource(std::vector<InputColumn> columns, size_t rows)
      : columns_(std::move(columns)), rows_(rows) {
    for (const InputColumn& column : columns_) {
      if (column.name == "command") command_ = &column;
      if (column.name == "at") at_ = &column;
    }
    if (command_ == nullptr || !IsText(*command_)) {
      throw py::value_error(
          "there is no column of texts \"command\": open_ticket, add_message, ...");
    }
    if (at_ == nullptr || !at_->numbers || IsText(*at_)) {
      throw py::value_error("there is no column of times \"at\"");
    }
    CheckNames();
  }

  size_t size() const override { return rows_; }

  absl::Span<const TimedCommand> Read(size_t begin, size_t end) override {
    for (auto& [name, plan] : plans_) plan.used = 0;
    commands_.clear();
    for (size_t row = begin; row < end; ++row) {
      const int64_t at_ms = (*at_->numbers)[row];
      if (at_ms == kNoNumber) throw py::value_error(Place(row, *at_) + "the time is missing");
      commands_.push_back({at_ms, ReadRow(row)});
    }
    return commands_;
  }

 private:
  static bool IsText(const InputColumn& column) { return column.coded || !column.numbers; }

  static std::string Place(size_t row, const InputColumn& column) {
    return absl::StrCat("row ", row, ", column \"", column.name, "\": ");
  }

  // Nothing if the cell is missing.
  static std::optional<std::string_view> Text(const InputColumn& column, size_t row) {
    auto place = static_cast<Py_ssize_t>(row);
    if (column.coded) {
      place = (*column.numbers)[row];
      if (place < 0) return std::nullopt;
    }
    if (place >= PyTuple_GET_SIZE(column.texts.ptr())) {
      throw py::value_error(Place(row, column) + "the code has no text");
    }
    const py::handle cell = PyTuple_GET_ITEM(column.texts.ptr(), place);
    if (!PyUnicode_Check(cell.ptr())) {
      if (IsMissing(cell)) return std::nullopt;
      throw py::type_error(Place(row, column) + "takes text, not " + Py_TYPE(cell.ptr())->tp_name);
    }
    Py_ssize_t size = 0;
    const char* text = PyUnicode_AsUTF8AndSize(cell.ptr(), &size);
    if (text == nullptr) throw py::error_already_set();
    return std::string_view(text, static_cast<size_t>(size));
  }

  // A column that no kind of command knows is a slip of the pen, not to be passed over.
  void CheckNames() const {
    const Descriptor& command = *v1::Command::descriptor();
    std::vector<std::string_view> names = {"command", "at"};
    for (int i = 0; i < command.field_count(); ++i) {
      if (command.field(i)->message_type() == nullptr) {
        names.push_back(command.field(i)->name());
        continue;
      }
      const Descriptor& kind = *command.field(i)->message_type();
      for (int j = 0; j < kind.field_count(); ++j) names.push_back(kind.field(j)->name());
    }
    for (const InputColumn& column : columns_) {
      if (absl::StartsWith(column.name, kFactPrefix)) continue;
      if (std::find(names.begin(), names.end(), column.name) != names.end()) continue;
      std::string message = absl::StrCat("no command has a field \"", column.name, "\"");
      if (const auto near = DidYouMean(column.name, names)) {
        absl::StrAppend(&message, "; did you mean \"", ToAbsl(*near), "\"?");
      }
      throw py::value_error(message);
    }
  }

  KindPlan& PlanOf(size_t row) {
    const std::optional<std::string_view> name = Text(*command_, row);
    if (!name) throw py::value_error(Place(row, *command_) + "it is missing");
    const auto found = plans_.find(*name);
    if (found != plans_.end()) return found->second;
    const auto* field = v1::Command::descriptor()->FindFieldByName(std::string(*name));
    if (field == nullptr || field->containing_oneof() == nullptr) {
      throw py::value_error(
          absl::StrCat(Place(row, *command_), "there is no command \"", ToAbsl(*name), "\""));
    }
    KindPlan& plan = plans_[std::string(*name)];
    plan.field = field;
    for (const InputColumn& column : columns_) {
      if (&column == command_ || &column == at_) continue;
      plan.targets.push_back(TargetOf(column, *field->message_type()));
    }
    return plan;
  }

  static Target TargetOf(const InputColumn& column, const Descriptor& kind) {
    if (absl::StartsWith(column.name, kFactPrefix)) {
      return {&column, kind.FindFieldByName("facts"), column.name.substr(kFactPrefix.size())};
    }
    if (const auto* own = v1::Command::descriptor()->FindFieldByName(column.name);
        own != nullptr && own->message_type() == nullptr) {
      return {&column, own, ""};
    }
    return {&column, kind.FindFieldByName(column.name), ""};
  }

  const v1::Command* ReadRow(size_t row) {
    KindPlan& plan = PlanOf(row);
    if (plan.used == plan.pool.size()) plan.pool.push_back(std::make_unique<v1::Command>());
    v1::Command& command = *plan.pool[plan.used++];
    // Not Clear() on the command: it would free the message inside, to be made anew.
    command.clear_command_id();
    command.clear_allow_time_jump();
    Message* kind = command.GetReflection()->MutableMessage(&command, plan.field);
    kind->Clear();
    for (const Target& target : plan.targets) SetCell(row, target, command, kind);
    return &command;
  }

  static void SetCell(size_t row, const Target& target, v1::Command& command, Message* kind) {
    const InputColumn& column = *target.column;
    if (IsText(column)) {
      const auto text = Text(column, row);
      if (text) SetText(row, target, *text, MessageOf(row, target, command, kind));
      return;
    }
    const int64_t number = (*column.numbers)[row];
    if (number != kNoNumber) SetNumber(row, target, number, MessageOf(row, target, command, kind));
  }

  // Whose field the target is.
  static Message* MessageOf(size_t row, const Target& target, v1::Command& command, Message* kind) {
    if (target.field == nullptr) {
      throw py::value_error(absl::StrCat(Place(row, *target.column), kind->GetDescriptor()->name(),
                                         " has no such field; leave the cell empty"));
    }
    return target.field->containing_type() == kind->GetDescriptor() ? kind : &command;
  }

  static Message* AddFact(const Target& target, Message* message) {
    Message* fact = message->GetReflection()->AddMessage(message, target.field);
    auto* named = static_cast<v1::NamedFact*>(fact);
    named->set_name(target.fact);
    return named->mutable_value();
  }

  static void SetText(size_t row, const Target& target, std::string_view text, Message* message) {
    if (!target.fact.empty()) {
      static_cast<v1::FactValue*>(AddFact(target, message))->set_text(std::string(text));
      return;
    }
    const Reflection& reflection = *message->GetReflection();
    const FieldDescriptor& field = *target.field;
    if (field.is_repeated() || field.message_type() != nullptr) {
      throw py::type_error(Place(row, *target.column) + "such a field is set by dicts or messages");
    }
    if (field.cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
      reflection.SetString(message, &field, std::string(text));
      return;
    }
    const auto* value = field.enum_type() == nullptr
                            ? nullptr
                            : field.enum_type()->FindValueByName(std::string(text));
    if (value == nullptr) {
      throw py::value_error(absl::StrCat(Place(row, *target.column), "\"",
                                         ToAbsl(text.substr(0, 64)),
                                         "\" is not one of its values"));
    }
    reflection.SetEnum(message, &field, value);
  }

  static void SetNumber(size_t row, const Target& target, int64_t number, Message* message) {
    const InputColumn& column = *target.column;
    if (!target.fact.empty()) {
      auto* value = static_cast<v1::FactValue*>(AddFact(target, message));
      if (column.flags) {
        value->set_flag(number != 0);
      } else if (column.times) {
        value->set_timestamp_ms(number);
      } else {
        value->set_number(number);
      }
      return;
    }
    const Reflection& reflection = *message->GetReflection();
    const FieldDescriptor& field = *target.field;
    if (field.cpp_type() == FieldDescriptor::CPPTYPE_BOOL && column.flags) {
      reflection.SetBool(message, &field, number != 0);
    } else if (field.cpp_type() == FieldDescriptor::CPPTYPE_INT64 && !field.is_repeated()) {
      reflection.SetInt64(message, &field, number);
    } else if (field.cpp_type() == FieldDescriptor::CPPTYPE_INT32 && !field.is_repeated() &&
               number >= std::numeric_limits<int32_t>::min() &&
               number <= std::numeric_limits<int32_t>::max()) {
      reflection.SetInt32(message, &field, static_cast<int32_t>(number));
    } else {
      throw py::type_error(Place(row, column) + "the field takes no such value");
    }
  }

  std::vector<InputColumn> columns_;
  size_t rows_;
  const InputColumn* command_ = nullptr;
  const InputColumn* at_ = nullptr;
  std::map<std::string, KindPlan, std::less<>> plans_;
  std::vector<TimedCommand> commands_;
};

}  // namespace

std::unique_ptr<CommandSource> CommandsOf(std::vector<InputColumn> columns, size_t rows) {
  for (const InputColumn& column : columns) {
    const size_t size = column.numbers ? column.numbers->size() : column.texts.size();
    if (size == rows) continue;
    throw py::value_error(
        absl::StrCat("column \"", column.name, "\": ", size, " rows, others have ", rows));
  }
  return std::make_unique<ColumnSource>(std::move(columns), rows);
}

}  // namespace waypost::python
