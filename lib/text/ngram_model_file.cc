// NgramModelParts as a file and back. Sections, little-endian:
//   settings     the numbers of NgramModelParts and its texts, in the order of Settings below
//   classes      u32 number; for each: label (u32 length, bytes), u32 examples, u32 scale, i32 bias
//   calibration  u32 number; for each point: u16 raw, u16 right
//   hashes       u32 for each row
//   idf          u16 for each row
//   weights      i8 for each row and class
//   ids          empty; only of a model that was trained with ids beside the texts
#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/base/bytes.h"
#include "lib/base/digest.h"
#include "lib/base/words.h"
#include "lib/text/ngram_model.h"
#include "lib/text/normalise.h"

namespace waypost::text {
namespace {

absl::Status Misfit(const Words& what) {
  return InvalidArgument(
      Say({"the model's parts do not fit together: $0", "模型的各部分彼此不符：$0"}, what));
}

std::string SettingsOf(const NgramModelParts& parts) {
  ByteWriter writer;
  writer.Put(parts.unknown_idf);
  writer.Put(parts.sharpness_q8);
  writer.Put(parts.out_of_scope_q16);
  writer.Put(parts.out_of_scope_milli);
  writer.Put(parts.expected_error_milli);
  writer.Put(parts.held_out);
  writer.Put(parts.held_out_right);
  writer.PutText(parts.unicode_version);
  writer.PutText(parts.origin);
  return writer.bytes();
}

bool ReadSettings(std::string_view section, NgramModelParts& parts) {
  ByteReader reader(section);
  parts.unknown_idf = reader.Get<uint16_t>();
  parts.sharpness_q8 = reader.Get<uint32_t>();
  parts.out_of_scope_q16 = reader.Get<int32_t>();
  parts.out_of_scope_milli = reader.Get<uint16_t>();
  parts.expected_error_milli = reader.Get<uint16_t>();
  parts.held_out = reader.Get<uint32_t>();
  parts.held_out_right = reader.Get<uint32_t>();
  parts.unicode_version = reader.GetText();
  parts.origin = reader.GetText();
  return reader.finished();
}

std::string ClassesOf(const NgramModelParts& parts) {
  ByteWriter writer;
  writer.Put(static_cast<uint32_t>(parts.classes.size()));
  for (const NgramModelParts::Class& one : parts.classes) {
    writer.PutText(one.label);
    writer.Put(one.examples);
    writer.Put(one.scale);
    writer.Put(one.bias_q16);
  }
  return writer.bytes();
}

bool ReadClasses(std::string_view section, NgramModelParts& parts) {
  ByteReader reader(section);
  const uint32_t count = reader.GetCount(16);
  for (uint32_t i = 0; i < count; ++i) {
    NgramModelParts::Class one;
    one.label = reader.GetText();
    one.examples = reader.Get<uint32_t>();
    one.scale = reader.Get<uint32_t>();
    one.bias_q16 = reader.Get<int32_t>();
    parts.classes.push_back(std::move(one));
  }
  return reader.finished();
}

std::string CalibrationOf(const NgramModelParts& parts) {
  ByteWriter writer;
  writer.Put(static_cast<uint32_t>(parts.calibration.size()));
  for (const CalibrationPoint& point : parts.calibration) {
    writer.Put(point.raw_milli);
    writer.Put(point.right_milli);
  }
  return writer.bytes();
}

bool ReadCalibration(std::string_view section, NgramModelParts& parts) {
  ByteReader reader(section);
  const uint32_t count = reader.GetCount(4);
  for (uint32_t i = 0; i < count; ++i) {
    CalibrationPoint point;
    point.raw_milli = reader.Get<uint16_t>();
    point.right_milli = reader.Get<uint16_t>();
    parts.calibration.push_back(point);
  }
  return reader.finished();
}

template <typename T>
std::string NumbersOf(const std::vector<T>& numbers) {
  ByteWriter writer;
  for (const T number : numbers) writer.Put(number);
  return writer.bytes();
}

template <typename T>
bool ReadNumbers(std::string_view section, std::vector<T>& numbers) {
  ByteReader reader(section);
  numbers.resize(section.size() / sizeof(T));
  for (T& number : numbers) number = reader.Get<T>();
  return reader.finished();
}

bool ClassesRise(const NgramModelParts& parts) {
  const auto& classes = parts.classes;
  return std::adjacent_find(classes.begin(), classes.end(), [](const auto& a, const auto& b) {
           return a.label >= b.label;
         }) == classes.end();
}

// Rising, and from 0 to 1000 at most.
bool CalibrationRises(const NgramModelParts& parts) {
  int raw = -1;
  int right = 0;
  for (const CalibrationPoint& point : parts.calibration) {
    if (point.raw_milli <= raw || point.right_milli < right) return false;
    raw = point.raw_milli;
    right = point.right_milli;
  }
  return raw <= 1'000 && right <= 1'000;
}

constexpr std::string_view kIdsSection = "ids";

struct SectionReader {
  std::string_view name;
  bool (*read)(std::string_view section, NgramModelParts& parts);
};

constexpr SectionReader kSections[] = {
    {"settings", ReadSettings},
    {"classes", ReadClasses},
    {"calibration", ReadCalibration},
    {"hashes", [](std::string_view s, NgramModelParts& p) { return ReadNumbers(s, p.hashes); }},
    {"idf", [](std::string_view s, NgramModelParts& p) { return ReadNumbers(s, p.idf); }},
    {"weights", [](std::string_view s, NgramModelParts& p) { return ReadNumbers(s, p.weights); }},
};

absl::StatusOr<NgramModelParts> ReadParts(const ModelFile& file) {
  NgramModelParts parts;
  for (const SectionReader& reader : kSections) {
    const auto section = file.Section(reader.name);
    if (!section.ok()) return section.status();
    if (!reader.read(*section, parts)) {
      return Misfit(Say({"section \"$0\" has a wrong length", "区段 \"$0\" 的长度不对"},
                        std::string(reader.name)));
    }
  }
  parts.reads_ids = file.Section(kIdsSection).ok();
  const absl::Status status = CheckParts(parts);
  if (!status.ok()) return status;
  if (parts.unicode_version != UnicodeVersion()) {
    return InvalidArgument(
        Say({"the model was trained under Unicode $0, this build has $1: train the model again "
             "with this build",
             "模型是在 Unicode $0 下训练的，本程序用 $1：请用本程序重新训练模型"},
            parts.unicode_version, std::string(UnicodeVersion())));
  }
  return parts;
}

}  // namespace

absl::Status CheckParts(const NgramModelParts& parts) {
  const size_t classes = parts.classes.size();
  if (classes < 2 || classes > NgramModel::kMostClasses) {
    return Misfit(Say({"$0 {class|classes}, not 2 to $1", "有 $0 个分类，应为 2 到 $1 个"}, classes,
                      NgramModel::kMostClasses));
  }
  if (!ClassesRise(parts)) return Misfit({"the classes are not in order", "分类没有排序"});
  for (const NgramModelParts::Class& one : parts.classes) {
    if (one.label.empty() || one.label.size() > NgramModel::kMostLabelBytes) {
      return Misfit({"a class has no label, or a very long one", "有一个分类没有标签，或标签过长"});
    }
    if (one.scale > 1u << 24)
      return Misfit({"a class has a scale out of bounds", "有一个分类的比例超出范围"});
  }
  if (parts.weights.size() != parts.hashes.size() * classes) {
    return Misfit({"the weights are not one for each row and class", "权重与行和分类的数目不符"});
  }
  if (parts.sharpness_q8 > 1u << 16)
    return Misfit({"its sharpness is out of bounds", "其锐度超出范围"});
  if (!CalibrationRises(parts)) return Misfit({"its calibration does not rise", "其校准没有递增"});
  return absl::OkStatus();
}

std::string NgramModelBytes(const NgramModelParts& parts) {
  ModelFileWriter writer(kNgramModelKind);
  writer.Add("settings", SettingsOf(parts));
  writer.Add("classes", ClassesOf(parts));
  writer.Add("calibration", CalibrationOf(parts));
  writer.Add("hashes", NumbersOf(parts.hashes));
  writer.Add("idf", NumbersOf(parts.idf));
  writer.Add("weights", NumbersOf(parts.weights));
  if (parts.reads_ids) writer.Add(kIdsSection, "");
  return writer.Bytes();
}

absl::StatusOr<NgramModel> NgramModel::Open(std::string_view bytes) {
  const auto file = ModelFile::Open(bytes, kNgramModelKind);
  if (!file.ok()) return file.status();
  auto parts = ReadParts(*file);
  if (!parts.ok()) return parts.status();
  auto index = NgramIndex::Create(parts->hashes, parts->idf, parts->unknown_idf);
  if (!index.ok()) return Misfit(WordsOf(index.status()));
  NgramModel model;
  model.parts_ = *std::move(parts);
  model.index_ = *std::move(index);
  const size_t classes = model.parts_.classes.size();
  model.stride_ = (classes + kLane - 1) / kLane * kLane;
  model.rows_.assign(model.index_.rows() * model.stride_, 0);
  for (size_t row = 0; row < model.index_.rows(); ++row) {
    std::copy_n(model.parts_.weights.begin() + static_cast<ptrdiff_t>(row * classes), classes,
                model.rows_.begin() + static_cast<ptrdiff_t>(row * model.stride_));
  }
  model.parts_.weights = {};
  model.parts_.hashes = {};
  model.parts_.idf = {};
  model.digest_ = file->digest();
  return model;
}

}  // namespace waypost::text
