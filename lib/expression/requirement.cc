#include "lib/expression/requirement.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/types/span.h"
#include "lib/base/absl_strings.h"
#include "lib/base/did_you_mean.h"
#include "lib/base/words.h"
#include "lib/expression/ast.h"
#include "lib/expression/finding_list.h"
#include "lib/expression/parser.h"

namespace waypost::expression {
namespace {

constexpr int64_t kMaxLevel = 100;
Words Form() {
  return {"write for example skill('billing') >= 60", "请写例如 skill('billing') >= 60"};
}

bool IsLevelCall(const Ast& ast, const Node& node) {
  if (node.kind != NodeKind::kCall || node.on_receiver) return false;
  const std::string& name = ast.strings[node.string];
  return name == "skill" || name == "speaks";
}

bool IsAttributeCall(const Ast& ast, const Node& node) {
  return node.kind == NodeKind::kCall && !node.on_receiver &&
         ast.strings[node.string] == "attribute";
}

bool IsComparison(NodeKind kind) {
  return kind == NodeKind::kEqual || kind == NodeKind::kNotEqual || kind == NodeKind::kLess ||
         kind == NodeKind::kLessEqual || kind == NodeKind::kGreater ||
         kind == NodeKind::kGreaterEqual;
}

// The same comparison with its operands exchanged.
NodeKind Mirrored(NodeKind kind) {
  switch (kind) {
    case NodeKind::kLess:
      return NodeKind::kGreater;
    case NodeKind::kLessEqual:
      return NodeKind::kGreaterEqual;
    case NodeKind::kGreater:
      return NodeKind::kLess;
    case NodeKind::kGreaterEqual:
      return NodeKind::kLessEqual;
    default:
      return kind;
  }
}

class RequirementReader {
 public:
  RequirementReader(const Ast& ast, const RequirementNames& names, Vocabulary& vocabulary,
                    FindingList& findings)
      : ast_(ast), names_(names), vocabulary_(vocabulary), findings_(findings) {}

  // The nodes are complete only if no error was found.
  std::vector<RequirementNode> Take() {
    Read(ast_.root);
    return std::move(nodes_);
  }

 private:
  std::string_view StringOf(const Node& node) const { return ast_.strings[node.string]; }

  const Node& Child(const Node& node, size_t i) const {
    return ast_.nodes[ast_.ChildrenOf(node)[i]];
  }

  void Refuse(const Node& node, Words help = Form()) {
    findings_.Error(
        FindingCode::kNotSupported, node.range,
        {"not supported here: a requirement asks for skills, languages, a team, a kind, roles or "
         "attributes",
         "这里不支持：要求只能针对技能、语言、团队、类型、角色或属性"},
        {}, std::move(help));
  }

  void RefuseExclusion(const Node& node) {
    findings_.Error(FindingCode::kNotMonotone, node.range,
                    {"a requirement may only ask for more: an agent who learns something must not "
                     "lose work by it",
                     "要求只能越写越高：坐席学会新技能后不应因此失去工单"},
                    {},
                    {"ask with >= or >, without ! and !=", "请用 >= 或 > 提要求，不用 ! 和 !="});
  }

  RequirementNode& Put(RequirementOp op, Range range) {
    RequirementNode node;
    node.op = op;
    node.subtree_begin = static_cast<uint32_t>(nodes_.size());
    node.begin = range.begin;
    node.end = range.end;
    return nodes_.emplace_back(node);
  }

  void Read(uint32_t index) {
    const Node& node = ast_.nodes[index];
    if (node.kind == NodeKind::kInvalid) return;
    if (node.kind == NodeKind::kAnd || node.kind == NodeKind::kOr) return ReadChain(node);
    if (node.kind == NodeKind::kNot) return RefuseExclusion(node);
    if (IsLevelCall(ast_, node)) return ReadLevel(node, node, 1);
    if (node.kind == NodeKind::kIn) return ReadIn(node);
    if (IsComparison(node.kind)) return ReadComparison(node);
    Refuse(node);
  }

  void ReadChain(const Node& node) {
    const auto begin = static_cast<uint32_t>(nodes_.size());
    for (const uint32_t child : ast_.ChildrenOf(node)) Read(child);
    RequirementNode& chain =
        Put(node.kind == NodeKind::kAnd ? RequirementOp::kAnd : RequirementOp::kOr, node.range);
    chain.operand_count = node.child_count;
    chain.subtree_begin = begin;
  }

  void ReadComparison(const Node& node) {
    const bool exchanged = !IsSubject(Child(node, 0)) && IsSubject(Child(node, 1));
    const Node& subject = Child(node, exchanged ? 1 : 0);
    const Node& object = Child(node, exchanged ? 0 : 1);
    if (subject.kind == NodeKind::kInvalid || object.kind == NodeKind::kInvalid) return;
    const NodeKind kind = exchanged ? Mirrored(node.kind) : node.kind;
    if (IsLevelCall(ast_, subject)) return ReadLevelComparison(node, kind, subject, object);
    if (!IsProperty(subject)) return Refuse(node);
    if (kind == NodeKind::kNotEqual) return RefuseExclusion(node);
    if (kind != NodeKind::kEqual) {
      return Refuse(
          node, {"compare a team, a kind or an attribute with ==", "团队、类型或属性要用 == 比较"});
    }
    ReadProperty(node, subject, object);
  }

  bool IsSubject(const Node& node) const { return IsProperty(node) || IsLevelCall(ast_, node); }

  // What is compared with a text.
  bool IsProperty(const Node& node) const {
    return node.kind == NodeKind::kName || IsAttributeCall(ast_, node);
  }

  void ReadProperty(const Node& whole, const Node& subject, const Node& value) {
    if (IsAttributeCall(ast_, subject)) return ReadAttribute(whole, subject, value);
    ReadName(whole, subject, value);
  }

  void ReadLevelComparison(const Node& node, NodeKind kind, const Node& call, const Node& bound) {
    if (bound.kind != NodeKind::kInt) {
      findings_.Error(FindingCode::kTypeMismatch, bound.range,
                      {"a level is a whole number from 0 to 100", "等级是 0 到 100 的整数"}, {},
                      Form());
      return;
    }
    if (kind != NodeKind::kGreater && kind != NodeKind::kGreaterEqual) {
      return RefuseExclusion(node);
    }
    const bool strict = kind == NodeKind::kGreater;
    if (bound.value < 0 || bound.value > kMaxLevel - (strict ? 1 : 0)) {
      findings_.Error(FindingCode::kLevelOutOfRange, bound.range,
                      strict && bound.value == kMaxLevel
                          ? Words{"no level is above 100", "没有高于 100 的等级"}
                          : Words{"a level is from 0 to 100", "等级在 0 到 100 之间"});
      return;
    }
    ReadLevel(node, call, bound.value + (strict ? 1 : 0));
  }

  // `whole` is what an explanation points at.
  void ReadLevel(const Node& whole, const Node& call, int64_t level) {
    if (call.child_count != 1) {
      findings_.Error(FindingCode::kWrongArguments, call.range,
                      Say({"$0() takes one name", "$0() 的参数是一个名称"}, StringOf(call)), {},
                      Form());
      return;
    }
    const Node& name = Child(call, 0);
    if (name.kind == NodeKind::kInvalid) return;
    if (level == 0) {
      findings_.Warning(FindingCode::kAlwaysTrue, whole.range,
                        {"every agent has at least level 0", "每个坐席的等级都至少为 0"},
                        {"always true", "恒为真"});
    }
    if (StringOf(call) == "skill") return ReadSkill(whole, name, level);
    ReadLanguage(whole, name, level);
  }

  void PutNamed(RequirementOp op, const Node& whole, const Node& name, int64_t level) {
    PutText(op, whole, name, level, StringOf(name));
  }

  void PutText(RequirementOp op, const Node& whole, const Node& name, int64_t level,
               std::string_view text) {
    RequirementNode& node = Put(op, whole.range);
    node.level = static_cast<uint8_t>(level);
    node.symbol = vocabulary_.Intern(text);
    if (node.symbol != 0) return;
    findings_.Error(FindingCode::kTooLong, name.range,
                    {"the policy has too many names", "策略中的名称过多"});
  }

  void ReadSkill(const Node& whole, const Node& name, int64_t level) {
    if (name.kind != NodeKind::kString) {
      findings_.Error(
          FindingCode::kWrongArguments, name.range,
          {"skill() takes a skill's name in quotes", "skill() 的参数是用引号括起的技能名称"});
      return;
    }
    if (Declared(name, names_.skills, {"skill", "技能"})) {
      PutNamed(RequirementOp::kSkillAtLeast, whole, name, level);
    }
  }

  void ReadLanguage(const Node& whole, const Node& name, int64_t level) {
    if (name.kind == NodeKind::kName && StringOf(name) == "language") {
      Put(RequirementOp::kSpeaksTicketLanguageAtLeast, whole.range).level =
          static_cast<uint8_t>(level);
      return;
    }
    if (name.kind != NodeKind::kString) {
      findings_.Error(
          FindingCode::kWrongArguments, name.range,
          {"speaks() takes language, which is the ticket's, or a language in quotes",
           "speaks() 的参数是 language（即工单的语言）或用引号括起的语言"},
          {}, {"write speaks(language) or speaks('ja')", "请写 speaks(language) 或 speaks('ja')"});
      return;
    }
    if (Declared(name, names_.languages, {"language", "语言"})) {
      PutNamed(RequirementOp::kSpeaksAtLeast, whole, name, level);
    }
  }

  bool Declared(const Node& name, const std::vector<std::string>& names, const Words& what) {
    if (names.empty() || std::find(names.begin(), names.end(), StringOf(name)) != names.end()) {
      return true;
    }
    const std::vector<std::string_view> candidates(names.begin(), names.end());
    const std::optional<std::string_view> nearest = DidYouMean(StringOf(name), candidates);
    findings_.Error(
        FindingCode::kUnknownValue, name.range,
        Say({"unknown $0 \"$1\"", "未知的$0 \"$1\""}, what, StringOf(name)),
        {"not declared", "未声明"},
        nearest ? Say({"did you mean \"$0\"?", "是否想写 \"$0\"？"}, *nearest) : Words());
    return false;
  }

  // attribute('certified') == 'yes'.
  void ReadAttribute(const Node& whole, const Node& call, const Node& value) {
    if (call.child_count != 1 || Child(call, 0).kind != NodeKind::kString) {
      findings_.Error(FindingCode::kWrongArguments, call.range,
                      {"attribute() takes an attribute's name in quotes",
                       "attribute() 的参数是用引号括起的属性名称"},
                      {},
                      {"write for example attribute('certified') == 'yes'",
                       "请写例如 attribute('certified') == 'yes'"});
      return;
    }
    if (value.kind != NodeKind::kString) {
      findings_.Error(
          FindingCode::kTypeMismatch, value.range,
          {"the value of an attribute is a text in quotes", "属性的值是用引号括起的文本"});
      return;
    }
    const std::string_view name = StringOf(Child(call, 0));
    if (name.find('=') != std::string_view::npos) {
      findings_.Error(FindingCode::kUnknownValue, Child(call, 0).range,
                      {"the name of an attribute has no \"=\"", "属性名称中没有 \"=\""});
      return;
    }
    PutText(RequirementOp::kHasAttribute, whole, value, 0, AttributeText(name, StringOf(value)));
  }

  // team == 'x', kind == 'human'.
  void ReadName(const Node& whole, const Node& property, const Node& value) {
    const std::string_view name = StringOf(property);
    if (name == "roles") {
      return Refuse(whole, {"write 'team-lead' in roles", "请写 'team-lead' in roles"});
    }
    if (name != "team" && name != "kind") {
      const std::optional<std::string_view> nearest = DidYouMean(name, {"team", "kind", "roles"});
      findings_.Error(FindingCode::kUnknownFact, property.range,
                      Say({"agents have no property \"$0\"", "坐席没有性质 \"$0\""}, name), {},
                      nearest ? Say({"did you mean \"$0\"?", "是否想写 \"$0\"？"}, *nearest)
                              : Words{"a requirement knows team, kind, roles and attribute('...')",
                                      "要求中可用的是 team、kind、roles 和 attribute('...')"});
      return;
    }
    if (value.kind != NodeKind::kString) {
      findings_.Error(FindingCode::kTypeMismatch, value.range,
                      Say({"a $0 is a name in quotes", "$0的值是用引号括起的名称"}, name));
      return;
    }
    if (name == "kind") return ReadKind(whole, value);
    if (Declared(value, names_.teams, {"team", "团队"}))
      PutNamed(RequirementOp::kTeamIs, whole, value, 0);
  }

  void ReadKind(const Node& whole, const Node& value) {
    const std::string_view kind = StringOf(value);
    if (kind != "human" && kind != "bot") {
      findings_.Error(FindingCode::kUnknownValue, value.range,
                      Say({"unknown kind of agent \"$0\"", "未知的坐席类型 \"$0\""}, kind), {},
                      {"a kind is 'human' or 'bot'", "类型是 'human' 或 'bot'"});
      return;
    }
    const AgentKind symbol = kind == "human" ? AgentKind::kHuman : AgentKind::kBot;
    Put(RequirementOp::kKindIs, whole.range).symbol = static_cast<uint32_t>(symbol);
  }

  // team in ['x', 'y'] is team == 'x' || team == 'y'; 'x' in roles asks the other way round.
  void ReadIn(const Node& node) {
    const Node& subject = Child(node, 0);
    const Node& list = Child(node, 1);
    if (subject.kind == NodeKind::kString && list.kind == NodeKind::kName &&
        StringOf(list) == "roles") {
      return PutNamed(RequirementOp::kHasRole, node, subject, 0);
    }
    if (!IsProperty(subject) || list.kind != NodeKind::kList || list.child_count == 0) {
      return Refuse(node, {"write team in ['x', 'y'] or 'x' in roles",
                           "请写 team in ['x', 'y'] 或 'x' in roles"});
    }
    const auto begin = static_cast<uint32_t>(nodes_.size());
    for (const uint32_t element : ast_.ChildrenOf(list)) {
      ReadProperty(ast_.nodes[element], subject, ast_.nodes[element]);
    }
    if (list.child_count == 1) return;
    RequirementNode& any = Put(RequirementOp::kOr, node.range);
    any.operand_count = list.child_count;
    any.subtree_begin = begin;
  }

  const Ast& ast_;
  const RequirementNames& names_;
  Vocabulary& vocabulary_;
  FindingList& findings_;
  std::vector<RequirementNode> nodes_;
};

bool LeafMet(const RequirementNode& node, const AgentLevels& agent) {
  switch (node.op) {
    case RequirementOp::kSkillAtLeast:
      return agent.SkillLevel(node.symbol) >= node.level;
    case RequirementOp::kSpeaksTicketLanguageAtLeast:
      return agent.TicketLanguageLevel() >= node.level;
    case RequirementOp::kSpeaksAtLeast:
      return agent.LanguageLevel(node.symbol) >= node.level;
    case RequirementOp::kTeamIs:
      return agent.Team() == node.symbol;
    case RequirementOp::kHasRole:
      return agent.HasRole(node.symbol);
    case RequirementOp::kHasAttribute:
      return agent.HasAttribute(node.symbol);
    default:
      return static_cast<uint32_t>(agent.Kind()) == node.symbol;
  }
}

// Operands are found from the last to the first: each ends just before the next one begins.
std::optional<uint32_t> Failing(const std::vector<RequirementNode>& nodes, uint32_t index,
                                const AgentLevels& agent) {
  const RequirementNode& node = nodes[index];
  if (node.op != RequirementOp::kAnd && node.op != RequirementOp::kOr) {
    return LeafMet(node, agent) ? std::nullopt : std::optional<uint32_t>(index);
  }
  std::optional<uint32_t> first;
  uint32_t operand = index;
  for (uint32_t i = 0; i < node.operand_count; ++i) {
    --operand;
    const std::optional<uint32_t> failing = Failing(nodes, operand, agent);
    if (!failing && node.op == RequirementOp::kOr) return std::nullopt;
    if (failing) first = failing;
    operand = nodes[operand].subtree_begin;
  }
  return node.op == RequirementOp::kOr ? std::optional<uint32_t>(index) : first;
}

}  // namespace

std::optional<Requirement> CompileRequirement(std::string_view text, const RequirementNames& names,
                                              Vocabulary& vocabulary,
                                              std::vector<Finding>* findings) {
  FindingList list;
  const Ast ast = ParseExpression(text, list);
  Requirement requirement;
  requirement.text = std::string(text);
  if (!ast.empty()) {
    requirement.nodes = RequirementReader(ast, names, vocabulary, list).Take();
  }
  const bool failed = list.has_error();
  list.MoveTo(findings);
  if (failed) return std::nullopt;
  return requirement;
}

std::string AttributeText(std::string_view name, std::string_view value) {
  return absl::StrCat(ToAbsl(name), "=", ToAbsl(value));
}

std::optional<uint32_t> FirstFailing(const Requirement& requirement, const AgentLevels& agent) {
  if (requirement.anyone()) return std::nullopt;
  return Failing(requirement.nodes, static_cast<uint32_t>(requirement.nodes.size() - 1), agent);
}

}  // namespace waypost::expression
