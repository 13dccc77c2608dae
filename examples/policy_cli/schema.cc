// waypost schema: what editors need to know of the language.
#include <map>
#include <string>

#include "examples/policy_cli/commands.h"
#include "lib/base/words.h"
#include "lib/policy/json_schema.h"
#include "waypost/v1/import.pb.h"
#include "waypost/v1/policy.pb.h"
#include "waypost/v1/roster.pb.h"

namespace waypost::cli {

int RunSchema(const Arguments& arguments, std::ostream& out, std::ostream& err) {
  const std::map<std::string, const google::protobuf::Descriptor*> kinds = {
      {"import", v1::ImportMapping::descriptor()},
      {"policy", v1::Policy::descriptor()},
      {"roster", v1::Roster::descriptor()},
  };
  const std::string kind =
      arguments.positional().empty() ? std::string("policy") : arguments.positional()[0];
  const auto found = kinds.find(kind);
  if (arguments.positional().size() > 1 || found == kinds.end()) {
    err << Words{"waypost schema: of what? One of policy, roster, import\n",
                 "waypost schema：要哪一种？应为 policy、roster、import 之一\n"};
    return kUsageOrIo;
  }
  out << policy::JsonSchema(*found->second);
  return kClean;
}

const Command kSchemaCommand = {
    "schema",
    {"the JSON schema of policies, for editors", "策略的 JSON 模式，供编辑器使用"},
    "waypost schema [policy|roster|import]",
    {"Prints a JSON Schema (draft 2020-12) of policies in JSON, or of rosters or import mappings:\n"
     "names and types of fields, values of enums, what is required and what excludes each other. "
     "What\n"
     "this version does not execute is left out. Editors complete and check by it as one types; "
     "what\n"
     "names and conditions mean is said by `waypost check`.\n"
     "\n"
     "Exit codes: 0 printed, 1 no such schema.",
     "打印 JSON 形式的策略、名册或导入对应关系的 JSON Schema（draft 2020-12）：字段的名称和\n"
     "类型、枚举的取值、哪些必填、哪些互斥。本版本不执行的内容不在其中。编辑器据此补全和\n"
     "检查；名称和条件的含义由 `waypost check` 检查。\n"
     "\n"
     "退出码：0 已打印，1 没有这个模式。"},
    "waypost schema > waypost.schema.json",
    {},
    RunSchema,
};

}  // namespace waypost::cli
