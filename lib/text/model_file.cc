#include "lib/text/model_file.h"

#include <algorithm>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/base/bytes.h"
#include "lib/base/check.h"
#include "lib/base/digest.h"
#include "lib/base/words.h"

namespace waypost::text {
namespace {

constexpr std::string_view kMagic = "\x89WPM\r\n\x1A\n";
constexpr size_t kHeaderBytes = 8 + 4 + ModelFile::kNameBytes + 4 + 4;
constexpr size_t kEntryBytes = ModelFile::kNameBytes + 3 * 8;
constexpr size_t kChecksumBytes = 8;

size_t RoundedUp(size_t bytes) { return (bytes + 7) / 8 * 8; }

// Where the first section of so many lies; the header's parts are multiples of 4.
size_t SectionsBegin(size_t sections) {
  return RoundedUp(kHeaderBytes + sections * kEntryBytes + kChecksumBytes);
}

void AppendName(std::string_view name, std::string& bytes) {
  bytes.append(name.data(), name.size());
  bytes.append(ModelFile::kNameBytes - name.size(), '\0');
}

template <typename T>
void AppendNumber(T value, std::string& bytes) {
  ByteWriter writer;
  writer.Put(value);
  bytes += writer.bytes();
}

bool AllZero(std::string_view bytes) {
  return std::all_of(bytes.begin(), bytes.end(), [](char c) { return c == '\0'; });
}

absl::Status Damaged(const Words& what) {
  return InvalidArgument(Say({"the model file is damaged: $0", "模型文件已损坏：$0"}, what));
}

absl::Status CutShort(size_t bytes, uint64_t needed) {
  return InvalidArgument(Say({"the model file is cut short: $0 {byte|bytes} of at least $1",
                              "模型文件不完整：$0 字节，至少应有 $1 字节"},
                             bytes, needed));
}

std::string Quoted(std::string_view name) {
  return absl::StrCat("\"", absl::CHexEscape(ToAbsl(name)), "\"");
}

// Takes the file apart from its beginning, checking as it goes.
class FileReader {
 public:
  FileReader(std::string_view bytes, ModelKind kind) : bytes_(bytes), kind_(kind) {}

  absl::Status ReadHeader() {
    const std::string_view magic = bytes_.substr(0, kMagic.size());
    if (magic != kMagic.substr(0, magic.size()) || magic.empty()) {
      return InvalidArgument({"this is not a model file of Waypost", "这不是 Waypost 的模型文件"});
    }
    if (bytes_.size() < kHeaderBytes) return CutShort(bytes_.size(), kHeaderBytes);
    at_ = kMagic.size();
    const auto container = Number<uint32_t>();
    if (container != ModelFile::kContainerVersion) {
      return InvalidArgument(
          Say({"the model file has format version $0, this build reads version $1: train the model "
               "again with this build",
               "模型文件的格式版本是 $0，本程序读取版本 $1：请用本程序重新训练模型"},
              container, ModelFile::kContainerVersion));
    }
    const absl::Status kind = ReadKind();
    if (!kind.ok()) return kind;
    count_ = Number<uint32_t>();
    if (count_ > ModelFile::kMostSections) {
      return Damaged(Say({"$0 {section|sections}, more than $1", "有 $0 个区段，超过 $1 个"},
                         count_, ModelFile::kMostSections));
    }
    return CheckTable();
  }

  uint32_t count() const { return count_; }

  // The next section of the table.
  absl::Status ReadSection(std::string_view& name, std::string_view& section) {
    const std::string_view padded = Take(ModelFile::kNameBytes);
    name = padded.substr(0, padded.find('\0'));
    if (name.empty() || !AllZero(padded.substr(name.size()))) {
      return Damaged({"a section has a malformed name", "有一个区段的名称格式错误"});
    }
    const auto begin = Number<uint64_t>();
    const auto size = Number<uint64_t>();
    const auto checksum = Number<uint64_t>();
    if (begin != next_section_)
      return Damaged(Say({"a section is not where it belongs: $0", "有一个区段不在应在的位置：$0"},
                         Quoted(name)));
    if (size > bytes_.size() || RoundedUp(size) > bytes_.size() - begin) {
      return CutShort(bytes_.size(), begin + std::min<uint64_t>(size, UINT64_MAX / 2));
    }
    section = bytes_.substr(begin, size);
    next_section_ = begin + RoundedUp(size);
    if (!AllZero(bytes_.substr(begin + size, next_section_ - begin - size))) {
      return Damaged(Say(
          {"bytes that belong to nothing behind section $0", "区段 $0 之后有不属于任何区段的字节"},
          Quoted(name)));
    }
    if (DigestOf(section) != checksum) {
      return Damaged(
          Say({"the checksum of section $0 differs", "区段 $0 的校验和不符"}, Quoted(name)));
    }
    return absl::OkStatus();
  }

  absl::Status CheckEnd() const {
    if (next_section_ == bytes_.size()) return absl::OkStatus();
    return Damaged(
        Say({"$0 {byte|bytes} too many behind the last section", "最后一个区段之后多出 $0 字节"},
            bytes_.size() - next_section_));
  }

 private:
  // `at_` never passes what was found to be there.
  std::string_view Take(size_t bytes) {
    at_ += bytes;
    return bytes_.substr(at_ - bytes, bytes);
  }

  template <typename T>
  T Number() {
    return ByteReader(Take(sizeof(T))).Get<T>();
  }

  absl::Status ReadKind() {
    const std::string_view padded = Take(ModelFile::kNameBytes);
    const std::string_view name = padded.substr(0, padded.find('\0'));
    const auto version = Number<uint32_t>();
    if (name != kind_.name) {
      return InvalidArgument(
          Say({"the file holds a model of kind $0, not $1", "文件中模型的类型是 $0，而不是 $1"},
              Quoted(name), Quoted(kind_.name)));
    }
    if (!AllZero(padded.substr(name.size())))
      return Damaged({"its kind has a malformed name", "其类型的名称格式错误"});
    if (version == kind_.version) return absl::OkStatus();
    return InvalidArgument(Say({"the $0 model has version $1, this build reads version $2: train "
                                "the model again with this build",
                                "$0 模型的版本是 $1，本程序读取版本 $2：请用本程序重新训练模型"},
                               kind_.name, version, kind_.version));
  }

  absl::Status CheckTable() {
    next_section_ = SectionsBegin(count_);
    if (bytes_.size() < next_section_) return CutShort(bytes_.size(), next_section_);
    const size_t table_end = kHeaderBytes + count_ * kEntryBytes;
    const auto checksum = ByteReader(bytes_.substr(table_end)).Get<uint64_t>();
    if (DigestOf(bytes_.substr(0, table_end)) != checksum) {
      return Damaged({"the checksum of its header differs", "其文件头的校验和不符"});
    }
    const size_t behind = table_end + kChecksumBytes;
    if (AllZero(bytes_.substr(behind, next_section_ - behind))) return absl::OkStatus();
    return Damaged(
        {"bytes that belong to nothing behind the header", "文件头之后有不属于任何区段的字节"});
  }

  const std::string_view bytes_;
  const ModelKind kind_;
  size_t at_ = 0;
  uint32_t count_ = 0;
  size_t next_section_ = 0;
};

}  // namespace

void ModelFileWriter::Add(std::string_view name, std::string bytes) {
  WP_CHECK(!name.empty() && name.size() <= ModelFile::kNameBytes &&
               name.find('\0') == std::string_view::npos,
           "a section's name has 1 to 32 bytes");
  WP_CHECK(sections_.size() < ModelFile::kMostSections, "a model file has at most 64 sections");
  sections_.emplace_back(name, std::move(bytes));
}

std::string ModelFileWriter::Bytes() const {
  std::string file(kMagic);
  AppendNumber(ModelFile::kContainerVersion, file);
  AppendName(kind_, file);
  AppendNumber(version_, file);
  AppendNumber(static_cast<uint32_t>(sections_.size()), file);
  size_t begin = SectionsBegin(sections_.size());
  for (const auto& [name, bytes] : sections_) {
    AppendName(name, file);
    AppendNumber(uint64_t{begin}, file);
    AppendNumber(uint64_t{bytes.size()}, file);
    AppendNumber(DigestOf(bytes), file);
    begin += RoundedUp(bytes.size());
  }
  AppendNumber(DigestOf(file), file);
  file.resize(RoundedUp(file.size()), '\0');
  for (const auto& section : sections_) {
    file += section.second;
    file.resize(RoundedUp(file.size()), '\0');
  }
  return file;
}

absl::StatusOr<ModelFile> ModelFile::Open(std::string_view bytes, ModelKind kind) {
  FileReader reader(bytes, kind);
  absl::Status status = reader.ReadHeader();
  if (!status.ok()) return status;
  ModelFile file;
  for (uint32_t i = 0; i < reader.count(); ++i) {
    Entry entry;
    status = reader.ReadSection(entry.name, entry.bytes);
    if (!status.ok()) return status;
    if (file.Section(entry.name).ok()) {
      return Damaged(Say({"section $0 is there twice", "区段 $0 出现两次"}, Quoted(entry.name)));
    }
    file.sections_.push_back(entry);
  }
  status = reader.CheckEnd();
  if (!status.ok()) return status;
  file.digest_ = DigestOf(bytes);
  return file;
}

absl::StatusOr<std::string_view> ModelFile::Section(std::string_view name) const {
  for (const Entry& entry : sections_) {
    if (entry.name == name) return entry.bytes;
  }
  return InvalidArgument(Say({"the model file has no section $0: it is not of this build",
                              "模型文件没有区段 $0：它不是本程序的模型"},
                             Quoted(name)));
}

}  // namespace waypost::text
