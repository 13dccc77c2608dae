#include "tests/unit/text/language_samples.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <utility>

#include "lib/base/check.h"
#include "lib/replay/gunzip.h"
#include "lib/text/language_words.h"
#include "lib/text/normalise.h"
#include "lib/text/utf8.h"

namespace waypost::text {
namespace {

using Vocabularies = std::vector<ScriptVocabulary>;

const char* const kData = WAYPOST_SOURCE_DIR "/data/language";

std::string Contents(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  WP_CHECK(in.good(), "the data of data/language can be read");
  return {std::istreambuf_iterator<char>(in), {}};
}

// A word of a list, normalised, in one piece.
struct ListedWord {
  std::u32string letters;
  std::vector<Script> scripts;
  size_t pieces = 0;
};

ListedWord Read(std::string_view word, const Normaliser& normaliser) {
  NormalisedText text;
  normaliser.Normalise(word, text);
  LanguageWords words(text.bytes());
  ListedWord result;
  for (LanguageWord piece; words.Next(piece); ++result.pieces) {
    result.letters.append(piece.letters.begin(), piece.letters.end());
    result.scripts.push_back(piece.script);
  }
  return result;
}

std::string ToUtf8(std::u32string_view letters) {
  std::string bytes;
  for (const char32_t c : letters) {
    char buffer[4];
    bytes.append(buffer, EncodeUtf8(c, buffer));
  }
  return bytes;
}

// The words of several languages that are held out, and whose they are.
std::map<std::u32string, std::string> OwnersOf(const Vocabularies& vocabularies) {
  std::map<std::u32string, std::string> owners;
  for (const ScriptVocabulary& vocabulary : vocabularies) {
    for (const VocabularyWord& word : vocabulary.words) {
      const int owner = vocabulary.OwnerOf(word);
      if (word.held_out && owner >= 0) {
        owners[word.letters] = vocabulary.tags[static_cast<size_t>(owner)];
      }
    }
  }
  return owners;
}

bool IsShared(Script script, const Vocabularies& vocabularies) {
  return std::any_of(vocabularies.begin(), vocabularies.end(),
                     [script](const ScriptVocabulary& v) { return v.script == script; });
}

void AddWords(const WordList& list, const Vocabularies& vocabularies,
              const std::map<std::u32string, std::string>& owners, LanguageSamples& samples) {
  const Normaliser normaliser;
  const LanguageTag tag = *ParseLanguageTag(list.tag);
  std::set<std::string> seen(samples.words.begin(), samples.words.end());
  for (size_t place = kFirstTail; place < list.words.size(); ++place) {
    const ListedWord word = Read(list.words[place].word, normaliser);
    const bool own = std::all_of(word.scripts.begin(), word.scripts.end(),
                                 [&](Script script) { return IsWrittenIn(tag, script); });
    if (!own || word.pieces == 0 || !IsHeldOut(word.letters)) continue;
    if (word.pieces == 1 && IsShared(word.scripts[0], vocabularies)) {
      const auto owner = owners.find(word.letters);
      if (owner == owners.end() || owner->second != list.tag) continue;
    }
    std::string bytes = ToUtf8(word.letters);
    if (seen.insert(bytes).second) samples.words.push_back(std::move(bytes));
  }
}

void AddPairs(LanguageSamples& samples) {
  const bool spaced = samples.tag != "ja" && samples.tag != "th" && samples.tag[0] != 'z';
  for (size_t i = 0; i + 1 < samples.words.size(); i += 2) {
    samples.pairs.push_back(samples.words[i] + (spaced ? " " : "") + samples.words[i + 1]);
  }
}

}  // namespace

LanguageLists LoadLanguageLists() {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(std::string(kData) + "/words")) {
    files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  LanguageLists result;
  result.texts.reserve(files.size());
  for (const std::filesystem::path& file : files) {
    absl::StatusOr<std::string> text = replay::Gunzip(Contents(file), 64 << 20);
    WP_CHECK(text.ok(), "the word lists are packed by gzip");
    result.texts.push_back(*std::move(text));
    absl::StatusOr<std::vector<WordCount>> words = ReadWordList(result.texts.back());
    WP_CHECK(words.ok(), "a line of a word list is a word and a count");
    const std::string name = file.filename().string();
    result.lists.push_back({name.substr(0, name.find('.')), *std::move(words)});
  }
  return result;
}

std::vector<LanguageSamples> MakeLanguageSamples(const LanguageLists& lists) {
  const absl::StatusOr<Vocabularies> vocabularies = BuildVocabularies(lists.lists);
  WP_CHECK(vocabularies.ok(), "the word lists share scripts");
  const std::map<std::u32string, std::string> owners = OwnersOf(*vocabularies);
  std::map<std::string, LanguageSamples> by_tag;
  for (const WordList& list : lists.lists) {
    by_tag[list.tag].tag = list.tag;
    AddWords(list, *vocabularies, owners, by_tag[list.tag]);
  }
  std::ifstream in(std::string(kData) + "/sentences.tsv");
  WP_CHECK(in.good(), "the sentences can be read");
  for (std::string line; std::getline(in, line);) {
    const size_t tab = line.find('\t');
    if (tab == std::string::npos) continue;  // a comment
    by_tag[line.substr(0, tab)].sentences.push_back(line.substr(tab + 1));
  }
  std::vector<LanguageSamples> samples;
  for (auto& [tag, of_tag] : by_tag) {
    AddPairs(of_tag);
    samples.push_back(std::move(of_tag));
  }
  return samples;
}

}  // namespace waypost::text
