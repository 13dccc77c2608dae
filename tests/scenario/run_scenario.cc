// Runs one scenario the plain way, then in every way that must not make a difference: it passes
// each time, and the events are the same to the last field.
#include <algorithm>
#include <cstdio>
#include <string>

#include "lib/scenario/program.h"
#include "lib/scenario/report.h"
#include "lib/scenario/runner.h"
#include "waypost/testing.h"

namespace {

using waypost::scenario::Program;
using waypost::scenario::RunResult;
using waypost::scenario::Variation;

struct NamedVariation {
  const char* name;
  Variation variation;
};

constexpr NamedVariation kVariations[] = {
    {"", {}},
    {"with a snapshot after every step", {true, false, false}},
    {"with time passing wakeup by wakeup", {false, true, false}},
    {"with texts resolved before commands are applied", {false, false, true}},
};

std::string AllEvents(const RunResult& run) {
  std::string all;
  for (const auto& result : run.results) {
    for (const waypost::v1::Event& event : result.events) all += event.ShortDebugString() + "\n";
  }
  return all;
}

std::string FirstDifference(const std::string& a, const std::string& b) {
  const auto end = static_cast<std::ptrdiff_t>(std::min(a.size(), b.size()));
  const auto at = std::mismatch(a.begin(), a.begin() + end, b.begin()).first - a.begin();
  const auto line = [&](const std::string& text) {
    const size_t begin = at == 0 ? 0 : text.rfind('\n', static_cast<size_t>(at) - 1) + 1;
    return text.substr(begin, text.find('\n', begin) - begin);
  };
  return "- " + line(a) + "\n+ " + line(b) + "\n";
}

bool Passes(const Program& program) {
  std::string plain;
  for (const NamedVariation& way : kVariations) {
    const RunResult run = waypost::scenario::Run(program, way.variation);
    const std::string events = AllEvents(run);
    if (*way.name == '\0') plain = events;
    if (run.passed && events == plain) continue;
    std::printf("%s\n%s%s", way.name, waypost::scenario::ReportText(program, run, {}).c_str(),
                events == plain ? "" : FirstDifference(plain, events).c_str());
    return false;
  }
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::printf("usage: run_scenario FILE\n");
    return 1;
  }
  const auto text = waypost::testing::ReadScenarioFile(argv[1]);
  if (!text.ok()) {
    std::printf("%s cannot be read\n", argv[1]);
    return 1;
  }
  const auto loaded =
      waypost::scenario::LoadProgram(argv[1], *text, waypost::testing::ReadScenarioFile);
  if (loaded.program == nullptr) {
    std::printf("%s", waypost::RenderDiagnostics(loaded.diagnostics).c_str());
    return 1;
  }
  return Passes(*loaded.program) ? 0 : 1;
}
