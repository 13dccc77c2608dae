#include "lib/train/training_set.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/base/digest.h"
#include "lib/base/words.h"
#include "lib/text/han_fold.h"
#include "lib/text/ngram_features.h"
#include "lib/text/ngram_model.h"
#include "lib/text/utf8.h"

namespace waypost::train {
namespace {

constexpr size_t kShownRows = 10;

bool IsUtf8(std::string_view text) {
  const char* at = text.data();
  const char* const end = at + text.size();
  while (at < end) {
    const text::DecodedCodePoint c = text::DecodeUtf8(at, end);
    if (!c.valid) return false;
    at += c.bytes;
  }
  return true;
}

std::string Quoted(std::string_view label) {
  return absl::StrCat("\"", IsUtf8(label) ? std::string(label) : absl::CHexEscape(ToAbsl(label)),
                      "\"");
}

// Sentences about rows, the first few of them in full.
struct RowList {
  Words shown;
  size_t count = 0;

  void Add(const Words& sentence) {
    if (count++ >= kShownRows) return;
    if (!shown.empty()) shown += "\n";
    shown += sentence;
  }
  Words Text() const {
    Words text = shown;
    if (count > kShownRows) text += Say({"\nand $0 more", "\n以及另外 $0 处"}, count - kShownRows);
    return text;
  }
};

}  // namespace

class TrainingSetBuilder {
 public:
  TrainingSetBuilder(absl::Span<const Example> examples, const text::Normaliser& normaliser,
                     const TrainingLimits& limits)
      : examples_(examples), normaliser_(normaliser), limits_(limits) {}

  absl::StatusOr<TrainingSet> Build() {
    if (examples_.size() > limits_.examples) {
      return ResourceExhausted(
          Say({"$0 {row|rows} to train on; the limit is $1", "用于训练的有 $0 行，上限为 $1 行"},
              examples_.size(), limits_.examples));
    }
    CheckRows();
    if (faults_.count > 0) return InvalidArgument(faults_.Text());
    absl::Status status = NameClasses();
    if (!status.ok()) return status;
    status = CutIntoNgrams();
    if (!status.ok()) return status;
    Note(repeated_, {"$0 {row repeats an earlier one and counts|rows repeat an earlier one and "
                     "count} once:\n$1",
                     "$0 行与前面的某行相同，只算一次：\n$1"});
    Note(contradicted_, {"$0 {row contradicts an earlier one and replaces|rows contradict an "
                         "earlier one and replace} it:\n$1",
                         "$0 行与前面的某行矛盾，取代它：\n$1"});
    Note(alone_, {"$0 {class has|classes have} a single example: what is learned of them cannot be "
                  "judged:\n$1",
                  "$0 个类只有一个样例，学得如何无法判断：\n$1"});
    return std::move(set_);
  }

 private:
  void CheckRows() {
    last_with_text_.reserve(examples_.size());
    digest_of_.resize(examples_.size());
    for (size_t i = 0; i < examples_.size(); ++i) {
      const Words fault = FaultOf(examples_[i]);
      if (!fault.empty()) {
        faults_.Add(Say({"$0: $1", "$0：$1"}, examples_[i].place, fault));
        continue;
      }
      const uint64_t digest = waypost::DigestOf(text_.bytes());
      digest_of_[i] = digest;
      const auto [before, is_new] = last_with_text_.try_emplace(digest, i);
      if (is_new) continue;
      CompareWithEarlier(i, before->second);
      before->second = i;
    }
  }

  // Leaves the normalised text in text_.
  Words FaultOf(const Example& example) {
    if (example.label.empty()) return {"it has no label", "没有标签"};
    if (!IsUtf8(example.label)) {
      return Say({"its label is not UTF-8: $0", "标签不是 UTF-8：$0"}, Quoted(example.label));
    }
    if (example.label.size() > text::NgramModel::kMostLabelBytes) {
      return Say({"its label has more than $0 bytes", "标签超过 $0 字节"},
                 text::NgramModel::kMostLabelBytes);
    }
    normaliser_.Normalise(example.text, text_);
    text::FoldHan(text_);
    if (text_.counts().invalid_sequences > 0) return {"its text is not UTF-8", "文本不是 UTF-8"};
    if (text_.bytes().find_first_not_of(' ') == std::string_view::npos)
      return {"it has no text", "没有文本"};
    return {};
  }

  void CompareWithEarlier(size_t now, size_t earlier) {
    const Example& a = examples_[earlier];
    const Example& b = examples_[now];
    if (a.label == b.label) {
      repeated_.Add(Say({"$0 repeats $1", "$0 与 $1 相同"}, b.place, a.place));
    } else {
      contradicted_.Add(Say({"$0 says $1, $2 says $3", "$0 为 $1，$2 为 $3"}, b.place,
                            Quoted(b.label), a.place, Quoted(a.label)));
    }
  }

  // The last row with a text counts.
  bool Counts(size_t example) const {
    return last_with_text_.find(digest_of_[example])->second == example;
  }

  absl::Status NameClasses() {
    for (size_t i = 0; i < examples_.size(); ++i) {
      if (Counts(i)) set_.labels_.push_back(examples_[i].label);
    }
    std::vector<std::string>& labels = set_.labels_;
    std::sort(labels.begin(), labels.end());
    for (auto at = labels.begin(); at != labels.end();) {
      const auto end = std::upper_bound(at, labels.end(), *at);
      if (end - at == 1) alone_.Add(Quoted(*at));
      at = end;
    }
    labels.erase(std::unique(labels.begin(), labels.end()), labels.end());
    if (labels.empty())
      return InvalidArgument({"there are no rows to train on", "没有可用于训练的行"});
    if (labels.size() == 1) {
      return InvalidArgument(Say({"every row has the label $0: there is nothing to tell apart",
                                  "每一行的标签都是 $0：没有可区分的内容"},
                                 Quoted(labels[0])));
    }
    if (labels.size() > text::NgramModel::kMostClasses) {
      return InvalidArgument(
          Say({"$0 {label|labels}; the limit is $1", "有 $0 个标签，上限为 $1 个"}, labels.size(),
              text::NgramModel::kMostClasses));
    }
    return absl::OkStatus();
  }

  absl::Status CutIntoNgrams() {
    text::NgramReader reader;
    std::vector<text::Ngram> ngrams;
    for (size_t i = 0; i < examples_.size(); ++i) {
      if (!Counts(i)) continue;
      normaliser_.Normalise(examples_[i].text, text_);
      text::FoldHan(text_);
      reader.Read(text_, examples_[i].ids, ngrams);
      if (set_.ngrams_.size() + ngrams.size() > limits_.ngrams) {
        return ResourceExhausted(Say({"$0: more than $1 n-grams to train on; leave rows out",
                                      "$0：用于训练的 n-gram 超过 $1 个；请去掉一些行"},
                                     examples_[i].place, limits_.ngrams));
      }
      for (const text::Ngram& ngram : ngrams) set_.ngrams_.push_back(ngram.hash);
      set_.begin_.push_back(set_.ngrams_.size());
      set_.digests_.push_back(digest_of_[i]);
      const auto label =
          std::lower_bound(set_.labels_.begin(), set_.labels_.end(), examples_[i].label);
      set_.classes_.push_back(static_cast<uint16_t>(label - set_.labels_.begin()));
    }
    return absl::OkStatus();
  }

  void Note(const RowList& rows, const Wording& what) {
    if (rows.count > 0) set_.notes_.push_back(Say(what, rows.count, rows.Text()));
  }

  const absl::Span<const Example> examples_;
  const text::Normaliser& normaliser_;
  const TrainingLimits limits_;
  text::NormalisedText text_;
  std::vector<uint64_t> digest_of_;                       // by example given
  absl::flat_hash_map<uint64_t, size_t> last_with_text_;  // looked up only
  RowList faults_;
  RowList repeated_;
  RowList contradicted_;
  RowList alone_;
  TrainingSet set_;
};

absl::StatusOr<TrainingSet> TrainingSet::Create(absl::Span<const Example> examples,
                                                const text::Normaliser& normaliser,
                                                const TrainingLimits& limits) {
  return TrainingSetBuilder(examples, normaliser, limits).Build();
}

}  // namespace waypost::train
