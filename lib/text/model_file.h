// The container of model files: named sections of bytes, each with a checksum.
#ifndef WAYPOST_LIB_TEXT_MODEL_FILE_H_
#define WAYPOST_LIB_TEXT_MODEL_FILE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"

namespace waypost::text {

// What a model file holds, for what reads it: "language", version 1.
struct ModelKind {
  std::string_view name;  // 1 to 32 bytes
  uint32_t version = 0;   // of the meaning of its sections
};

// Gathers sections and makes the file's bytes of them.
//
// Layout, little-endian throughout:
//   8 bytes   "\x89WPM\r\n\x1A\n": a file sent as text, or cut before its end, is told at once
//   u32       version of this container, 1
//   32 bytes  kind, padded with zeros
//   u32       version of the kind
//   u32       number of sections, at most kMostSections
//   per section, in the order they were added:
//     32 bytes  name, padded with zeros;  u64 first byte, a multiple of 8;  u64 bytes;
//     u64 checksum (DigestOf)
//   u64       checksum of everything before it
//   the sections one after the other, filled up to a multiple of 8 with zeros
// So one content has one file, byte for byte.
class ModelFileWriter {
 public:
  explicit ModelFileWriter(ModelKind kind) : kind_(kind.name), version_(kind.version) {}

  // `name`: 1 to 32 bytes without zeros, a new one each time; at most kMostSections.
  void Add(std::string_view name, std::string bytes);

  // The whole file.
  std::string Bytes() const;

 private:
  std::string kind_;
  uint32_t version_;
  std::vector<std::pair<std::string, std::string>> sections_;
};

// Reads such a file where it lies. Any bytes are welcome.
//
// Threads: immutable.
class ModelFile {
 public:
  static constexpr uint32_t kContainerVersion = 1;
  static constexpr size_t kNameBytes = 32;
  static constexpr size_t kMostSections = 64;

  // `bytes` must outlive the file and what is taken from it.
  //
  // Errors: InvalidArgument with a sentence for whoever has the file: no model file, cut short (how
  //         many bytes are missing), of another version or kind than `kind` (and what to do), the
  //         section whose checksum differs, anything out of its bounds.
  // Cost:   O(bytes) for the checksums; allocates for the table of sections.
  static absl::StatusOr<ModelFile> Open(std::string_view bytes, ModelKind kind);

  // A section's bytes. Errors: InvalidArgument naming the section if there is none.
  absl::StatusOr<std::string_view> Section(std::string_view name) const;

  // Tells models apart: covers every byte of the file.
  uint64_t digest() const { return digest_; }

 private:
  struct Entry {
    std::string_view name;
    std::string_view bytes;
  };

  std::vector<Entry> sections_;
  uint64_t digest_ = 0;
};

}  // namespace waypost::text

#endif  // WAYPOST_LIB_TEXT_MODEL_FILE_H_
