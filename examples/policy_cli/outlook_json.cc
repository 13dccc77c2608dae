#include "examples/policy_cli/outlook_json.h"

#include "absl/strings/str_cat.h"
#include "examples/policy_cli/json.h"
#include "lib/base/json_text.h"

namespace waypost::cli {
namespace {

std::string AskedJson(const scenario::Outlook::Asked& asked) {
  return absl::StrCat("{\"agent_id\":", JsonText(asked.agent_id),
                      ",\"offered\":", asked.offered ? MessageJson(*asked.offered) : "null", "}");
}

}  // namespace

std::string OutlookJson(const scenario::Outlook& outlook, std::string_view opening, int64_t at_ms,
                        std::string_view time_zone) {
  return absl::StrCat(
      "{\"opening\":", JsonText(opening), ",\"at_ms\":", at_ms,
      ",\"time_zone\":", JsonText(time_zone), ",\"events\":", JsonList(outlook.events, MessageJson),
      ",\"at_opening\":", outlook.at_opening, ",\"cut_short\":", JsonBool(outlook.cut_short),
      ",\"asked\":", JsonList(outlook.asked, AskedJson),
      ",\"unreached\":", JsonList(outlook.unreached, JsonText),
      ",\"modes\":", JsonList(outlook.modes, MessageJson),
      ",\"wait\":", JsonText(outlook.wait.english), "}\n");
}

}  // namespace waypost::cli
