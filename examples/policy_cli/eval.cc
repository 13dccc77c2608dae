// waypost eval: how good a model is.
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "examples/policy_cli/commands.h"
#include "examples/policy_cli/example_files.h"
#include "examples/policy_cli/files.h"
#include "lib/report/evaluation_text.h"
#include "lib/train/cross_validation.h"
#include "lib/train/evaluation.h"

namespace waypost::cli {
namespace {

constexpr Option kOptions[] = {
    {"--model", "FILE", "the model to judge, by rows it was not trained on"},
    {"--folds", "NUMBER", "instead of --model: train that often, each time leaving a part out"},
    {"--confusions", "NUMBER", "how many pairs of classes to show; 20"},
    {"--policy", "FILE", "whose keywords the model is trained with; may be given again"},
};

int Fail(const std::string& why, std::ostream& err) {
  err << "waypost eval: " << why << "\n";
  return kUsageOrIo;
}

int Refuse(const std::string& why, std::ostream& err) {
  err << why << "\n";
  return kInvalidPolicy;
}

int EvaluateModel(const std::string& file, const std::vector<train::Example>& examples,
                  size_t confusions, std::ostream& out, std::ostream& err) {
  const auto bytes = ReadFile(file);
  if (!bytes.ok()) return Fail(file + ": " + std::string(bytes.status().message()), err);
  const auto model = text::NgramModel::Open(*bytes);
  if (!model.ok()) return Refuse(file + ": " + std::string(model.status().message()), err);
  const auto evaluation = train::Evaluate(*model, examples);
  if (!evaluation.ok()) return Refuse(std::string(evaluation.status().message()), err);
  out << report::RenderEvaluation(*evaluation, confusions);
  return kClean;
}

int EvaluateFolds(uint32_t folds, const std::vector<train::Example>& examples, size_t confusions,
                  std::ostream& out, std::ostream& err) {
  const auto evaluation = train::CrossValidate(examples, {}, folds);
  if (!evaluation.ok()) return Refuse(std::string(evaluation.status().message()), err);
  out << report::RenderEvaluation(*evaluation, confusions);
  return kClean;
}

}  // namespace

int RunEval(const Arguments& arguments, std::ostream& out, std::ostream& err) {
  const auto model = arguments.Value("--model");
  const auto folds = arguments.Value("--folds");
  if (arguments.positional().empty() || model.has_value() == folds.has_value()) {
    return Fail("needs a file of labelled texts, and --model or --folds; try: waypost eval --help",
                err);
  }
  uint32_t parts = 0;
  if (folds && !absl::SimpleAtoi(*folds, &parts)) {
    return Fail("--folds takes a number, not \"" + *folds + "\"", err);
  }
  size_t confusions = 20;
  if (const auto number = arguments.Value("--confusions")) {
    if (!absl::SimpleAtoi(*number, &confusions)) {
      return Fail("--confusions takes a number, not \"" + *number + "\"", err);
    }
  }
  std::vector<train::Example> examples;
  if (const int code = ReadExampleFiles(arguments.positional(), err, examples); code != kClean) {
    return code;
  }
  if (const int code = AddKeywords(arguments.Values("--policy"), err, examples); code != kClean) {
    return code;
  }
  return model ? EvaluateModel(*model, examples, confusions, out, err)
               : EvaluateFolds(parts, examples, confusions, out, err);
}

const Command kEvalCommand = {
    "eval",
    "how good a model is, class by class",
    "waypost eval (--model FILE | --folds NUMBER) [--confusions NUMBER]\n"
    "       [--policy FILE]... ROWS...",
    "Judges a model by labelled texts (CSV, TSV or JSON lines; packed by gzip or not): how many "
    "it\n"
    "sorts right, precision and recall of each class, which classes it takes for one another, "
    "whether\n"
    "its confidence can be believed, and what a threshold on it would do. Rows labelled "
    "out_of_scope\n"
    "(or oos) are texts that belong to no class.\n"
    "\n"
    "With --folds nothing is needed but the rows: each part of them is judged by a model trained "
    "on\n"
    "the others.\n"
    "\n"
    "Exit codes: 0 done, 1 a file cannot be read or an option is wrong, 2 the model or the rows "
    "have\n"
    "errors.",
    "waypost eval --folds 10 labelled.csv",
    kOptions,
    RunEval,
};

}  // namespace waypost::cli
