#include <algorithm>
#include <set>
#include <utility>

#include "lib/expression/rule_box.h"
#include "lib/expression/rule_cost.h"
#include "lib/expression/rule_evaluation.h"
#include "lib/expression/rule_list.h"
#include "lib/expression/rule_list_tables.h"

namespace waypost::expression {
namespace {

// How long a node takes beside others, for looking at the quick ones first.
int Weight(const RuleNode& node) {
  switch (node.op) {
    case RuleOp::kTest:
      return 0;
    case RuleOp::kExists:
    case RuleOp::kAll:
      return 4;
    case RuleOp::kMatches:
      return 3;
    case RuleOp::kCompareTexts:
    case RuleOp::kTextInList:
      return 2;
    default:
      return 1;
  }
}

// Nodes that the roots and the boxes use, operands included.
std::vector<bool> Reachable(const RuleGraph& graph, const std::vector<uint32_t>& roots,
                            const std::vector<uint32_t>& rest) {
  std::vector<bool> used(graph.nodes.size());
  for (const uint32_t node : roots) used[node] = true;
  for (const uint32_t node : rest) used[node] = true;
  for (size_t i = graph.nodes.size(); i-- > 0;) {
    if (!used[i] || graph.nodes[i].op == RuleOp::kTest) continue;
    for (const uint32_t operand : graph.OperandsOf(graph.nodes[i])) used[operand] = true;
  }
  return used;
}

bool ReadsFact(RuleOp op) {
  return op == RuleOp::kTest || op == RuleOp::kInList || op == RuleOp::kNumberFact ||
         op == RuleOp::kListSize || op == RuleOp::kTextFact || op == RuleOp::kExists ||
         op == RuleOp::kAll || op == RuleOp::kTextInList || op == RuleOp::kElementText;
}

bool ReadsText(RuleOp op) {
  return op == RuleOp::kTextFact || op == RuleOp::kTextInList || op == RuleOp::kElementText;
}

void AddBoundaries(absl::Span<const ValueRange> ranges, std::set<int64_t>& boundaries) {
  for (const ValueRange& range : ranges) {
    if (range.low != ValueSet::kLowest) boundaries.insert(range.low);
    if (range.high != ValueSet::kHighest) boundaries.insert(range.high + 1);
  }
}

// What the list reads and what it costs, from the nodes in use.
void Summarise(const Environment& environment, RuleListTables& tables) {
  const std::vector<bool> used = Reachable(tables.graph, tables.roots, tables.rest);
  std::set<uint32_t> facts;
  std::set<uint32_t> texts;
  std::map<uint32_t, std::set<int64_t>> boundaries;
  for (size_t i = 0; i < used.size(); ++i) {
    const RuleNode& node = tables.graph.nodes[i];
    if (!used[i]) continue;
    tables.has_loops |= node.loops != 0;
    if (!ReadsFact(node.op)) continue;
    facts.insert(node.fact);
    if (ReadsText(node.op)) texts.insert(node.fact);
    if (node.op == RuleOp::kTest) {
      AddBoundaries(tables.graph.RangesOf(node), boundaries[node.fact]);
    }
  }
  tables.joined_bytes = JoinedBytes(tables.graph);
  tables.cost = CostOf(tables.graph, used);
  tables.cost.steps += tables.index.cost() + tables.rule_of.size() + tables.rest.size() +
                       tables.roots.size() + tables.needed.size();
  tables.facts_read.assign(facts.begin(), facts.end());
  tables.texts_read.assign(texts.begin(), texts.end());
  for (const uint32_t fact : facts) {
    if (environment.At(fact)->presence == Presence::kOptional) continue;
    tables.needed[fact / 64] |= uint64_t{1} << (fact % 64);
  }
  for (const auto& [fact, values] : boundaries) {
    tables.boundaries[fact].assign(values.begin(), values.end());
  }
}

// What is left to look at once a box's bit is set: its rest, and the sides that the index keeps
// only roughly.
std::vector<uint32_t> RestOf(const Box& box, const std::vector<uint32_t>& coarse,
                             RuleGraphBuilder& graph) {
  std::vector<uint32_t> rest = box.rest;
  for (const uint32_t fact : coarse) {
    const auto side = box.sides.find(fact);
    if (side == box.sides.end()) continue;
    rest.push_back(graph.Test({fact, side->second.values, ToTri(side->second.absent)}));
  }
  std::sort(rest.begin(), rest.end(), [&graph](uint32_t a, uint32_t b) {
    const int a_weight = Weight(graph.graph().nodes[a]);
    const int b_weight = Weight(graph.graph().nodes[b]);
    return a_weight != b_weight ? a_weight < b_weight : a < b;
  });
  return rest;
}

}  // namespace

struct RuleListBuilder::State {
  State(const Environment& names, Vocabulary& vocabulary)
      : environment(names), graph(names, vocabulary) {}

  const Environment& environment;
  RuleGraphBuilder graph;
  std::vector<uint32_t> roots;
  std::vector<Box> boxes;
  std::vector<uint32_t> rule_of;
};

RuleListBuilder::RuleListBuilder(const Environment& environment, Vocabulary& vocabulary)
    : state_(std::make_unique<State>(environment, vocabulary)) {}

RuleListBuilder::~RuleListBuilder() = default;

void RuleListBuilder::Add(const Condition& condition) {
  const auto rule = static_cast<uint32_t>(state_->roots.size());
  const uint32_t root = state_->graph.Add(condition);
  state_->roots.push_back(root);
  for (Box& box : BoxesOf(state_->graph, root)) {
    state_->boxes.push_back(std::move(box));
    state_->rule_of.push_back(rule);
  }
}

RuleList RuleListBuilder::Build() && {
  auto tables = std::make_unique<RuleListTables>();
  tables->index = RuleIndex(state_->boxes, state_->environment);
  for (const Box& box : state_->boxes) {
    const std::vector<uint32_t> rest = RestOf(box, tables->index.coarse(), state_->graph);
    tables->rest_first.push_back(static_cast<uint32_t>(tables->rest.size()));
    tables->rest.insert(tables->rest.end(), rest.begin(), rest.end());
  }
  tables->rest_first.push_back(static_cast<uint32_t>(tables->rest.size()));
  tables->rule_of = std::move(state_->rule_of);
  tables->roots = std::move(state_->roots);
  tables->row_size = state_->environment.row_size();
  tables->needed.resize((tables->row_size + 63) / 64);
  tables->graph = std::move(state_->graph).Take();
  Summarise(state_->environment, *tables);
  return RuleList(std::move(tables));
}

}  // namespace waypost::expression
