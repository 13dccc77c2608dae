#include <fasttext/fasttext.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

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

void WriteTraining(const LanguageLists& lists, std::ostream& out) {
  const Normaliser normaliser;
  NormalisedText text;
  for (const WordList& list : lists.lists) {
    for (size_t place = 0; place < list.words.size(); ++place) {
      const std::string_view word = list.words[place].word;
      if (place >= kFirstTail && MayBeHeldOut(word, normaliser, text)) continue;
      normaliser.Normalise(word, text);
      out << "__label__" << list.tag << " " << text.bytes() << "\n";
    }
  }
}

}  // namespace

struct FastTextPeer::Impl {
  fasttext::FastText model;
};

FastTextPeer::FastTextPeer(const LanguageLists& lists) : impl_(std::make_unique<Impl>()) {
  const auto file = std::filesystem::temp_directory_path() / "waypost_language_benchmark.txt";
  {
    std::ofstream out(file);
    WriteTraining(lists, out);
  }
  fasttext::Args args;
  args.input = file.string();
  args.model = fasttext::model_name::sup;
  args.loss = fasttext::loss_name::softmax;
  args.dim = 16;
  args.minn = 1;
  args.maxn = 5;
  args.bucket = 200'000;
  args.epoch = 5;
  args.lr = 0.5;
  args.minCount = 1;
  args.thread = 1;
  args.verbose = 0;
  impl_->model.train(args);
  std::filesystem::remove(file);
}

FastTextPeer::~FastTextPeer() = default;

std::string FastTextPeer::Tell(const std::string& text) const {
  std::istringstream in(text + "\n");
  std::vector<std::pair<fasttext::real, std::string>> answers;
  if (!impl_->model.predictLine(in, answers, 1, 0) || answers.empty()) return "und";
  return answers[0].second.substr(9);  // "__label__"
}

}  // namespace waypost::text
