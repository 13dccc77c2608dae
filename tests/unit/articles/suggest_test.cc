// Suggestions against a scorer that looks at every article, as the header words it.
#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "lib/articles/terms.h"
#include "lib/base/digest.h"
#include "lib/base/logarithm.h"
#include "lib/text/han_fold.h"
#include "lib/text/normalise.h"
#include "tests/unit/articles/article_samples.h"
#include "waypost/articles.h"

namespace waypost {
namespace {

using testing::ArticleSampler;

std::string Before(const std::string& text, char mark) { return text.substr(0, text.find(mark)); }

std::set<uint64_t> TermsOf(std::string_view text, size_t most) {
  static const auto* const kNormaliser = new text::Normaliser();
  text::NormalisedText normalised;
  kNormaliser->Normalise(text, normalised);
  text::FoldHan(normalised);
  std::vector<uint64_t> terms;
  articles::ReadTerms(normalised.bytes(), most, terms);
  return {terms.begin(), terms.end()};
}

struct Ticket {
  std::string text, category, subcategory, language;
  std::vector<std::pair<std::string, std::string>> facts;
};

struct PlainArticle {
  Article article;
  std::set<uint64_t> terms;
};

class PlainScorer {
 public:
  std::map<std::string, PlainArticle> articles;

  std::vector<std::string> Suggest(const Ticket& ticket, size_t count) const {
    const std::set<uint64_t> terms = TermsOf(ticket.text, 128);
    std::vector<std::pair<size_t, uint64_t>> rare;  // by articles that have it
    for (const uint64_t term : terms) {
      const size_t having = CountOf(ticket, term);
      if (having > 0) rare.emplace_back(having, term);
    }
    std::sort(rare.begin(), rare.end());
    std::map<uint64_t, uint64_t> weights;
    uint64_t whole = 0;
    size_t room = 4'096;
    for (const auto& [having, term] : rare) {
      if (having > room) break;
      room -= having;
      weights[term] = ((Log2Q16(Candidates(ticket) + 1) - Log2Q16(having)) >> 8) + 1;
      whole += weights[term];
    }
    std::vector<std::tuple<int64_t, uint64_t, std::string>> ranked;
    for (const auto& [id, known] : articles) {
      const std::optional<int64_t> score = ScoreOf(known, ticket, weights, whole);
      if (score) ranked.emplace_back(-*score, DigestOf(id), id);
    }
    std::sort(ranked.begin(), ranked.end());
    std::vector<std::string> best;
    for (size_t i = 0; i < std::min(count, ranked.size()); ++i) {
      best.push_back(absl::StrCat(std::get<2>(ranked[i]), " ", -std::get<0>(ranked[i])));
    }
    return best;
  }

 private:
  static bool IsForCategory(const Article& article, const Ticket& ticket) {
    if (article.categories.empty()) return true;
    return std::any_of(
        article.categories.begin(), article.categories.end(),
        [&](const std::string& place) { return Before(place, '/') == ticket.category; });
  }

  size_t Candidates(const Ticket& ticket) const {
    size_t count = 0;
    for (const auto& [id, known] : articles) count += IsForCategory(known.article, ticket);
    return count;
  }

  size_t CountOf(const Ticket& ticket, uint64_t term) const {
    size_t count = 0;
    for (const auto& [id, known] : articles) {
      count += IsForCategory(known.article, ticket) && known.terms.count(term) > 0;
    }
    return count;
  }

  // Nothing: it is for other customers.
  static std::optional<int64_t> Bonus(const Article& article, const Ticket& ticket) {
    int64_t bonus = 0;
    if (!article.language.empty() && !ticket.language.empty()) {
      if (Before(article.language, '-') != Before(ticket.language, '-')) return std::nullopt;
      bonus += 50;
    }
    for (const auto& [name, value] : ticket.facts) {
      bool named = false, agrees = false;
      for (const auto& [own_name, own_value] : article.facts) {
        if (own_name != name) continue;
        named = true;
        agrees |= own_value == value;
      }
      if (named && !agrees) return std::nullopt;
      bonus += agrees ? 50 : 0;
    }
    const std::string place = absl::StrCat(ticket.category, "/", ticket.subcategory);
    const bool same = std::count(article.categories.begin(), article.categories.end(), place) > 0;
    return bonus + (same ? 150 : 0);
  }

  static std::optional<int64_t> ScoreOf(const PlainArticle& known, const Ticket& ticket,
                                        const std::map<uint64_t, uint64_t>& weights,
                                        uint64_t whole) {
    if (!IsForCategory(known.article, ticket)) return std::nullopt;
    uint64_t sum = 0;
    for (const auto& [term, weight] : weights) sum += known.terms.count(term) > 0 ? weight : 0;
    const std::optional<int64_t> bonus = Bonus(known.article, ticket);
    if (sum == 0 || !bonus) return std::nullopt;
    uint64_t shortness = 1'024;
    while (shortness * shortness * (32 + known.terms.size()) > (uint64_t{1} << 20) * 32)
      --shortness;
    return static_cast<int64_t>(sum * shortness * 1'000 / (whole * 1'024)) + *bonus;
  }
};

class SuggestTest : public ::testing::Test {
 protected:
  void Put(const Article& article) {
    ASSERT_TRUE(index_.Put(article).ok());
    plain_.articles[article.id] = {article, TermsOf(article.text, 512)};
  }

  void Remove(const std::string& id) {
    EXPECT_EQ(index_.Remove(id), plain_.articles.erase(id) > 0);
  }

  std::vector<std::string> Suggest(const Ticket& ticket, size_t count) {
    std::vector<ArticleFact> facts;
    for (const auto& [name, value] : ticket.facts) facts.push_back({name, value});
    ArticleQuery query;
    query.text = ticket.text;
    query.category = ticket.category;
    query.subcategory = ticket.subcategory;
    query.language = ticket.language;
    query.facts = facts;
    query.count = count;
    index_.Suggest(query, scratch_, found_);
    std::vector<std::string> best;
    for (const ArticleSuggestion& one : found_) {
      best.push_back(absl::StrCat(std::string(one.id), " ", one.score_milli));
      EXPECT_GE(one.similarity_milli, 0);
      EXPECT_LE(one.similarity_milli, 1'000);
      EXPECT_LE(one.similarity_milli, one.score_milli);
    }
    return best;
  }

  static Ticket Draw(ArticleSampler& sampler) {
    Ticket ticket;
    ticket.text = sampler.Words(1 + sampler.Below(10));
    ticket.category = testing::kSampleCategories[sampler.Below(4)];
    if (sampler.Below(2) == 0) ticket.subcategory = "refund";
    if (sampler.Below(8) == 0) ticket.category = "";
    ticket.language = testing::kSampleLanguages[sampler.Below(5)];
    if (sampler.Below(8) == 0) ticket.language = "fr";
    if (sampler.Below(2) == 0) {
      ticket.facts.emplace_back("platform", testing::kSamplePlatforms[sampler.Below(3)]);
    }
    if (sampler.Below(8) == 0) ticket.facts.emplace_back("region", "asia");
    return ticket;
  }

  ArticleIndex index_;
  PlainScorer plain_;
  ArticleIndex::Scratch scratch_;
  std::vector<ArticleSuggestion> found_;
};

TEST_F(SuggestTest, AgreesWithAScorerThatLooksAtEveryArticle) {
  ArticleSampler sampler(1);
  size_t suggested = 0;
  for (int round = 0; round < 40; ++round) {
    for (int i = 0; i < 12; ++i) {
      const std::string id = absl::StrCat("a", sampler.Below(250));
      if (sampler.Below(4) == 0) {
        Remove(id);
      } else {
        Put(sampler.Next(id));
      }
    }
    for (int i = 0; i < 4; ++i) {
      const Ticket ticket = Draw(sampler);
      const size_t count = 1 + sampler.Below(5);
      const std::vector<std::string> best = Suggest(ticket, count);
      EXPECT_EQ(best, plain_.Suggest(ticket, count)) << ticket.text;
      suggested += best.size();
    }
  }
  EXPECT_GT(suggested, 200);
}

TEST_F(SuggestTest, DoesNotDependOnTheOrderOfArrival) {
  ArticleSampler sampler(2);
  std::vector<Article> articles;
  for (int i = 0; i < 200; ++i) articles.push_back(sampler.Next(absl::StrCat("a", i)));
  for (const Article& article : articles) Put(article);
  ArticleIndex backwards;
  for (size_t i = articles.size(); i > 0; --i) ASSERT_TRUE(backwards.Put(articles[i - 1]).ok());
  for (int i = 0; i < 50; ++i) {
    const Ticket ticket = Draw(sampler);
    const std::vector<std::string> best = Suggest(ticket, 3);
    std::swap(index_, backwards);
    EXPECT_EQ(Suggest(ticket, 3), best) << ticket.text;
    std::swap(index_, backwards);
  }
}

// 5,000 articles have the common word: it counts for nothing, the rare one does.
TEST_F(SuggestTest, WordsThatStandInTooManyArticlesCountForNothing) {
  Article article;
  for (int i = 0; i < 5'000; ++i) {
    article.id = absl::StrCat("a", i);
    article.text = i == 4'711 ? "common purple" : "common";
    ASSERT_TRUE(index_.Put(article).ok());
  }
  EXPECT_EQ(Suggest({"common", "", "", "", {}}, 3), std::vector<std::string>());
  const std::vector<std::string> best = Suggest({"common purple", "", "", "", {}}, 3);
  ASSERT_EQ(best.size(), 1);
  EXPECT_EQ(best[0].substr(0, 5), "a4711");
}

TEST_F(SuggestTest, GivesTenAtMost) {
  ArticleSampler sampler(5);
  Article article;
  for (int i = 0; i < 30; ++i) {
    article.id = absl::StrCat("a", i);
    article.text = "refund";
    Put(article);
  }
  EXPECT_EQ(Suggest({"refund", "", "", "", {}}, 100).size(), 10);
  EXPECT_EQ(Suggest({"refund", "", "", "", {}}, 0).size(), 0);
  EXPECT_EQ(Suggest({"refund", "", "", "", {}}, 3), plain_.Suggest({"refund", "", "", "", {}}, 3));
}

}  // namespace
}  // namespace waypost
