// First match over rules of about ten atoms: the index beside a plain walk over the same rules, on
// the same tickets, in the same run. The argument is the number of rules.
//
//   Enumerated:  every fact has declared values or is an int or a bool; one ticket in four matches.
//   Strings:     of the ten atoms of a rule one compares an open string and two look into its text.
//   Patterns:    of the ten atoms of a rule one is a regular expression (RE2) over an open string.
#include <benchmark/benchmark.h>

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "benchmarks/expression/tree_walk.h"
#include "lib/base/check.h"
#include "lib/base/philox.h"
#include "lib/expression/rule_list.h"
#include "tests/unit/expression/desk.h"

namespace waypost::expression {
namespace {

constexpr uint32_t kFacts = 8;
constexpr uint32_t kAmount = 8;
constexpr uint32_t kWaited = 9;
constexpr uint32_t kSubject = 10;
constexpr uint64_t kTickets = 1024;

std::string FactName(uint32_t i) { return "fact_" + std::to_string(i); }
std::string ValueName(uint32_t fact, uint64_t value) {
  return "value_" + std::to_string(fact) + "_" + std::to_string(value);
}

// Eight enumerations of 4, 6, ... 18 values, two ints and a text.
uint64_t Values(uint32_t fact) { return 4 + 2 * uint64_t{fact}; }

Environment BenchmarkEnvironment() {
  Environment environment;
  for (uint32_t i = 0; i < kFacts; ++i) {
    Fact fact;
    fact.name = FactName(i);
    fact.index = i;
    for (uint64_t v = 0; v < Values(i); ++v) fact.values.push_back(ValueName(i, v));
    environment.AddFact(std::move(fact));
  }
  environment.AddFact({"amount", Type::kInt, Presence::kRequired, {}, kAmount});
  environment.AddFact({"waited", Type::kDuration, Presence::kRequired, {}, kWaited});
  environment.AddFact({"subject", Type::kString, Presence::kRequired, {}, kSubject});
  return environment;
}

enum class Kind : uint8_t { kEnumerated, kStrings, kPatterns };

class Workload {
 public:
  Workload(int rules, Kind kind)
      : random_(7, static_cast<uint64_t>(kind)), environment_(BenchmarkEnvironment()) {
    RuleListBuilder builder(environment_, vocabulary_);
    for (int i = 0; i < rules; ++i) {
      std::vector<Finding> findings;
      const auto condition = CompileCondition(RuleOf(kind), environment_, &findings);
      WP_CHECK(condition.has_value(), "the rules of the benchmark are well-formed");
      builder.Add(*condition);
      walk.Add(*condition, vocabulary_);
    }
    list = std::move(builder).Build();
    for (uint64_t i = 0; i < kTickets; ++i) AddTicket();
  }

  RuleList list;
  TreeWalk walk;
  std::vector<FactRow> rows;

 private:
  std::string OneOf(uint32_t fact) {
    return "'" + ValueName(fact, random_.Below(Values(fact))) + "'";
  }

  // fact in [half of its values], or == one of them where few should match.
  std::string FactAtom(uint32_t fact) {
    if (fact % 3 == 2) return FactName(fact) + " == " + OneOf(fact);
    std::string text = FactName(fact) + " in [" + OneOf(fact);
    for (uint64_t i = 1; i < Values(fact) / 2; ++i) text += ", " + OneOf(fact);
    return text + "]";
  }

  std::string EnumeratedRule() {
    std::string text = "amount > " + std::to_string(random_.Below(50) * 1000) +
                       " && waited < duration('" + std::to_string(1 + random_.Below(60)) + "m')";
    for (uint32_t fact = 0; fact < kFacts; ++fact) text += " && " + FactAtom(fact);
    return text;
  }

  std::string StringRule() {
    std::string text = "(subject.contains('word" + std::to_string(random_.Below(40)) +
                       "') || subject.startsWith('word" + std::to_string(random_.Below(40)) +
                       "')) && subject != 'word" + std::to_string(random_.Below(40)) + "'";
    for (uint32_t fact = 0; fact < kFacts - 1; ++fact) text += " && " + FactAtom(fact);
    return text;
  }

  std::string PatternRule() {
    std::string text = "subject.matches('(?i)word" + std::to_string(random_.Below(6)) + "[" +
                       std::to_string(random_.Below(8)) + "-9]$') && amount > 5 && waited > " +
                       "duration('1s')";
    for (uint32_t fact = 0; fact < kFacts - 1; ++fact) text += " && " + FactAtom(fact);
    return text;
  }

  std::string RuleOf(Kind kind) {
    if (kind == Kind::kPatterns) return PatternRule();
    return kind == Kind::kStrings ? StringRule() : EnumeratedRule();
  }

  void AddTicket() {
    FactRowBuffer& buffer = buffers_.emplace_back(environment_.row_size());
    for (uint32_t fact = 0; fact < kFacts; ++fact) {
      const uint64_t value = random_.Below(Values(fact));
      buffer.Set(fact, vocabulary_.Intern(ValueName(fact, value)));
    }
    buffer.Set(kAmount, static_cast<int64_t>(random_.Below(60'000)));
    buffer.Set(kWaited, static_cast<int64_t>(random_.Below(3'600'000)));
    std::string& subject = subjects_.emplace_back("my order has not come and I wait, ");
    subject += "word" + std::to_string(random_.Below(60));
    buffer.SetString(kSubject, vocabulary_.Find(subject), subject);
    rows.push_back(buffer.row());
  }

  PhiloxStream random_;
  Environment environment_;
  MapVocabulary vocabulary_;
  std::deque<FactRowBuffer> buffers_;
  std::deque<std::string> subjects_;
};

void CheckAgreement(const Workload& work, benchmark::State& state) {
  RuleScratch scratch = work.list.MakeScratch();
  uint64_t matched = 0;
  for (const FactRow& row : work.rows) {
    const int first = work.list.FirstMatch(row, scratch);
    WP_CHECK(first == work.walk.FirstMatch(row), "both ways find the same rule");
    matched += first >= 0 ? 1 : 0;
  }
  state.counters["matched_%"] = static_cast<double>(matched * 100 / work.rows.size());
}

template <Kind kKind>
void Index(benchmark::State& state) {
  const Workload work(static_cast<int>(state.range(0)), kKind);
  CheckAgreement(work, state);
  RuleScratch scratch = work.list.MakeScratch();
  uint64_t i = 0;
  for (auto unused : state) {
    benchmark::DoNotOptimize(work.list.FirstMatch(work.rows[i++ % kTickets], scratch));
  }
}

template <Kind kKind>
void AllMatches(benchmark::State& state) {
  const Workload work(static_cast<int>(state.range(0)), kKind);
  RuleScratch scratch = work.list.MakeScratch();
  uint64_t i = 0;
  for (auto unused : state) {
    benchmark::DoNotOptimize(work.list.AllMatches(work.rows[i++ % kTickets], scratch).data());
  }
}

template <Kind kKind>
void Walk(benchmark::State& state) {
  const Workload work(static_cast<int>(state.range(0)), kKind);
  uint64_t i = 0;
  for (auto unused : state) {
    benchmark::DoNotOptimize(work.walk.FirstMatch(work.rows[i++ % kTickets]));
  }
}

BENCHMARK(Index<Kind::kEnumerated>)
    ->Name("Enumerated/index")
    ->RangeMultiplier(10)
    ->Range(10, 10'000);
BENCHMARK(AllMatches<Kind::kEnumerated>)
    ->Name("Enumerated/all")
    ->RangeMultiplier(10)
    ->Range(10, 10'000);
BENCHMARK(Walk<Kind::kEnumerated>)->Name("Enumerated/walk")->RangeMultiplier(10)->Range(10, 10'000);
BENCHMARK(Index<Kind::kStrings>)->Name("Strings/index")->RangeMultiplier(10)->Range(10, 10'000);
BENCHMARK(AllMatches<Kind::kStrings>)->Name("Strings/all")->RangeMultiplier(10)->Range(10, 10'000);
BENCHMARK(Walk<Kind::kStrings>)->Name("Strings/walk")->RangeMultiplier(10)->Range(10, 10'000);
BENCHMARK(Index<Kind::kPatterns>)->Name("Patterns/index")->RangeMultiplier(10)->Range(10, 10'000);
BENCHMARK(AllMatches<Kind::kPatterns>)
    ->Name("Patterns/all")
    ->RangeMultiplier(10)
    ->Range(10, 10'000);
BENCHMARK(Walk<Kind::kPatterns>)->Name("Patterns/walk")->RangeMultiplier(10)->Range(10, 10'000);

}  // namespace
}  // namespace waypost::expression
