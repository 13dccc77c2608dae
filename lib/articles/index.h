// The index of knowledge articles behind waypost::ArticleIndex, whose comments say what it does.
#ifndef WAYPOST_LIB_ARTICLES_INDEX_H_
#define WAYPOST_LIB_ARTICLES_INDEX_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/types/span.h"
#include "lib/articles/audience.h"
#include "lib/articles/posting_lists.h"
#include "lib/text/normalise.h"
#include "lib/text/normalised_text.h"
#include "waypost/articles.h"

namespace waypost::articles {

inline constexpr size_t kMostArticleTerms = 512;
inline constexpr size_t kMostQueryTerms = 128;
inline constexpr size_t kMostPostings = 4'096;
inline constexpr size_t kMostFacts = 16;
inline constexpr size_t kMostSuggestions = 10;

// The language of a BCP-47 tag: "zh" of "zh-Hant-TW".
inline std::string_view PrimaryTag(std::string_view tag) { return tag.substr(0, tag.find('-')); }

// Memory of one look-up.
struct QueryScratch {
  // A term of the ticket and the articles that have it: those of its category, and those of any.
  struct Lookup {
    uint64_t term = 0;
    uint32_t articles = 0;
    absl::Span<const uint32_t> parts[2];
  };

  struct Found {
    uint32_t slot = 0;
    int32_t score_milli = 0;
    int32_t similarity_milli = 0;
  };

  text::NormalisedText normalised;
  std::vector<uint64_t> terms;
  std::vector<Lookup> lookups;
  std::vector<uint32_t> sums;     // by slot; all 0 between look-ups
  std::vector<uint32_t> touched;  // slots whose sum is not 0
  std::vector<int32_t> bonuses;   // by audience; see kUnknownBonus
  Customer customer;
  std::vector<Found> best;
};

// Threads: thread-compatible; const members may run at once, each with its own scratch.
class Index {
 public:
  explicit Index(const ArticleIndex::Limits& limits) : limits_(limits) {}

  absl::Status Put(const Article& article);
  bool Remove(std::string_view id);

  // As ArticleIndex::Suggest, of a text that is normalised and folded (lib/text/han_fold.h)
  // already; `query.text` is not read.
  void Suggest(std::string_view normalised, const ArticleQuery& query, QueryScratch& scratch,
               std::vector<ArticleSuggestion>& suggestions) const;

  const text::Normaliser& normaliser() const { return normaliser_; }
  size_t size() const { return slots_by_id_.size(); }
  size_t Bytes() const;

 private:
  // What an article is found again by when it goes.
  struct Record {
    std::string id;
    std::vector<uint64_t> terms;
    std::vector<Symbol> categories;  // each once; {0}: any
  };

  // What a look-up reads of each candidate.
  struct Slot {
    uint32_t audience = 0;
    uint32_t shortness = 0;  // 1024 for no terms, less for more
  };

  static uint64_t KeyOf(uint64_t term, Symbol category) {
    return term ^ (category * 0x9e3779b97f4a7c15u);
  }

  static size_t PostingsOf(const Record& record) {
    return record.terms.size() * record.categories.size();
  }

  Symbol Intern(std::string_view name);
  Symbol Find(std::string_view name) const;
  Audience AudienceOf(const Article& article);
  std::vector<Symbol> CategoriesOf(const Article& article);
  uint32_t NewSlot();
  void Link(uint32_t slot, bool add);
  void ReadCustomer(const ArticleQuery& query, Customer& customer) const;
  void LookUp(QueryScratch& scratch) const;
  uint64_t AddUp(QueryScratch& scratch) const;
  uint64_t WeightOf(uint32_t articles, Symbol category) const;
  void Choose(uint64_t whole, size_t count, QueryScratch& scratch) const;
  void Offer(const QueryScratch::Found& found, size_t count, QueryScratch& scratch) const;
  bool RanksBefore(const QueryScratch::Found& a, const QueryScratch::Found& b) const;

  const ArticleIndex::Limits limits_;
  text::Normaliser normaliser_;
  text::NormalisedText normalised_;  // of Put
  absl::flat_hash_map<std::string, Symbol> symbols_;
  absl::flat_hash_map<std::string, uint32_t> slots_by_id_;
  std::vector<Record> records_;  // by slot
  std::vector<Slot> slots_;
  std::vector<uint64_t> orders_;  // by slot: digests of the ids
  std::vector<uint32_t> free_slots_;
  Audiences audiences_;
  PostingLists postings_;                              // by term and category
  absl::flat_hash_map<Symbol, uint32_t> articles_of_;  // by category; 0: any
  size_t terms_ = 0;                                   // of all articles, by category
};

}  // namespace waypost::articles

#endif  // WAYPOST_LIB_ARTICLES_INDEX_H_
