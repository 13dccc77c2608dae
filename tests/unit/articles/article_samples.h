#ifndef WAYPOST_TESTS_UNIT_ARTICLES_ARTICLE_SAMPLES_H_
#define WAYPOST_TESTS_UNIT_ARTICLES_ARTICLE_SAMPLES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lib/base/philox.h"
#include "waypost/articles.h"

namespace waypost::testing {

inline const char* const kSampleWords[] = {
    "refund", "refunds", "account", "stolen", "payment",    "failed",   "login", "password",
    "crash",  "update",  "reward",  "event",  "missing",    "network",  "lag",   "ban",
    "appeal", "cheater", "report",  "server", "退款",       "账号被盗", "充值",  "没到账",
    "闪退",   "登录",    "密码",    "封号",   "アカウント", "返金",     "課金",  "ログイン"};
inline const char* const kSampleCategories[] = {"payment", "account", "bug", "other"};
inline const char* const kSampleSubs[] = {"", "/refund", "/missing"};
inline const char* const kSampleLanguages[] = {"", "en", "zh-Hans", "zh-Hant", "ja"};
inline const char* const kSamplePlatforms[] = {"ios", "android", "pc"};

// Draws articles and tickets; the same seed gives the same.
class ArticleSampler {
 public:
  explicit ArticleSampler(uint64_t seed) : random_(seed, 0) {}

  uint32_t Below(uint32_t bound) { return static_cast<uint32_t>(random_.Below(bound)); }

  std::string Words(uint32_t count) {
    std::string text;
    for (uint32_t i = 0; i < count; ++i) {
      // Small numbers beside the words, so that terms are rarer than the words are few.
      absl::StrAppend(&text, i == 0 ? "" : " ", kSampleWords[Below(32)]);
      if (Below(2) == 0) absl::StrAppend(&text, " w", Below(400));
    }
    return text;
  }

  Article Next(const std::string& id) {
    Article article;
    article.id = id;
    article.text = Words(3 + Below(12));
    for (uint32_t i = Below(3); i > 0; --i) {
      article.categories.push_back(
          absl::StrCat(kSampleCategories[Below(4)], kSampleSubs[Below(3)]));
    }
    article.language = kSampleLanguages[Below(5)];
    for (uint32_t i = Below(3); i > 0; --i) {
      article.facts.emplace_back("platform", kSamplePlatforms[Below(3)]);
    }
    if (Below(4) == 0) article.facts.emplace_back("region", "eu");
    return article;
  }

 private:
  PhiloxStream random_;
};

}  // namespace waypost::testing

#endif  // WAYPOST_TESTS_UNIT_ARTICLES_ARTICLE_SAMPLES_H_
