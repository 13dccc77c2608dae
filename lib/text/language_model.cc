#include "lib/text/language_model.h"

#include <algorithm>
#include <cstddef>

#include "absl/strings/str_cat.h"
#include "lib/base/bytes.h"
#include "lib/base/words.h"
#include "lib/text/language_tag.h"

namespace waypost::text {
namespace {

absl::Status Unfit(const Words& what) {
  return InvalidArgument(
      Say({"the language model does not fit together: $0", "语言模型前后不符：$0"}, what));
}

// Without the instruction for it, which not every machine has.
uint32_t CountBits(uint64_t bits) {
  bits -= (bits >> 1) & 0x5555555555555555u;
  bits = (bits & 0x3333333333333333u) + ((bits >> 2) & 0x3333333333333333u);
  bits = (bits + (bits >> 4)) & 0x0F0F0F0F0F0F0F0Fu;
  return static_cast<uint32_t>((bits * 0x0101010101010101u) >> 56);
}

bool IsShape(NgramShape shape) {
  return shape.longest >= 1 && shape.longest <= 8 && shape.bits >= 8 && shape.bits <= 24;
}

absl::Status CheckTags(const std::vector<std::string>& tags) {
  for (size_t i = 0; i < tags.size(); ++i) {
    const absl::StatusOr<LanguageTag> tag = ParseLanguageTag(tags[i]);
    if (!tag.ok()) return tag.status();
    const auto here = tags.begin() + static_cast<ptrdiff_t>(i);
    if (std::find(tags.begin(), here, tags[i]) != here) {
      return Unfit(Say({"a language is named twice: $0", "有语言出现两次：$0"}, tags[i]));
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<LanguageModel> LanguageModel::Open(std::string_view bytes) {
  const absl::StatusOr<ModelFile> file = ModelFile::Open(bytes, kLanguageModelKind);
  if (!file.ok()) return file.status();
  const auto licence = file->Section("licence");
  const auto neutral = file->Section("neutral");
  const auto scripts = file->Section("scripts");
  for (const auto* section : {&licence, &neutral, &scripts}) {
    if (!section->ok()) return section->status();
  }
  LanguageModel model;
  model.licence_ = *licence;
  model.digest_ = file->digest();
  if (neutral->size() % sizeof(uint32_t) != 0)
    return Unfit({"half a word in \"neutral\"", "\"neutral\" 中有半个词"});
  ByteReader words(*neutral);
  while (!words.finished()) model.neutral_.push_back(words.Get<uint32_t>());
  if (!std::is_sorted(model.neutral_.begin(), model.neutral_.end())) {
    return Unfit({"the words of \"neutral\" do not rise", "\"neutral\" 的词没有递增"});
  }
  absl::Status status = model.ReadScripts(*scripts);
  for (size_t i = 0; status.ok() && i < model.scripts_.size(); ++i) {
    status = model.ReadTable(*file, i);
  }
  if (!status.ok()) return status;
  return model;
}

absl::Status LanguageModel::ReadScripts(std::string_view section) {
  ByteReader in(section);
  const auto count = in.Get<uint32_t>();
  if (count > kMostScripts) return Unfit({"too many scripts", "文字体系过多"});
  for (uint32_t i = 0; i < count && in.ok(); ++i) {
    const auto script = in.Get<uint8_t>();
    Table table;
    table.shape.longest = in.Get<uint8_t>();
    table.shape.bits = in.Get<uint8_t>();
    table.shape.bounded = in.Get<uint8_t>() != 0;
    ScriptLanguages languages;
    languages.unit_q16 = in.Get<uint32_t>();
    const auto tags = in.Get<uint32_t>();
    if (script <= static_cast<uint8_t>(Script::kInherited) || script >= kScriptCount ||
        position_[script] >= 0 || !IsShape(table.shape) || languages.unit_q16 == 0 ||
        languages.unit_q16 > 1u << 20 || tags < 2 || tags > kMostLanguages) {
      return Unfit(
          {"a script is described by numbers that cannot be", "描述文字体系的数字不可能成立"});
    }
    languages.script = static_cast<Script>(script);
    for (uint32_t tag = 0; tag < tags; ++tag) languages.tags.emplace_back(in.GetText());
    if (!in.ok()) break;
    const absl::Status tags_status = CheckTags(languages.tags);
    if (!tags_status.ok()) return tags_status;
    position_[script] = static_cast<int8_t>(i);
    scripts_.push_back(std::move(languages));
    tables_.push_back(std::move(table));
  }
  return in.finished() ? absl::OkStatus()
                       : Unfit({"\"scripts\" has another length", "\"scripts\" 的长度不符"});
}

absl::Status LanguageModel::ReadTable(const ModelFile& file, size_t position) {
  const auto present = file.Section(absl::StrCat("present.", position));
  if (!present.ok()) return present.status();
  const auto weights = file.Section(absl::StrCat("weights.", position));
  if (!weights.ok()) return weights.status();
  Table& table = tables_[position];
  if (present->size() != size_t{1} << (table.shape.bits - 3)) {
    return Unfit(
        {"a bit map has another size than its hashes need", "位图的大小与其散列所需的不符"});
  }
  ByteReader in(*present);
  uint32_t rows = 0;
  table.blocks.reserve(present->size() / sizeof(uint64_t));
  while (!in.finished()) {
    table.blocks.push_back({in.Get<uint64_t>(), rows});
    rows += CountBits(table.blocks.back().present);
  }
  if (weights->size() != size_t{rows} * scripts_[position].tags.size()) {
    return Unfit({"there are not as many weights as n-grams and languages",
                  "权重的数目与 n-gram 和语言的数目不符"});
  }
  table.weights = *weights;
  return absl::OkStatus();
}

void LanguageModel::Add(int position, absl::Span<const char32_t> letters, Scores& scores) const {
  const Table& table = tables_[static_cast<size_t>(position)];
  const size_t languages = scripts_[static_cast<size_t>(position)].tags.size();
  // A word has at most 8 n-grams for each of its letters: the sums fit easily.
  std::array<int32_t, kMostLanguages> sums{};
  ForEachNgram(letters, table.shape, [&](uint32_t hash) {
    const Block& block = table.blocks[hash / 64];
    const uint64_t bit = uint64_t{1} << (hash % 64);
    if ((block.present & bit) == 0) return;
    const size_t row = block.before + CountBits(block.present & (bit - 1));
    const char* weights = table.weights.data() + row * languages;
    for (size_t i = 0; i < languages; ++i) sums[i] += static_cast<int8_t>(weights[i]);
  });
  for (size_t i = 0; i < languages; ++i) scores[i] += sums[i];
}

bool LanguageModel::IsNeutral(absl::Span<const char32_t> letters) const {
  return std::binary_search(neutral_.begin(), neutral_.end(), WordHash(letters));
}

size_t LanguageModel::Rows() const {
  size_t rows = 0;
  for (size_t i = 0; i < tables_.size(); ++i) {
    rows += tables_[i].weights.size() / scripts_[i].tags.size();
  }
  return rows;
}

}  // namespace waypost::text
