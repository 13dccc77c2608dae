#include "examples/policy_cli/example_files.h"

#include <iterator>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/strip.h"
#include "examples/policy_cli/commands.h"
#include "examples/policy_cli/files.h"
#include "lib/base/words.h"
#include "lib/replay/gunzip.h"
#include "lib/train/example_file.h"
#include "waypost/classifier.h"
#include "waypost/policy.h"

namespace waypost::cli {
namespace {

constexpr size_t kMostUnpacked = size_t{1} << 30;

}  // namespace

int ReadExampleFiles(const std::vector<std::string>& names, std::ostream& err,
                     std::vector<train::Example>& examples) {
  std::vector<std::pair<std::string, std::string>> files;
  if (!ReadFiles(names, err, &files)) return kUsageOrIo;
  for (auto& [name, text] : files) {
    if (replay::IsGzip(text)) {
      auto unpacked = replay::Gunzip(text, kMostUnpacked);
      if (!unpacked.ok()) {
        err << Say({"waypost: $0: $1\n", "waypost：$0：$1\n"}, name, WordsOf(unpacked.status()));
        return kUsageOrIo;
      }
      text = *std::move(unpacked);
    }
    auto read = train::ReadExamples(text, name);
    if (!read.ok()) {
      err << WordsOf(read.status()) << "\n";
      return kInvalidPolicy;
    }
    examples.insert(examples.end(), std::make_move_iterator(read->begin()),
                    std::make_move_iterator(read->end()));
  }
  return kClean;
}

int AddKeywords(const std::vector<std::string>& policy_files, std::ostream& err,
                std::vector<train::Example>& examples) {
  if (policy_files.empty()) return kClean;
  std::vector<std::pair<std::string, std::string>> files;
  if (!ReadFiles(policy_files, err, &files)) return kUsageOrIo;
  std::vector<Policy::Source> sources;
  for (auto& [name, text] : files) sources.push_back({name, std::move(text)});
  const PolicyCompilation compiled = Policy::CompileWithoutModel(std::move(sources), ReadFile);
  if (!compiled.ok()) {
    err << compiled.diagnostics(LanguageOf(err));
    return kInvalidPolicy;
  }
  const Classifier classifier(compiled.policy());
  Classifier::Scratch scratch(classifier);
  for (train::Example& example : examples) {
    classifier.FindKeywords(example.text, scratch, example.ids);
  }
  return kClean;
}

std::optional<uint32_t> ParseShare(const std::string& text) {
  const std::string number(absl::StripSuffix(text, "%"));
  const size_t point = number.find('.');
  uint32_t whole = 0;
  uint32_t tenth = 0;
  if (!absl::SimpleAtoi(number.substr(0, point), &whole) || whole > 100) return std::nullopt;
  if (point != std::string::npos) {
    const std::string behind = number.substr(point + 1);
    if (behind.size() != 1 || !absl::SimpleAtoi(behind, &tenth)) return std::nullopt;
  }
  if (whole == 100 && tenth > 0) return std::nullopt;
  return whole * 10 + tenth;
}

}  // namespace waypost::cli
