// waypost train: a model from labelled texts.
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "examples/policy_cli/commands.h"
#include "examples/policy_cli/example_files.h"
#include "examples/policy_cli/files.h"
#include "examples/policy_cli/json.h"
#include "examples/policy_cli/output.h"
#include "lib/base/digest.h"
#include "lib/base/json_text.h"
#include "lib/base/words.h"
#include "lib/report/evaluation_text.h"
#include "lib/train/ngram_trainer.h"

namespace waypost::cli {
namespace {

constexpr Option kTrainOptions[] = {
    {"--out", "FILE", {"where the model goes; required", "模型写到何处；必填"}},
    {"--origin",
     "TEXT",
     {"where the texts come from and their licence; kept in the model",
      "文本的来源及其许可；保存在模型中"}},
    {"--out-of-scope",
     "SHARE",
     {"of the desk's own texts that may count as none of it; 3%",
      "服务台自己的文本中可被当作不属于它的比例；3%"}},
    {"--class-weight",
     "LABEL=N",
     {"its own texts count N times; may be given again", "它自己的文本按 N 倍计；可多次给出"}},
    {"--model-bytes",
     "NUMBER",
     {"how large the model may become; 2000000", "模型最多可以多大；2000000"}},
    {"--policy",
     "FILE",
     {"learn what the keywords of this policy are worth; may be given again",
      "学习该策略的关键词有多大价值；可多次给出"}},
    kOutputOption,
};

int FailTrain(const Words& why, std::ostream& err) {
  err << Say({"waypost train: $0\n", "waypost train：$0\n"}, why);
  return kUsageOrIo;
}

// "refund=2" or "refund=0.5"; at most three digits behind the point.
std::optional<std::pair<std::string, uint32_t>> ParseClassWeight(const std::string& text) {
  const size_t equals = text.rfind('=');
  if (equals == std::string::npos || equals == 0) return std::nullopt;
  std::string number = text.substr(equals + 1);
  const size_t point = number.find('.');
  std::string behind = point == std::string::npos ? "" : number.substr(point + 1);
  if (behind.size() > 3) return std::nullopt;
  behind.resize(3, '0');
  uint32_t whole = 0;
  uint32_t milli = 0;
  if (!absl::SimpleAtoi(number.substr(0, point), &whole) || whole > 1'000) return std::nullopt;
  if (!absl::SimpleAtoi(behind, &milli)) return std::nullopt;
  return std::make_pair(text.substr(0, equals), whole * 1'000 + milli);
}

// What is wrong with the options, or nothing.
Words ReadOptions(const Arguments& arguments, train::TrainerOptions& options) {
  options.origin = arguments.Value("--origin").value_or("");
  if (const auto share = arguments.Value("--out-of-scope")) {
    const auto milli = ParseShare(*share);
    if (!milli) {
      return Say({"--out-of-scope takes a share such as 3% or 2.5%, not \"$0\"",
                  "--out-of-scope 的值是 3% 或 2.5% 这样的比例，而不是 \"$0\""},
                 *share);
    }
    options.out_of_scope_milli = *milli;
  }
  if (const auto bytes = arguments.Value("--model-bytes")) {
    if (!absl::SimpleAtoi(*bytes, &options.model_bytes)) {
      return Say(
          {"--model-bytes takes a number, not \"$0\"", "--model-bytes 的值是数字，而不是 \"$0\""},
          *bytes);
    }
  }
  for (const std::string& text : arguments.Values("--class-weight")) {
    auto weight = ParseClassWeight(text);
    if (!weight) {
      return Say({"--class-weight takes LABEL=2 or LABEL=0.5, not \"$0\"",
                  "--class-weight 的值是 LABEL=2 或 LABEL=0.5，而不是 \"$0\""},
                 text);
    }
    options.class_weights.push_back(*std::move(weight));
  }
  return "";
}

// What the model was made of and how good it is, shares in thousandths; notes about the rows.
std::string ModelJson(const text::NgramModel& model, const train::TrainedModel& trained) {
  const text::NgramModelParts& parts = model.parts();
  const auto one_class = [](const text::NgramModelParts::Class& one) {
    return absl::StrCat("{\"label\":", JsonText(one.label), ",\"examples\":", one.examples, "}");
  };
  const auto note = [](const Words& words) { return JsonText(words.english); };
  return absl::StrCat(
      "{\"digest\":", JsonText(DigestText(model.digest())), ",\"bytes\":", trained.bytes.size(),
      ",\"unicode\":", JsonText(parts.unicode_version), ",\"origin\":", JsonText(parts.origin),
      ",\"held_out\":", parts.held_out, ",\"held_out_right\":", parts.held_out_right,
      ",\"expected_error_milli\":", parts.expected_error_milli,
      ",\"out_of_scope_milli\":", parts.out_of_scope_milli,
      ",\n\"classes\":", JsonList(parts.classes, one_class),
      ",\n\"notes\":", JsonList(trained.notes, note), "}\n");
}

}  // namespace

int RunTrain(const Arguments& arguments, std::ostream& out, std::ostream& err) {
  const std::optional<Output> output = ReadOutput("train", arguments, err);
  if (!output) return kUsageOrIo;
  const auto target = arguments.Value("--out");
  if (!target || arguments.positional().empty()) {
    return FailTrain({"needs a file of labelled texts and --out; try: waypost train --help",
                      "需要带标签的文本文件和 --out；请看：waypost train --help"},
                     err);
  }
  train::TrainerOptions options;
  const Words fault = ReadOptions(arguments, options);
  if (!fault.empty()) return FailTrain(fault, err);
  std::vector<train::Example> examples;
  if (const int code = ReadExampleFiles(arguments.positional(), err, examples); code != kClean) {
    return code;
  }
  if (const int code = AddKeywords(arguments.Values("--policy"), err, examples); code != kClean) {
    return code;
  }
  const auto trained = train::TrainNgramModel(examples, options);
  if (!trained.ok()) {
    err << WordsOf(trained.status()) << "\n";
    return kInvalidPolicy;
  }
  if (*output == Output::kText) {
    for (const Words& note : trained->notes) err << note << "\n";
  }
  const auto model = text::NgramModel::Open(trained->bytes);
  if (!model.ok()) return FailTrain(WordsOf(model.status()), err);
  if (!WriteNewFile(*target, trained->bytes, err)) return kUsageOrIo;
  if (*output == Output::kJson) {
    out << ModelJson(*model, *trained);
  } else {
    out << report::RenderModel(*model, trained->bytes.size(), LanguageOf(out));
  }
  return kClean;
}

const Command kTrainCommand = {
    "train",
    {"a model that sorts texts, from labelled ones", "由带标签的文本得到分类文本的模型"},
    "waypost train --out FILE [--origin TEXT] [--out-of-scope SHARE] [--class-weight LABEL=N]...\n"
    "       [--model-bytes NUMBER] [--policy FILE]... [--output FORMAT] ROWS...",
    {"Reads labelled texts (CSV, TSV or JSON lines; packed by gzip or not) and trains the model "
     "that\n"
     "sorts texts into their classes. Files are read in their order; of rows that contradict each\n"
     "other the last one counts, so corrections that people made come last.\n"
     "\n"
     "A fifth of the texts is held out first, to measure how sure the model may be; then all of "
     "them\n"
     "are learned. The same rows give the same model, byte for byte, on every machine.\n"
     "\n"
     "With --policy the keywords found in a text are learned too. The model that such a policy "
     "may\n"
     "name is not read, so it need not exist yet.\n"
     "docs/models.md describes the files and the model.\n"
     "\n"
     "Exit codes: 0 done, 1 a file cannot be read or written or an option is wrong, 2 the rows "
     "have\n"
     "errors.",
     "读取带标签的文本（CSV、TSV 或 JSON 行；可用 gzip 压缩），训练把文本归类的模型。文件按\n"
     "给出的顺序读取；互相矛盾的行以最后的为准，所以人工的更正放在最后。\n"
     "\n"
     "先留出五分之一的文本，用来衡量模型可以有多大把握；然后学习全部文本。相同的行在每台\n"
     "机器上得到逐字节相同的模型。\n"
     "\n"
     "加 --policy 时也学习文本中找到的关键词。该策略所引用的模型不会读取，所以不必已经存在。\n"
     "docs/models.md 说明文件和模型。\n"
     "\n"
     "退出码：0 完成，1 文件无法读取或写入，或选项有误，2 行有错误。"},
    "waypost train --out desk.wpm labelled.csv corrections.jsonl",
    kTrainOptions,
    RunTrain,
};

}  // namespace waypost::cli
