// Looking articles up.
#include <algorithm>
#include <tuple>

#include "lib/articles/index.h"
#include "lib/articles/terms.h"
#include "lib/base/logarithm.h"

namespace waypost::articles {
namespace {

// Of an audience that was not met in this look-up, and of one that is for other customers.
constexpr int32_t kUnknownBonus = -1;
constexpr int32_t kForOthers = -2;

constexpr uint64_t kSimilarityMilli = 1'000;
constexpr uint64_t kShortest = 1'024;

int32_t BonusIn(std::vector<int32_t>& bonuses, const Audiences& audiences, uint32_t number,
                const Customer& customer) {
  int32_t& bonus = bonuses[number];
  if (bonus == kUnknownBonus) bonus = BonusOf(audiences[number], customer).value_or(kForOthers);
  return bonus;
}

}  // namespace

void Index::ReadCustomer(const ArticleQuery& query, Customer& customer) const {
  customer.category = Find(query.category);
  customer.subcategory = Find(query.subcategory);
  const bool known = !query.language.empty() && query.language != "und";
  customer.language = known ? Find(PrimaryTag(query.language)) : Symbol{0};
  customer.other_language = known && customer.language == 0;
  customer.facts.clear();
  for (const ArticleFact& fact : query.facts) {
    if (customer.facts.size() == kMostFacts) break;
    const Symbol name = Find(fact.name);
    // Where nothing is known of the customer, articles of every kind may suit.
    if (name != 0 && !fact.value.empty()) customer.facts.push_back({name, Find(fact.value)});
  }
}

void Index::LookUp(QueryScratch& scratch) const {
  const Symbol category = scratch.customer.category;
  for (const uint64_t term : scratch.terms) {
    if (category != 0) postings_.Prefetch(KeyOf(term, category));
    postings_.Prefetch(KeyOf(term, 0));
  }
  scratch.lookups.clear();
  for (const uint64_t term : scratch.terms) {
    QueryScratch::Lookup lookup;
    lookup.term = term;
    if (category != 0) lookup.parts[0] = postings_.Find(KeyOf(term, category));
    lookup.parts[1] = postings_.Find(KeyOf(term, 0));
    lookup.articles = static_cast<uint32_t>(lookup.parts[0].size() + lookup.parts[1].size());
    if (lookup.articles > 0) scratch.lookups.push_back(lookup);
  }
  std::sort(scratch.lookups.begin(), scratch.lookups.end(), [](const auto& a, const auto& b) {
    return std::tie(a.articles, a.term) < std::tie(b.articles, b.term);
  });
  size_t articles = 0;
  size_t kept = 0;
  while (kept < scratch.lookups.size() &&
         articles + scratch.lookups[kept].articles <= kMostPostings) {
    articles += scratch.lookups[kept++].articles;
  }
  scratch.lookups.resize(kept);
}

uint64_t Index::WeightOf(uint32_t articles, Symbol category) const {
  const auto count = [&](Symbol of) {
    const auto found = articles_of_.find(of);
    return found == articles_of_.end() ? 0u : found->second;
  };
  const uint64_t all = uint64_t{count(0)} + (category == 0 ? 0 : count(category)) + 1;
  return ((Log2Q16(all) - Log2Q16(articles)) >> 8) + 1;
}

uint64_t Index::AddUp(QueryScratch& scratch) const {
  scratch.touched.resize(kMostPostings + 1);
  uint32_t* const touched = scratch.touched.data();
  size_t count = 0;
  uint64_t whole = 0;
  for (const QueryScratch::Lookup& lookup : scratch.lookups) {
    const uint64_t weight = WeightOf(lookup.articles, scratch.customer.category);
    whole += weight;
    for (const absl::Span<const uint32_t> part : lookup.parts) {
      for (const uint32_t slot : part) {
        uint32_t& sum = scratch.sums[slot];
        touched[count] = slot;
        count += sum == 0 ? 1 : 0;
        sum += static_cast<uint32_t>(weight);
      }
    }
  }
  scratch.touched.resize(count);
  return whole;
}

bool Index::RanksBefore(const QueryScratch::Found& a, const QueryScratch::Found& b) const {
  if (a.score_milli != b.score_milli) return a.score_milli > b.score_milli;
  if (orders_[a.slot] != orders_[b.slot]) return orders_[a.slot] < orders_[b.slot];
  return records_[a.slot].id < records_[b.slot].id;
}

void Index::Offer(const QueryScratch::Found& found, size_t count, QueryScratch& scratch) const {
  std::vector<QueryScratch::Found>& best = scratch.best;
  if (best.size() == count) {
    if (!RanksBefore(found, best.back())) return;
    best.pop_back();
  }
  const auto place = std::find_if(best.begin(), best.end(), [&](const QueryScratch::Found& other) {
    return RanksBefore(found, other);
  });
  best.insert(place, found);
}

void Index::Choose(uint64_t whole, size_t count, QueryScratch& scratch) const {
  scratch.bonuses.assign(audiences_.size(), kUnknownBonus);
  const uint64_t one = whole * kShortest;
  scratch.best.clear();
  scratch.best.reserve(kMostSuggestions);
  for (const uint32_t slot : scratch.touched) {
    const uint64_t sum = scratch.sums[slot];
    scratch.sums[slot] = 0;
    const Slot& article = slots_[slot];
    const int32_t bonus = BonusIn(scratch.bonuses, audiences_, article.audience, scratch.customer);
    if (bonus == kForOthers) continue;
    const uint64_t part = sum * article.shortness * kSimilarityMilli;
    // Most candidates are far from the best: a product tells so without a division.
    if (scratch.best.size() == count && scratch.best.back().score_milli > bonus &&
        part < static_cast<uint64_t>(scratch.best.back().score_milli - bonus) * one) {
      continue;
    }
    const auto similarity = static_cast<int32_t>(part / one);
    Offer({slot, similarity + bonus, similarity}, count, scratch);
  }
}

void Index::Suggest(std::string_view normalised, const ArticleQuery& query, QueryScratch& scratch,
                    std::vector<ArticleSuggestion>& suggestions) const {
  suggestions.clear();
  const size_t count = std::min(query.count, kMostSuggestions);
  if (count == 0) return;
  ReadCustomer(query, scratch.customer);
  ReadTerms(normalised, kMostQueryTerms, scratch.terms);
  LookUp(scratch);
  if (scratch.sums.size() < slots_.size()) scratch.sums.resize(slots_.size());
  const uint64_t whole = AddUp(scratch);
  Choose(whole, count, scratch);
  for (const QueryScratch::Found& found : scratch.best) {
    suggestions.push_back({records_[found.slot].id, found.score_milli, found.similarity_milli});
  }
}

}  // namespace waypost::articles
