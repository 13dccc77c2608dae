#include "bindings/python/native/message_dict.h"

#include <limits>
#include <optional>
#include <string_view>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.h"
#include "lib/base/absl_strings.h"
#include "lib/base/did_you_mean.h"

namespace waypost::python {

namespace py = pybind11;
using google::protobuf::Descriptor;
using google::protobuf::EnumValueDescriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

namespace {

std::string TypeName(const py::handle& value) { return Py_TYPE(value.ptr())->tp_name; }

[[noreturn]] void RefuseType(const std::string& place, const char* wanted,
                             const py::handle& value) {
  throw py::type_error(absl::StrCat(place, ": takes ", wanted, ", not ", TypeName(value)));
}

std::string_view ReadText(const py::handle& value, const std::string& place) {
  if (!PyUnicode_Check(value.ptr())) RefuseType(place, "text", value);
  Py_ssize_t size = 0;
  const char* text = PyUnicode_AsUTF8AndSize(value.ptr(), &size);
  if (text == nullptr) throw py::error_already_set();
  return {text, static_cast<size_t>(size)};
}

// Anything that counts as a whole number to Python, NumPy's included; no float, no bool.
int64_t ReadNumber(const py::handle& value, const std::string& place, int64_t least, int64_t most) {
  if (PyBool_Check(value.ptr()) || PyIndex_Check(value.ptr()) == 0) {
    RefuseType(place, "a whole number", value);
  }
  const auto number = py::reinterpret_steal<py::object>(PyNumber_Index(value.ptr()));
  if (!number) throw py::error_already_set();
  int overflow = 0;
  const int64_t read = PyLong_AsLongLongAndOverflow(number.ptr(), &overflow);
  if (read == -1 && overflow == 0 && PyErr_Occurred() != nullptr) throw py::error_already_set();
  if (overflow != 0 || read < least || read > most) {
    throw py::value_error(absl::StrCat(place, ": the number is not in its interval"));
  }
  return read;
}

uint64_t ReadUnsigned(const py::handle& value, const std::string& place) {
  if (PyBool_Check(value.ptr()) || !PyLong_Check(value.ptr())) {
    RefuseType(place, "a whole number", value);
  }
  const uint64_t read = PyLong_AsUnsignedLongLong(value.ptr());
  if (PyErr_Occurred() != nullptr) {
    PyErr_Clear();
    throw py::value_error(absl::StrCat(place, ": the number is not in its interval"));
  }
  return read;
}

// What Python's own types of time mean, by the package's Python half.
int64_t AskForTime(const char* function, const py::handle& value, const std::string& place) {
  const py::object read = py::module_::import("waypost._time").attr(function)(value, place);
  return ReadNumber(read, place, std::numeric_limits<int64_t>::min(),
                    std::numeric_limits<int64_t>::max());
}

bool IsTimeField(const FieldDescriptor& field) {
  return field.cpp_type() == FieldDescriptor::CPPTYPE_INT64 && absl::EndsWith(field.name(), "_ms");
}

int64_t ReadTimeField(const py::handle& value, const std::string& place) {
  if (PyLong_Check(value.ptr()) && !PyBool_Check(value.ptr())) {
    return ReadNumber(value, place, std::numeric_limits<int64_t>::min(),
                      std::numeric_limits<int64_t>::max());
  }
  return AskForTime("instant_or_span_ms", value, place);
}

const EnumValueDescriptor* ReadEnum(const FieldDescriptor& field, const py::handle& value,
                                    const std::string& place) {
  const auto& type = *field.enum_type();
  if (PyUnicode_Check(value.ptr())) {
    const std::string name(ReadText(value, place));
    if (const auto* found = type.FindValueByName(name)) return found;
    std::vector<std::string_view> names;
    for (int i = 0; i < type.value_count(); ++i) names.push_back(type.value(i)->name());
    std::string message = absl::StrCat(place, ": there is no \"", name, "\"");
    if (const auto near = DidYouMean(name, names)) {
      absl::StrAppend(&message, "; did you mean \"", ToAbsl(*near), "\"?");
    }
    throw py::value_error(message);
  }
  const auto number = static_cast<int>(ReadNumber(value, place, std::numeric_limits<int32_t>::min(),
                                                  std::numeric_limits<int32_t>::max()));
  if (const auto* found = type.FindValueByNumber(number)) return found;
  throw py::value_error(absl::StrCat(place, ": there is no value ", number));
}

void SetFact(const py::handle& value, const std::string& place, Message* fact) {
  const Descriptor& type = *fact->GetDescriptor();
  const Reflection& reflection = *fact->GetReflection();
  if (value.is_none()) {
    reflection.SetBool(fact, type.FindFieldByName("clear"), true);
  } else if (PyBool_Check(value.ptr())) {
    reflection.SetBool(fact, type.FindFieldByName("flag"), value.ptr() == Py_True);
  } else if (PyIndex_Check(value.ptr()) != 0) {
    reflection.SetInt64(fact, type.FindFieldByName("number"),
                        ReadNumber(value, place, std::numeric_limits<int64_t>::min(),
                                   std::numeric_limits<int64_t>::max()));
  } else if (PyUnicode_Check(value.ptr())) {
    reflection.SetString(fact, type.FindFieldByName("text"), std::string(ReadText(value, place)));
  } else if (PyList_Check(value.ptr()) || PyTuple_Check(value.ptr())) {
    Message* list = reflection.MutableMessage(fact, type.FindFieldByName("list"));
    const auto* texts = list->GetDescriptor()->FindFieldByName("texts");
    for (const py::handle text : py::tuple(py::reinterpret_borrow<py::object>(value))) {
      list->GetReflection()->AddString(list, texts, std::string(ReadText(text, place)));
    }
  } else {
    const bool span = py::module_::import("waypost._time").attr("is_span")(value).cast<bool>();
    reflection.SetInt64(fact, type.FindFieldByName(span ? "duration_ms" : "timestamp_ms"),
                        AskForTime("instant_or_span_ms", value, place));
  }
}

// {"tier": "vip", "amount": 500} where the contract has a list of NamedFact.
void FillFacts(const py::dict& facts, const FieldDescriptor& field, const std::string& place,
               Message* message) {
  // A copy of its own: reading a value may run code that changes the dict.
  const auto copy = py::reinterpret_steal<py::dict>(PyDict_Copy(facts.ptr()));
  if (!copy) throw py::error_already_set();
  for (const auto& [name, value] : copy) {
    Message* fact = message->GetReflection()->AddMessage(message, &field);
    const Descriptor& type = *fact->GetDescriptor();
    const std::string text(ReadText(name, place));
    fact->GetReflection()->SetString(fact, type.FindFieldByName("name"), text);
    SetFact(value, absl::StrCat(place, ".", text),
            fact->GetReflection()->MutableMessage(fact, type.FindFieldByName("value")));
  }
}

py::dict ReadDict(const py::handle& value, const std::string& place) {
  if (!PyDict_Check(value.ptr())) RefuseType(place, "a dict", value);
  return py::reinterpret_borrow<py::dict>(value);
}

void SetField(const py::handle& value, const FieldDescriptor& field, const std::string& place,
              Message* message) {
  const Reflection& reflection = *message->GetReflection();
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      if (field.type() == FieldDescriptor::TYPE_BYTES) {
        if (!PyBytes_Check(value.ptr())) RefuseType(place, "bytes", value);
        reflection.SetString(message, &field,
                             std::string(py::reinterpret_borrow<py::bytes>(value)));
      } else {
        reflection.SetString(message, &field, std::string(ReadText(value, place)));
      }
      return;
    case FieldDescriptor::CPPTYPE_BOOL:
      if (!PyBool_Check(value.ptr())) RefuseType(place, "True or False", value);
      reflection.SetBool(message, &field, value.ptr() == Py_True);
      return;
    case FieldDescriptor::CPPTYPE_INT32:
      reflection.SetInt32(
          message, &field,
          static_cast<int32_t>(ReadNumber(value, place, std::numeric_limits<int32_t>::min(),
                                          std::numeric_limits<int32_t>::max())));
      return;
    case FieldDescriptor::CPPTYPE_INT64:
      reflection.SetInt64(message, &field,
                          IsTimeField(field)
                              ? ReadTimeField(value, place)
                              : ReadNumber(value, place, std::numeric_limits<int64_t>::min(),
                                           std::numeric_limits<int64_t>::max()));
      return;
    case FieldDescriptor::CPPTYPE_UINT64:
      reflection.SetUInt64(message, &field, ReadUnsigned(value, place));
      return;
    case FieldDescriptor::CPPTYPE_ENUM:
      reflection.SetEnum(message, &field, ReadEnum(field, value, place));
      return;
    case FieldDescriptor::CPPTYPE_MESSAGE:
      FillMessage(ReadDict(value, place), place, reflection.MutableMessage(message, &field));
      return;
    default:
      throw py::type_error(absl::StrCat(place, ": cannot be set from Python"));
  }
}

void AddToField(const py::handle& value, const FieldDescriptor& field, const std::string& place,
                Message* message) {
  const Reflection& reflection = *message->GetReflection();
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      reflection.AddString(message, &field, std::string(ReadText(value, place)));
      return;
    case FieldDescriptor::CPPTYPE_ENUM:
      reflection.AddEnum(message, &field, ReadEnum(field, value, place));
      return;
    case FieldDescriptor::CPPTYPE_MESSAGE:
      FillMessage(ReadDict(value, place), place, reflection.AddMessage(message, &field));
      return;
    case FieldDescriptor::CPPTYPE_INT64:
      reflection.AddInt64(message, &field, ReadTimeField(value, place));
      return;
    case FieldDescriptor::CPPTYPE_INT32:
      reflection.AddInt32(
          message, &field,
          static_cast<int32_t>(ReadNumber(value, place, std::numeric_limits<int32_t>::min(),
                                          std::numeric_limits<int32_t>::max())));
      return;
    default:
      throw py::type_error(absl::StrCat(place, ": cannot be set from Python"));
  }
}

void FillRepeated(const py::handle& value, const FieldDescriptor& field, const std::string& place,
                  Message* message) {
  if (PyDict_Check(value.ptr()) && field.message_type() != nullptr &&
      field.message_type()->name() == "NamedFact") {
    FillFacts(py::reinterpret_borrow<py::dict>(value), field, place, message);
    return;
  }
  if (!PyList_Check(value.ptr()) && !PyTuple_Check(value.ptr())) RefuseType(place, "a list", value);
  // A tuple of its own: reading an item may run code that changes the list.
  for (const py::handle item : py::tuple(py::reinterpret_borrow<py::object>(value))) {
    AddToField(item, field, place, message);
  }
}

[[noreturn]] void RefuseName(const std::string& name, const std::string& place,
                             const Descriptor& type) {
  std::vector<std::string_view> names;
  for (int i = 0; i < type.field_count(); ++i) names.push_back(type.field(i)->name());
  std::string message =
      absl::StrCat(place, place.empty() ? "" : ": ", "there is no field \"", name, "\"");
  if (const auto near = DidYouMean(name, names)) {
    absl::StrAppend(&message, "; did you mean \"", ToAbsl(*near), "\"?");
  }
  throw py::value_error(message);
}

py::object ScalarOf(const Message& message, const FieldDescriptor& field) {
  const Reflection& reflection = *message.GetReflection();
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING: {
      std::string scratch;
      const std::string& text = reflection.GetStringReference(message, &field, &scratch);
      if (field.type() == FieldDescriptor::TYPE_BYTES) return py::bytes(text);
      return py::str(text);
    }
    case FieldDescriptor::CPPTYPE_BOOL:
      return py::bool_(reflection.GetBool(message, &field));
    case FieldDescriptor::CPPTYPE_INT32:
      return py::int_(reflection.GetInt32(message, &field));
    case FieldDescriptor::CPPTYPE_INT64:
      return py::int_(reflection.GetInt64(message, &field));
    case FieldDescriptor::CPPTYPE_UINT32:
      return py::int_(reflection.GetUInt32(message, &field));
    case FieldDescriptor::CPPTYPE_UINT64:
      return py::int_(reflection.GetUInt64(message, &field));
    case FieldDescriptor::CPPTYPE_ENUM:
      return py::str(reflection.GetEnum(message, &field)->name());
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return DictOf(reflection.GetMessage(message, &field));
    default:
      return py::none();
  }
}

py::object ItemOf(const Message& message, const FieldDescriptor& field, int i) {
  const Reflection& reflection = *message.GetReflection();
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      return py::str(reflection.GetRepeatedString(message, &field, i));
    case FieldDescriptor::CPPTYPE_INT32:
      return py::int_(reflection.GetRepeatedInt32(message, &field, i));
    case FieldDescriptor::CPPTYPE_INT64:
      return py::int_(reflection.GetRepeatedInt64(message, &field, i));
    case FieldDescriptor::CPPTYPE_UINT64:
      return py::int_(reflection.GetRepeatedUInt64(message, &field, i));
    case FieldDescriptor::CPPTYPE_ENUM:
      return py::str(reflection.GetRepeatedEnum(message, &field, i)->name());
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return DictOf(reflection.GetRepeatedMessage(message, &field, i));
    default:
      return py::none();
  }
}

}  // namespace

int64_t ReadInstant(const py::handle& value, const std::string& place) {
  if (PyLong_Check(value.ptr()) && !PyBool_Check(value.ptr())) {
    return ReadNumber(value, place, std::numeric_limits<int64_t>::min(),
                      std::numeric_limits<int64_t>::max());
  }
  return AskForTime("instant_ms", value, place);
}

void FillMessage(const py::dict& values, const std::string& place, Message* message) {
  const Descriptor& type = *message->GetDescriptor();
  const auto items = py::reinterpret_steal<py::list>(PyDict_Items(values.ptr()));
  if (!items) throw py::error_already_set();
  for (const py::handle item : items) {
    const py::handle key = PyTuple_GET_ITEM(item.ptr(), 0);
    const py::handle value = PyTuple_GET_ITEM(item.ptr(), 1);
    const std::string name(ReadText(key, place));
    const FieldDescriptor* field = type.FindFieldByName(name);
    if (field == nullptr) RefuseName(name, place, type);
    if (value.is_none()) continue;
    const std::string where = place.empty() ? name : absl::StrCat(place, ".", name);
    if (field->is_repeated()) {
      FillRepeated(value, *field, where, message);
    } else {
      SetField(value, *field, where, message);
    }
  }
}

void AddFields(const Message& message, py::dict& fields) {
  const Descriptor& type = *message.GetDescriptor();
  const Reflection& reflection = *message.GetReflection();
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor& field = *type.field(i);
    const py::str name(field.name());
    if (field.is_repeated()) {
      py::list items;
      const int count = reflection.FieldSize(message, &field);
      for (int item = 0; item < count; ++item) items.append(ItemOf(message, field, item));
      fields[name] = items;
      continue;
    }
    if (field.has_presence() && !reflection.HasField(message, &field)) continue;
    fields[name] = ScalarOf(message, field);
  }
}

py::dict DictOf(const Message& message) {
  py::dict fields;
  AddFields(message, fields);
  return fields;
}

}  // namespace waypost::python
