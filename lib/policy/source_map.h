#ifndef WAYPOST_LIB_POLICY_SOURCE_MAP_H_
#define WAYPOST_LIB_POLICY_SOURCE_MAP_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "google/protobuf/message.h"
#include "lib/base/source_span.h"
#include "lib/policy/token_tree.h"

namespace waypost::policy {

// Where each field of a message that was read from text stands in it.
//
// Fields are named by the message's address, the field's number and, for a repeated field, the
// index of the element: the message must outlive the map and must not be changed, moved or copied
// (a copy has no places).
//
// What nobody wrote has the place of what it is missing from: the name of the enclosing field, or
// the beginning of the first file for the outermost message. A default-constructed map knows no
// place at all.
//
// Threads: immutable once read; safe to share.
// Cost:    look-ups O(1); a span is computed when asked for.
class SourceMap {
 public:
  // The field's name. In `days: ["mon", "tue"]` all elements share it. Here and below, of a
  // repeated field without an index: the first element's.
  SourceSpan Name(const google::protobuf::Message& message, int field_number, int index = -1) const;

  // The value: a scalar, a run of adjacent string literals, a message from "{" to "}".
  SourceSpan Value(const google::protobuf::Message& message, int field_number,
                   int index = -1) const;

  // The message as it was written, from its field's name to its closing brace; an element of a
  // list of messages from "{" to "}".
  SourceSpan Whole(const google::protobuf::Message& message) const;

  // The part of a string value that decodes to its bytes [begin, end): escapes count as what they
  // stand for and adjacent literals as one string, so the part may begin and end in different
  // literals and lines. An empty range is the place between two characters. Positions beyond the
  // string mean its end. For a value that is no string: Value().
  SourceSpan Within(const google::protobuf::Message& message, int field_number, int index,
                    size_t begin, size_t end) const;

  // The field was written in the text (even with its default value).
  bool Contains(const google::protobuf::Message& message, int field_number, int index = -1) const;

  // The tree of each file, in the order of the files; empty for a map without places.
  const std::vector<TokenTree>& trees() const;

 private:
  friend class SourceMapBuilder;

  struct Key {
    const google::protobuf::Message* message;
    int32_t field_number;  // 0: the message itself
    int32_t index;
    friend bool operator==(const Key& a, const Key& b) {
      return a.message == b.message && a.field_number == b.field_number && a.index == b.index;
    }
    template <typename H>
    friend H AbslHashValue(H state, const Key& key) {
      return H::combine(std::move(state), key.message, key.field_number, key.index);
    }
  };
  struct Entry {
    uint32_t file;
    uint32_t name;         // token of the name
    uint32_t begin_value;  // tokens of the value
    uint32_t end_value;
  };

  const Entry* Find(const google::protobuf::Message& message, int field_number, int index) const;
  // The place of whatever is missing from `message`.
  SourceSpan Parent(const google::protobuf::Message& message) const;

  std::shared_ptr<const SourceFiles> files_;
  std::shared_ptr<const std::vector<TokenTree>> trees_;
  absl::flat_hash_map<Key, Entry> entries_;
};

// Fills a SourceMap while a message is read.
class SourceMapBuilder {
 public:
  SourceMapBuilder(std::shared_ptr<const SourceFiles> files,
                   std::shared_ptr<const std::vector<TokenTree>> trees);

  // `index` is -1 for a singular field.
  void AddField(const google::protobuf::Message& message, int field_number, int index,
                uint32_t file, uint32_t name_token, uint32_t begin_value, uint32_t end_value);
  // `first_token` is the name, or the opening brace of an element of a list.
  void AddMessage(const google::protobuf::Message& message, uint32_t file, uint32_t first_token,
                  uint32_t begin_value, uint32_t end_value);

  const SourceMap& map() const { return map_; }
  SourceMap Build() && { return std::move(map_); }

 private:
  SourceMap map_;
};

}  // namespace waypost::policy

#endif  // WAYPOST_LIB_POLICY_SOURCE_MAP_H_
