#include "lib/expression/prover.h"

#include <algorithm>
#include <set>
#include <utility>

#include "lib/base/check.h"

namespace waypost::expression {
namespace {

// Tickets tried for one box, and values of one fact among them.
constexpr int kMaxTrialsOfBox = 300;
constexpr size_t kMaxValuesOfFact = 24;
// Beyond so many blockers the fewest are not looked for.
constexpr size_t kMaxBlockersToThin = 48;

constexpr char kTooManyCases[] = "it takes more cases than are looked at";
constexpr char kTooMuchWork[] = "the proofs before it took all the time that is spent on a policy";
constexpr char kNoValues[] =
    "no ticket was found by trying, which does not mean that there is none";

}  // namespace

// One question.
class Prover::Search {
 public:
  Search(Prover& prover, const Goal& goal)
      : prover_(prover), logic_(*prover.logic_), goal_(goal), first_step_(logic_.steps()) {
    for (const uint32_t condition : prover.assumed_.holds) AddHolds(condition);
    for (const uint32_t condition : goal.holds) AddHolds(condition);
    for (const uint32_t condition : prover.assumed_.never) AddNever(condition, kAssumed);
    for (uint32_t i = 0; i < goal.never.size(); ++i) AddNever(goal.never[i], i);
  }

  Answer Run() {
    Case first;
    first.box = prover_.whole_;
    for (uint32_t i = 0; i < never_.size(); ++i) first.open.push_back(i);
    cases_.push_back(std::move(first));
    for (size_t seen = 0; !cases_.empty(); ++seen) {
      if (seen == kMaxCases || logic_.steps() - first_step_ > kMaxSteps) {
        return Unknown(kTooManyCases);
      }
      Case next = std::move(cases_.back());
      cases_.pop_back();
      if (!Reduce(next)) {
        blockers_.insert(next.blamed.begin(), next.blamed.end());
      } else if (const auto open = Undecided(next)) {
        Divide(next, logic_.Split(next.box, *open));
      } else if (std::vector<ProofBox> parts = logic_.SplitAtoms(next.box); !parts.empty()) {
        Divide(next, std::move(parts));
      } else if (std::optional<Witness> witness = Realise(next.box)) {
        Answer answer;
        answer.exists = Existence::kYes;
        answer.witness = *std::move(witness);
        return answer;
      } else if (trials_ >= kMaxTrials) {
        return Unknown(kNoValues);
      } else {
        unresolved_ = true;
      }
    }
    if (unresolved_) return Unknown(kNoValues);
    Answer answer;
    answer.exists = Existence::kNo;
    answer.blockers.assign(blockers_.begin(), blockers_.end());
    return answer;
  }

 private:
  static constexpr uint32_t kAssumed = UINT32_MAX;

  struct Never {
    uint32_t root;
    uint32_t position;  // in Goal::never
  };

  // A box that is still to be looked at.
  struct Case {
    ProofBox box;
    std::vector<uint32_t> open;  // of never_: those that may still be true in the box
    std::set<uint32_t> blamed;   // positions of those that have cut something off
  };

  void AddHolds(uint32_t condition) { holds_.push_back(prover_.roots_[condition]); }
  void AddNever(uint32_t condition, uint32_t position) {
    never_.push_back({prover_.roots_[condition], position});
  }

  static Answer Unknown(std::string reason) {
    Answer answer;
    answer.reason = std::move(reason);
    return answer;
  }

  // Cuts off what cannot be an answer, as long as that changes anything. False: nothing is left.
  bool Reduce(Case& at) {
    constexpr int kMostRounds = 8;
    for (int round = 0; round < kMostRounds; ++round) {
      const ProofBox before = at.box;
      for (const uint32_t root : holds_) {
        if (!logic_.Narrow(at.box, root, kOnlyTrue)) return false;
      }
      if (!ReduceNever(at) || !logic_.Relate(at.box)) return false;
      if (Same(before, at.box)) break;
    }
    return true;
  }

  bool ReduceNever(Case& at) {
    std::vector<uint32_t> open;
    for (const uint32_t i : at.open) {
      const Never& never = never_[i];
      if ((logic_.Of(at.box, never.root) & kOnlyTrue) == 0) continue;
      const ProofBox before = at.box;
      const bool left = logic_.Narrow(at.box, never.root, kAnyOutcome & ~kOnlyTrue);
      if (never.position != kAssumed && (!left || !Same(before, at.box))) {
        at.blamed.insert(never.position);
      }
      if (!left) return false;
      if ((logic_.Of(at.box, never.root) & kOnlyTrue) != 0) open.push_back(i);
    }
    at.open = std::move(open);
    return true;
  }

  static bool Same(const ProofBox& a, const ProofBox& b) {
    return a.atoms == b.atoms && std::equal(a.sides.begin(), a.sides.end(), b.sides.begin(),
                                            [](const BoxSide& x, const BoxSide& y) {
                                              return x.absent == y.absent && x.values == y.values;
                                            });
  }

  // The root of a condition that is not decided in the box.
  std::optional<uint32_t> Undecided(const Case& at) {
    for (const uint32_t root : holds_) {
      if (logic_.Of(at.box, root) != kOnlyTrue) return root;
    }
    if (!at.open.empty()) return never_[at.open[0]].root;
    return std::nullopt;
  }

  void Divide(const Case& at, std::vector<ProofBox> parts) {
    for (ProofBox& part : parts) {
      cases_.push_back({std::move(part), at.open, at.blamed});
    }
  }

  // A ticket of a box in which everything is decided. Without atoms any ticket of it will do.
  std::optional<Witness> Realise(const ProofBox& box) {
    Witness witness(box.sides.size());
    for (uint32_t fact = 0; fact < box.sides.size(); ++fact) {
      if (prover_.environment_.At(fact) == nullptr) continue;
      witness[fact] = prover_.values_.Plainest(fact, box.sides[fact]);
    }
    if (Try(witness)) return witness;
    const std::vector<uint32_t> facts = FactsToVary(box);
    std::vector<std::vector<WitnessValue>> values;
    values.reserve(facts.size());
    for (const uint32_t fact : facts) values.push_back(ValuesToTry(box, fact));
    return TryAll(facts, values, witness);
  }

  bool Try(const Witness& witness) {
    ++trials_;
    return prover_.Satisfies(goal_, witness);
  }

  // Every combination of values, as far as the bounds allow.
  std::optional<Witness> TryAll(const std::vector<uint32_t>& facts,
                                const std::vector<std::vector<WitnessValue>>& values,
                                Witness& witness) {
    std::vector<size_t> chosen(facts.size(), 0);
    for (int trial = 0; trial < kMaxTrialsOfBox && trials_ < kMaxTrials; ++trial) {
      for (size_t i = 0; i < facts.size(); ++i) {
        if (values[i].empty()) return std::nullopt;
        witness[facts[i]] = values[i][chosen[i]];
      }
      if (Try(witness)) return witness;
      size_t digit = 0;
      while (digit < facts.size() && ++chosen[digit] == values[digit].size()) {
        chosen[digit++] = 0;
      }
      if (digit == facts.size()) return std::nullopt;
    }
    return std::nullopt;
  }

  // The facts that the box's atoms read; all facts if it is not known what one of them reads.
  std::vector<uint32_t> FactsToVary(const ProofBox& box) {
    AtomTable atoms(prover_.graph_.graph());
    std::set<uint32_t> facts;
    bool all = false;
    for (const auto& [node, outcomes] : box.atoms) {
      const Atom& atom = atoms.Of(node);
      facts.insert(atom.facts.begin(), atom.facts.end());
      all = all || !atom.understood;
    }
    for (uint32_t fact = 0; all && fact < box.sides.size(); ++fact) {
      if (prover_.environment_.At(fact) != nullptr) facts.insert(fact);
    }
    return {facts.begin(), facts.end()};
  }

  // The values of a fact that agree with those atoms that read nothing else.
  std::vector<WitnessValue> ValuesToTry(const ProofBox& box, uint32_t fact) {
    std::vector<WitnessValue> values;
    AtomTable atoms(prover_.graph_.graph());
    Witness lone(box.sides.size());
    for (WitnessValue& value : prover_.values_.Values(fact, box.sides[fact])) {
      lone[fact] = value;
      const bool fits = std::all_of(box.atoms.begin(), box.atoms.end(), [&](const auto& entry) {
        const Atom& atom = atoms.Of(entry.first);
        if (!atom.understood || atom.facts != std::vector<uint32_t>{fact}) return true;
        return (OnlyOutcome(prover_.Evaluate(entry.first, lone)) & entry.second) != 0;
      });
      if (fits) values.push_back(std::move(value));
      if (values.size() == kMaxValuesOfFact) break;
    }
    return values;
  }

  Prover& prover_;
  BoxLogic& logic_;
  const Goal& goal_;
  const uint64_t first_step_;
  std::vector<uint32_t> holds_;  // roots
  std::vector<Never> never_;
  std::vector<Case> cases_;
  std::set<uint32_t> blockers_;
  int trials_ = 0;
  bool unresolved_ = false;
};

Prover::Prover(const Environment& environment)
    : environment_(environment),
      graph_(environment_, vocabulary_),
      values_(environment_, vocabulary_) {}

Prover::~Prover() = default;

uint32_t Prover::Add(const Condition& condition) {
  values_.Learn(condition);
  roots_.push_back(graph_.Add(condition));
  logic_.reset();
  return static_cast<uint32_t>(roots_.size() - 1);
}

void Prover::SetUsual(uint32_t fact, WitnessValue value) { usual_[fact] = std::move(value); }

void Prover::Prepare() {
  if (logic_ != nullptr) return;
  whole_ = WholeBox(environment_, vocabulary_);
  logic_ = std::make_unique<BoxLogic>(graph_.graph(), environment_, vocabulary_);
  memo_.assign(graph_.graph().nodes.size(), 0);
  loop_memo_.assign(graph_.graph().nodes.size(), 0);
  joined_.resize(JoinedBytes(graph_.graph()));
  epoch_ = 0;
}

Answer Prover::Ask(const Goal& goal) {
  Answer answer;
  answer.reason = kTooMuchWork;
  if (work_ > kMaxWork) return answer;
  const uint64_t before = logic_->steps();
  answer = Search(*this, goal).Run();
  work_ += logic_->steps() - before + goal.never.size();
  return answer;
}

Answer Prover::Find(const Goal& goal) {
  Prepare();
  Answer answer = Ask(goal);
  if (answer.exists == Existence::kYes) Simplify(goal, answer.witness);
  if (answer.exists == Existence::kNo) Thin(goal, answer.blockers);
  return answer;
}

// Drops blockers, the last first, as long as the others suffice.
void Prover::Thin(const Goal& goal, std::vector<uint32_t>& blockers) {
  if (blockers.size() > kMaxBlockersToThin) return;
  for (size_t i = blockers.size(); i-- > 0;) {
    Goal fewer;
    fewer.holds = goal.holds;
    for (size_t j = 0; j < blockers.size(); ++j) {
      if (j != i) fewer.never.push_back(goal.never[blockers[j]]);
    }
    if (Ask(fewer).exists != Existence::kNo) continue;
    blockers.erase(blockers.begin() + static_cast<std::ptrdiff_t>(i));
  }
}

Tri Prover::Evaluate(uint32_t node, const Witness& witness) {
  const WitnessRow row(environment_, vocabulary_, witness);
  const FactRow facts = row.row();  // the evaluation borrows it
  return EvaluationOf(facts).Bool(node);
}

RuleEvaluation Prover::EvaluationOf(const FactRow& row) {
  if (++epoch_ >= uint32_t{1} << 30) {
    std::fill(memo_.begin(), memo_.end(), 0);
    epoch_ = 1;
  }
  const EvaluationMemory memory = {absl::MakeSpan(memo_), epoch_, absl::MakeSpan(loop_memo_),
                                   &stamp_, absl::MakeSpan(joined_)};
  return {graph_.graph(), row, memory};
}

bool Prover::Holds(uint32_t condition, const Witness& witness) {
  Prepare();
  return Evaluate(roots_[condition], witness) == Tri::kTrue;
}

bool Prover::Satisfies(const Goal& goal, const Witness& witness) {
  Prepare();
  work_ += goal.holds.size() + goal.never.size();
  const WitnessRow row(environment_, vocabulary_, witness);
  const FactRow facts = row.row();
  RuleEvaluation evaluation = EvaluationOf(facts);
  const auto holds = [&](uint32_t condition) {
    return evaluation.Bool(roots_[condition]) == Tri::kTrue;
  };
  return std::all_of(assumed_.holds.begin(), assumed_.holds.end(), holds) &&
         std::all_of(goal.holds.begin(), goal.holds.end(), holds) &&
         std::none_of(assumed_.never.begin(), assumed_.never.end(), holds) &&
         std::none_of(goal.never.begin(), goal.never.end(), holds);
}

WitnessValue Prover::Usual(uint32_t fact) const {
  const auto found = usual_.find(fact);
  if (found != usual_.end()) return found->second;
  WitnessValue value;
  value.present = environment_.At(fact)->presence != Presence::kOptional;
  return value;
}

// Gives each fact its usual value where the ticket remains an answer; twice, since a value may be
// there only for the sake of another.
void Prover::Simplify(const Goal& goal, Witness& witness) {
  for (int pass = 0; pass < 2; ++pass) {
    for (uint32_t fact = 0; fact < witness.size(); ++fact) {
      if (environment_.At(fact) == nullptr) continue;
      WitnessValue usual = Usual(fact);
      if (usual == witness[fact] || !values_.Holds(fact, whole_.sides[fact], usual)) continue;
      std::swap(witness[fact], usual);
      if (!Satisfies(goal, witness)) std::swap(witness[fact], usual);
    }
  }
}

}  // namespace waypost::expression
