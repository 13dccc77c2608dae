#include "lib/text/keyword_index.h"

#include <algorithm>
#include <array>
#include <string>

#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/base/words.h"
#include "lib/text/han_fold.h"
#include "lib/text/keyword_scan.h"
#include "lib/text/script.h"
#include "lib/text/utf8.h"

namespace waypost::text {
namespace {

absl::Status Refuse(const Keyword& keyword, const Words& reason) {
  constexpr size_t kShown = 60;
  const std::string_view shown = keyword.text.substr(0, kShown);
  return InvalidArgument(
      Say({"keyword \"$0\" (id $1) $2", "关键词 \"$0\"（编号 $1）$2"},
          absl::StrCat(ToAbsl(shown), shown.size() < keyword.text.size() ? "..." : ""), keyword.id,
          reason));
}

// All keywords normalised, in one buffer.
struct NormalisedKeywords {
  std::string bytes;
  std::vector<uint32_t> begin = {0};

  std::vector<std::string_view> Texts() const {
    std::vector<std::string_view> texts;
    for (size_t i = 0; i + 1 < begin.size(); ++i) {
      texts.push_back(std::string_view(bytes).substr(begin[i], begin[i + 1] - begin[i]));
    }
    return texts;
  }
};

absl::Status Append(const Keyword& keyword, const Normaliser& normaliser, NormalisedText& scratch,
                    NormalisedKeywords& all) {
  if (keyword.text.size() > KeywordIndex::kMostKeywordBytes) {
    return Refuse(keyword, {"is longer than 1,024 bytes", "超过 1,024 字节"});
  }
  normaliser.Normalise(keyword.text, scratch);
  if (scratch.counts().invalid_sequences > 0)
    return Refuse(keyword, {"is not UTF-8", "不是 UTF-8"});
  if (scratch.cut_bytes() > 0)
    return Refuse(keyword, {"is longer than a text may be", "超过文本的最大长度"});
  FoldHan(scratch);
  std::string_view text = scratch.bytes();
  if (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  if (text.empty()) return Refuse(keyword, {"is empty once normalised", "规范化之后为空"});
  all.bytes.append(text);
  all.begin.push_back(static_cast<uint32_t>(all.bytes.size()));
  if (all.bytes.size() <= KeywordIndex::kMostTotalBytes) return absl::OkStatus();
  return ResourceExhausted(
      {"keywords are longer than 4,194,304 bytes together", "关键词合计超过 4,194,304 字节"});
}

absl::StatusOr<NormalisedKeywords> NormaliseAll(absl::Span<const Keyword> keywords,
                                                const Normaliser& normaliser) {
  if (keywords.size() > KeywordIndex::kMostKeywords) {
    return ResourceExhausted(
        Say({"$0 keywords are more than the limit of 200,000", "$0 个关键词超过上限 200,000 个"},
            keywords.size()));
  }
  NormalisedKeywords all;
  NormalisedText scratch;
  for (const Keyword& keyword : keywords) {
    const absl::Status status = Append(keyword, normaliser, scratch, all);
    if (!status.ok()) return status;
  }
  return all;
}

SymbolTable ToSymbols(absl::Span<const std::string_view> texts, const KeywordAlphabet& alphabet) {
  SymbolTable table;
  for (const std::string_view text : texts) {
    const char* end = text.data() + text.size();
    for (const char* at = text.data(); at < end;) {
      const DecodedCodePoint c = DecodeUtf8(at, end);
      table.symbols.push_back(static_cast<uint16_t>(alphabet.Of(c.value)));
      at += c.bytes;
    }
    table.begin.push_back(static_cast<uint32_t>(table.symbols.size()));
  }
  return table;
}

}  // namespace

absl::StatusOr<KeywordIndex> KeywordIndex::Create(absl::Span<const Keyword> keywords,
                                                  const Normaliser& normaliser) {
  absl::StatusOr<NormalisedKeywords> normalised = NormaliseAll(keywords, normaliser);
  if (!normalised.ok()) return normalised.status();
  const std::vector<std::string_view> texts = normalised->Texts();

  KeywordIndex index;
  absl::StatusOr<KeywordAlphabet> alphabet = KeywordAlphabet::Create(texts);
  if (!alphabet.ok()) return alphabet.status();
  index.alphabet_ = *std::move(alphabet);
  absl::StatusOr<KeywordAutomaton> automaton =
      KeywordAutomaton::Create(ToSymbols(texts, index.alphabet_), index.alphabet_);
  if (!automaton.ok()) return automaton.status();
  index.automaton_ = *std::move(automaton);

  index.keywords_.reserve(texts.size());
  for (size_t i = 0; i < texts.size(); ++i) {
    const char* begin = texts[i].data();
    const char* end = begin + texts[i].size();
    Entry entry;
    entry.id = keywords[i].id;
    entry.bytes = static_cast<uint32_t>(texts[i].size()) & 0x3FFFFFFFu;
    entry.word_at_begin = BoundsWords(DecodeUtf8(begin, end).value);
    entry.word_at_end = BoundsWords(DecodeUtf8Before(begin, end));
    index.keywords_.push_back(entry);
  }
  return index;
}

uint64_t KeywordIndex::Find(const NormalisedText& text, size_t max_hits,
                            std::vector<KeywordHit>& hits) const {
  return KeywordScan(*this, text, max_hits, hits).Run();
}

size_t KeywordIndex::Bytes() const {
  return sizeof(*this) + alphabet_.Bytes() + automaton_.Bytes() +
         keywords_.capacity() * sizeof(Entry);
}

}  // namespace waypost::text
