#include "lib/engine/snapshot_sections.h"

#include "lib/base/bytes.h"
#include "lib/base/digest.h"
#include "lib/engine/snapshot.h"

namespace waypost::engine {
namespace {

constexpr std::string_view kMagic("WPSNAP\0\1", 8);

// Takes the header off the front.
absl::Status TakeHeader(std::string_view& bytes, v1::SnapshotHeader& header) {
  if (bytes.substr(0, kMagic.size()) != kMagic) {
    return Damaged({"it does not begin like a snapshot", "开头不是快照"});
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
  return ErrorOf(
      absl::StatusCode::kFailedPrecondition,
      Say({"the snapshot has format $0 and behaviour $1, this version reads format $2 and "
           "behaviour $3; replay the journal from the start with this version, or restore with "
           "the version that wrote it",
           "快照的格式为 $0、行为版本为 $1，本版本读取格式 $2、行为版本 $3；"
           "请用本版本从头重放日志，或用写出它的版本恢复"},
          header.format_version(), header.behaviour_version(), kSnapshotFormat, kBehaviourVersion));
}

}  // namespace

absl::Status Damaged(const Words& where) {
  return InvalidArgument(Say({"the snapshot is damaged: $0", "快照已损坏：$0"}, where));
}

absl::StatusOr<SnapshotSections> CutSnapshot(std::string_view bytes) {
  SnapshotSections cut;
  if (absl::Status status = TakeHeader(bytes, cut.header); !status.ok()) return status;
  for (const v1::Section& section : cut.header.sections()) {
    if (section.bytes() < 0 || static_cast<uint64_t>(section.bytes()) > bytes.size()) {
      return Damaged(Say({"section $0 is cut off", "区段 $0 不完整"}, section.name()));
    }
    const std::string_view body = bytes.substr(0, static_cast<size_t>(section.bytes()));
    if (DigestOf(body) != section.checksum()) {
      return Damaged(
          Say({"section $0 has another checksum", "区段 $0 的校验和不符"}, section.name()));
    }
    cut.sections.emplace(section.name(), body);
    bytes.remove_prefix(body.size());
  }
  for (const char* name : {"engine", "symbols", "versions", "agents", "tickets", "periods",
                           "limits", "chains", "retries"}) {
    if (cut.sections.count(name) == 0) {
      return Damaged(Say({"section $0 is missing", "缺少区段 $0"}, name));
    }
  }
  if (!bytes.empty()) return Damaged({"bytes after the last section", "最后一个区段之后还有字节"});
  return cut;
}

}  // namespace waypost::engine
