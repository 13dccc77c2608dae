#include "lib/expression/prover.h"

#include <algorithm>
#include <set>
#include <utility>

#include "lib/base/words.h"

namespace waypost::expression {
namespace {

// Tickets tried for one box, and values of one fact among them.
constexpr int kMaxTrialsOfBox = 300;
constexpr size_t kMaxValuesOfFact = 24;
// Values of single facts that are tried for one question.
constexpr int kMaxValuesTried = 50'000;
// Beyond so many blockers the fewest are not looked for.
constexpr size_t kMaxBlockersToThin = 48;

Words TooManyCases() { return {"it takes more cases than are looked at", "情形超出查看的上限"}; }
Words TooMuchWork() {
  return {"the proofs before it took all the time that is spent on a policy",
          "此前的证明已用完对一份策略所花的时间"};
}
Words NoValues() {
  return {"no ticket was found by trying, which does not mean that there is none",
          "逐个尝试没有找到工单，但这不表示不存在"};
}

}  // namespace

// One question.
class Prover::Search {
 public:
  Search(Prover& prover, const Goal& goal)
      : prover_(prover),
        logic_(*prover.logic_),
        goal_(goal),
        atoms_(prover.graph_.graph()),
        first_step_(logic_.steps()) {
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
        return Unknown(TooManyCases());
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
      } else if (trials_ >= kMaxTrials || values_tried_ >= kMaxValuesTried) {
        return Unknown(NoValues());
      } else {
        unresolved_ = true;
      }
    }
    if (unresolved_) return Unknown(NoValues());
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

  static Answer Unknown(Words reason) {
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

  // A fact that is varied: its values, and the atoms that can be told once it has one.
  struct Choice {
    uint32_t fact = 0;
    std::vector<WitnessValue> values;
    std::vector<uint32_t> due;
    size_t next = 0;
  };

  // A ticket of a box in which everything is decided. Without atoms any ticket of it will do.
  std::optional<Witness> Realise(const ProofBox& box) {
    Witness witness(box.sides.size());
    for (uint32_t fact = 0; fact < box.sides.size(); ++fact) {
      if (prover_.environment_.At(fact) == nullptr) continue;
      witness[fact] = prover_.values_.Plainest(fact, box.sides[fact]);
    }
    if (Try(witness)) return witness;
    std::vector<Choice> choices = ChoicesOf(box);
    const bool vain = choices.empty() || choices[0].values.empty();  // sorted: the fewest first
    return vain ? std::nullopt : TryAll(box, choices, witness);
  }

  bool Try(const Witness& witness) {
    ++trials_;
    return prover_.Satisfies(goal_, witness);
  }

  // Every combination of values that agrees with the atoms, as far as the bounds allow: a value
  // after which an atom has come out otherwise is given up with all that would follow.
  std::optional<Witness> TryAll(const ProofBox& box, std::vector<Choice>& choices,
                                Witness& witness) {
    const int last_trial = std::min(trials_ + kMaxTrialsOfBox, kMaxTrials);
    size_t depth = 0;
    while (trials_ < last_trial) {
      Choice& choice = choices[depth];
      if (choice.next == choice.values.size()) {
        if (depth == 0) return std::nullopt;
        choice.next = 0;
        --depth;
        continue;
      }
      witness[choice.fact] = choice.values[choice.next++];
      if (!Agree(box, choice.due, witness)) continue;
      if (depth + 1 < choices.size()) {
        ++depth;
      } else if (Try(witness)) {
        return witness;
      }
    }
    return std::nullopt;
  }

  bool Agree(const ProofBox& box, const std::vector<uint32_t>& atoms, const Witness& witness) {
    if (!atoms.empty()) ++trials_;
    return std::all_of(atoms.begin(), atoms.end(), [&](uint32_t atom) {
      return (OnlyOutcome(prover_.Evaluate(atom, witness)) & box.atoms.at(atom)) != 0;
    });
  }

  // The facts that the box's atoms read, those of few values first.
  std::vector<Choice> ChoicesOf(const ProofBox& box) {
    std::map<uint32_t, std::vector<uint32_t>> lone;  // by fact: the atoms that read nothing else
    for (const auto& [node, outcomes] : box.atoms) {
      const std::vector<uint32_t>& facts = atoms_.Of(node).facts;
      for (const uint32_t fact : facts) lone[fact];
      if (facts.size() == 1) lone[facts[0]].push_back(node);
    }
    std::vector<Choice> choices;
    for (const auto& [fact, atoms] : lone) {
      choices.push_back({fact, ValuesToTry(box, fact, atoms), {}, 0});
    }
    std::stable_sort(choices.begin(), choices.end(), [](const Choice& a, const Choice& b) {
      return a.values.size() < b.values.size();
    });
    for (const auto& [node, outcomes] : box.atoms) PutWhereDue(node, choices);
    return choices;
  }

  // Behind the last of its facts. Those that read one fact were asked before.
  void PutWhereDue(uint32_t atom, std::vector<Choice>& choices) {
    const std::vector<uint32_t>& facts = atoms_.Of(atom).facts;
    if (facts.size() < 2) return;
    for (size_t i = choices.size(); i-- > 0;) {
      if (!std::binary_search(facts.begin(), facts.end(), choices[i].fact)) continue;
      choices[i].due.push_back(atom);
      return;
    }
  }

  // The values of a fact that agree with those atoms that read nothing else.
  std::vector<WitnessValue> ValuesToTry(const ProofBox& box, uint32_t fact,
                                        const std::vector<uint32_t>& lone_atoms) {
    std::vector<WitnessValue> values;
    Witness lone(box.sides.size());
    for (WitnessValue& value : prover_.values_.Values(fact, box.sides[fact])) {
      lone[fact] = value;
      ++values_tried_;
      const bool fits = std::all_of(lone_atoms.begin(), lone_atoms.end(), [&](const uint32_t atom) {
        return (OnlyOutcome(prover_.Evaluate(atom, lone)) & box.atoms.at(atom)) != 0;
      });
      if (fits) values.push_back(std::move(value));
      if (values.size() == kMaxValuesOfFact) break;
    }
    return values;
  }

  Prover& prover_;
  BoxLogic& logic_;
  const Goal& goal_;
  AtomTable atoms_;
  const uint64_t first_step_;
  std::vector<uint32_t> holds_;  // roots
  std::vector<Never> never_;
  std::vector<Case> cases_;
  std::set<uint32_t> blockers_;
  int trials_ = 0;
  int values_tried_ = 0;
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
  answer.reason = TooMuchWork();
  if (work_ > kMaxWork) return answer;
  const uint64_t before = logic_->steps();
  answer = Search(*this, goal).Run();
  work_ += logic_->steps() - before + goal.never.size();
  return answer;
}

Answer Prover::Find(const Goal& goal) {
  Prepare();
  Answer answer = Ask(goal);
  if (answer.exists == Existence::kUnknown && work_ <= kMaxWork) {
    if (std::optional<Witness> witness = Draw(goal)) {
      answer.exists = Existence::kYes;
      answer.witness = *std::move(witness);
      answer.reason = {};
    }
  }
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
  ++work_;
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
  return Misses(goal, witness) == 0;
}

// How much of what is asked of the ticket it does not meet.
size_t Prover::Misses(const Goal& goal, const Witness& witness) {
  Prepare();
  work_ += goal.holds.size() + goal.never.size();
  const WitnessRow row(environment_, vocabulary_, witness);
  const FactRow facts = row.row();
  RuleEvaluation evaluation = EvaluationOf(facts);
  const auto count = [&](const std::vector<uint32_t>& conditions, bool wrong) {
    return static_cast<size_t>(
        std::count_if(conditions.begin(), conditions.end(), [&](uint32_t condition) {
          return (evaluation.Bool(roots_[condition]) == Tri::kTrue) == wrong;
        }));
  };
  return count(assumed_.holds, false) + count(goal.holds, false) + count(assumed_.never, true) +
         count(goal.never, true);
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
