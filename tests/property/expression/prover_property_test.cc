// Proofs over small rule lists against every ticket there is, and over rich ones against random
// tickets. A reference evaluator, which knows nothing of boxes, judges every claim.
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "lib/base/philox.h"
#include "lib/expression/parser.h"
#include "lib/expression/prove_rules.h"
#include "tests/property/expression/in_order.h"
#include "tests/property/expression/random_condition.h"
#include "tests/property/expression/random_ticket.h"
#include "tests/property/expression/reference_evaluator.h"
#include "tests/random_cases.h"
#include "tests/unit/expression/desk.h"

namespace waypost::expression {
namespace {

constexpr uint64_t kSeed = 20'270'104;

struct Rule {
  std::string text;
  Ast ast;
  Condition condition;
};

using RuleTexts = std::vector<Rule>;

std::optional<Rule> ReadRule(const std::string& text, const Environment& environment) {
  std::vector<Finding> findings;
  std::optional<Condition> condition = CompileCondition(text, environment, &findings);
  if (!condition) return std::nullopt;
  FindingList unused;
  return Rule{text, ParseExpression(text, unused), *std::move(condition)};
}

bool Matches(const Rule& rule, const Environment& environment, const ReferenceTicket& ticket) {
  return ReferenceEvaluator(rule.ast, environment, ticket).Evaluate() == ReferenceOutcome::kTrue;
}

// The first rule that matches; the number of rules: none.
size_t TakenBy(const RuleTexts& rules, const Environment& environment,
               const ReferenceTicket& ticket) {
  size_t i = 0;
  while (i < rules.size() && !Matches(rules[i], environment, ticket)) ++i;
  return i;
}

ReferenceTicket ToTicket(const Witness& witness, const Environment& environment) {
  ReferenceTicket ticket;
  for (uint32_t i = 0; i < witness.size(); ++i) {
    const Fact* fact = environment.At(i);
    if (fact == nullptr || !witness[i].present) continue;
    const bool calendar = environment.FindCalendar(fact->name) == fact;
    ReferenceValue& value = ticket[calendar ? "open:" + fact->name : fact->name];
    if (fact->type == Type::kString) {
      value = witness[i].text;
    } else if (fact->type == Type::kStringList) {
      value = witness[i].list;
    } else if (fact->type == Type::kBool) {
      value = witness[i].number != 0;
    } else {
      value = witness[i].number;
    }
  }
  return ticket;
}

std::string Show(const RuleTexts& rules) {
  std::string text;
  for (const Rule& rule : rules) text += "\n  " + rule.text;
  return text;
}

// How often each verdict was given. The same conditions are drawn whatever the compiler, so the
// bounds below are what there is today: a prover that tells more may raise them.
struct Tally {
  int reachable = 0;
  int dead = 0;
  int shadowed = 0;
  int unknown = 0;
  int missed = 0;  // unknown, although a ticket is at hand
  int all() const { return reachable + dead + shadowed + unknown; }
};

// Checks every verdict on a list; `tickets` are some of those there can be.
class Judgement {
 public:
  Judgement(const Environment& environment, const RuleTexts& rules,
            const std::vector<ReferenceTicket>& tickets, Tally& tally)
      : environment_(environment),
        rules_(rules),
        tickets_(tickets),
        tally_(tally),
        prover_(environment) {
    for (const Rule& rule : rules) numbers_.push_back(prover_.Add(rule.condition));
  }

  void Check() {
    for (uint32_t i = 0; i < rules_.size(); ++i) {
      CheckRule(i, JudgeRule(prover_, numbers_, i));
      if (testing::Test::HasFailure()) return;
    }
    CheckRest(FindUntaken(prover_, numbers_));
  }

 private:
  void CheckRule(uint32_t rule, const RuleVerdict& verdict) {
    switch (verdict.kind) {
      case RuleVerdict::Kind::kReachable:
        ++tally_.reachable;
        ASSERT_EQ(TakenBy(rules_, environment_, ToTicket(verdict.witness, environment_)), rule)
            << Show(rules_);
        break;
      case RuleVerdict::Kind::kDead:
        ++tally_.dead;
        for (const ReferenceTicket& ticket : tickets_) {
          ASSERT_FALSE(Matches(rules_[rule], environment_, ticket)) << rule << Show(rules_);
        }
        break;
      case RuleVerdict::Kind::kShadowed:
        ++tally_.shadowed;
        CheckShadowed(rule, verdict);
        break;
      case RuleVerdict::Kind::kUnknown:
        ++tally_.unknown;
        ASSERT_FALSE(verdict.reason.empty());
        for (const ReferenceTicket& ticket : tickets_) {
          if (TakenBy(rules_, environment_, ticket) != rule) continue;
          ++tally_.missed;
          break;
        }
    }
  }

  // Those said to shadow a rule are enough to take all its tickets.
  void CheckShadowed(uint32_t rule, const RuleVerdict& verdict) {
    ASSERT_FALSE(verdict.by.empty());
    for (const ReferenceTicket& ticket : tickets_) {
      if (!Matches(rules_[rule], environment_, ticket)) continue;
      bool taken = false;
      for (const uint32_t by : verdict.by) {
        ASSERT_LT(by, rule);
        taken = taken || Matches(rules_[by], environment_, ticket);
      }
      ASSERT_TRUE(taken) << rule << Show(rules_);
    }
    if (verdict.witness.empty()) return;
    const ReferenceTicket ticket = ToTicket(verdict.witness, environment_);
    ASSERT_TRUE(Matches(rules_[rule], environment_, ticket)) << rule << Show(rules_);
    ASSERT_LT(TakenBy(rules_, environment_, ticket), rule) << Show(rules_);
  }

  void CheckRest(const Answer& answer) {
    if (answer.exists == Existence::kYes) {
      ASSERT_EQ(TakenBy(rules_, environment_, ToTicket(answer.witness, environment_)),
                rules_.size())
          << Show(rules_);
    }
    if (answer.exists != Existence::kNo) return;
    for (const ReferenceTicket& ticket : tickets_) {
      ASSERT_LT(TakenBy(rules_, environment_, ticket), rules_.size()) << Show(rules_);
    }
  }

  const Environment& environment_;
  const RuleTexts& rules_;
  const std::vector<ReferenceTicket>& tickets_;
  Tally& tally_;
  Prover prover_;
  std::vector<uint32_t> numbers_;
};

// What conditions do beside comparing: calculate, or go through lists, choose and join.
enum class Kind { kSums, kLists };

// A small desk: every ticket can be listed but for larger numbers.
class SmallDesk {
 public:
  explicit SmallDesk(uint64_t stream, Kind kind = Kind::kSums)
      : random_(kSeed, stream), kind_(kind) {
    const auto optional = [this] { return Maybe() ? Presence::kOptional : Presence::kRequired; };
    e_.AddFact({"kind", Type::kString, Presence::kRequired, {"a", "b", "c"}, 0});
    e_.AddFact({"other", Type::kString, optional(), {"b", "c", "d", "e"}, 1});
    e_.AddFact({"n", Type::kInt, Presence::kRequired, {}, 2});
    e_.AddFact({"flag", Type::kBool, optional(), {}, 4});
    if (kind == Kind::kLists) {
      e_.AddFact({"tags", Type::kStringList, optional(), {"a", "b"}, 3});
      return;
    }
    e_.AddFact({"m", Type::kInt, optional(), {}, 3});
    e_.AddFact({"rank", Type::kInt, Presence::kRequired, {"P0", "P1"}, 5});
    for (int i = 0; i < 2; ++i) e_.AddConstant("P" + std::to_string(i), i);
  }

  const Environment& environment() const { return e_; }

  std::string DrawCondition(int depth = 2) {
    const uint64_t kind = random_.Below(10);
    if (depth > 0 && kind < 3) return Chain(depth, " && ");
    if (depth > 0 && kind < 5) return Chain(depth, " || ");
    if (depth > 0 && kind == 5) return "!(" + DrawCondition(depth - 1) + ")";
    const bool list = kind_ == Kind::kLists && random_.Below(2) == 0;
    return Guarded(list ? ListAtom() : Atom());
  }

  std::vector<ReferenceTicket> AllTickets() const {
    std::vector<ReferenceTicket> tickets(1);
    Multiply(tickets, "kind", {"a", "b", "c"});
    Multiply(tickets, "other", {"b", "c", "d", "e"});
    Multiply(tickets, "n", {int64_t{-1}, int64_t{0}, int64_t{1}, int64_t{2}, int64_t{3}});
    Multiply(tickets, "flag", {false, true});
    if (kind_ == Kind::kLists) {
      using List = std::vector<std::string>;
      Multiply(tickets, "tags", {List{}, List{"a"}, List{"b"}, List{"a", "b"}});
      return tickets;
    }
    Multiply(tickets, "m", {int64_t{-1}, int64_t{0}, int64_t{1}, int64_t{2}, int64_t{3}});
    Multiply(tickets, "rank", {int64_t{0}, int64_t{1}});
    return tickets;
  }

 private:
  bool Maybe() { return random_.Below(2) == 1; }

  std::string Pick(const std::vector<std::string>& choices) {
    return choices[random_.Below(choices.size())];
  }

  std::string Chain(int depth, const std::string& op) {
    std::string text = "(" + DrawCondition(depth - 1) + ")";
    for (uint64_t i = 0; i <= random_.Below(2); ++i) {
      text += op + "(" + DrawCondition(depth - 1) + ")";
    }
    return text;
  }

  std::string Comparison() { return Pick({" == ", " != ", " < ", " <= ", " > ", " >= "}); }

  std::string Atom() {
    switch (random_.Below(11)) {
      case 0:
        return "kind == " + Pick({"'a'", "'b'", "'c'"});
      case 1:
        return "kind in ['a', " + Pick({"'b'", "'c'"}) + "]";
      case 2:
        return InOrder({"other ", Pick({"==", "!="}), " ", Pick({"'b'", "'c'", "'d'", "'e'"})});
      case 3:
        return InOrder({"n", Comparison(), Pick({"0", "1", "2"})});
      case 4:
        return InOrder({kind_ == Kind::kLists ? "n" : "m", Comparison(), Pick({"0", "1", "2"})});
      case 5:
        return Pick({"flag", "!flag"});
      case 6:
        return InOrder({"rank", Comparison(), Pick({"P0", "P1"})});
      case 7:
        return Pick({"kind == other", "kind.startsWith('a')", "has(other)", "has(m)", "has(flag)"});
      case 8:
        return "n == 0";
      case 9:
        return InOrder({"6 / n", Comparison(), Pick({"1", "2", "3"})});
      default:
        return InOrder({Pick({"n + m", "n - m", "6 / n", "n * 2", "rank + n"}), Comparison(),
                        Pick({"1", "2", "3"})});
    }
  }

  std::string ListAtom() {
    switch (random_.Below(7)) {
      case 0:
        return Pick({"'a'", "'b'", "kind"}) + " in tags";
      case 1:
        return InOrder({"tags", Pick({".exists(", ".all("}), "t, t ", Pick({"==", "!="}), " ",
                        Pick({"kind", "'a'", "'b'"}), ")"});
      case 2:
        return "tags.exists(t, kind == t " + Pick({"&& n > 0", "|| n == 2", "&& flag"}) + ")";
      case 3:
        return "(n > 0 ? kind : 'b') " + Pick({"== 'b'", "!= 'a'", "in tags"});
      case 4:
        return "(flag ? n : tags.size()) > " + Pick({"0", "1"});
      case 5:
        return InOrder(
            {"(kind + ", Pick({"'b'", "other"}), ") == ", Pick({"'ab'", "'cb'", "'ce'"})});
      default:
        return InOrder({"tags.size()", Comparison(), Pick({"0", "1", "2"})});
    }
  }

  // Optional facts are read under has().
  std::string Guarded(const std::string& atom) const {
    std::string text = atom;
    for (const char* name : {"other", "m", "flag", "tags"}) {
      const Fact* fact = e_.FindFact(name);
      const bool read = atom.find("has(") == std::string::npos && Reads(atom, name);
      if (read && fact != nullptr && fact->presence == Presence::kOptional) {
        text = "has(" + std::string(name) + ") && " + text;
      }
    }
    return text;
  }

  static bool Reads(const std::string& atom, const std::string& name) {
    const size_t at = atom.find(name);
    const auto letter = [&](size_t i) { return i < atom.size() && isalpha(atom[i]) != 0; };
    return at != std::string::npos && (at == 0 || !letter(at - 1)) && !letter(at + name.size());
  }

  void Multiply(std::vector<ReferenceTicket>& tickets, const std::string& name,
                const std::vector<ReferenceValue>& values) const {
    std::vector<ReferenceTicket> more;
    for (const ReferenceTicket& ticket : tickets) {
      if (e_.FindFact(name)->presence == Presence::kOptional) more.push_back(ticket);
      for (const ReferenceValue& value : values) {
        more.push_back(ticket);
        more.back()[name] = value;
      }
    }
    tickets = std::move(more);
  }

  PhiloxStream random_;
  const Kind kind_;
  Environment e_;
};

TEST(ProverProperty, SmallListsAgreeWithEveryTicket) {
  Tally tally;
  for (uint64_t stream = 0; stream < CasesOf(400u) && !testing::Test::HasFailure(); ++stream) {
    SmallDesk desk(stream);
    RuleTexts rules;
    while (rules.size() < 2 + stream % 5) {
      if (auto rule = ReadRule(desk.DrawCondition(), desk.environment())) {
        rules.push_back(*std::move(rule));
      }
    }
    Judgement(desk.environment(), rules, desk.AllTickets(), tally).Check();
  }
  if (!AllCasesAreWanted()) return;
  EXPECT_EQ(tally.all(), 1'600);
  EXPECT_GE(tally.dead, 132);
  EXPECT_GE(tally.shadowed, 260);
  EXPECT_LE(tally.unknown, 31);
  EXPECT_EQ(tally.missed, 0);
}

TEST(ProverProperty, ListsChoicesAndJoinsAgreeWithEveryTicket) {
  Tally tally;
  for (uint64_t stream = 0; stream < CasesOf(300u) && !testing::Test::HasFailure(); ++stream) {
    SmallDesk desk(stream, Kind::kLists);
    RuleTexts rules;
    while (rules.size() < 2 + stream % 5) {
      if (auto rule = ReadRule(desk.DrawCondition(), desk.environment())) {
        rules.push_back(*std::move(rule));
      }
    }
    Judgement(desk.environment(), rules, desk.AllTickets(), tally).Check();
  }
  if (!AllCasesAreWanted()) return;
  EXPECT_EQ(tally.all(), 1'200);
  EXPECT_GE(tally.dead, 58);
  EXPECT_GE(tally.shadowed, 122);
  // What contradicts itself only in what it says of lists.
  EXPECT_LE(tally.unknown, 126);
  EXPECT_EQ(tally.missed, 0);
}

TEST(ProverProperty, RichListsAreNeverSaidToBeWhatATicketIsNot) {
  const Environment environment = DeskEnvironment();
  Tally tally;
  for (uint64_t stream = 0; stream < CasesOf(60u) && !testing::Test::HasFailure(); ++stream) {
    RandomCondition source(kSeed, stream);
    RuleTexts rules;
    while (rules.size() < 1 + stream % 6) {
      if (auto rule = ReadRule(source.Draw(), environment)) rules.push_back(*std::move(rule));
    }
    RandomTicket ticket_source(kSeed, stream);
    std::vector<ReferenceTicket> tickets;
    while (tickets.size() < 150) tickets.push_back(ticket_source.Draw());
    Judgement(environment, rules, tickets, tally).Check();
  }
  if (!AllCasesAreWanted()) return;
  EXPECT_EQ(tally.all(), 210);
  EXPECT_GE(tally.dead + tally.shadowed, 36);
  // Conditions like these are mostly sums, loops, choices and joined strings, of which only trying
  // tells anything: what is left is mostly rules that take no ticket, for reasons nobody proves.
  EXPECT_LE(tally.unknown, 21);
  EXPECT_LE(tally.missed, 3);
}

}  // namespace
}  // namespace waypost::expression
