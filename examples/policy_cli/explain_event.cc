// waypost explain SCENARIO EVENT: what decided an event, and what it comes of.
#include "examples/policy_cli/explain_event.h"

#include <algorithm>
#include <cstdint>
#include <map>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/types/span.h"
#include "examples/policy_cli/commands.h"
#include "examples/policy_cli/files.h"
#include "examples/policy_cli/json.h"
#include "lib/base/json_text.h"
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

// An event, then what it comes of, back to the beginning.
using Lineage = std::vector<Happened>;

// Events of a run, with what each comes of.
class Course {
 public:
  explicit Course(const scenario::RunResult& run) {
    for (const scenario::StepResult& result : run.results) {
      for (const v1::Event& event : result.events) {
        happened_.push_back({&event, result.step});
        if (event.sequence() != 0) by_sequence_[event.sequence()] = happened_.back();
      }
    }
  }

  const std::vector<Happened>& happened() const { return happened_; }

  // Each cause is an earlier event, so this ends.
  Lineage LineageOf(const Happened& last) const {
    Lineage line = {last};
    for (uint64_t sequence = last.event->cause().event_sequence(); sequence != 0;) {
      const auto cause = by_sequence_.find(sequence);
      if (cause == by_sequence_.end() || sequence >= line.back().event->sequence()) break;
      line.push_back(cause->second);
      sequence = cause->second.event->cause().event_sequence();
    }
    return line;
  }

 private:
  std::vector<Happened> happened_;
  std::map<uint64_t, Happened> by_sequence_;
};

std::string TextOf(const scenario::Program& program, const Happened& each) {
  return scenario::EventText(*each.event, program.local, each.step->at_ms);
}

// What the first of all causes was.
enum class Beginning { kTime, kSetup, kStep };

Beginning BeginningOf(const Happened& first) {
  if (first.event->cause().kind() == v1::Cause::TIMER) return Beginning::kTime;
  return first.step->kind == Step::Kind::kSetup ? Beginning::kSetup : Beginning::kStep;
}

// Tells people.
class Teller {
 public:
  Teller(const scenario::Program& program, std::ostream& out) : program_(program), out_(out) {}

  void Show(const Lineage& line) const {
    const v1::Event& event = *line.front().event;
    out_ << TextOf(program_, line.front()) << "\n"
         << Say({"  at          $0 $1\n", "  时间        $0 $1\n"}, At(event.at_ms()),
                program_.local.zone_name());
    ShowRule(event);
    for (size_t i = 1; i < line.size(); ++i) {
      out_ << Say({"  comes of    $0\n", "  起因        $0\n"}, TextOf(program_, line[i]));
      ShowRule(*line[i].event);
    }
    ShowBeginning(line.back());
  }

 private:
  std::string At(int64_t at_ms) const {
    return absl::StrCat(program_.local.FormatDate(at_ms), "T",
                        program_.local.FormatTimeOfDay(at_ms));
  }

  void ShowRule(const v1::Event& event) const {
    const std::string rule = scenario::DecidedByText(event);
    if (rule.empty()) return;
    out_ << Say({"  decided by  $0\n", "  决定依据    $0\n"}, rule);
    const std::string line = SourceLine(program_, event.decided_by());
    if (!line.empty()) out_ << "              " << line << "\n";
  }

  void ShowBeginning(const Happened& first) const {
    switch (BeginningOf(first)) {
      case Beginning::kTime:
        out_ << Words{"  because     time went by\n", "  原因        时间到了\n"};
        return;
      case Beginning::kSetup:
        out_ << Words{"  because     the roster was set up\n", "  原因        名册的设置\n"};
        return;
      case Beginning::kStep:
        out_ << Say({"  because     $0  $1:$2\n", "  原因        $0  $1:$2\n"}, first.step->text,
                    program_.path, first.step->line);
    }
  }

  const scenario::Program& program_;
  std::ostream& out_;
};

// An event as the contract and as a scenario has it, with the policy's line that decided it.
std::string HappenedJson(const scenario::Program& program, const Happened& each) {
  return absl::StrCat("{\"text\":", JsonText(TextOf(program, each)),
                      ",\"policy_line\":", JsonText(SourceLine(program, each.event->decided_by())),
                      ",\"event\":", MessageJson(*each.event), "}");
}

std::string BeginningJson(const scenario::Program& program, const Happened& first) {
  switch (BeginningOf(first)) {
    case Beginning::kTime:
      return "{\"kind\":\"time\"}";
    case Beginning::kSetup:
      return "{\"kind\":\"setup\"}";
    case Beginning::kStep:
      break;
  }
  return absl::StrCat("{\"kind\":\"step\",\"text\":", JsonText(first.step->text),
                      ",\"file\":", JsonText(program.path), ",\"line\":", first.step->line, "}");
}

std::string ExplanationJson(const scenario::Program& program, const std::vector<Lineage>& lines) {
  const auto happened = [&](const Happened& each) { return HappenedJson(program, each); };
  const auto explained = [&](const Lineage& line) {
    return absl::StrCat("{\"happened\":", happened(line.front()),
                        ",\"comes_of\":", JsonList(absl::MakeSpan(line).subspan(1), happened),
                        ",\"because\":", BeginningJson(program, line.back()), "}");
  };
  return absl::StrCat("{\"time_zone\":", JsonText(program.local.zone_name()),
                      ",\"explained\":", JsonList(lines, explained), "}\n");
}

// Of each event that begins so.
std::vector<Lineage> LinesOf(const scenario::Program& program, const Course& course,
                             const std::string& beginning) {
  std::vector<Lineage> lines;
  for (const Happened& each : course.happened()) {
    const std::string text = absl::StrCat(TextOf(program, each), " ");
    if (absl::StartsWith(text, beginning + " ")) lines.push_back(course.LineageOf(each));
  }
  return lines;
}

void PrintLineage(const scenario::Program& program, const std::vector<Lineage>& lines,
                  Output output, std::ostream& out) {
  if (output == Output::kJson) {
    out << ExplanationJson(program, lines);
    return;
  }
  const Teller teller(program, out);
  for (const Lineage& line : lines) {
    if (&line != &lines.front()) out << "\n";
    teller.Show(line);
  }
}

}  // namespace

int ExplainEvents(const std::vector<std::string>& words, Output output, std::ostream& out,
                  std::ostream& err) {
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
  const std::vector<Lineage> lines = LinesOf(*loaded.program, Course(run), beginning);
  if (!lines.empty()) {
    PrintLineage(*loaded.program, lines, output, out);
    return kClean;
  }
  err << Say({"waypost explain: no event of $0 begins with \"$1\"; waypost run prints them\n",
              "waypost explain：$0 没有以 \"$1\" 开头的事件；waypost run 会打印它们\n"},
             path, beginning);
  return kUsageOrIo;
}

}  // namespace waypost::cli
