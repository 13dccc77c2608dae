#include <string>
#include <utility>
#include <vector>

#include "benchmarks/text/language_peers.h"
#include "lib/text/language_words.h"
#include "lib/text/normalise.h"

namespace waypost::text {
namespace {

// A word that the accuracy is measured with, or that could be.
bool MayBeHeldOut(std::string_view word, const Normaliser& normaliser, NormalisedText& text) {
  normaliser.Normalise(word, text);
  LanguageWords words(text.bytes());
  std::u32string letters;
  for (LanguageWord piece; words.Next(piece);) {
    letters.append(piece.letters.begin(), piece.letters.end());
  }
  return IsHeldOut(letters);
}

std::vector<std::pair<std::string, std::string>> Examples(const LanguageLists& lists) {
  const Normaliser normaliser;
  NormalisedText text;
  std::vector<std::pair<std::string, std::string>> examples;
  for (const WordList& list : lists.lists) {
    for (size_t place = 0; place < list.words.size(); ++place) {
      const std::string_view word = list.words[place].word;
      if (place >= kFirstTail && MayBeHeldOut(word, normaliser, text)) continue;
      normaliser.Normalise(word, text);
      examples.emplace_back(list.tag, text.bytes());
    }
  }
  return examples;
}

FastTextSettings Settings() {
  FastTextSettings settings;
  settings.dimensions = 16;
  settings.epochs = 25;
  settings.shortest_ngram = 1;
  settings.longest_ngram = 5;
  return settings;
}

}  // namespace

FastTextPeer::FastTextPeer(const LanguageLists& lists) : model_(Examples(lists), Settings()) {}

std::string FastTextPeer::Tell(const std::string& text) const {
  const std::string tag = model_.Tell(text);
  return tag.empty() ? "und" : tag;
}

}  // namespace waypost::text
