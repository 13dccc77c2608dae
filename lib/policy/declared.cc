#include "lib/policy/declared.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "lib/base/absl_strings.h"
#include "lib/base/did_you_mean.h"

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
      sink.Report("WP2102", span, absl::StrCat(kind_, " ", Quoted(name), " is declared twice"))
          .Label("declared again");
  if (first.known()) finding.Help(absl::StrCat("first declared at ", sink.Place(first)));
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
  std::string advice = sink.full() ? "" : Advice(name, sink);
  sink.Report("WP2101", span, absl::StrCat("unknown ", kind_, " ", Quoted(name)))
      .Label("not declared")
      .Help(std::move(advice));
  return std::nullopt;
}

std::string Declared::Advice(std::string_view typed, const DiagnosticSink& sink) const {
  if (const Entry* nearest = Nearest(typed); nearest != nullptr) {
    std::string advice = absl::StrCat("did you mean ", Quoted(nearest->name), "?");
    if (nearest->span.known()) absl::StrAppend(&advice, " (", sink.Place(nearest->span), ")");
    return advice;
  }
  if (entries_.empty()) return absl::StrCat("the policy declares no ", kind_);
  if (entries_.size() > kShortList) return {};
  return absl::StrCat("declared: ",
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
