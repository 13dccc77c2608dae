// The keywords and phrases of categories and of what is not served.
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/base/words.h"
#include "lib/expression/pattern.h"
#include "lib/policy/lower_steps.h"
#include "lib/policy/phrase_text.h"
#include "lib/text/han_fold.h"
#include "lib/text/normalise.h"

namespace waypost::policy {
namespace {

using V1Category = waypost::v1::Category;
using V1NotServed = waypost::v1::NotServed;
using V1Phrase = waypost::v1::Phrase;
using V1Subcategory = waypost::v1::Subcategory;

// Collects the keywords of the policy and tells those that can never be found or are found twice.
class KeywordReader {
 public:
  explicit KeywordReader(Lowering& lowering) : lowering_(lowering) {}

  // Reads the keywords and phrases of `owner`; each becomes a row like `row`.
  template <typename Owner>
  void Read(const Owner& owner, const Keyword& row) {
    first_places_.clear();
    for (int i = 0; i < owner.keywords_size(); ++i) {
      const FieldRef field{owner, Owner::kKeywordsFieldNumber, i};
      Keyword keyword = row;
      keyword.span = lowering_.ValueOf(field);
      ReadText(owner.keywords(i), field, keyword);
      lowering_.tables.keywords.push_back(std::move(keyword));
    }
    for (const V1Phrase& phrase : owner.phrases()) ReadPhrase(phrase, row);
  }

 private:
  void ReadPhrase(const V1Phrase& written, const Keyword& row) {
    Keyword keyword = row;
    keyword.span = lowering_.SpanOf(written);
    keyword.decides = written.decides();
    if (written.weight() != 0 && CheckInterval(lowering_, written.weight(), 1, 1'000,
                                               {written, V1Phrase::kWeightFieldNumber})) {
      keyword.weight = static_cast<uint16_t>(written.weight());
    }
    if (CheckInterval(lowering_, written.unless_negated_within(), 0, 40,
                      {written, V1Phrase::kUnlessNegatedWithinFieldNumber})) {
      keyword.negation_window = static_cast<uint8_t>(written.unless_negated_within());
    }
    if (written.text().empty() == written.regex().empty()) {
      Malformed(keyword.span,
                {"a phrase is either `text` or a `regex`", "短语要么是 `text`，要么是 `regex`"});
    } else if (written.regex().empty()) {
      if (!written.anchor().empty())
        Malformed(keyword.span, {"`anchor` belongs to a `regex`", "`anchor` 只能与 `regex` 同用"});
      ReadText(written.text(), {written, V1Phrase::kTextFieldNumber}, keyword);
    } else {
      ReadPattern(written, keyword);
    }
    lowering_.tables.keywords.push_back(std::move(keyword));
  }

  void ReadText(const std::string& text, const FieldRef& field, Keyword& keyword) {
    keyword.text = text;
    Words problem;
    PhraseParts phrase = ReadPhraseParts(text, &problem);
    if (!problem.empty()) Malformed(lowering_.ValueOf(field), problem);
    for (const std::string& part : phrase.parts) CheckHasText(part, field);
    CheckNew(text, field);
    keyword.parts = std::move(phrase.parts);
    keyword.gaps = std::move(phrase.gaps);
  }

  void ReadPattern(const V1Phrase& written, Keyword& keyword) {
    keyword.text = written.regex();
    keyword.parts = {written.anchor()};
    const FieldRef field{written, V1Phrase::kRegexFieldNumber};
    if (written.anchor().empty()) {
      Malformed(lowering_.ValueOf(field), {"a `regex` needs an `anchor`", "`regex` 需要 `anchor`"});
      return;
    }
    CheckHasText(written.anchor(), {written, V1Phrase::kAnchorFieldNumber});
    if (Compiled(written.regex(), field) == nullptr) return;
    keyword.pattern = Compiled(absl::StrCat("(?i)", text::FoldedHan(written.regex())), field);
  }

  // The compiled pattern; nullptr after a report, which of a full table is made once.
  std::shared_ptr<const re2::RE2> Compiled(std::string_view pattern, const FieldRef& field) {
    const bool was_full = lowering_.patterns.full();
    const expression::Pattern& found = lowering_.patterns.Compile(pattern);
    if (found.compiled != nullptr || (was_full && found.error.empty())) return found.compiled;
    if (found.error.empty()) {
      lowering_.Report("WP2419", field, expression::TooManyPatterns())
          .Help(expression::AdviceOnPatterns());
    } else {
      lowering_.Report("WP2604", field,
                       Say({"the pattern cannot be used: $0", "模式无法使用：$0"}, found.error));
    }
    return nullptr;
  }

  void Malformed(const SourceSpan& span, Words problem) {
    lowering_.sink.Report("WP2603", span, std::move(problem));
  }

  void CheckHasText(const std::string& text, const FieldRef& field) {
    if (!FormOf(text).empty()) return;
    lowering_
        .Report("WP2601", field,
                Say({"keyword $0 has no text", "关键词 $0 没有文字"}, Quoted(text)))
        .Help({"nothing is left of it once spaces and invisible characters are taken away",
               "去掉空格和不可见字符后什么也不剩"});
  }

  void CheckNew(const std::string& text, const FieldRef& field) {
    const std::string_view form = FormOf(text);
    if (form.empty()) return;
    const SourceSpan span = lowering_.ValueOf(field);
    const auto [place, added] = first_places_.try_emplace(std::string(form), span);
    if (added) return;
    Finding& finding =
        lowering_
            .Report("WP2602", field,
                    Say({"keyword $0 is given twice", "关键词 $0 重复出现"}, Quoted(text)))
            .Label({"given again", "再次出现"});
    if (!place->second.known()) return;
    finding.Help(
        Say({"first given at $0; case, width and accents of compatibility forms do not matter",
             "首次出现在 $0；大小写、全半角和兼容形式的重音不作区分"},
            lowering_.sink.Place(place->second)));
  }

  // Valid until the next call. Normalising leaves at most one space at the end.
  std::string_view FormOf(std::string_view text) {
    normaliser_.Normalise(text, normalised_);
    std::string_view form = normalised_.bytes();
    if (!form.empty() && form.back() == ' ') form.remove_suffix(1);
    return form;
  }

  Lowering& lowering_;
  text::Normaliser normaliser_;
  text::NormalisedText normalised_;
  absl::flat_hash_map<std::string, SourceSpan> first_places_;  // of the list at hand
};

}  // namespace

void LowerKeywords(Lowering& lowering) {
  KeywordReader reader(lowering);
  uint16_t subcategory = 0;
  for (int c = 0; c < lowering.policy.categories_size(); ++c) {
    const V1Category& category = lowering.policy.categories(c);
    Keyword row;
    row.category = Index(static_cast<size_t>(c));
    reader.Read(category, row);
    for (const V1Subcategory& sub : category.sub()) {
      row.subcategory = subcategory++;
      reader.Read(sub, row);
    }
  }
  for (int i = 0; i < lowering.policy.not_served_size(); ++i) {
    Keyword row;
    row.not_served = Index(static_cast<size_t>(i));
    reader.Read(lowering.policy.not_served(i), row);
  }
}

}  // namespace waypost::policy
