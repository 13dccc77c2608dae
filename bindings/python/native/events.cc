#include "bindings/python/native/events.h"

#include <utility>

#include "bindings/python/native/bind.h"
#include "bindings/python/native/message_dict.h"
#include "bindings/python/native/released.h"
#include "google/protobuf/descriptor.h"

namespace waypost::python {

namespace py = pybind11;

namespace {

using SharedLog = std::shared_ptr<const EventLog>;

struct EventsView {
  SharedLog log;
};

size_t IndexOf(const EventsView& view, py::ssize_t i) {
  const auto size = static_cast<py::ssize_t>(view.log->size());
  if (i < 0) i += size;
  if (i < 0 || i >= size) throw py::index_error("there is no such event");
  return static_cast<size_t>(i);
}

py::dict EventOf(const EventsView& view, py::ssize_t i) {
  const std::string_view bytes = view.log->bytes(IndexOf(view, i));
  v1::Event event;
  event.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
  py::dict fields;
  fields["sequence"] = event.sequence();
  fields["at_ms"] = event.at_ms();
  fields["ticket_id"] = event.ticket_id();
  const auto* kinds = v1::Event::descriptor()->FindOneofByName("kind");
  if (const auto* kind = event.GetReflection()->GetOneofFieldDescriptor(event, kinds)) {
    fields["kind"] = kind->name();
    AddFields(event.GetReflection()->GetMessage(event, kind), fields);
  }
  if (event.has_decided_by()) fields["decided_by"] = DictOf(event.decided_by());
  if (event.has_cause()) fields["cause"] = DictOf(event.cause());
  return fields;
}

py::bytes BytesOf(const EventsView& view, py::ssize_t i) {
  const std::string_view bytes = view.log->bytes(IndexOf(view, i));
  return {bytes.data(), bytes.size()};
}

py::object TableOfView(const EventsView& view) {
  SharedTable table;
  {
    const Released released;
    table = TableOf(*view.log);
  }
  return WrapTable(std::move(table));
}

}  // namespace

void EventLog::operator()(const v1::Event& event) {
  const size_t size = event.ByteSizeLong();
  const size_t begin = bytes_.size();
  bytes_.resize(begin + size);
  event.SerializeWithCachedSizesToArray(reinterpret_cast<uint8_t*>(bytes_.data() + begin));
  ends_.push_back(bytes_.size());
}

std::string_view EventLog::bytes(size_t i) const {
  const size_t begin = i == 0 ? 0 : ends_[i - 1];
  return std::string_view(bytes_).substr(begin, ends_[i] - begin);
}

py::object WrapEvents(SharedLog log) { return py::cast(EventsView{std::move(log)}); }

void BindEvents(py::module_& module) {
  py::class_<EventsView> events(module, "NativeEvents", py::is_final());
  events.def("__len__", [](const EventsView& view) { return view.log->size(); })
      .def("event", EventOf, py::arg("index"))
      .def("bytes", BytesOf, py::arg("index"))
      .def("table", TableOfView);
  Seal(events);
}

}  // namespace waypost::python
