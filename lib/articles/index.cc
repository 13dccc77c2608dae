#include "lib/articles/index.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "lib/articles/terms.h"
#include "lib/base/absl_strings.h"
#include "lib/base/digest.h"
#include "lib/base/words.h"
#include "lib/text/han_fold.h"

namespace waypost::articles {
namespace {

constexpr size_t kMostIdBytes = 256;
constexpr size_t kMostTextBytes = 65'536;
constexpr size_t kMostCategories = 16;
constexpr size_t kMostNames = 1'000'000;

absl::Status Invalid(std::string_view id, const Words& what) {
  return InvalidArgument(Say({"article \"$0\": $1", "文章 \"$0\"：$1"}, id.substr(0, 60), what));
}

absl::Status CheckName(const Article& article, std::string_view name) {
  if (!name.empty() && name.size() <= kMostIdBytes) return absl::OkStatus();
  return Invalid(article.id, {"a category, fact or value is empty or longer than 256 bytes",
                              "有类别、事实或其值为空，或超过 256 字节"});
}

absl::Status CheckArticle(const Article& article) {
  if (article.id.empty() || article.id.size() > kMostIdBytes) {
    return Invalid(article.id,
                   {"its id is empty or longer than 256 bytes", "标识为空或超过 256 字节"});
  }
  if (article.text.size() > kMostTextBytes)
    return Invalid(article.id, {"more than 64 KiB of text", "文本超过 64 KiB"});
  if (article.categories.size() > kMostCategories) {
    return Invalid(article.id, {"more than 16 categories", "类别超过 16 个"});
  }
  if (article.facts.size() > kMostFacts)
    return Invalid(article.id, {"more than 16 facts", "事实超过 16 个"});
  if (article.language.size() > kMostIdBytes)
    return Invalid(article.id, {"a long language tag", "语言标签过长"});
  for (const std::string& category : article.categories) {
    if (absl::Status status = CheckName(article, category); !status.ok()) return status;
  }
  for (const auto& [name, value] : article.facts) {
    if (absl::Status status = CheckName(article, name); !status.ok()) return status;
    if (absl::Status status = CheckName(article, value); !status.ok()) return status;
  }
  return absl::OkStatus();
}

// "zh" of "zh-Hant": articles in one spelling serve readers of the other.
std::string_view CategoryPart(std::string_view place) { return place.substr(0, place.find('/')); }

// 1024 * sqrt(32 / (32 + terms)): an article of 100 terms is worth half of one of a few.
uint32_t ShortnessOf(size_t terms) {
  const uint64_t square = (uint64_t{1} << 20) * 32 / (32 + terms);
  uint32_t root = 0;
  for (uint32_t bit = 1u << 10; bit != 0; bit >>= 1) {
    const uint32_t next = root | bit;
    if (uint64_t{next} * next <= square) root = next;
  }
  return root;
}

template <typename T>
void MakeRising(std::vector<T>& values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

}  // namespace

Symbol Index::Intern(std::string_view name) {
  return symbols_.try_emplace(std::string(name), static_cast<Symbol>(symbols_.size() + 1))
      .first->second;
}

Symbol Index::Find(std::string_view name) const {
  const auto found = symbols_.find(ToAbsl(name));
  return found == symbols_.end() ? Symbol{0} : found->second;
}

Audience Index::AudienceOf(const Article& article) {
  Audience audience;
  const std::string_view language = PrimaryTag(article.language);
  if (!language.empty()) audience.language = Intern(language);
  for (const std::string& place : article.categories) {
    const std::string_view category = CategoryPart(place);
    if (category.size() == place.size()) continue;
    const std::string_view subcategory = std::string_view(place).substr(category.size() + 1);
    audience.subcategories.push_back({Intern(category), Intern(subcategory)});
  }
  for (const auto& [name, value] : article.facts) {
    audience.facts.push_back({Intern(name), Intern(value)});
  }
  MakeRising(audience.subcategories);
  MakeRising(audience.facts);
  return audience;
}

std::vector<Symbol> Index::CategoriesOf(const Article& article) {
  std::vector<Symbol> categories;
  for (const std::string& place : article.categories) {
    categories.push_back(Intern(CategoryPart(place)));
  }
  MakeRising(categories);
  if (categories.empty()) categories.push_back(0);
  return categories;
}

absl::Status Index::Put(const Article& article) {
  if (absl::Status status = CheckArticle(article); !status.ok()) return status;
  Record record;
  normaliser_.Normalise(article.text, normalised_);
  text::FoldHan(normalised_);
  ReadTerms(normalised_.bytes(), kMostArticleTerms, record.terms);
  const auto old = slots_by_id_.find(article.id);
  const bool is_new = old == slots_by_id_.end();
  if (is_new && size() >= limits_.articles) {
    return ResourceExhausted(
        Say({"more than $0 {article|articles}", "文章超过 $0 篇"}, limits_.articles));
  }
  if (symbols_.size() >= kMostNames) {
    return ResourceExhausted(
        {"more than a million names of categories and facts", "类别和事实的名称超过一百万个"});
  }
  const size_t copies = std::max<size_t>(article.categories.size(), 1);
  const size_t kept = terms_ - (is_new ? 0 : PostingsOf(records_[old->second]));
  if (kept + record.terms.size() * copies > limits_.terms) {
    return ResourceExhausted(Say({"more than $0 {term|terms}", "词项超过 $0 个"}, limits_.terms));
  }
  if (!is_new) Remove(article.id);
  record.id = article.id;
  record.categories = CategoriesOf(article);
  const uint32_t slot = NewSlot();
  slots_[slot] = {audiences_.Acquire(AudienceOf(article)), ShortnessOf(record.terms.size())};
  orders_[slot] = DigestOf(article.id);
  records_[slot] = std::move(record);
  slots_by_id_.emplace(article.id, slot);
  Link(slot, true);
  return absl::OkStatus();
}

bool Index::Remove(std::string_view id) {
  const auto found = slots_by_id_.find(ToAbsl(id));
  if (found == slots_by_id_.end()) return false;
  const uint32_t slot = found->second;
  Link(slot, false);
  audiences_.Release(slots_[slot].audience);
  slots_by_id_.erase(found);
  records_[slot] = {};
  free_slots_.push_back(slot);
  return true;
}

uint32_t Index::NewSlot() {
  if (!free_slots_.empty()) {
    const uint32_t slot = free_slots_.back();
    free_slots_.pop_back();
    return slot;
  }
  records_.emplace_back();
  slots_.emplace_back();
  orders_.emplace_back();
  return static_cast<uint32_t>(slots_.size() - 1);
}

void Index::Link(uint32_t slot, bool add) {
  const Record& record = records_[slot];
  for (const Symbol category : record.categories) {
    for (const uint64_t term : record.terms) {
      const uint64_t key = KeyOf(term, category);
      if (add) {
        postings_.Add(key, slot);
      } else {
        postings_.Remove(key, slot);
      }
    }
    articles_of_[category] += add ? 1u : ~0u;
  }
  terms_ = add ? terms_ + PostingsOf(record) : terms_ - PostingsOf(record);
}

size_t Index::Bytes() const {
  size_t bytes = postings_.Bytes() + slots_.capacity() * (sizeof(Slot) + sizeof(uint64_t)) +
                 records_.capacity() * sizeof(Record) + sizeof(*this);
  for (const Record& record : records_) {
    bytes += record.terms.capacity() * sizeof(uint64_t) +
             record.categories.capacity() * sizeof(Symbol) + 2 * record.id.capacity();
  }
  return bytes + slots_by_id_.capacity() * (sizeof(std::string) + 2 * sizeof(uint32_t));
}

}  // namespace waypost::articles
