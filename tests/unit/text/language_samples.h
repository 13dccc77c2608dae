#ifndef WAYPOST_TESTS_UNIT_TEXT_LANGUAGE_SAMPLES_H_
#define WAYPOST_TESTS_UNIT_TEXT_LANGUAGE_SAMPLES_H_

#include <string>
#include <vector>

#include "lib/text/language_vocabulary.h"

namespace waypost::text {

// Texts of one language that no model was trained on.
struct LanguageSamples {
  std::string tag;
  // Words of the list's tail that are held out and that the lists show to be this language's rather
  // than any of the others' (ScriptVocabulary::OwnerOf): a name that every list has is nobody's.
  // Never the same word twice.
  std::vector<std::string> words;
  // Two such words each, with a space where the language has spaces.
  std::vector<std::string> pairs;
  std::vector<std::string> sentences;  // data/language/sentences.tsv
};

// The lists of data/language/words, unpacked, with the texts that they refer to.
struct LanguageLists {
  std::vector<std::string> texts;
  std::vector<WordList> lists;
};

// Aborts the process if a file cannot be read: the data come with the sources.
LanguageLists LoadLanguageLists();

// By tag.
std::vector<LanguageSamples> MakeLanguageSamples(const LanguageLists& lists);

}  // namespace waypost::text

#endif  // WAYPOST_TESTS_UNIT_TEXT_LANGUAGE_SAMPLES_H_
