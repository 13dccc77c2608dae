#include "benchmarks/fasttext/supervised.h"

#include <fasttext/fasttext.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

namespace waypost {
namespace {

const char kLabel[] = "__label__";

}  // namespace

struct SupervisedFastText::Impl {
  fasttext::FastText model;
};

SupervisedFastText::SupervisedFastText(
    const std::vector<std::pair<std::string, std::string>>& examples,
    const FastTextSettings& settings)
    : impl_(std::make_unique<Impl>()) {
  const auto file = std::filesystem::temp_directory_path() /
                    ("waypost_fasttext_" + std::to_string(getpid()) + ".txt");
  {
    std::ofstream out(file);
    // Read class by class, it would remember little but the last ones.
    auto shuffled = examples;
    std::shuffle(shuffled.begin(), shuffled.end(), std::mt19937(1));
    for (const auto& [label, text] : shuffled) out << kLabel << label << " " << text << "\n";
  }
  fasttext::Args args;
  args.input = file.string();
  args.model = fasttext::model_name::sup;
  args.loss = fasttext::loss_name::softmax;
  args.lr = 0.5;
  args.minCount = 1;
  args.thread = 1;
  args.verbose = 0;
  args.dim = settings.dimensions;
  args.epoch = settings.epochs;
  args.minn = settings.shortest_ngram;
  args.maxn = settings.longest_ngram;
  args.wordNgrams = settings.word_ngrams;
  args.bucket = settings.buckets;
  impl_->model.train(args);
  std::filesystem::remove(file);
}

SupervisedFastText::~SupervisedFastText() = default;
SupervisedFastText::SupervisedFastText(SupervisedFastText&&) noexcept = default;

std::string SupervisedFastText::Tell(const std::string& text) const {
  std::istringstream line(text + "\n");
  std::vector<std::pair<fasttext::real, std::string>> found;
  if (!impl_->model.predictLine(line, found, 1, 0) || found.empty()) return "";
  return found[0].second.substr(sizeof kLabel - 1);
}

}  // namespace waypost
