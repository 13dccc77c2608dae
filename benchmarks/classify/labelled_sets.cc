#include "benchmarks/classify/labelled_sets.h"

#include <zlib.h>

#include <array>
#include <string>

#include "lib/base/check.h"
#include "lib/train/example_file.h"

namespace waypost::train {
namespace {

std::string Unpacked(const std::string& name) {
  const gzFile file = gzopen((WAYPOST_SOURCE_DIR "/data/classify/" + name).c_str(), "rb");
  WP_CHECK(file != nullptr, "the data set is there");
  std::string text;
  char buffer[65'536];
  for (int size = 0; (size = gzread(file, buffer, sizeof buffer)) > 0;) {
    text.append(buffer, static_cast<size_t>(size));
  }
  WP_CHECK(gzclose(file) == Z_OK, "the data set is whole");
  return text;
}

void Append(const std::string& name, std::vector<Example>& examples) {
  const auto read = ReadExamples(Unpacked(name));
  WP_CHECK(read.ok(), "the data set is labelled text");
  examples.insert(examples.end(), read->begin(), read->end());
}

Fold Banking77() {
  std::vector<Example> all;
  Append("banking77_train.csv.gz", all);
  return FoldOf(all, 0, 10);
}

Fold Clinc150() {
  Fold fold;
  Append("clinc150_train.tsv.gz", fold.train);
  Append("clinc150_val.tsv.gz", fold.test);
  Append("clinc150_oos_val.tsv.gz", fold.test);
  Append("clinc150_oos_train.tsv.gz", fold.test);
  return fold;
}

Fold Hwu64() {
  Fold fold;
  Append("hwu64_train.tsv.gz", fold.train);
  Append("hwu64_valid.tsv.gz", fold.test);
  return fold;
}

}  // namespace

const Fold& SetOf(size_t set) {
  static const auto* const kSets = new std::array<Fold, 3>{Banking77(), Clinc150(), Hwu64()};
  return (*kSets)[set];
}

}  // namespace waypost::train
