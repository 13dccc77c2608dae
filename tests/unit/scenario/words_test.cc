#include "lib/scenario/words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace waypost::scenario {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> Texts(const std::string& line, std::vector<Diagnostic>* errors = nullptr) {
  const policy::SourceFile file("a.scenario", line);
  Findings findings(file);
  std::vector<std::string> texts;
  for (const Word& word : SplitWords(line, 0, findings)) {
    texts.push_back((word.has_key ? word.key + "|" : "") + word.text + (word.quoted ? "'" : ""));
  }
  auto found = std::move(findings).Take();
  if (errors != nullptr) *errors = std::move(found);
  return texts;
}

struct Case {
  const char* says;
  const char* line;
  std::vector<std::string> words;
};

TEST(SplitWords, TakesALineApart) {
  const Case cases[] = {
      {"words are separated by spaces and tabs",
       "  at\t09:00  open T1 ",
       {"at", "09:00", "open", "T1"}},
      {"the first = ends a key", "a=b=c", {"a|b=c"}},
      {"a key may have dots, dashes and colons",
       "fact.x=1 queue:a-b=c",
       {"fact.x|1", "queue:a-b|c"}},
      {"a value may be empty", "a= b", {"a|", "b"}},
      {"what does not look like a key is none", "a/b=c =d", {"a/b=c", "=d"}},
      {"quotes keep spaces, semicolons and hashes", "t=\"a; #b\"", {"t|a; #b'"}},
      {"a quoted word has no key", "\"a=b\"", {"a=b'"}},
      {"escapes stand for what they are", R"("\"\\\n\t")", {"\"\\\n\t'"}},
      {"in single quotes nothing is special", R"('a\n"')", {"a\\n\"'"}},
      {"a semicolon ends a word", "a;b ; c", {"a", ";", "b", ";", "c"}},
      {"a comment begins a word", "a#b #c d", {"a#b"}},
      {"a line may be a comment", "# a", {}},
      {"other scripts are words too", "我 名=的", {"我", "名=的"}},
  };
  for (const Case& c : cases) EXPECT_EQ(Texts(c.line), c.words) << c.says;
}

TEST(SplitWords, KnowsArrowsFromQuotedOnes) {
  const std::string line = "-> \"->\"";
  const policy::SourceFile file("a", line);
  Findings findings(file);
  const auto words = SplitWords(line, 0, findings);
  ASSERT_EQ(words.size(), 2u);
  EXPECT_EQ(words[0].kind, Word::Kind::kArrow);
  EXPECT_EQ(words[1].kind, Word::Kind::kWord);
}

TEST(SplitWords, ReportsWhatIsNotClosed) {
  std::vector<Diagnostic> errors;
  EXPECT_THAT(Texts("a \"b c", &errors), ElementsAre("a", "b c'"));
  ASSERT_EQ(errors.size(), 1u);
  EXPECT_EQ(errors[0].code, "WP9002");
  EXPECT_EQ(errors[0].column, 3u);

  Texts("\"a\"b", &errors);
  ASSERT_EQ(errors.size(), 1u);
  EXPECT_EQ(errors[0].column, 4u);

  Texts(R"("a\q")", &errors);
  ASSERT_EQ(errors.size(), 1u);
  EXPECT_EQ(errors[0].code, "WP9002");
}

TEST(SplitWords, EndsAtAThousandWords) {
  std::string line;
  for (int i = 0; i < 1001; ++i) line += "a ";
  std::vector<Diagnostic> errors;
  EXPECT_EQ(Texts(line, &errors).size(), 1000u);
  ASSERT_EQ(errors.size(), 1u);
  EXPECT_EQ(errors[0].code, "WP9004");
}

TEST(AsWord, IsReadBackAsItWas) {
  for (const char* text : {"lin", "", "two words", "a;b", "a=b", "#x", "->", "\"", "\\", "a\nb\tc",
                           "role:team-lead", "账号", "'"}) {
    const std::string word = AsWord(text);
    const policy::SourceFile file("a", word);
    Findings findings(file);
    const auto words = SplitWords(word, 0, findings);
    ASSERT_EQ(words.size(), 1u) << word;
    EXPECT_EQ(words[0].text, text) << word;
    EXPECT_FALSE(words[0].has_key) << word;
    EXPECT_THAT(std::move(findings).Take(), IsEmpty()) << word;
  }
}

}  // namespace
}  // namespace waypost::scenario
