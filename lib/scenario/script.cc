#include "lib/scenario/script.h"

#include <algorithm>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/base/words.h"
#include "lib/policy/diagnostic_sink.h"

namespace waypost::scenario {
namespace {

using policy::Quoted;

constexpr size_t kMostBytes = size_t{4} << 20;
constexpr size_t kMostSteps = 100'000;

constexpr std::string_view kLineNames[] = {"policy", "roster", "agent",  "zone",  "seed",
                                           "strict", "at",     "wakeup", "clock", "->"};

std::vector<std::string_view> VerbNames() {
  std::vector<std::string_view> names;
  for (const Verb& verb : Verbs()) names.push_back(verb.name);
  return names;
}

std::string_view Trimmed(std::string_view text) {
  const auto is_space = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

class Parser {
 public:
  Parser(const policy::SourceFile& file, Findings& findings) : file_(file), findings_(findings) {}

  Script Parse() {
    if (file_.text().size() > kMostBytes) {
      findings_.AddWithoutPlace("WP9004", {"the scenario has more than 4 MiB", "场景大于 4 MiB"});
      return std::move(script_);
    }
    for (uint32_t offset : file_.odd_bytes()) {
      findings_.Add("WP9003", {offset, offset + 1}, {"not UTF-8 text", "不是 UTF-8 文本"});
    }
    for (uint32_t line = 1; line <= file_.line_count() && !too_many_; ++line) ReadLine(line);
    CheckComplete();
    return std::move(script_);
  }

 private:
  void ReadLine(uint32_t line) {
    const std::string_view text = file_.Line(line);
    const std::string_view trimmed = Trimmed(text);
    if (trimmed.empty()) return;
    if (trimmed.front() == '#') {
      if (script_.title.empty()) script_.title = policy::OneLine(Trimmed(trimmed.substr(1)), 200);
      return;
    }
    line_ = line;
    start_ = file_.LineStart(line);
    const std::vector<Word> words = SplitWords(text, start_, findings_);
    if (!words.empty()) ReadWords(words);
  }

  void ReadWords(const std::vector<Word>& words) {
    const Word& first = words.front();
    if (first.kind == Word::Kind::kArrow) return ReadContinuation(words);
    accepts_arrows_ = false;
    if (first.Is("at")) return ReadAt(words);
    if (first.Is("wakeup")) return ReadWakeup(words);
    if (first.Is("clock")) return ReadClock(words);
    if (first.Is("agent")) return ReadAgent(words);
    if (first.Is("policy") || first.Is("roster") || first.Is("zone") || first.Is("seed") ||
        first.Is("strict")) {
      return ReadHeader(words);
    }
    findings_
        .Add("WP9001", first.place, Say({"unknown line $0", "未知的行 $0"}, Quoted(first.text)))
        .Help(FindVerb(first.text) != nullptr ? Say({"a step begins with its time: at +1m $0 ...",
                                                     "步骤以其时间开头：at +1m $0 ..."},
                                                    first.text)
                                              : Suggestion(first.text, kLineNames));
  }

  // --- what describes the whole scenario

  void ReadHeader(const std::vector<Word>& words) {
    const Word& first = words.front();
    if (stepped_) {
      findings_.Add(
          "WP9006", first.place,
          Say({"\"$0\" stands before the first step", "\"$0\" 要写在第一步之前"}, first.text));
    }
    if (first.text == "policy") return ReadPolicies(words);
    if (first.text == "strict") {
      CheckCount(words, 0, {});
      script_.strict = true;
      return;
    }
    if (!CheckCount(words, 1,
                    first.text == "seed" ? Words{"a number", "数字"} : Words{"a name", "名称"}))
      return;
    const Word& value = words[1];
    if (first.text == "roster") return AddRoster(value);
    if (first.text == "zone") {
      if (script_.zone)
        findings_.Add("WP9006", first.place, {"a scenario has one zone", "场景只有一个时区"});
      script_.zone = value;
      return;
    }
    if (!absl::SimpleAtoi(value.text, &script_.seed)) {
      findings_.Add("WP9105", value.place,
                    Say({"$0 is no whole number", "$0 不是整数"}, Quoted(value.text)));
    }
  }

  bool CheckCount(const std::vector<Word>& words, size_t count, const Words& what) {
    if (words.size() > count + 1) {
      findings_.Add("WP9104", words[count + 1].place,
                    Say({"$0 is a word too many", "$0 是多余的词"}, Quoted(words[count + 1].text)));
    }
    if (words.size() > count) return true;
    findings_.Add("WP9103", words[0].place,
                  Say({"\"$0\" needs $1", "\"$0\" 需要 $1"}, words[0].text, what));
    return false;
  }

  void ReadPolicies(const std::vector<Word>& words) {
    if (words.size() == 1) {
      findings_.Add("WP9103", words[0].place,
                    {"\"policy\" needs the name of a file", "\"policy\" 需要文件名"});
    }
    script_.policies.insert(script_.policies.end(), words.begin() + 1, words.end());
  }

  void AddRoster(const Word& file) {
    ScriptStep step;
    step.kind = ScriptStep::Kind::kRoster;
    step.line = line_;
    step.time = file;
    step.text = absl::StrCat("roster ", file.text);
    AddStep(std::move(step));
  }

  // --- steps

  void ReadAgent(const std::vector<Word>& words) {
    if (stepped_) {
      findings_
          .Add("WP9006", words[0].place,
               {"\"agent\" without a time stands before the first step",
                "不带时间的 \"agent\" 要写在第一步之前"})
          .Help({"a later one is a step: at +1m agent ...", "之后的写成一步：at +1m agent ..."});
    }
    ScriptStep step;
    step.kind = ScriptStep::Kind::kAgent;
    step.verb = FindVerb("agent");
    TakeRest(words, 0, step);
    AddStep(std::move(step));
  }

  void ReadAt(const std::vector<Word>& words) {
    stepped_ = true;
    if (words.size() < 3 || words[1].kind != Word::Kind::kWord ||
        words[2].kind != Word::Kind::kWord) {
      findings_
          .Add("WP9103", words[0].place,
               {"\"at\" needs a time and a verb", "\"at\" 需要时间和动词"})
          .Help({"for example: at 09:00 open T1", "例如：at 09:00 open T1"});
      return;
    }
    ScriptStep step;
    step.time = words[1];
    step.verb = words[2].has_key || words[2].quoted ? nullptr : FindVerb(words[2].text);
    if (step.verb == nullptr) {
      findings_
          .Add("WP9101", words[2].place,
               Say({"unknown verb $0", "未知的动词 $0"}, Quoted(words[2].text)))
          .Help(Suggestion(words[2].text, VerbNames()));
    }
    TakeRest(words, 2, step);
    AddStep(std::move(step));
    accepts_arrows_ = true;
  }

  void ReadWakeup(const std::vector<Word>& words) {
    stepped_ = true;
    if (!CheckCount(words, 1, {"a time or \"none\"", "时间或 \"none\""})) return;
    ScriptStep step;
    step.kind = ScriptStep::Kind::kWakeup;
    step.time = words[1];
    step.line = line_;
    step.text = absl::StrCat("wakeup ", words[1].text);
    AddStep(std::move(step));
  }

  void ReadClock(const std::vector<Word>& words) {
    stepped_ = true;
    ScriptStep step;
    step.kind = ScriptStep::Kind::kClock;
    step.line = line_;
    step.verb_place = words[0].place;
    step.words.assign(words.begin() + 1, words.end());
    step.text = std::string(file_.Line(line_).substr(
        words[0].place.begin - start_, words.back().place.end - words[0].place.begin));
    AddStep(std::move(step));
  }

  // The verb at words[verb], its words, and the arrows after them.
  void TakeRest(const std::vector<Word>& words, size_t verb, ScriptStep& step) {
    step.line = line_;
    step.verb_place = words[verb].place;
    size_t end = verb + 1;
    while (end < words.size() && words[end].kind == Word::Kind::kWord) ++end;
    step.words.assign(words.begin() + static_cast<std::ptrdiff_t>(verb) + 1,
                      words.begin() + static_cast<std::ptrdiff_t>(end));
    const size_t begin = words[verb].place.begin - start_;
    step.text =
        std::string(file_.Line(line_).substr(begin, words[end - 1].place.end - start_ - begin));
    if (end == words.size()) return;
    if (words[end].kind == Word::Kind::kSemicolon) {
      findings_.Add("WP9104", words[end].place, {"one step, one verb", "一步只有一个动词"})
          .Help({"put a text with a semicolon in quotes, another verb on a line of its own",
                 "带分号的文字要加引号，另一个动词要另起一行"});
      return;
    }
    if (step.kind == ScriptStep::Kind::kAgent) {
      findings_
          .Add("WP9205", words[end].place,
               {"what an `agent` line leads to is not checked", "`agent` 行的结果不作检查"})
          .Help({"write it as a step: at 09:00 agent ...", "请写成一步：at 09:00 agent ..."});
      return;
    }
    TakeArrows(words, end, step);
  }

  void TakeArrows(const std::vector<Word>& words, size_t begin, ScriptStep& step) {
    for (size_t i = begin; i < words.size(); ++i) {
      if (words[i].kind == Word::Kind::kArrow) {
        step.arrows.push_back({words[i].place, {}});
      } else {
        step.arrows.back().words.push_back(words[i]);
      }
    }
  }

  void ReadContinuation(const std::vector<Word>& words) {
    if (!accepts_arrows_ || script_.steps.empty()) {
      findings_.Add("WP9205", words[0].place,
                    {"there is no step above that could have events", "上面没有可以有事件的步骤"});
      return;
    }
    TakeArrows(words, 0, script_.steps.back());
  }

  void AddStep(ScriptStep step) {
    if (script_.steps.size() == kMostSteps) {
      findings_.AddWithoutPlace(
          "WP9004", {"the scenario has more than 100,000 steps", "场景超过 100,000 步"});
      too_many_ = true;
      return;
    }
    const bool unchecked = script_.strict && step.kind == ScriptStep::Kind::kAt;
    if (unchecked) strict_steps_.push_back(script_.steps.size());
    script_.steps.push_back(std::move(step));
  }

  void CheckComplete() {
    if (script_.policies.empty()) {
      findings_.AddWithoutPlace("WP9007", {"the scenario names no policy", "场景没有写策略"})
          .Help({"begin with a line: policy desk.textproto",
                 "请以这一行开始：policy desk.textproto"});
    }
    const bool has_step =
        std::any_of(script_.steps.begin(), script_.steps.end(),
                    [](const ScriptStep& step) { return step.kind == ScriptStep::Kind::kAt; });
    if (!has_step) {
      findings_.AddWithoutPlace("WP9007", {"the scenario has no step", "场景没有任何步骤"})
          .Help({"for example: at 09:00 open T1", "例如：at 09:00 open T1"});
    }
    for (size_t i : strict_steps_) {
      const ScriptStep& step = script_.steps[i];
      if (step.arrows.empty()) {
        findings_
            .Add("WP9206", step.verb_place,
                 {"a strict scenario states what each step leads to",
                  "strict 的场景要写明每一步的结果"})
            .Help({"write `-> nothing` if that is nothing", "若没有结果，请写 `-> nothing`"});
      }
    }
  }

  const policy::SourceFile& file_;
  Findings& findings_;
  Script script_;
  uint32_t line_ = 0;
  size_t start_ = 0;
  bool stepped_ = false;
  bool accepts_arrows_ = false;
  bool too_many_ = false;
  std::vector<size_t> strict_steps_;
};

}  // namespace

Script ParseScript(const policy::SourceFile& file, Findings& findings) {
  return Parser(file, findings).Parse();
}

}  // namespace waypost::scenario
