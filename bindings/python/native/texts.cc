#include "bindings/python/native/texts.h"

#include "absl/strings/str_cat.h"

namespace waypost::python {

namespace py = pybind11;

std::vector<std::string> CopyTexts(const py::tuple& texts, const char* what) {
  std::vector<std::string> copies;
  copies.reserve(texts.size());
  for (const py::handle text : texts) {
    if (text.is_none()) {
      copies.emplace_back();
      continue;
    }
    if (!PyUnicode_Check(text.ptr())) {
      throw py::type_error(absl::StrCat(what, ", row ", copies.size(), ": takes text, not ",
                                        Py_TYPE(text.ptr())->tp_name));
    }
    Py_ssize_t size = 0;
    const char* bytes = PyUnicode_AsUTF8AndSize(text.ptr(), &size);
    if (bytes == nullptr) throw py::error_already_set();
    copies.emplace_back(bytes, static_cast<size_t>(size));
  }
  return copies;
}

}  // namespace waypost::python
