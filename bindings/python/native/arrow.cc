#include "bindings/python/native/arrow.h"

#include <cerrno>
#include <cstdint>
#include <deque>
#include <memory>
#include <utility>
#include <vector>

// The structures of the interface, as its specification has them: other libraries read them.
extern "C" {

struct ArrowSchema {
  const char* format;
  const char* name;
  const char* metadata;
  int64_t flags;
  int64_t n_children;
  struct ArrowSchema** children;
  struct ArrowSchema* dictionary;
  void (*release)(struct ArrowSchema*);
  void* private_data;
};

struct ArrowArray {
  int64_t length;
  int64_t null_count;
  int64_t offset;
  int64_t n_buffers;
  int64_t n_children;
  const void** buffers;
  struct ArrowArray** children;
  struct ArrowArray* dictionary;
  void (*release)(struct ArrowArray*);
  void* private_data;
};

struct ArrowArrayStream {
  int (*get_schema)(struct ArrowArrayStream*, struct ArrowSchema* out);
  int (*get_next)(struct ArrowArrayStream*, struct ArrowArray* out);
  const char* (*get_last_error)(struct ArrowArrayStream*);
  void (*release)(struct ArrowArrayStream*);
  void* private_data;
};

}  // extern "C"

namespace waypost::python {
namespace {

constexpr int64_t kNullable = 2;  // ARROW_FLAG_NULLABLE

// Whatever a released structure has to give back besides its children.
struct SchemaParts {
  SharedTable table;
  std::vector<ArrowSchema*> children;
  ArrowSchema dictionary = {};
};

struct ArrayParts {
  SharedTable table;
  std::vector<ArrowArray*> children;
  ArrowArray dictionary = {};
  std::vector<const void*> buffers;
  std::vector<uint8_t> valid;  // bits
  std::vector<uint8_t> bits;   // of flags
};

// A consumer may have moved a child out of its parent, which marks it as released.
template <typename Structure, typename Parts>
void Release(Structure* structure) {
  auto* parts = static_cast<Parts*>(structure->private_data);
  for (Structure* child : parts->children) {
    if (child->release != nullptr) child->release(child);
    delete child;
  }
  if (parts->dictionary.release != nullptr) parts->dictionary.release(&parts->dictionary);
  delete parts;
  structure->release = nullptr;
}

const char* FormatOf(ColumnKind kind) {
  switch (kind) {
    case ColumnKind::kNumber:
      return "l";
    case ColumnKind::kTime:
      return "tsm:UTC";
    case ColumnKind::kSpan:
      return "tDm";
    case ColumnKind::kReal:
      return "g";
    case ColumnKind::kFlag:
      return "b";
    case ColumnKind::kText:
      return "i";
  }
  return "";
}

SchemaParts& Begin(ArrowSchema* schema, const SharedTable& table, const char* format,
                   const char* name) {
  auto parts = std::make_unique<SchemaParts>();
  parts->table = table;
  *schema = {};
  schema->format = format;
  schema->name = name;
  schema->flags = kNullable;
  schema->release = Release<ArrowSchema, SchemaParts>;
  schema->private_data = parts.get();
  return *parts.release();
}

void FillSchema(const SharedTable& table, ArrowSchema* schema) {
  SchemaParts& parts = Begin(schema, table, "+s", "");
  for (const Column& column : table->columns) {
    auto child = std::make_unique<ArrowSchema>();
    SchemaParts& of_child = Begin(child.get(), table, FormatOf(column.kind), column.name.c_str());
    if (column.kind == ColumnKind::kText) {
      Begin(&of_child.dictionary, table, "U", "");
      child->dictionary = &of_child.dictionary;
    }
    parts.children.push_back(child.release());
  }
  schema->n_children = static_cast<int64_t>(parts.children.size());
  schema->children = parts.children.data();
}

ArrayParts& Begin(ArrowArray* array, const SharedTable& table, size_t length) {
  auto parts = std::make_unique<ArrayParts>();
  parts->table = table;
  *array = {};
  array->length = static_cast<int64_t>(length);
  array->release = Release<ArrowArray, ArrayParts>;
  array->private_data = parts.get();
  return *parts.release();
}

// Sets the bit of each row for which `holds` is true, and returns how many.
template <typename Holds>
int64_t SetBits(size_t rows, const Holds& holds, std::vector<uint8_t>& bits) {
  bits.assign((rows + 7) / 8, 0);
  int64_t count = 0;
  for (size_t row = 0; row < rows; ++row) {
    if (!holds(row)) continue;
    bits[row / 8] = static_cast<uint8_t>(bits[row / 8] | (1u << (row % 8)));
    ++count;
  }
  return count;
}

bool IsThere(const Column& column, size_t row) {
  switch (column.kind) {
    case ColumnKind::kReal:
      return true;
    case ColumnKind::kFlag:
      return column.flags[row] != kNoFlag;
    case ColumnKind::kText:
      return column.codes[row] != kNoText;
    default:
      return column.numbers[row] != kNoNumber;
  }
}

// What a buffer without values points to: some consumers take a null pointer amiss.
constexpr int64_t kNothing = 0;

const void* OrNothing(const void* values) { return values == nullptr ? &kNothing : values; }

const void* ValuesOf(const Column& column, ArrayParts& parts) {
  switch (column.kind) {
    case ColumnKind::kReal:
      return column.reals.data();
    case ColumnKind::kText:
      return column.codes.data();
    case ColumnKind::kFlag:
      SetBits(
          column.flags.size(), [&](size_t row) { return column.flags[row] == 1; }, parts.bits);
      return parts.bits.data();
    default:
      return column.numbers.data();
  }
}

void Hand(ArrowArray* array, ArrayParts& parts) {
  array->n_buffers = static_cast<int64_t>(parts.buffers.size());
  array->buffers = parts.buffers.data();
}

void FillColumn(const SharedTable& table, const Column& column, ArrowArray* array) {
  ArrayParts& parts = Begin(array, table, table->rows);
  const void* valid = nullptr;
  if (column.HasNone()) {
    const int64_t there = SetBits(
        table->rows, [&](size_t row) { return IsThere(column, row); }, parts.valid);
    array->null_count = array->length - there;
    valid = parts.valid.data();
  }
  parts.buffers = {valid, OrNothing(ValuesOf(column, parts))};
  Hand(array, parts);
  if (column.kind != ColumnKind::kText) return;
  ArrayParts& texts = Begin(&parts.dictionary, table, column.dictionary_size());
  texts.buffers = {nullptr, column.offsets.data(), column.bytes.data()};
  Hand(&parts.dictionary, texts);
  array->dictionary = &parts.dictionary;
}

void FillArray(const SharedTable& table, ArrowArray* array) {
  ArrayParts& parts = Begin(array, table, table->rows);
  parts.buffers = {nullptr};
  Hand(array, parts);
  for (const Column& column : table->columns) {
    auto child = std::make_unique<ArrowArray>();
    FillColumn(table, column, child.get());
    parts.children.push_back(child.release());
  }
  array->n_children = static_cast<int64_t>(parts.children.size());
  array->children = parts.children.data();
}

struct StreamParts {
  SharedTable table;
  bool given = false;  // the one batch
};

// Nothing is thrown into the consumer, which may be written in C.
template <typename Fill>
int Guarded(const Fill& fill) {
  try {
    fill();
    return 0;
  } catch (...) {
    return ENOMEM;
  }
}

StreamParts& PartsOf(ArrowArrayStream* stream) {
  return *static_cast<StreamParts*>(stream->private_data);
}

int GetSchema(ArrowArrayStream* stream, ArrowSchema* out) {
  return Guarded([&] { FillSchema(PartsOf(stream).table, out); });
}

int GetNext(ArrowArrayStream* stream, ArrowArray* out) {
  StreamParts& parts = PartsOf(stream);
  if (parts.given) {
    *out = {};  // a released array: the end
    return 0;
  }
  const int result = Guarded([&] { FillArray(parts.table, out); });
  parts.given = result == 0;
  return result;
}

const char* GetLastError(ArrowArrayStream*) { return "out of memory"; }

void ReleaseStream(ArrowArrayStream* stream) {
  delete static_cast<StreamParts*>(stream->private_data);
  stream->release = nullptr;
}

constexpr const char* kCapsuleName = "arrow_array_stream";

void DestroyCapsule(PyObject* capsule) {
  auto* stream = static_cast<ArrowArrayStream*>(PyCapsule_GetPointer(capsule, kCapsuleName));
  if (stream == nullptr) return;
  if (stream->release != nullptr) stream->release(stream);
  delete stream;
}

}  // namespace

pybind11::capsule ArrowStreamOf(SharedTable table) {
  auto stream = std::make_unique<ArrowArrayStream>();
  stream->get_schema = GetSchema;
  stream->get_next = GetNext;
  stream->get_last_error = GetLastError;
  stream->release = ReleaseStream;
  stream->private_data = new StreamParts{std::move(table)};
  PyObject* capsule = PyCapsule_New(stream.get(), kCapsuleName, DestroyCapsule);
  if (capsule == nullptr) {
    stream->release(stream.get());
    throw pybind11::error_already_set();
  }
  static_cast<void>(stream.release());  // the capsule's now
  return pybind11::reinterpret_steal<pybind11::capsule>(capsule);
}

}  // namespace waypost::python
