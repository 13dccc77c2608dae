#include "bindings/c/article_methods.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "absl/strings/str_cat.h"

namespace waypost::c {
namespace {

constexpr int32_t kSuggestions = 3;  // if the request does not say
constexpr int32_t kMostSuggestions = 10;

Article ArticleOf(const v1::PutArticlesRequest::Article& message) {
  Article article;
  article.id = message.id();
  article.text = message.text();
  article.categories.assign(message.categories().begin(), message.categories().end());
  article.language = message.language();
  for (const auto& fact : message.facts()) article.facts.emplace_back(fact.name(), fact.value());
  return article;
}

}  // namespace

absl::Status PutArticles(ArticleIndex& index, const v1::PutArticlesRequest& request,
                         v1::ArticlesAnswer& answer) {
  for (int i = 0; i < request.articles_size(); ++i) {
    const absl::Status status = index.Put(ArticleOf(request.articles(i)));
    if (!status.ok()) {
      return absl::Status(status.code(), absl::StrCat("article ", i + 1, ": ", status.message()));
    }
  }
  answer.set_changed(request.articles_size());
  answer.set_articles(static_cast<int64_t>(index.size()));
  return absl::OkStatus();
}

void RemoveArticles(ArticleIndex& index, const v1::RemoveArticlesRequest& request,
                    v1::ArticlesAnswer& answer) {
  int64_t removed = 0;
  for (const std::string& id : request.ids()) {
    if (index.Remove(id)) ++removed;
  }
  answer.set_changed(removed);
  answer.set_articles(static_cast<int64_t>(index.size()));
}

void SuggestArticles(const ArticleIndex& index, const v1::SuggestRequest& request,
                     v1::SuggestAnswer& answer) {
  std::vector<ArticleFact> facts;
  for (const auto& fact : request.facts()) facts.push_back({fact.name(), fact.value()});
  ArticleQuery query;
  query.text = request.text();
  query.category = request.category();
  query.subcategory = request.subcategory();
  query.language = request.language();
  query.facts = facts;
  const int32_t wanted = request.count() == 0 ? kSuggestions : request.count();
  query.count = static_cast<size_t>(std::clamp(wanted, 1, kMostSuggestions));
  ArticleIndex::Scratch scratch;
  std::vector<ArticleSuggestion> found;
  index.Suggest(query, scratch, found);
  for (const ArticleSuggestion& suggestion : found) {
    v1::SuggestAnswer::Suggestion& out = *answer.add_suggestions();
    out.set_id(std::string(suggestion.id));
    out.set_score_milli(suggestion.score_milli);
    out.set_similarity_milli(suggestion.similarity_milli);
  }
}

}  // namespace waypost::c
