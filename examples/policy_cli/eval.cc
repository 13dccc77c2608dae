// waypost eval: how good a model is.
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "examples/policy_cli/commands.h"
#include "examples/policy_cli/evaluation_json.h"
#include "examples/policy_cli/example_files.h"
#include "examples/policy_cli/files.h"
#include "examples/policy_cli/output.h"
#include "lib/base/words.h"
#include "lib/report/evaluation_text.h"
#include "lib/train/cross_validation.h"
#include "lib/train/evaluation.h"

namespace waypost::cli {
namespace {

constexpr Option kEvalOptions[] = {
    {"--model",
     "FILE",
     {"the model to judge, by rows it was not trained on",
      "要评判的模型，用它没有训练过的行来评判"}},
    {"--folds",
     "NUMBER",
     {"instead of --model: train that often, each time leaving a part out",
      "代替 --model：训练这么多次，每次留出一部分"}},
    {"--confusions",
     "NUMBER",
     {"how many pairs of classes to show; 20", "显示多少对易混淆的类别；20"}},
    {"--policy",
     "FILE",
     {"whose keywords the model is trained with; may be given again",
      "训练模型时用其关键词的策略；可多次给出"}},
    kOutputOption,
};

int FailEval(const Words& why, std::ostream& err) {
  err << Say({"waypost eval: $0\n", "waypost eval：$0\n"}, why);
  return kUsageOrIo;
}

int Refuse(const Words& why, std::ostream& err) {
  err << why << "\n";
  return kInvalidPolicy;
}

// How an evaluation is to be told.
struct Telling {
  Output output = Output::kText;
  size_t confusions = 20;  // at most so many pairs
};

int TellEvaluation(const train::Evaluation& evaluation, const Telling& telling, std::ostream& out) {
  out << (telling.output == Output::kJson
              ? EvaluationJson(evaluation, telling.confusions)
              : report::RenderEvaluation(evaluation, telling.confusions, LanguageOf(out)));
  return kClean;
}

int EvaluateModel(const std::string& file, const std::vector<train::Example>& examples,
                  const Telling& telling, std::ostream& out, std::ostream& err) {
  const auto bytes = ReadFile(file);
  if (!bytes.ok()) return FailEval(Say({"$0: $1", "$0：$1"}, file, WordsOf(bytes.status())), err);
  const auto model = text::NgramModel::Open(*bytes);
  if (!model.ok()) return Refuse(Say({"$0: $1", "$0：$1"}, file, WordsOf(model.status())), err);
  const auto evaluation = train::Evaluate(*model, examples);
  if (!evaluation.ok()) return Refuse(WordsOf(evaluation.status()), err);
  return TellEvaluation(*evaluation, telling, out);
}

int EvaluateFolds(uint32_t folds, const std::vector<train::Example>& examples,
                  const Telling& telling, std::ostream& out, std::ostream& err) {
  const auto evaluation = train::CrossValidate(examples, {}, folds);
  if (!evaluation.ok()) return Refuse(WordsOf(evaluation.status()), err);
  return TellEvaluation(*evaluation, telling, out);
}

}  // namespace

int RunEval(const Arguments& arguments, std::ostream& out, std::ostream& err) {
  const auto model = arguments.Value("--model");
  const auto folds = arguments.Value("--folds");
  if (arguments.positional().empty() || model.has_value() == folds.has_value()) {
    return FailEval(
        {"needs a file of labelled texts, and --model or --folds; try: waypost eval --help",
         "需要带标签的文本文件，以及 --model 或 --folds；请看：waypost eval --help"},
        err);
  }
  uint32_t parts = 0;
  if (folds && !absl::SimpleAtoi(*folds, &parts)) {
    return FailEval(
        Say({"--folds takes a number, not \"$0\"", "--folds 的值是数字，而不是 \"$0\""}, *folds),
        err);
  }
  const std::optional<Output> output = ReadOutput("eval", arguments, err);
  if (!output) return kUsageOrIo;
  Telling telling{*output};
  if (const auto number = arguments.Value("--confusions")) {
    if (!absl::SimpleAtoi(*number, &telling.confusions)) {
      return FailEval(
          Say({"--confusions takes a number, not \"$0\"", "--confusions 的值是数字，而不是 \"$0\""},
              *number),
          err);
    }
  }
  std::vector<train::Example> examples;
  if (const int code = ReadExampleFiles(arguments.positional(), err, examples); code != kClean) {
    return code;
  }
  if (const int code = AddKeywords(arguments.Values("--policy"), err, examples); code != kClean) {
    return code;
  }
  return model ? EvaluateModel(*model, examples, telling, out, err)
               : EvaluateFolds(parts, examples, telling, out, err);
}

const Command kEvalCommand = {
    "eval",
    {"how good a model is, class by class", "模型有多好，逐类列出"},
    "waypost eval (--model FILE | --folds NUMBER) [options] ROWS...",
    {"Judges a model by labelled texts (CSV, TSV or JSON lines; packed by gzip or not): how many "
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
     "用带标签的文本（CSV、TSV 或 JSON 行；可用 gzip 压缩）评判模型：有多少分对，每一类的\n"
     "精确率和召回率，哪些类别被互相混淆，其置信度是否可信，以及设一个阈值会有什么效果。\n"
     "标为 out_of_scope（或 oos）的行是不属于任何类别的文本。\n"
     "\n"
     "用 --folds 时只需要这些行：其中每一部分由在其余部分上训练的模型来评判。\n"
     "\n"
     "退出码：0 完成，1 文件无法读取或选项有误，2 模型或行有错误。"},
    "waypost eval --folds 10 labelled.csv",
    kEvalOptions,
    RunEval,
};

}  // namespace waypost::cli
