// The public ArticleIndex.
#include "lib/articles/index.h"
#include "lib/text/han_fold.h"
#include "waypost/articles.h"

namespace waypost {

ArticleIndex::Scratch::Scratch() : body_(std::make_unique<articles::QueryScratch>()) {}
ArticleIndex::Scratch::~Scratch() = default;
ArticleIndex::Scratch::Scratch(Scratch&&) noexcept = default;
ArticleIndex::Scratch& ArticleIndex::Scratch::operator=(Scratch&&) noexcept = default;

ArticleIndex::ArticleIndex() : ArticleIndex(Limits()) {}
ArticleIndex::ArticleIndex(const Limits& limits)
    : index_(std::make_unique<articles::Index>(limits)) {}
ArticleIndex::~ArticleIndex() = default;
ArticleIndex::ArticleIndex(ArticleIndex&&) noexcept = default;
ArticleIndex& ArticleIndex::operator=(ArticleIndex&&) noexcept = default;

absl::Status ArticleIndex::Put(const Article& article) { return index_->Put(article); }
bool ArticleIndex::Remove(std::string_view id) { return index_->Remove(id); }
size_t ArticleIndex::size() const { return index_->size(); }
size_t ArticleIndex::memory_bytes() const { return index_->Bytes(); }

void ArticleIndex::Suggest(const ArticleQuery& query, Scratch& scratch,
                           std::vector<ArticleSuggestion>& suggestions) const {
  articles::QueryScratch& memory = *scratch.body_;
  index_->normaliser().Normalise(query.text, memory.normalised);
  text::FoldHan(memory.normalised);
  index_->Suggest(memory.normalised.bytes(), query, memory, suggestions);
}

}  // namespace waypost
