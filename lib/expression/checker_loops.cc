#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/base/words.h"
#include "lib/expression/checker.h"

namespace waypost::expression {

std::optional<uint32_t> Checker::FindVariable(std::string_view name) const {
  for (size_t i = loops_.size(); i-- > 0;) {
    if (loops_[i].variable == name) return static_cast<uint32_t>(i);
  }
  return std::nullopt;
}

Checker::Lowered Checker::ReadVariable(uint32_t loop, Range range) {
  const Lowered list = loops_[loop].list;
  if (!list) return std::nullopt;
  return Emit(Op::kElement, Type::kString, range, {*list}, loop);
}

// list.exists(x, condition), list.all(x, condition).
Checker::Lowered Checker::LowerLoop(const Node& node) {
  const Lowered list = LowerList(node);
  const Node* variable = VariableOf(node);
  if (variable == nullptr || !WithinBounds(node)) return std::nullopt;
  const Lowered body = LowerBody(node, {StringOf(*variable), list});
  if (!list || !body) return std::nullopt;
  return Emit(StringOf(node) == "exists" ? Op::kExists : Op::kAll, Type::kBool, node.range,
              {*list, *body}, static_cast<int64_t>(loops_.size()));
}

Checker::Lowered Checker::LowerList(const Node& node) {
  const uint32_t child = ast_.ChildrenOf(node)[0];
  const Lowered list = Lower(child);
  if (!list || TermOf(*list).type == Type::kStringList) return list;
  findings_.Error(FindingCode::kTypeMismatch, ast_.nodes[child].range,
                  Say({"$0() looks through a list, this is $1", "$0() 逐项查看列表，而它是$1"},
                      StringOf(node), TypeName(TermOf(*list).type)),
                  {"not a list", "不是列表"});
  return std::nullopt;
}

const Node* Checker::VariableOf(const Node& node) {
  const Node& variable = ast_.nodes[ast_.ChildrenOf(node)[1]];
  if (variable.kind == NodeKind::kName) return &variable;
  if (variable.kind == NodeKind::kInvalid) return nullptr;
  findings_.Error(FindingCode::kWrongArguments, variable.range,
                  Say({"$0() takes a name for the elements first", "$0() 的第一个参数是元素的名称"},
                      StringOf(node)),
                  {"not a name", "不是名称"},
                  Say({"write list.$0(x, x == 'a')", "请写 list.$0(x, x == 'a')"}, StringOf(node)));
  return nullptr;
}

// Deeper than this no body is short enough.
bool Checker::WithinBounds(const Node& node) {
  if (loops_.size() < kMaxLoops) return true;
  findings_.Error(
      FindingCode::kTooCostly, node.mark,
      Say({"loops over lists nest deeper than $0 levels", "列表循环的嵌套超过 $0 层"}, kMaxLoops),
      {"one too many", "多出的一层"});
  return false;
}

Checker::Lowered Checker::LowerBody(const Node& node, Loop loop) {
  loops_.push_back(loop);
  weight_ *= kMaxListElements;
  const Lowered body = LowerBool(ast_.ChildrenOf(node)[2]);
  weight_ /= kMaxListElements;
  loops_.pop_back();
  if (too_costly_ || steps_ <= kMaxConditionSteps) return body;
  too_costly_ = true;
  findings_.Error(FindingCode::kTooCostly, node.range,
                  Say({"with lists of $0 elements this condition takes more than $1 steps",
                       "列表有 $0 个元素时，该条件需要超过 $1 步"},
                      kMaxListElements, kMaxConditionSteps),
                  {"too costly", "代价过高"},
                  {"write a shorter condition for each element", "请为每个元素写更短的条件"});
  return std::nullopt;
}

}  // namespace waypost::expression
