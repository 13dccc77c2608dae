#include <cstdlib>
#include <new>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "lib/text/keyword_index.h"
#include "lib/text/normalise.h"
#include "lib/text/script.h"
#include "lib/text/script_language.h"

namespace {

size_t allocations = 0;

void* Count(size_t bytes) {
  ++allocations;
  void* memory = malloc(bytes);
  if (memory == nullptr) abort();
  return memory;
}

}  // namespace

// All forms of them, for a sanitizer brings its own of each.
void* operator new(size_t bytes) { return Count(bytes); }
void* operator new[](size_t bytes) { return Count(bytes); }
void* operator new(size_t bytes, const std::nothrow_t&) noexcept { return Count(bytes); }
void* operator new[](size_t bytes, const std::nothrow_t&) noexcept { return Count(bytes); }
void operator delete(void* memory) noexcept { free(memory); }
void operator delete[](void* memory) noexcept { free(memory); }
void operator delete(void* memory, size_t) noexcept { free(memory); }
void operator delete[](void* memory, size_t) noexcept { free(memory); }
void operator delete(void* memory, const std::nothrow_t&) noexcept { free(memory); }
void operator delete[](void* memory, const std::nothrow_t&) noexcept { free(memory); }

namespace waypost::text {
namespace {

TEST(TextAllocationTest, TheCounterCounts) {
  const size_t before = allocations;
  std::vector<int>* made = new std::vector<int>(1'000);
  EXPECT_GE(allocations, before + 2);
  delete made;
}

TEST(TextAllocationTest, NothingIsAllocatedOnceWarm) {
  const std::vector<std::string> originals = {
      "我的ＶＩＰ账号被 BAN 了!!!!!! 快快快快快退款……", "plain text, please refund me",
      "cafe\u0301 ﬁﬁﬁ ﷺﷺ \x80\x80 \u200F환불\u1112\u116A\u11AB", "", "😭😭😭"};
  const std::vector<Keyword> keywords = {{"退款", 1}, {"ban", 2}, {"refund", 3}};
  const Normaliser normaliser;
  const absl::StatusOr<KeywordIndex> index = KeywordIndex::Create(keywords, normaliser);
  ASSERT_TRUE(index.ok());
  const ScriptLanguage language;
  NormalisedText text;
  std::vector<KeywordHit> hits;
  uint64_t seen = 0;
  const auto run = [&] {
    for (const std::string& original : originals) {
      normaliser.Normalise(original, text);
      index->Find(text, 100, hits);
      seen += hits.size() + language.Guess(CountScripts(text.bytes())).margin_milli;
    }
  };
  run();
  const size_t before = allocations;
  run();
  EXPECT_EQ(allocations, before);
  EXPECT_GT(seen, 0);
}

}  // namespace
}  // namespace waypost::text
