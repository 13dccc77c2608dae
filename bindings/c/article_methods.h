#ifndef WAYPOST_BINDINGS_C_ARTICLE_METHODS_H_
#define WAYPOST_BINDINGS_C_ARTICLE_METHODS_H_

#include <string>

#include "absl/status/status.h"
#include "waypost/articles.h"
#include "waypost/v1/call.pb.h"

namespace waypost::c {

// Puts articles in their order.
//
// Errors: those of ArticleIndex::Put, with the article's number; those before it are in.
absl::Status PutArticles(ArticleIndex& index, const v1::PutArticlesRequest& request,
                         v1::ArticlesAnswer& answer);

void RemoveArticles(ArticleIndex& index, const v1::RemoveArticlesRequest& request,
                    v1::ArticlesAnswer& answer);

void SuggestArticles(const ArticleIndex& index, const v1::SuggestRequest& request,
                     v1::SuggestAnswer& answer);

}  // namespace waypost::c

#endif  // WAYPOST_BINDINGS_C_ARTICLE_METHODS_H_
