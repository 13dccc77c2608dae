#include "lib/engine/snapshot_sections.h"

#include "absl/strings/str_cat.h"
#include "lib/base/bytes.h"
#include "lib/base/digest.h"
#include "lib/engine/snapshot.h"

namespace waypost::engine {
namespace {

constexpr std::string_view kMagic("WPSNAP\0\1", 8);

// Takes the header off the front.
absl::Status TakeHeader(std::string_view& bytes, v1::SnapshotHeader& header) {
  if (bytes.substr(0, kMagic.size()) != kMagic) {
    return Damaged("it does not begin like a snapshot");
  }
  bytes.remove_prefix(kMagic.size());
  ByteReader length(bytes.substr(0, 4));
  const auto size = length.Get<uint32_t>();
  if (!length.ok() || size > bytes.size() - 4) return Damaged("header");
  if (!header.ParseFromArray(bytes.data() + 4, static_cast<int>(size))) return Damaged("header");
  bytes.remove_prefix(4 + size);
  if (header.format_version() == kSnapshotFormat &&
      header.behaviour_version() == kBehaviourVersion) {
    return absl::OkStatus();
  }
  return absl::FailedPreconditionError(absl::StrCat(
      "the snapshot has format ", header.format_version(), " and behaviour ",
      header.behaviour_version(), ", this version reads format ", kSnapshotFormat,
      " and behaviour ", kBehaviourVersion,
      "; replay the journal from the start with this version, or restore with the version "
      "that wrote it"));
}

}  // namespace

absl::Status Damaged(const std::string& where) {
  return absl::InvalidArgumentError(absl::StrCat("the snapshot is damaged: ", where));
}

absl::StatusOr<SnapshotSections> CutSnapshot(std::string_view bytes) {
  SnapshotSections cut;
  if (absl::Status status = TakeHeader(bytes, cut.header); !status.ok()) return status;
  for (const v1::Section& section : cut.header.sections()) {
    if (section.bytes() < 0 || static_cast<uint64_t>(section.bytes()) > bytes.size()) {
      return Damaged(absl::StrCat("section ", section.name(), " is cut off"));
    }
    const std::string_view body = bytes.substr(0, static_cast<size_t>(section.bytes()));
    if (DigestOf(body) != section.checksum()) {
      return Damaged(absl::StrCat("section ", section.name(), " has another checksum"));
    }
    cut.sections.emplace(section.name(), body);
    bytes.remove_prefix(body.size());
  }
  for (const char* name : {"engine", "symbols", "versions", "agents", "tickets", "periods",
                           "limits", "chains", "retries"}) {
    if (cut.sections.count(name) == 0) {
      return Damaged(absl::StrCat("section ", name, " is missing"));
    }
  }
  if (!bytes.empty()) return Damaged("bytes after the last section");
  return cut;
}

}  // namespace waypost::engine
