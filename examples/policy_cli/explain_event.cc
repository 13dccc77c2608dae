// waypost explain SCENARIO EVENT: what decided an event, and what it comes of.
#include "examples/policy_cli/explain_event.h"

#include <algorithm>
#include <cstdint>
#include <map>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "examples/policy_cli/commands.h"
#include "examples/policy_cli/files.h"
#include "lib/base/words.h"
#include "lib/engine/policy_body.h"
#include "lib/scenario/event_text.h"
#include "lib/scenario/program.h"
#include "lib/scenario/runner.h"
#include "waypost/diagnostic.h"

namespace waypost::cli {
namespace {

using scenario::Step;

// An event and the step in which it happened.
struct Happened {
  const v1::Event* event = nullptr;
  const Step* step = nullptr;
};

// A line of the scenario's policy, without the spaces around it. Empty if there is no such line, or
// if the policy is replaced: the line may be another policy's.
std::string SourceLine(const scenario::Program& program, const v1::PolicyLocation& place) {
  const bool replaced = std::any_of(program.steps.begin(), program.steps.end(),
                                    [](const Step& step) { return step.replacement.has_value(); });
  if (replaced) return {};
  for (const policy::SourceFile& file : *program.policy.body().lowered.files) {
    if (file.name() != place.file() || place.line() < 1) continue;
    return std::string(
        absl::StripAsciiWhitespace(std::string(file.Line(static_cast<uint32_t>(place.line())))));
  }
  return {};
}

class EventExplainer {
 public:
  EventExplainer(const scenario::Program& program, const scenario::RunResult& run,
                 std::ostream& out)
      : program_(program), out_(out) {
    for (const scenario::StepResult& result : run.results) {
      for (const v1::Event& event : result.events) {
        happened_.push_back({&event, result.step});
        if (event.sequence() != 0) by_sequence_[event.sequence()] = happened_.back();
      }
    }
  }

  // How many events begin so.
  size_t Explain(const std::string& beginning) {
    size_t found = 0;
    for (const Happened& each : happened_) {
      const std::string text = absl::StrCat(TextOf(each), " ");
      if (!absl::StartsWith(text, beginning + " ")) continue;
      if (++found > 1) out_ << "\n";
      Show(each);
    }
    return found;
  }

 private:
  std::string TextOf(const Happened& each) const {
    return scenario::EventText(*each.event, program_.local, each.step->at_ms);
  }

  std::string At(int64_t at_ms) const {
    return absl::StrCat(program_.local.FormatDate(at_ms), "T",
                        program_.local.FormatTimeOfDay(at_ms));
  }

  void Show(const Happened& each) const {
    out_ << TextOf(each) << "\n"
         << Say({"  at          $0 $1\n", "  时间        $0 $1\n"}, At(each.event->at_ms()),
                program_.local.zone_name());
    ShowRule(*each.event);
    // Each cause is an earlier event, so this ends.
    Happened last = each;
    for (uint64_t sequence = each.event->cause().event_sequence(); sequence != 0;) {
      const auto cause = by_sequence_.find(sequence);
      if (cause == by_sequence_.end() || sequence >= last.event->sequence()) break;
      last = cause->second;
      out_ << Say({"  comes of    $0\n", "  起因        $0\n"}, TextOf(last));
      ShowRule(*last.event);
      sequence = last.event->cause().event_sequence();
    }
    ShowBeginning(last);
  }

  void ShowRule(const v1::Event& event) const {
    const std::string rule = scenario::DecidedByText(event);
    if (rule.empty()) return;
    out_ << Say({"  decided by  $0\n", "  决定依据    $0\n"}, rule);
    const std::string line = SourceLine(program_, event.decided_by());
    if (!line.empty()) out_ << "              " << line << "\n";
  }

  // A command, or that time went by.
  void ShowBeginning(const Happened& first) const {
    if (first.event->cause().kind() == v1::Cause::TIMER) {
      out_ << Words{"  because     time went by\n", "  原因        时间到了\n"};
    } else if (first.step->kind == Step::Kind::kSetup) {
      out_ << Words{"  because     the roster was set up\n", "  原因        名册的设置\n"};
    } else {
      out_ << Say({"  because     $0  $1:$2\n", "  原因        $0  $1:$2\n"}, first.step->text,
                  program_.path, first.step->line);
    }
  }

  const scenario::Program& program_;
  std::ostream& out_;
  std::vector<Happened> happened_;
  std::map<uint64_t, Happened> by_sequence_;
};

}  // namespace

int ExplainEvents(const std::vector<std::string>& words, std::ostream& out, std::ostream& err) {
  const std::string& path = words[0];
  if (words.size() < 2) {
    err << Words{
        "waypost explain: needs the beginning of an event after the scenario, such as \"warned "
        "T1\"\n",
        "waypost explain：场景之后需要事件的开头，例如 \"warned T1\"\n"};
    return kUsageOrIo;
  }
  const absl::StatusOr<std::string> text = ReadFile(path);
  if (!text.ok()) {
    err << Say({"waypost explain: $0\n", "waypost explain：$0\n"}, WordsOf(text.status()));
    return kUsageOrIo;
  }
  const scenario::Loaded loaded =
      scenario::LoadProgram(path, *text, [](const std::string& name) { return ReadFile(name); });
  if (loaded.program == nullptr) {
    err << RenderDiagnostics(loaded.diagnostics, LanguageOf(err));
    return kInvalidPolicy;
  }
  const scenario::RunResult run = scenario::Run(*loaded.program);
  const std::string beginning = absl::StrJoin(words.begin() + 1, words.end(), " ");
  if (EventExplainer(*loaded.program, run, out).Explain(beginning) > 0) return kClean;
  err << Say({"waypost explain: no event of $0 begins with \"$1\"; waypost run prints them\n",
              "waypost explain：$0 没有以 \"$1\" 开头的事件；waypost run 会打印它们\n"},
             path, beginning);
  return kUsageOrIo;
}

}  // namespace waypost::cli
