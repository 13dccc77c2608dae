#include "lib/policy/declared.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "lib/base/absl_strings.h"
#include "lib/base/did_you_mean.h"
#include "lib/base/words.h"

namespace waypost::policy {
namespace {

// A list this short is quicker read than looked up.
constexpr size_t kShortList = 6;
// Bounds the search for the nearest name: letters typed times letters of the candidates.
constexpr size_t kMostComparisons = 200'000;

}  // namespace

void Declared::Add(std::string_view name, const SourceSpan& span, size_t index,
                   DiagnosticSink& sink) {
  if (name.empty()) return;
  const auto [place, added] =
      by_name_.try_emplace(std::string(name), static_cast<uint32_t>(entries_.size()));
  if (added) {
    entries_.push_back({std::string(name), span, static_cast<uint32_t>(index)});
    return;
  }
  const SourceSpan& first = entries_[place->second].span;
  Finding& finding =
      sink.Report("WP2102", span,
                  Say({"$0 $1 is declared twice", "$0 $1 重复声明"}, kind_, Quoted(name)))
          .Label({"declared again", "再次声明"});
  if (first.known())
    finding.Help(Say({"first declared at $0", "首次声明在 $0"}, sink.Place(first)));
}

std::optional<uint32_t> Declared::Find(std::string_view name) const {
  const auto found = by_name_.find(ToAbsl(name));
  if (found == by_name_.end()) return std::nullopt;
  return entries_[found->second].index;
}

std::optional<uint32_t> Declared::Resolve(std::string_view name, const SourceSpan& span,
                                          DiagnosticSink& sink) const {
  std::optional<uint32_t> index = Find(name);
  if (index) return index;
  Words advice = sink.full() ? Words() : Advice(name, sink);
  sink.Report("WP2101", span, Say({"unknown $0 $1", "未知的$0 $1"}, kind_, Quoted(name)))
      .Label({"not declared", "未声明"})
      .Help(std::move(advice));
  return std::nullopt;
}

Words Declared::Advice(std::string_view typed, const DiagnosticSink& sink) const {
  if (const Entry* nearest = Nearest(typed); nearest != nullptr) {
    const std::string name = Quoted(nearest->name);
    if (!nearest->span.known()) return Say({"did you mean $0?", "是否想写 $0？"}, name);
    return Say({"did you mean $0? ($1)", "是否想写 $0？（$1）"}, name, sink.Place(nearest->span));
  }
  if (entries_.empty()) return Say({"the policy declares no $0", "策略没有声明任何$0"}, kind_);
  if (entries_.size() > kShortList) return {};
  return Say({"declared: $0", "已声明：$0"},
             absl::StrJoin(entries_, ", ", [](std::string* out, const Entry& entry) {
               out->append(Quoted(entry.name));
             }));
}

const Declared::Entry* Declared::Nearest(std::string_view typed) const {
  std::vector<std::string_view> candidates;
  size_t comparisons = 0;
  for (const Entry& entry : entries_) {
    comparisons += (entry.name.size() + 1) * typed.size();
    if (comparisons > kMostComparisons) break;
    candidates.push_back(entry.name);
  }
  const std::optional<std::string_view> nearest = DidYouMean(typed, candidates);
  if (!nearest) return nullptr;
  return &entries_[by_name_.find(ToAbsl(*nearest))->second];
}

std::vector<std::string> Declared::Names() const {
  std::vector<std::string> names;
  names.reserve(entries_.size());
  for (const Entry& entry : entries_) names.push_back(entry.name);
  return names;
}

}  // namespace waypost::policy
