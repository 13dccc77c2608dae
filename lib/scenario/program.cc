#include "lib/scenario/program.h"

#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/base/words.h"
#include "lib/engine/policy_body.h"
#include "lib/policy/diagnostic_sink.h"
#include "lib/policy/roster.h"
#include "lib/scenario/command_builder.h"

namespace waypost::scenario {
namespace {

// Names of the policy files among a verb's words (ArgumentKind::kFiles).
std::vector<const Word*> FileWords(const Verb& verb, absl::Span<const Word> words) {
  std::vector<const Word*> files;
  if (verb.action != VerbAction::kReplacePolicy) return files;
  for (const Word& word : words) {
    if (!word.has_key && !word.Is("jump")) files.push_back(&word);
  }
  return files;
}

using policy::Quoted;

constexpr int64_t kLatestStepMs = 7'258'118'400'000;  // 2200-01-01

// A file's name as a scenario in the folder of `path` means it.
std::string Beside(const std::string& path, const std::string& name) {
  const size_t slash = path.rfind('/');
  if (slash == std::string::npos || name.substr(0, 1) == "/") return name;
  return absl::StrCat(path.substr(0, slash + 1), name);
}

class Loader {
 public:
  Loader(const std::string& path, const std::string& text, FileReader files)
      : path_(path), file_(path, text), findings_(file_), files_(files) {}

  Loaded Load() {
    script_ = ParseScript(file_, findings_);
    policy_ = Compile(script_.policies);
    for (const ScriptStep& step : script_.steps) CompileReplacement(step);
    local_ = LoadLocalTime();
    BindSteps();
    return Finish();
  }

 private:
  // --- the files

  std::optional<std::string> Read(const Word& name) {
    const std::string path = Beside(path_, name.text);
    absl::StatusOr<std::string> text = files_(path);
    if (text.ok()) return *std::move(text);
    findings_.Add("WP9005", name.place, Say({"cannot read $0", "无法读取 $0"}, Quoted(path)))
        .Label(policy::OneLineOf(WordsOf(text.status()), 200));
    return std::nullopt;
  }

  std::optional<Policy> Compile(const std::vector<Word>& names) {
    std::vector<Policy::Source> sources;
    for (const Word& name : names) {
      if (auto text = Read(name)) sources.push_back({Beside(path_, name.text), *std::move(text)});
    }
    if (sources.empty() || sources.size() < names.size()) return std::nullopt;
    const PolicyCompilation compiled = Policy::Compile(std::move(sources), files_);
    for (const Diagnostic& finding : compiled.findings()) {
      if (finding.severity == Diagnostic::Severity::kError) others_.push_back(finding);
    }
    if (!compiled.ok()) return std::nullopt;
    AddFactTypes(compiled.policy().body().tables, facts_);
    return compiled.policy();
  }

  void CompileReplacement(const ScriptStep& step) {
    if (step.verb == nullptr || step.verb->action != VerbAction::kReplacePolicy) return;
    std::vector<Word> names;
    for (const Word* word : FileWords(*step.verb, step.words)) names.push_back(*word);
    if (names.empty()) return;  // said where the verb's words are read
    if (auto policy = Compile(names)) replacements_.emplace(&step, *std::move(policy));
  }

  LocalTime LoadLocalTime() {
    const std::string name = script_.zone ? script_.zone->text
                             : policy_    ? policy_->time_zone()
                                          : "UTC";
    auto local = LocalTime::Load(name);
    if (local.ok()) return *std::move(local);
    if (script_.zone) {
      findings_.Add("WP9008", script_.zone->place, policy::OneLineOf(WordsOf(local.status()), 200));
    }
    return LocalTime(calendar::Zone());
  }

  // --- the steps

  void BindSteps() {
    const auto first = ParseTime(absl::StrCat(kDefaultDate, "T00:00"));
    previous_ms_ = local_->Candidates(*first, 0).front();
    for (const ScriptStep& step : script_.steps) {
      switch (step.kind) {
        case ScriptStep::Kind::kAgent:
        case ScriptStep::Kind::kRoster:
          break;  // set up at the time of the first step, which is not known yet
        case ScriptStep::Kind::kAt:
          BindAt(step);
          break;
        case ScriptStep::Kind::kWakeup:
          BindWakeup(step);
          break;
        case ScriptStep::Kind::kClock:
          BindClock(step);
          break;
      }
    }
    BindSetup();
  }

  void BindSetup() {
    std::vector<Step> setup;
    for (const ScriptStep& step : script_.steps) {
      if (step.kind == ScriptStep::Kind::kAgent) {
        Step bound = MakeStep(step, Step::Kind::kSetup);
        bound.command = Build(step, start_ms_);
        setup.push_back(std::move(bound));
      } else if (step.kind == ScriptStep::Kind::kRoster) {
        AddRoster(step, setup);
      }
    }
    for (Step& step : setup) step.at_ms = start_ms_;
    steps_.insert(steps_.begin(), std::make_move_iterator(setup.begin()),
                  std::make_move_iterator(setup.end()));
  }

  void AddRoster(const ScriptStep& step, std::vector<Step>& setup) {
    auto text = Read(step.time);
    if (!text) return;
    const v1::Roster roster =
        policy::ReadRoster({{Beside(path_, step.time.text), *std::move(text)}}, &others_);
    for (const v1::Agent& agent : roster.agents()) {
      Step bound = MakeStep(step, Step::Kind::kSetup);
      *bound.command.mutable_set_agent()->mutable_agent() = agent;
      setup.push_back(std::move(bound));
    }
  }

  static Step MakeStep(const ScriptStep& step, Step::Kind kind) {
    Step bound;
    bound.kind = kind;
    bound.line = step.line;
    bound.text = step.text;
    return bound;
  }

  v1::Command Build(const ScriptStep& step, int64_t at_ms) {
    return BuildCommand(*step.verb, step.verb_place, step.words, facts_, *local_, at_ms, findings_);
  }

  static Step::Kind KindOf(const Verb& verb) {
    switch (verb.action) {
      case VerbAction::kApply:
        return Step::Kind::kCommand;
      case VerbAction::kAdvance:
        return Step::Kind::kAdvance;
      case VerbAction::kSnapshot:
        return Step::Kind::kSnapshot;
      case VerbAction::kReplacePolicy:
        return Step::Kind::kReplacePolicy;
    }
    return Step::Kind::kCommand;
  }

  void BindAt(const ScriptStep& step) {
    const bool advances = step.verb != nullptr && step.verb->action == VerbAction::kAdvance;
    const int64_t at_ms = TimeOf(step, advances);
    Step bound = MakeStep(step, step.verb == nullptr ? Step::Kind::kCommand : KindOf(*step.verb));
    bound.at_ms = at_ms;
    if (step.verb != nullptr) bound.command = Build(step, at_ms);
    const auto replacement = replacements_.find(&step);
    if (replacement != replacements_.end()) {
      bound.replacement = replacement->second;
      bound.command.mutable_replace_policy()->set_fingerprint(replacement->second.fingerprint());
    }
    for (const ArrowLine& arrow : step.arrows) {
      ReadExpectations(arrow.words, arrow.arrow, *local_, at_ms, findings_, bound.expected);
    }
    steps_.push_back(std::move(bound));
  }

  int64_t TimeOf(const ScriptStep& step, bool advances) {
    const auto time = ParseTime(step.time.has_key ? "" : step.time.text);
    if (!time.ok()) {
      findings_
          .Add("WP9106", step.time.place,
               Say({"malformed time $0", "格式错误的时间 $0"}, Quoted(step.time.text)))
          .Help(WordsOf(time.status()));
      return previous_ms_;
    }
    if (first_ && time->kind == TimeText::Kind::kRelative) {
      findings_
          .Add("WP9106", step.time.place,
               {"the first step has nothing to count from", "第一步没有可以起算的时间"})
          .Help({"begin with a time such as 09:00 or 2027-02-06T20:59",
                 "请以 09:00 或 2027-02-06T20:59 这样的时间开始"});
    }
    const int64_t at_ms = local_->Resolve(*time, previous_ms_);
    if (at_ms >= kLatestStepMs) {
      findings_.Add("WP9106", step.time.place,
                    {"the step lies beyond the year 2199", "该步晚于 2199 年"});
      return previous_ms_;
    }
    CheckOrder(step, at_ms, advances);
    if (first_) start_ms_ = at_ms;
    first_ = false;
    after_advance_ = advances;
    return previous_ms_ = at_ms;
  }

  void CheckOrder(const ScriptStep& step, int64_t at_ms, bool advances) {
    if (!first_ && at_ms < previous_ms_) {
      findings_
          .Add("WP9107", step.time.place, {"the step lies before the one above", "该步早于上一步"})
          .Label(Say({"that was $0", "上一步是 $0"}, local_->Format(previous_ms_, at_ms)));
    } else if (!first_ && at_ms == previous_ms_ && after_advance_ && !advances) {
      findings_
          .Add("WP9107", step.time.place,
               {"the `advance` above went 1 ms further", "上面的 `advance` 又前进了 1 ms"})
          .Help({"what happens at the very instant of something due comes before it: put this step "
                 "first, or 1 ms later (+1ms)",
                 "恰在到期时刻发生的事先于到期：请把该步写在前面，或晚 1 ms（+1ms）"});
    }
  }

  void BindWakeup(const ScriptStep& step) {
    Step bound = MakeStep(step, Step::Kind::kWakeup);
    bound.at_ms = previous_ms_;
    if (!step.time.Is("none")) {
      const auto time = ParseTime(step.time.has_key ? "" : step.time.text);
      if (time.ok()) {
        bound.wakeup_ms = local_->Resolve(*time, previous_ms_);
      } else {
        findings_
            .Add("WP9106", step.time.place,
                 Say({"malformed time $0", "格式错误的时间 $0"}, Quoted(step.time.text)))
            .Help(WordsOf(time.status()));
      }
    }
    if (first_) {
      findings_
          .Add("WP9006", step.time.place,
               {"nothing has happened yet that could be due", "还没有发生任何会到期的事"})
          .Help({"put it after a step that has a time", "请写在带时间的步骤之后"});
    }
    steps_.push_back(std::move(bound));
  }

  void BindClock(const ScriptStep& step) {
    Step bound = MakeStep(step, Step::Kind::kClock);
    bound.at_ms = previous_ms_;
    bound.clock = ReadClockLine(step.words, step.verb_place, findings_);
    if (first_)
      findings_
          .Add("WP9006", step.verb_place,
               {"nothing has happened yet to a clock", "时钟还没有发生任何事"})
          .Help({"put it after a step that has a time", "请写在带时间的步骤之后"});
    steps_.push_back(std::move(bound));
  }

  Loaded Finish() {
    Loaded loaded;
    loaded.title = script_.title;
    loaded.diagnostics = std::move(findings_).Take();
    loaded.diagnostics.insert(loaded.diagnostics.end(), others_.begin(), others_.end());
    if (!loaded.diagnostics.empty() || !policy_) return loaded;
    loaded.program = std::make_unique<Program>(Program{path_, script_.title, *std::move(policy_),
                                                       *std::move(local_), script_.seed, start_ms_,
                                                       std::move(steps_)});
    return loaded;
  }

  const std::string& path_;
  policy::SourceFile file_;
  Findings findings_;
  FileReader files_;
  Script script_;
  std::vector<Diagnostic> others_;  // about policies and rosters
  std::optional<Policy> policy_;
  absl::flat_hash_map<const ScriptStep*, Policy> replacements_;
  FactTypes facts_;
  std::optional<LocalTime> local_;
  std::vector<Step> steps_;
  int64_t start_ms_ = 0;
  int64_t previous_ms_ = 0;
  bool first_ = true;
  bool after_advance_ = false;
};

}  // namespace

Loaded LoadProgram(const std::string& path, const std::string& text, FileReader files) {
  return Loader(path, text, files).Load();
}

}  // namespace waypost::scenario
