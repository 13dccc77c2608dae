#ifndef WAYPOST_BENCHMARKS_ARTICLES_ARTICLE_WRITER_H_
#define WAYPOST_BENCHMARKS_ARTICLES_ARTICLE_WRITER_H_

#include <algorithm>
#include <cstdint>
#include <string>

#include "absl/strings/str_cat.h"
#include "lib/base/philox.h"
#include "waypost/articles.h"

namespace waypost {

// Makes up articles and tickets of 4,000 words, English and Chinese, of which the n-th is drawn
// about as often as 1/n; articles are in 17 categories, with three languages and three platforms.
class ArticleWriter {
 public:
  explicit ArticleWriter(uint64_t seed) : random_(seed, 0) {}

  uint64_t Below(uint64_t bound) { return random_.Below(bound); }

  // 1/n: the logarithm of the place is uniform.
  std::string Word() {
    uint64_t place = 1;
    while (place < kWords && Below(8) != 0) place = place * 3 / 2 + Below(2);
    place = std::min(place, kWords);
    if (place % 3 == 0) return absl::StrCat("word", place);
    std::string characters;
    for (uint64_t rest = place; rest > 0; rest /= 60) characters += Ideograph(rest % 60);
    return characters;
  }

  std::string Text(uint64_t words) {
    std::string text;
    for (uint64_t i = 0; i < words; ++i) absl::StrAppend(&text, i % 3 == 0 ? " " : "", Word());
    return text;
  }

  Article Next(int number) {
    Article article;
    article.id = absl::StrCat("article-", number);
    article.text = Text(15 + Below(20));
    article.categories = {absl::StrCat("category", Below(17), "/sub", Below(4))};
    article.language = kLanguages[Below(3)];
    if (Below(2) == 0) article.facts.emplace_back("platform", kPlatforms[Below(3)]);
    return article;
  }

  static constexpr const char* kLanguages[] = {"zh-Hans", "en", ""};
  static constexpr const char* kPlatforms[] = {"ios", "android", "pc"};

 private:
  static constexpr uint64_t kWords = 4'000;

  static std::string Ideograph(uint64_t i) {
    const uint64_t c = 0x4E00 + i * 37;
    return {static_cast<char>(0xE0 | (c >> 12)), static_cast<char>(0x80 | (c >> 6 & 0x3F)),
            static_cast<char>(0x80 | (c & 0x3F))};
  }

  PhiloxStream random_;
};

}  // namespace waypost

#endif  // WAYPOST_BENCHMARKS_ARTICLES_ARTICLE_WRITER_H_
