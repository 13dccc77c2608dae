#include "bindings/python/native/commands.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "bindings/python/native/message_dict.h"

namespace waypost::python {

namespace py = pybind11;

namespace {

void ParseCommand(const py::handle& bytes, const std::string& place, v1::Command* command) {
  char* data = nullptr;
  Py_ssize_t size = 0;
  if (PyBytes_AsStringAndSize(bytes.ptr(), &data, &size) != 0) throw py::error_already_set();
  if (size > INT32_MAX || !command->ParseFromArray(data, static_cast<int>(size))) {
    throw py::value_error(place + "these bytes are no serialised waypost.v1.Command");
  }
}

// `place`: "" or "command 17: ".
void ReadItem(const py::handle& item, const std::string& place, v1::Command* command) {
  if (PyDict_Check(item.ptr())) {
    py::dict fields = py::reinterpret_borrow<py::dict>(item);
    if (PyDict_GetItemString(fields.ptr(), "at") != nullptr) {
      fields = py::reinterpret_steal<py::dict>(PyDict_Copy(fields.ptr()));
      if (!fields || PyDict_DelItemString(fields.ptr(), "at") != 0) throw py::error_already_set();
    }
    FillMessage(fields, place.empty() ? "" : place.substr(0, place.size() - 2), command);
    return;
  }
  if (PyBytes_Check(item.ptr())) {
    ParseCommand(item, place, command);
    return;
  }
  if (!py::hasattr(item, "SerializeToString")) {
    throw py::type_error(absl::StrCat(place, "a command is a dict, a message or bytes, not ",
                                      Py_TYPE(item.ptr())->tp_name));
  }
  const py::object bytes = item.attr("SerializeToString")();
  if (!PyBytes_Check(bytes.ptr())) throw py::type_error(place + "the message gives no bytes");
  ParseCommand(bytes, place, command);
}

// The time that a dict holds itself.
int64_t OwnTime(const py::handle& item, const std::string& place) {
  PyObject* at = PyDict_Check(item.ptr()) ? PyDict_GetItemString(item.ptr(), "at") : nullptr;
  if (at == nullptr) {
    throw py::type_error(place + "it has no time: give at=, or \"at\" in the dict");
  }
  return ReadInstant(py::reinterpret_borrow<py::object>(at), place + "at");
}

class ItemSource : public CommandSource {
 public:
  ItemSource(py::tuple items, std::optional<Numbers> times)
      : items_(std::move(items)), times_(std::move(times)) {}

  size_t size() const override { return items_.size(); }

  absl::Span<const TimedCommand> Read(size_t begin, size_t end) override {
    arena_.Reset();
    commands_.clear();
    for (size_t i = begin; i < end; ++i) {
      auto* command = google::protobuf::Arena::CreateMessage<v1::Command>(&arena_);
      commands_.push_back({ReadTimed(i, command), command});
    }
    return commands_;
  }

 private:
  int64_t ReadTimed(size_t i, v1::Command* command) {
    const std::string place = absl::StrCat("command ", i, ": ");
    py::handle item = PyTuple_GET_ITEM(items_.ptr(), static_cast<Py_ssize_t>(i));
    if (PyTuple_Check(item.ptr())) {
      if (PyTuple_GET_SIZE(item.ptr()) != 2) throw py::type_error(place + "not (time, command)");
      ReadItem(PyTuple_GET_ITEM(item.ptr(), 1), place, command);
      return ReadInstant(PyTuple_GET_ITEM(item.ptr(), 0), place + "at");
    }
    ReadItem(item, place, command);
    if (times_) return (*times_)[times_->size() == 1 ? 0 : i];
    return OwnTime(item, place);
  }

  py::tuple items_;
  std::optional<Numbers> times_;
  google::protobuf::Arena arena_;
  std::vector<TimedCommand> commands_;
};

}  // namespace

void ReadCommand(const py::handle& item, v1::Command* command) { ReadItem(item, "", command); }

std::unique_ptr<CommandSource> CommandsOf(const py::tuple& items, std::optional<Numbers> times) {
  if (times && times->size() != 1 && times->size() != items.size()) {
    throw py::value_error(absl::StrCat("at: ", times->size(), " times for ", items.size(),
                                       " commands; give one for each, or one"));
  }
  return std::make_unique<ItemSource>(items, std::move(times));
}

}  // namespace waypost::python
