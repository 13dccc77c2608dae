#include "lib/engine/resolve.h"

#include <string>

#include "lib/engine/policy_body.h"

namespace waypost::engine {
namespace {

v1::Evidence Read(const Policy& policy, const std::string& text) {
  const policy::Tables& tables = policy.body().tables;
  const classify::TextEvidence in = policy.body().classifier->Read(text);
  v1::Evidence out;
  out.set_has_text(in.has_text);
  out.set_language(in.language);
  out.set_language_margin_milli(in.language_margin_milli);
  out.set_policy_fingerprint(policy.fingerprint());
  out.set_unread_bytes(in.unread_bytes);
  out.set_only_thanks(in.only_thanks);
  if (in.not_served != policy::kNone) {
    out.set_not_served(tables.names[tables.not_served[in.not_served].id]);
  }
  for (const classify::Hit& hit : in.hits) {
    const policy::Keyword& keyword = tables.keywords[hit.keyword];
    v1::KeywordHit& to = *out.add_hits();
    to.set_category(tables.names[tables.categories[keyword.category].id]);
    if (keyword.subcategory != policy::kNone) {
      to.set_subcategory(tables.names[tables.subcategories[keyword.subcategory].id]);
    }
    to.set_keyword(keyword.text);
    to.set_begin(static_cast<int32_t>(hit.begin));
    to.set_end(static_cast<int32_t>(hit.end));
  }
  return out;
}

template <typename Message>
void ReplaceWords(const Policy& policy, Message* message) {
  if (message->text().empty()) return;
  *message->mutable_evidence() = Read(policy, message->text());
  message->clear_text();
}

}  // namespace

void ResolveText(const Policy& policy, v1::Command* command) {
  if (command->has_open_ticket()) ReplaceWords(policy, command->mutable_open_ticket());
  if (command->has_adopt_ticket() && command->adopt_ticket().has_ticket()) {
    ReplaceWords(policy, command->mutable_adopt_ticket()->mutable_ticket());
  }
  if (command->has_add_message()) ReplaceWords(policy, command->mutable_add_message());
}

}  // namespace waypost::engine
