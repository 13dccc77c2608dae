#include "lib/engine/resolve.h"

#include <string>
#include <utility>

#include "lib/engine/policy_body.h"

namespace waypost::engine {
namespace {

void PutHits(const policy::Tables& tables, const classify::TextEvidence& in, v1::Evidence& out) {
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
    to.set_weight(keyword.weight);
    to.set_decides(keyword.decides);
  }
}

void PutScores(const policy::Tables& tables, const classify::TextEvidence& in, v1::Evidence& out) {
  for (const classify::Score& score : in.scores) {
    v1::CategoryScore& to = *out.add_scores();
    to.set_category(tables.names[tables.categories[score.category].id]);
    if (score.subcategory != policy::kNone) {
      to.set_subcategory(tables.names[tables.subcategories[score.subcategory].id]);
    }
    to.set_confidence_milli(score.confidence_milli);
  }
}

void PutModel(const classify::TextEvidence& in, v1::Evidence& out) {
  out.set_model_hash(in.model_hash);
  for (const classify::Piece& piece : in.pieces) {
    v1::TextPiece& to = *out.add_pieces();
    to.set_begin(static_cast<int32_t>(piece.begin));
    to.set_end(static_cast<int32_t>(piece.end));
    to.set_contribution_milli(piece.contribution_milli);
  }
}

v1::Evidence Read(const Policy& policy, const std::string& text, const classify::ReadHints& hints) {
  const policy::Tables& tables = policy.body().tables;
  classify::ReadScratch scratch;
  classify::TextEvidence in;
  policy.body().classifier->Read(text, hints, scratch, in);
  v1::Evidence out;
  out.set_has_text(in.has_text);
  out.set_language(std::string(in.language));
  out.set_language_margin_milli(in.language_margin_milli);
  out.set_emotion(in.emotion);
  for (size_t i = 0; i < classify::kRiskNames.size(); ++i) {
    if (classify::HasRisk(in.risks, i)) out.add_risks(std::string(classify::kRiskNames[i]));
  }
  out.set_complexity(static_cast<v1::Complexity>(in.complexity));
  out.set_out_of_scope(in.out_of_scope);
  out.set_policy_fingerprint(policy.fingerprint());
  out.set_unread_bytes(in.unread_bytes);
  out.set_only_thanks(in.only_thanks);
  if (in.not_served != policy::kNone) {
    out.set_not_served(tables.names[tables.not_served[in.not_served].id]);
  }
  PutHits(tables, in, out);
  PutScores(tables, in, out);
  PutModel(in, out);
  return out;
}

// What the host's own classifier says stays, and comes first: of two scores for one category the
// first counts.
template <typename Message>
void ReplaceWords(const Policy& policy, const std::string& language, Message* message) {
  if (message->text().empty()) return;
  v1::Evidence read =
      Read(policy, message->text(), {message->contacts(), language, message->locale()});
  v1::Evidence& evidence = *message->mutable_evidence();
  google::protobuf::RepeatedPtrField<v1::CategoryScore> own;
  own.Swap(evidence.mutable_scores());
  own.MergeFrom(read.scores());
  read.mutable_scores()->Swap(&own);
  evidence = std::move(read);
  message->clear_text();
  message->clear_locale();
  message->clear_contacts();
}

}  // namespace

void ResolveText(const Policy& policy, v1::Command* command) {
  if (command->has_open_ticket()) {
    v1::OpenTicket* const ticket = command->mutable_open_ticket();
    ReplaceWords(policy, ticket->language(), ticket);
  }
  if (command->has_adopt_ticket() && command->adopt_ticket().has_ticket()) {
    v1::OpenTicket* const ticket = command->mutable_adopt_ticket()->mutable_ticket();
    ReplaceWords(policy, ticket->language(), ticket);
  }
  if (command->has_add_message()) ReplaceWords(policy, "", command->mutable_add_message());
  if (command->has_split() && command->split().has_part()) {
    v1::OpenTicket* const part = command->mutable_split()->mutable_part();
    ReplaceWords(policy, part->language(), part);
  }
  if (command->has_rate_ticket() && !command->rate_ticket().text().empty()) {
    v1::RateTicket& rating = *command->mutable_rate_ticket();
    *rating.mutable_comment() = Read(policy, rating.text(), {});
    rating.clear_text();
  }
}

}  // namespace waypost::engine
