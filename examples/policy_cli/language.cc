// waypost language: tells languages, and trains what tells them.
#include <algorithm>
#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "examples/policy_cli/commands.h"
#include "examples/policy_cli/files.h"
#include "examples/policy_cli/json.h"
#include "examples/policy_cli/output.h"
#include "lib/base/json_text.h"
#include "lib/base/words.h"
#include "lib/replay/gunzip.h"
#include "lib/text/language_identifier.h"
#include "lib/text/language_trainer.h"
#include "lib/text/normalise.h"

namespace waypost::cli {
namespace {

constexpr size_t kLongestList = 64 << 20;  // unpacked

const Option kLanguageOptions[] = {
    {"--languages",
     "TAGS",
     {"tell: among these, \"zh-Hans,en,ja\"; else among all that are known",
      "tell：在这些语言之中，\"zh-Hans,en,ja\"；不写则在所有已知语言之中"}},
    {"--locale",
     "TAG",
     {"tell: what the player's device says, \"pt-BR\"", "tell：玩家的设备所示，\"pt-BR\""}},
    {"--neutral",
     "FILE",
     {"train: words that are the same in every language, one a line",
      "train：在每种语言中都相同的词，每行一个"}},
    {"--licence",
     "FILE",
     {"train: where the words came from, to be kept in the model",
      "train：词的来源，保存在模型中"}},
    {"--out", "FILE", {"train: where the model goes", "train：模型写到何处"}},
    {"--check",
     "FILE",
     {"train: compare with this model instead of writing one",
      "train：与这个模型比较，而不写出模型"}},
    {"--output", "FORMAT", {"tell: text (the default) or json", "tell：text（默认）或 json"}},
};

int FailLanguage(const Words& what, std::ostream& err) {
  err << Say({"waypost language: $0\n", "waypost language：$0\n"}, what);
  return kUsageOrIo;
}

// --- tell

std::string GuessJson(const text::LanguageGuess& guess, const std::string& text) {
  return absl::StrCat(
      "{\"language\":", JsonText(guess.language), ",\"margin_milli\":", guess.margin_milli,
      ",\"by_locale\":", JsonBool(guess.by_locale), ",\"text\":", JsonText(text), "}");
}

int TellLanguage(const Arguments& arguments, std::ostream& out, std::ostream& err) {
  const std::optional<Output> output = ReadOutput("language", arguments, err);
  if (!output) return kUsageOrIo;
  const std::string languages = arguments.Value("--languages").value_or("");
  std::vector<std::string> tags;
  if (!languages.empty()) tags = absl::StrSplit(languages, ',');
  const std::vector<std::string_view> candidates(tags.begin(), tags.end());
  const auto identifier = text::LanguageIdentifier::Create(candidates);
  if (!identifier.ok()) return FailLanguage(WordsOf(identifier.status()), err);
  const text::Normaliser normaliser;
  text::NormalisedText normalised;
  const auto guess_of = [&](const std::string& text) {
    normaliser.Normalise(text, normalised);
    return identifier->Identify(normalised.bytes(), arguments.Value("--locale").value_or(""));
  };
  const absl::Span<const std::string> texts = absl::MakeSpan(arguments.positional()).subspan(1);
  if (*output == Output::kJson) {
    out << JsonList(texts, [&](const std::string& text) { return GuessJson(guess_of(text), text); })
        << "\n";
    return kClean;
  }
  for (const std::string& text : texts) {
    const text::LanguageGuess guess = guess_of(text);
    out << Say({"$0  margin $1$2  $3\n", "$0  差距 $1$2  $3\n"}, guess.language, guess.margin_milli,
               (guess.by_locale ? Words{"  by locale", "  据地区"} : Words()), text);
  }
  return kClean;
}

// --- train

// The name of a list's file up to its first dot: "words/zh-Hans.txt.gz" is of "zh-Hans".
std::string TagOf(const std::string& file) {
  const std::string name = file.substr(file.find_last_of('/') + 1);
  return name.substr(0, name.find('.'));
}

absl::StatusOr<std::string> Unpacked(std::string bytes) {
  if (!replay::IsGzip(bytes)) return bytes;
  return replay::Gunzip(bytes, kLongestList);
}

// Reads the lists; their words refer to `texts`.
absl::StatusOr<std::vector<text::WordList>> ReadLists(const Arguments& arguments,
                                                      std::deque<std::string>& texts) {
  std::vector<std::string> files(arguments.positional().begin() + 1, arguments.positional().end());
  std::sort(files.begin(), files.end());
  std::vector<text::WordList> lists;
  for (const std::string& file : files) {
    const auto in_file = [&file](const absl::Status& status) {
      return InvalidArgument(Say({"$0: $1", "$0：$1"}, file, WordsOf(status)));
    };
    absl::StatusOr<std::string> bytes = ReadFile(file);
    if (bytes.ok()) bytes = Unpacked(*std::move(bytes));
    if (!bytes.ok()) return in_file(bytes.status());
    texts.push_back(*std::move(bytes));
    auto words = text::ReadWordList(texts.back());
    if (!words.ok()) return in_file(words.status());
    lists.push_back({TagOf(file), *std::move(words)});
  }
  return lists;
}

absl::Status ReadBeside(const Arguments& arguments, text::LanguageTraining& training) {
  if (const auto file = arguments.Value("--licence")) {
    absl::StatusOr<std::string> licence = ReadFile(*file);
    if (!licence.ok()) return licence.status();
    training.licence = *std::move(licence);
  }
  if (const auto file = arguments.Value("--neutral")) {
    const absl::StatusOr<std::string> words = ReadFile(*file);
    if (!words.ok()) return words.status();
    for (const absl::string_view line : absl::StrSplit(*words, '\n')) {
      if (!line.empty() && line[0] != '#') training.neutral.emplace_back(line);
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<std::string> Train(const Arguments& arguments) {
  std::deque<std::string> texts;
  const auto lists = ReadLists(arguments, texts);
  if (!lists.ok()) return lists.status();
  auto vocabularies = text::BuildVocabularies(*lists);
  if (!vocabularies.ok()) return vocabularies.status();
  text::LanguageTraining training;
  training.vocabularies = *std::move(vocabularies);
  const absl::Status beside = ReadBeside(arguments, training);
  if (!beside.ok()) return beside;
  return text::TrainLanguageModel(training);
}

int Compare(const std::string& model, const std::string& file, std::ostream& out,
            std::ostream& err) {
  const absl::StatusOr<std::string> other = ReadFile(file);
  if (!other.ok())
    return FailLanguage(Say({"$0: $1", "$0：$1"}, file, WordsOf(other.status())), err);
  const bool same = *other == model;
  out << file
      << (same ? Words{" is what these lists give, byte for byte\n", " 与这些词表所得逐字节相同\n"}
               : Words{" is not what these lists give\n", " 不是这些词表所得\n"});
  return same ? kClean : kDifferences;
}

// What training has to say is for people alone.
constexpr Output kText[] = {Output::kText};

int TrainOrCheck(const Arguments& arguments, std::ostream& out, std::ostream& err) {
  if (!ReadOutput("language", arguments, err, kText)) return kUsageOrIo;
  const auto file = arguments.Value("--out");
  const auto check = arguments.Value("--check");
  if (file.has_value() == check.has_value()) {
    return FailLanguage(
        {"train needs either --out FILE or --check FILE", "train 需要 --out FILE 或 --check FILE"},
        err);
  }
  const absl::StatusOr<std::string> model = Train(arguments);
  if (!model.ok()) return FailLanguage(WordsOf(model.status()), err);
  if (check) return Compare(*model, *check, out, err);
  if (!ReplaceFile(*file, *model, err)) return kUsageOrIo;
  const auto opened = text::LanguageModel::Open(*model);
  if (!opened.ok()) return FailLanguage(WordsOf(opened.status()), err);
  out << Say({"$0: $1 {byte|bytes}, $2 {n-gram|n-grams}\n", "$0：$1 字节，$2 个 n-gram\n"}, *file,
             model->size(), opened->Rows());
  for (const auto& script : opened->scripts()) {
    for (size_t i = 0; i < script.tags.size(); ++i) out << (i == 0 ? "  " : " ") << script.tags[i];
    out << "\n";
  }
  return kClean;
}

}  // namespace

int RunLanguage(const Arguments& arguments, std::ostream& out, std::ostream& err) {
  const std::string action = arguments.positional().empty() ? "" : arguments.positional()[0];
  if (action == "tell" && arguments.positional().size() > 1)
    return TellLanguage(arguments, out, err);
  if (action == "train" && arguments.positional().size() > 2)
    return TrainOrCheck(arguments, out, err);
  return FailLanguage({"needs tell or train, and what they need; try: waypost language --help",
                       "需要 tell 或 train，以及它们所需的内容；请看：waypost language --help"},
                      err);
}

const Command kLanguageCommand = {
    "language",
    {"which language a text is in; training on other word lists", "文本是哪种语言；用其他词表训练"},
    "waypost language tell [--languages TAGS] [--locale TAG] [--output FORMAT] TEXT...\n"
    "       waypost language train LIST... --out MODEL [--neutral FILE] [--licence FILE]\n"
    "       waypost language train LIST... --check MODEL [--neutral FILE] [--licence FILE]",
    {"tell    the language of each text, \"und\" where it cannot be told, and how clear it is, in\n"
     "        thousandths\n"
     "train   a model of word lists, \"word count\" a line, packed by gzip or not; the name of a\n"
     "        file up to its first dot is its language: words/pt.txt.gz. The same lists give the\n"
     "        same bytes on every machine.\n"
     "\n"
     "Exit codes: 0 done, 1 a file or a word cannot be read, 6 --check found another model.",
     "tell    每段文本的语言，无法判断时为 \"und\"，以及判断有多清楚，以千分计\n"
     "train   由词表训练的模型，每行为 \"词 次数\"，可用 gzip 压缩；文件名中第一个点之前的\n"
     "        部分是其语言：words/pt.txt.gz。相同的词表在每台机器上得到相同的字节。\n"
     "\n"
     "退出码：0 完成，1 文件或词无法读取，6 --check 发现模型不同。"},
    "waypost language tell --languages en,de,fr \"mein Konto wurde gesperrt\"",
    kLanguageOptions,
    RunLanguage,
};

}  // namespace waypost::cli
