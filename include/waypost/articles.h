// Knowledge articles to suggest for a ticket. They live outside the policy, and change while it is
// in use.
#ifndef WAYPOST_ARTICLES_H_
#define WAYPOST_ARTICLES_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/types/span.h"

namespace waypost {

namespace articles {
class Index;
struct QueryScratch;
}  // namespace articles

// An article, or what is searched of it.
struct Article {
  std::string id;  // 1 to 256 bytes

  // What customers ask that it answers: its title, questions, keywords. UTF-8, at most 64 KiB; the
  // first 512 terms of it count: words, pairs of words and beginnings of words; of writing without
  // spaces, pairs of characters.
  std::string text;

  // "payment", or "payment/refund"; empty: tickets of any category. At most 16.
  std::vector<std::string> categories;

  std::string language;  // BCP-47; empty: any

  // Customers it is for: {{"platform", "ios"}}. A fact named twice may have either value. At most
  // 16.
  std::vector<std::pair<std::string, std::string>> facts;
};

struct ArticleFact {
  std::string_view name;
  std::string_view value;
};

// A ticket, as far as articles are concerned. Texts are borrowed.
struct ArticleQuery {
  std::string_view text;  // as the customer wrote it; any bytes. The first 128 terms count
  std::string_view category;
  std::string_view subcategory;
  std::string_view language;            // BCP-47; empty or "und": not known
  absl::Span<const ArticleFact> facts;  // of the customer; at most 16 are looked at
  size_t count = 3;                     // how many articles are wanted; 10 at most
};

struct ArticleSuggestion {
  std::string_view id;           // valid until the index is changed
  int32_t score_milli = 0;       // by which they are ordered
  int32_t similarity_milli = 0;  // of the texts, 0 to 1000
};

// Finds the articles that suit a ticket best.
//
// An article is a candidate if it is for the ticket's category, or for any; shares a term with the
// ticket; and is not for other customers: in another language, or with another value of a fact that
// is known of this one.
//
//   similarity  share of the ticket's terms that the article has, rare ones weighing more, less for
//               long articles
//   score       similarity, 150 more for the same subcategory, 50 more for the same language and
//               for each fact that agrees
//
// The rarest terms are looked up, as many as have 4,096 articles together; the others count for
// nothing. So a look-up costs the same however many articles there are.
//
// Shape:   integers alone; equal scores are ordered by a digest of the id, then the id: the answer
//          depends on the articles, not on the order in which they came.
// Threads: thread-compatible. Any number of threads may Suggest() at once, each with a Scratch of
//          its own, while none changes the index: hold a reader-writer lock.
// Cost:    memory: about 0.9 KB for an article of 60 characters.
class ArticleIndex {
 public:
  struct Limits {
    size_t articles = 500'000;
    size_t terms = 50'000'000;  // of all articles together; 4 to 30 bytes each
  };

  // Memory between calls of one thread; for any index.
  class Scratch {
   public:
    Scratch();
    ~Scratch();
    Scratch(Scratch&&) noexcept;
    Scratch& operator=(Scratch&&) noexcept;

   private:
    friend class ArticleIndex;
    std::unique_ptr<articles::QueryScratch> body_;
  };

  ArticleIndex();
  explicit ArticleIndex(const Limits& limits);
  ~ArticleIndex();
  ArticleIndex(ArticleIndex&&) noexcept;
  ArticleIndex& operator=(ArticleIndex&&) noexcept;

  // Adds an article, or replaces the one with its id.
  //
  // Errors: InvalidArgument if a field is out of its bounds; ResourceExhausted over a limit. The
  //         index is then as it was.
  // Cost:   microseconds; replacing O(terms * articles that have them).
  absl::Status Put(const Article& article);

  // False if there is none. Cost: as replacing.
  bool Remove(std::string_view id);

  size_t size() const;

  // Memory held, about.
  size_t memory_bytes() const;

  // Replaces `suggestions` by the best articles for a ticket, the best first; fewer than wanted if
  // there are no more candidates.
  //
  // Cost: tens of microseconds with 120,000 articles; no allocation once `scratch` and
  //       `suggestions` have seen an index and a text as large.
  void Suggest(const ArticleQuery& query, Scratch& scratch,
               std::vector<ArticleSuggestion>& suggestions) const;

  // For other parts of this library.
  const articles::Index& index() const { return *index_; }

 private:
  std::unique_ptr<articles::Index> index_;
};

}  // namespace waypost

#endif  // WAYPOST_ARTICLES_H_
