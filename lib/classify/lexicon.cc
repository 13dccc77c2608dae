#include "lib/classify/lexicon.h"

#include <iterator>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "lib/base/check.h"
#include "lib/base/words.h"
#include "lib/classify/embedded_lexicon.h"
#include "lib/text/han_fold.h"

namespace waypost::classify {
namespace {

// In the order of WordClass.
constexpr std::string_view kClassNames[] = {
    "negation",     "negation_behind", "intensifier", "polite",      "concern",  "urgent",
    "dissatisfied", "angry",           "abusive",     "repeated",    "sad_sign", "angry_sign",
    "self_harm",    "violence",        "legal",       "charge_back", "also",     "hard"};
static_assert(std::size(kClassNames) == kWordClassCount);

std::string_view Trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

// Cuts off and returns what stands before `separator`, or all of it.
std::string_view CutAt(char separator, std::string_view* text) {
  const size_t at = text->find(separator);
  const std::string_view head = text->substr(0, at);
  text->remove_prefix(at == std::string_view::npos ? text->size() : at + 1);
  return head;
}

bool FindClass(std::string_view name, WordClass* word_class) {
  for (size_t i = 0; i < kWordClassCount; ++i) {
    if (kClassNames[i] != name) continue;
    *word_class = static_cast<WordClass>(i);
    return true;
  }
  return false;
}

absl::Status ReadLine(std::string_view line, std::vector<LexiconWord>& words) {
  LexiconWord word;
  std::string_view head = CutAt(':', &line);
  const std::string_view name = Trimmed(CutAt(' ', &head));
  word.language = Trimmed(head);
  if (!FindClass(name, &word.word_class)) {
    return InvalidArgument(Say({"no class \"$0\"", "没有类 \"$0\""}, name));
  }
  if (word.language.empty()) return InvalidArgument({"no language", "没有语言"});
  while (!line.empty()) {
    word.text = Trimmed(CutAt('|', &line));
    if (word.text.empty()) return InvalidArgument({"a word without text", "有词没有文字"});
    words.push_back(word);
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::vector<LexiconWord>> ReadLexicon(std::string_view text) {
  std::vector<LexiconWord> words;
  for (int number = 1; !text.empty(); ++number) {
    const std::string_view line = Trimmed(CutAt('\n', &text));
    if (line.empty() || line.front() == '#') continue;
    if (absl::Status status = ReadLine(line, words); !status.ok()) {
      return InvalidArgument(
          Say({"lexicon, line $0: $1", "词典第 $0 行：$1"}, number, WordsOf(status)));
    }
  }
  return words;
}

const std::vector<LexiconWord>& BuiltInLexicon() {
  static const std::vector<LexiconWord> kWords = [] {
    absl::StatusOr<std::vector<LexiconWord>> words = ReadLexicon(kEmbeddedLexicon);
    WP_CHECK(words.ok(), "data/lexicon/emotion.txt can be read, as its test says");
    return *std::move(words);
  }();
  return kWords;
}

const text::KeywordIndex& BuiltInLexiconIndex() {
  static const text::KeywordIndex kIndex = [] {
    const std::vector<LexiconWord>& words = BuiltInLexicon();
    std::vector<text::Keyword> keywords;
    std::set<std::tuple<std::string, std::string_view, WordClass>> known;
    for (uint32_t i = 0; i < words.size(); ++i) {
      // A word in both spellings of Chinese is one, and counts once.
      const bool is_new =
          known.emplace(text::FoldedHan(words[i].text), words[i].language, words[i].word_class)
              .second;
      if (is_new) keywords.push_back({words[i].text, i});
    }
    absl::StatusOr<text::KeywordIndex> index =
        text::KeywordIndex::Create(keywords, text::Normaliser());
    WP_CHECK(index.ok(), "the words of data/lexicon/emotion.txt can be indexed");
    return *std::move(index);
  }();
  return kIndex;
}

}  // namespace waypost::classify
