// The environment of conditions: built-in facts, facts the policy narrows or declares, and the
// names of the priorities.
#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.h"
#include "lib/base/absl_strings.h"
#include "lib/base/duration_text.h"
#include "lib/base/words.h"
#include "lib/expression/parser.h"
#include "lib/policy/lower_chains.h"
#include "lib/policy/lower_steps.h"
#include "waypost/v1/command.pb.h"

namespace waypost::policy {
namespace {

using expression::Presence;
using expression::Type;
using V1Fact = waypost::v1::Fact;
using waypost::v1::Policy;

// As long as an id; more would be a text, not a label.
constexpr size_t kMaxElementBytes = 256;

struct Builtin {
  const char* name;
  Type type;
  bool can_be_narrowed;
  bool moves_with_time = false;
};

// Rows in the order of enum BuiltinFact.
constexpr Builtin kBuiltins[] = {
    {"category", Type::kString, false},    {"subcategory", Type::kString, false},
    {"priority", Type::kInt, false},       {"language", Type::kString, true},
    {"emotion", Type::kInt, false},        {"complexity", Type::kString, false},
    {"channel", Type::kString, true},      {"product", Type::kString, true},
    {"region", Type::kString, true},       {"platform", Type::kString, true},
    {"tier", Type::kString, true},         {"customer_type", Type::kString, true},
    {"status", Type::kString, false},      {"reopen_count", Type::kInt, false},
    {"queue", Type::kString, false},       {"owner", Type::kString, false},
    {"tags", Type::kStringList, true},     {"needs_review", Type::kBool, false},
    {"age", Type::kDuration, false, true}, {"event_modes", Type::kStringList, false},
};
static_assert(std::size(kBuiltins) == kFirstDeclaredFact);

const Builtin* FindBuiltin(std::string_view name) {
  const auto* const found = std::find_if(std::begin(kBuiltins), std::end(kBuiltins),
                                         [&](const Builtin& b) { return b.name == name; });
  return found == std::end(kBuiltins) ? nullptr : found;
}

// What a fact that need not be stated can be.
std::vector<std::string> OrNone(std::vector<std::string> values) {
  values.insert(values.begin(), "");
  return values;
}

std::vector<std::string> SubcategoryIds(const Lowering& lowering) {
  std::vector<std::string> ids;
  for (const waypost::v1::Category& category : lowering.policy.categories()) {
    for (const waypost::v1::Subcategory& sub : category.sub()) ids.push_back(sub.id());
  }
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  ids.erase(ids.begin(), std::upper_bound(ids.begin(), ids.end(), std::string()));
  return ids;
}

std::vector<std::string> OverlayIds(const Lowering& lowering) {
  std::vector<std::string> ids;
  for (const waypost::v1::Overlay& overlay : lowering.policy.overlays()) {
    ids.push_back(overlay.id());
  }
  return ids;
}

// The names of an enumeration of the contract as conditions spell them: "waiting_customer".
std::vector<std::string> ConditionNames(const google::protobuf::EnumDescriptor& descriptor) {
  std::vector<std::string> names;
  for (int i = 0; i < descriptor.value_count(); ++i) {
    const google::protobuf::EnumValueDescriptor& value = *descriptor.value(i);
    if (value.number() != 0) names.push_back(absl::AsciiStrToLower(value.name()));
  }
  return names;
}

// The values of a built-in that nobody narrowed; empty: any.
std::vector<std::string> BuiltinValues(const Lowering& lowering, uint32_t fact) {
  switch (fact) {
    case kFactCategory:
      return OrNone(lowering.categories.Names());
    case kFactSubcategory:
      return OrNone(SubcategoryIds(lowering));
    case kFactPriority:
      return lowering.priorities.Names();
    case kFactComplexity:
      return OrNone(ConditionNames(*waypost::v1::Complexity_descriptor()));
    case kFactStatus:
      return ConditionNames(*waypost::v1::TicketState_descriptor());
    case kFactQueue:
      return OrNone(lowering.queues.Names());
    case kFactModes:
      return OrNone(OverlayIds(lowering));
    default:
      return {};
  }
}

// A name that can stand in a condition: an identifier that means nothing else there.
bool IsConditionName(std::string_view name) {
  expression::FindingList findings;
  const expression::Ast ast = expression::ParseExpression(name, findings);
  if (findings.size() > 0 || ast.empty()) return false;
  const expression::Node& root = ast.nodes[ast.root];
  return root.kind == expression::NodeKind::kName && ast.strings[root.string] == name;
}

void CheckName(Lowering& lowering, const V1Fact& written) {
  if (written.name().empty() || IsConditionName(written.name())) return;
  lowering
      .Report(
          "WP2103", {written, V1Fact::kNameFieldNumber},
          Say({"$0 cannot be the name of a fact", "$0 不能作为事实的名称"}, Quoted(written.name())))
      .Help({"write letters, digits and '_', not beginning with a digit, and no reserved word",
             "请用字母、数字和 '_'，不以数字开头，也不是保留字"});
}

Type TypeOf(V1Fact::Type type) {
  switch (type) {
    case V1Fact::INT:
      return Type::kInt;
    case V1Fact::BOOL:
      return Type::kBool;
    case V1Fact::TIMESTAMP:
      return Type::kTimestamp;
    case V1Fact::DURATION:
      return Type::kDuration;
    case V1Fact::STRING_LIST:
      return Type::kStringList;
    default:
      return Type::kString;
  }
}

bool HoldsStrings(Type type) { return type == Type::kString || type == Type::kStringList; }

void CheckValues(Lowering& lowering, const V1Fact& written, Type type) {
  Declared values({"value", "值"});
  for (int i = 0; i < written.values_size(); ++i) {
    const FieldRef field{written, V1Fact::kValuesFieldNumber, i};
    if (written.values(i).empty()) {
      lowering.Report("WP2106", field, {"a value is empty", "有一个值为空"})
          .Help({"a ticket that does not state the fact needs no value for that",
                 "工单不带该事实时，无需为此写值"});
    }
    values.Add(written.values(i), lowering.ValueOf(field), static_cast<size_t>(i), lowering.sink);
  }
  if (HoldsStrings(type) || written.values_size() == 0) return;
  lowering.Report("WP2106", {written, V1Fact::kValuesFieldNumber, 0},
                  {"only a string has a list of values", "只有字符串才有取值列表"});
}

// Narrows a built-in fact to the values written.
void Narrow(Lowering& lowering, const V1Fact& written, const Builtin& builtin,
            expression::Fact& fact) {
  const std::string name = Quoted(builtin.name);
  if (!builtin.can_be_narrowed) {
    lowering
        .Report(
            "WP2105", {written, V1Fact::kNameFieldNumber},
            Say({"fact $0 is built in and cannot be narrowed", "事实 $0 是内置的，不能限定取值"},
                name))
        .Help({"choose another name, or leave the declaration out", "请换一个名称，或删去该声明"});
    return;
  }
  if (written.type() != V1Fact::TYPE_UNSPECIFIED && TypeOf(written.type()) != builtin.type) {
    lowering.Report("WP2105", {written, V1Fact::kTypeFieldNumber},
                    Say({"fact $0 is built in and is $1", "事实 $0 是内置的，类型是$1"}, name,
                        expression::TypeName(builtin.type)));
  }
  if (!written.default_().empty()) {
    lowering.Report("WP2105", {written, V1Fact::kDefaultFieldNumber},
                    Say({"fact $0 is built in; only its values can be narrowed",
                         "事实 $0 是内置的，只能限定取值"},
                        name));
  }
  CheckValues(lowering, written, Type::kString);
  fact.values.assign(written.values().begin(), written.values().end());
  if (builtin.type == Type::kStringList) return;
  if (!fact.values.empty()) fact.values = OrNone(std::move(fact.values));
  if (fact.index == kFactLanguage && !fact.values.empty()) fact.values.push_back("und");
}

bool IsValue(const V1Fact& written, const std::string& text) {
  const auto& values = written.values();
  return values.empty() || std::find(values.begin(), values.end(), text) != values.end();
}

// The strings of "['a', 'b']", numbered.
std::optional<std::vector<Name>> ParseDefaultList(Lowering& lowering, const V1Fact& written) {
  expression::FindingList findings;
  const expression::Ast ast = expression::ParseExpression(written.default_(), findings);
  if (findings.has_error() || ast.empty()) return std::nullopt;
  const expression::Node& root = ast.nodes[ast.root];
  if (root.kind != expression::NodeKind::kList) return std::nullopt;
  if (root.child_count > expression::kMaxListElements) return std::nullopt;
  std::vector<Name> names;
  for (const uint32_t child : ast.ChildrenOf(root)) {
    const expression::Node& element = ast.nodes[child];
    if (element.kind != expression::NodeKind::kString) return std::nullopt;
    const std::string& text = ast.strings[element.string];
    if (!IsValue(written, text) || text.size() > kMaxElementBytes) return std::nullopt;
    names.push_back(lowering.names.Intern(text));
  }
  return names;
}

// The value that `text` spells in a type; a string is numbered.
std::optional<int64_t> ParseDefault(Lowering& lowering, const std::string& text, Type type,
                                    const V1Fact& written) {
  int64_t number = 0;
  switch (type) {
    case Type::kBool:
      if (text == "true" || text == "false") return text == "true" ? 1 : 0;
      return std::nullopt;
    case Type::kInt:
    case Type::kTimestamp:
      if (absl::SimpleAtoi(text, &number)) return number;
      return std::nullopt;
    case Type::kDuration: {
      const absl::StatusOr<DurationText> length = ParseDuration(text);
      if (!length.ok() || length->in_business_days) return std::nullopt;
      return length->ms;
    }
    default:
      if (!IsValue(written, text)) return std::nullopt;
      return lowering.names.Intern(text);
  }
}

// Gives a declared fact its default; false if the text spells none.
bool ReadDefault(Lowering& lowering, const V1Fact& written, DeclaredFact& row) {
  if (row.type == Type::kStringList) {
    std::optional<std::vector<Name>> list = ParseDefaultList(lowering, written);
    if (!list) return false;
    row.default_list = *std::move(list);
  } else {
    const std::optional<int64_t> value =
        ParseDefault(lowering, written.default_(), row.type, written);
    if (!value) return false;
    row.default_value = *value;
  }
  row.has_default = true;
  return true;
}

Words DefaultAdvice(Type type) {
  switch (type) {
    case Type::kBool:
      return {"write \"true\" or \"false\"", "请写 \"true\" 或 \"false\""};
    case Type::kInt:
      return {"write a whole number, for example \"0\"", "请写整数，例如 \"0\""};
    case Type::kTimestamp:
      return {"write milliseconds since the epoch", "请写自 1970 年起的毫秒数"};
    case Type::kDuration:
      return {"write a duration, for example \"15m\"", "请写时长，例如 \"15m\""};
    case Type::kStringList:
      return {"write a list of its values, for example \"['a', 'b']\" or \"[]\"",
              "请写取值的列表，例如 \"['a', 'b']\" 或 \"[]\""};
    default:
      return {"write one of its values", "请写其取值之一"};
  }
}

DeclaredFact ReadDeclared(Lowering& lowering, const V1Fact& written) {
  CheckName(lowering, written);
  DeclaredFact row;
  row.name = lowering.names.Intern(written.name());
  row.type = TypeOf(written.type());
  row.span = lowering.SpanOf(written);
  CheckValues(lowering, written, row.type);
  for (const std::string& value : written.values()) {
    row.values.push_back(lowering.names.Intern(value));
  }
  if (written.default_().empty() || ReadDefault(lowering, written, row)) return row;
  lowering
      .Report("WP2106", {written, V1Fact::kDefaultFieldNumber},
              Say({"$0 is not a value of fact $1", "$0 不是事实 $1 的取值"},
                  Quoted(written.default_()), Quoted(written.name())))
      .Help(DefaultAdvice(row.type));
  return row;
}

expression::Fact EnvironmentFact(const V1Fact& written, const DeclaredFact& row, uint32_t index) {
  expression::Fact fact;
  fact.name = written.name();
  fact.type = row.type;
  fact.presence = row.has_default ? Presence::kDefault : Presence::kOptional;
  if (HoldsStrings(row.type)) {
    fact.values.assign(written.values().begin(), written.values().end());
  }
  fact.index = index;
  return fact;
}

// Where a name that is both a fact and a priority is written: by the fact, unless it is built in.
FieldRef PlaceOfClash(const Policy& policy, const std::string& name, uint32_t rank) {
  for (const V1Fact& fact : policy.facts()) {
    if (fact.name() == name) return {fact, V1Fact::kNameFieldNumber};
  }
  return {policy, Policy::kPrioritiesFieldNumber, static_cast<int>(rank)};
}

// Names the ranks of the priorities. A name that cannot stand in a condition is used in quotes.
void AddPriorityNames(Lowering& lowering) {
  expression::Environment& environment = lowering.tables.environment;
  for (const std::string& name : lowering.priorities.Names()) {
    if (!IsConditionName(name)) continue;
    const uint32_t rank = *lowering.priorities.Find(name);
    if (environment.FindFact(name) == nullptr) {
      environment.AddConstant(name, rank);
      continue;
    }
    lowering
        .Report("WP2104", PlaceOfClash(lowering.policy, name, rank),
                Say({"$0 is a priority and a fact", "$0 既是优先级又是事实"}, Quoted(name)))
        .Help({"conditions could not tell them apart; rename one",
               "条件无法区分两者；请改其中一个的名称"});
  }
}

// What open() can be asked about. Of a name that is declared twice, which is reported, the first.
void AddCalendarNames(Lowering& lowering) {
  Tables& tables = lowering.tables;
  for (int i = 0; i < lowering.policy.calendars_size(); ++i) {
    const std::string& id = lowering.policy.calendars(i).id();
    if (id.empty() || tables.environment.FindCalendar(id) != nullptr) continue;
    tables.environment.AddCalendar(id, tables.FactOfCalendar(static_cast<size_t>(i)));
  }
}

}  // namespace

void LowerFacts(Lowering& lowering) {
  Tables& tables = lowering.tables;
  std::vector<expression::Fact> builtins;
  for (uint32_t i = 0; i < kFirstDeclaredFact; ++i) {
    builtins.push_back({kBuiltins[i].name, kBuiltins[i].type, Presence::kRequired,
                        BuiltinValues(lowering, i), i, kBuiltins[i].moves_with_time});
  }
  Declared names({"fact", "事实"});
  for (const V1Fact& written : lowering.policy.facts()) {
    names.Add(written.name(), lowering.places.Value(written, V1Fact::kNameFieldNumber),
              tables.facts.size(), lowering.sink);
    if (const Builtin* builtin = FindBuiltin(written.name()); builtin != nullptr) {
      Narrow(lowering, written, *builtin, builtins[static_cast<size_t>(builtin - kBuiltins)]);
      continue;
    }
    tables.facts.push_back(ReadDeclared(lowering, written));
    if (written.name().empty() || tables.environment.FindFact(written.name()) != nullptr) continue;
    const auto index = static_cast<uint32_t>(kFirstDeclaredFact + tables.facts.size() - 1);
    tables.environment.AddFact(EnvironmentFact(written, tables.facts.back(), index));
  }
  for (expression::Fact& fact : builtins) tables.environment.AddFact(std::move(fact));
  AddPriorityNames(lowering);
  AddCalendarNames(lowering);
}

uint16_t ReadFact(Lowering& lowering, const std::string& name, const FieldRef& field,
                  const WantedType& wanted) {
  if (name.empty()) return kNone;
  Declared declared({"fact", "事实"});
  for (size_t i = 0; i < lowering.tables.facts.size(); ++i) {
    const uint32_t row = kFirstDeclaredFact + static_cast<uint32_t>(i);
    const expression::Fact* const fact = lowering.tables.environment.At(row);
    if (fact != nullptr) declared.Add(fact->name, {}, i, lowering.sink);  // else: without a name
  }
  const std::optional<uint32_t> fact =
      declared.Resolve(name, lowering.ValueOf(field), lowering.sink);
  if (!fact) return kNone;
  if (lowering.tables.facts[*fact].type != wanted.type) {
    ReportNeeds(lowering, field, "fact", wanted.in_words);
  }
  return Index(*fact);
}

}  // namespace waypost::policy
