// The public Classifier: what Resolve reads and the core decides, without a ticket.
#include "waypost/classifier.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "lib/articles/index.h"
#include "lib/classify/classifier.h"
#include "lib/classify/combine.h"
#include "lib/engine/policy_body.h"
#include "lib/engine/ticket_state.h"
#include "lib/expression/fact_row.h"

namespace waypost {
namespace {

using policy::kNone;

std::string_view NameOf(const policy::Tables& tables, policy::Name name) {
  return tables.names[name];
}

uint16_t FindCategory(const policy::Tables& tables, std::string_view id) {
  for (size_t i = 0; i < tables.categories.size(); ++i) {
    if (NameOf(tables, tables.categories[i].id) == id) return static_cast<uint16_t>(i);
  }
  return kNone;
}

uint16_t FindSubcategory(const policy::Tables& tables, uint16_t category, std::string_view id) {
  for (size_t i = 0; !id.empty() && i < tables.subcategories.size(); ++i) {
    const policy::Subcategory& sub = tables.subcategories[i];
    if (sub.category == category && NameOf(tables, sub.id) == id) return static_cast<uint16_t>(i);
  }
  return kNone;
}

std::string_view IdOfCategory(const policy::Tables& tables, uint16_t category) {
  return category == kNone ? std::string_view() : NameOf(tables, tables.categories[category].id);
}

std::string_view IdOfSubcategory(const policy::Tables& tables, uint16_t subcategory) {
  return subcategory == kNone ? std::string_view()
                              : NameOf(tables, tables.subcategories[subcategory].id);
}

using Vocabulary = absl::flat_hash_map<std::string_view, policy::Name>;

uint8_t BaseRank(const policy::Tables& tables, const classify::Decision& decision) {
  if (decision.subcategory != kNone) return tables.subcategories[decision.subcategory].priority;
  if (decision.category != kNone) return tables.categories[decision.category].priority;
  return tables.default_priority;
}

}  // namespace

struct Classifier::Scratch::Body {
  explicit Body(const policy::Tables& tables)
      : row(tables.environment.row_size()),
        priority_rules(tables.priority_conditions.MakeScratch()),
        not_served_rules(tables.not_served_conditions.MakeScratch()) {
    for (size_t i = 1; i < tables.names.size(); ++i) {
      names.try_emplace(tables.names[i], static_cast<policy::Name>(i));
    }
  }

  Vocabulary names;

  classify::ReadScratch read;
  classify::TextEvidence evidence;
  std::vector<classify::Vote> votes;
  std::vector<classify::Score> scores;
  classify::CombineScratch combine;
  expression::FactRowBuffer row;
  expression::RuleScratch priority_rules;
  expression::RuleScratch not_served_rules;
  articles::QueryScratch suggesting;
};

Classifier::Scratch::Scratch(const Classifier& classifier)
    : body_(std::make_unique<Body>(classifier.policy_.body().tables)) {}
Classifier::Scratch::~Scratch() = default;
Classifier::Scratch::Scratch(Scratch&&) noexcept = default;
Classifier::Scratch& Classifier::Scratch::operator=(Scratch&&) noexcept = default;

namespace {

// One call of Classify.
class Judgement {
 public:
  Judgement(const policy::Tables& tables, const Vocabulary& names, const ClassifyHints& hints,
            const classify::TextEvidence& evidence, Classification& result)
      : tables_(tables), names_(names), hints_(hints), evidence_(evidence), result_(result) {}

  void TakeText() {
    const bool known = !hints_.language.empty();
    result_.language = known ? LanguageTag(hints_.language) : LanguageTag(evidence_.language);
    result_.language_margin_milli = known ? 1'000 : evidence_.language_margin_milli;
    result_.complexity = static_cast<TicketComplexity>(evidence_.complexity);
    result_.emotion_level = evidence_.emotion;
    result_.out_of_scope = evidence_.out_of_scope;
    result_.unread_bytes = evidence_.unread_bytes;
    result_.model_hash = evidence_.model_hash;
    result_.category = result_.subcategory = result_.not_served = {};
    result_.needs_review = false;
    result_.evidence.clear();
  }

  void AddVotes(std::vector<classify::Vote>& votes) {
    votes.clear();
    for (const classify::Hit& hit : evidence_.hits) {
      const policy::Keyword& keyword = tables_.keywords[hit.keyword];
      classify::Vote vote;
      vote.category = keyword.category;
      vote.subcategory = keyword.subcategory;
      vote.weight = keyword.weight;
      vote.decides = keyword.decides;
      vote.keyword_length = static_cast<uint16_t>(std::min<size_t>(keyword.text.size(), kNone));
      vote.index = static_cast<uint32_t>(votes.size());
      vote.rule = classify::RuleOf(keyword.text);
      votes.push_back(vote);
      const int weight =
          keyword.weight != 0 ? keyword.weight : tables_.categories[keyword.category].weight;
      AddEvidence(ClassificationEvidence::Kind::kKeyword, keyword.category, keyword.subcategory,
                  keyword.text, weight);
      result_.evidence.back().begin = hit.begin;
      result_.evidence.back().end = hit.end;
    }
  }

  void AddScores(std::vector<classify::Score>& scores) {
    scores.clear();
    if (evidence_.out_of_scope) return;
    for (const HostScore& host : hints_.scores) {
      classify::Score score;
      score.category = FindCategory(tables_, host.category);
      if (score.category == kNone) continue;
      score.subcategory = FindSubcategory(tables_, score.category, host.subcategory);
      score.confidence_milli = static_cast<uint16_t>(std::clamp(host.confidence_milli, 0, 1'000));
      AddScore(score, scores);
    }
    for (const classify::Score& score : evidence_.scores) AddScore(score, scores);
  }

  void AddPieces() {
    for (const classify::Piece& piece : evidence_.pieces) {
      AddEvidence(ClassificationEvidence::Kind::kPiece, kNone, kNone, {}, piece.contribution_milli);
      result_.evidence.back().begin = piece.begin;
      result_.evidence.back().end = piece.end;
    }
  }

  void TakeDecision(const classify::Decision& decision, size_t votes) {
    result_.category = IdOfCategory(tables_, decision.category);
    result_.subcategory = IdOfSubcategory(tables_, decision.subcategory);
    result_.confidence_milli = decision.confidence_milli;
    result_.margin_milli = decision.margin_milli;
    result_.needs_review = decision.needs_review;
    if (decision.vote >= 0) {
      result_.evidence[static_cast<size_t>(decision.vote)].decided = true;
      return;
    }
    for (size_t i = votes; i < result_.evidence.size(); ++i) {
      if (result_.evidence[i].category != result_.category) continue;
      result_.evidence[i].decided = true;
      return;
    }
  }

  // The facts that a text and its hints give; the others have their defaults.
  void FillRow(uint8_t rank, expression::FactRowBuffer& row) {
    for (uint32_t fact = 0; fact < policy::kFirstDeclaredFact; ++fact) row.Set(fact, 0);
    PutText(policy::kFactCategory, result_.category, row);
    PutText(policy::kFactSubcategory, result_.subcategory, row);
    PutText(policy::kFactLanguage, result_.language, row);
    PutText(policy::kFactComplexity,
            engine::ComplexityName(static_cast<engine::Complexity>(result_.complexity)), row);
    PutText(policy::kFactStatus, engine::StateName(engine::TicketState::kNew), row);
    const std::pair<uint32_t, std::string_view> stated[] = {
        {policy::kFactChannel, hints_.channel},   {policy::kFactProduct, hints_.product},
        {policy::kFactRegion, hints_.region},     {policy::kFactPlatform, hints_.platform},
        {policy::kFactTier, hints_.tier},         {policy::kFactCustomerType, hints_.customer_type},
        {policy::kFactQueue, std::string_view()}, {policy::kFactOwner, std::string_view()}};
    for (const auto& [fact, text] : stated) PutText(fact, text, row);
    row.Set(policy::kFactPriority, rank);
    row.Set(policy::kFactEmotion, result_.emotion_level);
    row.Set(policy::kFactNeedsReview, result_.needs_review ? 1 : 0);
    row.SetList(policy::kFactTags, {}, {});
    row.SetList(policy::kFactModes, {}, {});
    PutDefaults(row);
    PutRisks(row);
    // There is no instant at which a calendar could be open.
    for (size_t i = 0; i < tables_.calendars.size(); ++i) row.Set(tables_.FactOfCalendar(i), 0);
  }

  void TakePriority(uint8_t rank, absl::Span<const uint64_t> matches) {
    for (size_t i = 0; i < tables_.priority_rules.size(); ++i) {
      if ((matches[i / 64] >> (i % 64) & 1) == 0) continue;
      rank = std::min(rank, tables_.priority_rules[i].at_least);
    }
    result_.priority = NameOf(tables_, tables_.priorities[rank]);
  }

  // By the text as it was normalised to be classified.
  void TakeSuggestions(std::string_view normalised, articles::QueryScratch& scratch) {
    result_.suggestions.clear();
    if (hints_.articles == nullptr || !result_.not_served.empty()) return;
    const ArticleFact facts[] = {
        {"channel", hints_.channel}, {"product", hints_.product},
        {"region", hints_.region},   {"platform", hints_.platform},
        {"tier", hints_.tier},       {"customer_type", hints_.customer_type}};
    ArticleQuery query;
    query.category = result_.category;
    query.subcategory = result_.subcategory;
    query.language = result_.language;
    query.facts = facts;
    query.count = tables_.suggestions;
    hints_.articles->index().Suggest(normalised, query, scratch, result_.suggestions);
  }

  void TakeNotServed(absl::Span<const uint64_t> matches) {
    for (size_t i = 0; i < tables_.not_served.size(); ++i) {
      if ((matches[i / 64] >> (i % 64) & 1) == 0) continue;
      if (tables_.not_served[i].has_keywords && evidence_.not_served != i) continue;
      result_.not_served = NameOf(tables_, tables_.not_served[i].id);
      return;
    }
  }

 private:
  // A text that lives as long as the policy, or the caller's own.
  std::string_view LanguageTag(std::string_view tag) const {
    for (const policy::Name name : tables_.languages) {
      if (tables_.names[name] == tag) return tables_.names[name];
    }
    return tag;
  }

  void AddEvidence(ClassificationEvidence::Kind kind, uint16_t category, uint16_t subcategory,
                   std::string_view text, int weight) {
    ClassificationEvidence evidence;
    evidence.kind = kind;
    evidence.category = IdOfCategory(tables_, category);
    evidence.subcategory = IdOfSubcategory(tables_, subcategory);
    evidence.text = text;
    evidence.weight = weight;
    result_.evidence.push_back(evidence);
  }

  void AddScore(const classify::Score& score, std::vector<classify::Score>& scores) {
    const bool again = std::any_of(scores.begin(), scores.end(), [&](const classify::Score& s) {
      return s.category == score.category;
    });
    if (again) return;
    scores.push_back(score);
    AddEvidence(ClassificationEvidence::Kind::kScore, score.category, score.subcategory, {},
                score.confidence_milli);
  }

  void PutText(uint32_t fact, std::string_view text, expression::FactRowBuffer& row) const {
    const auto found = names_.find(text);
    row.SetString(fact, found == names_.end() ? 0 : found->second, text);
  }

  void PutDefaults(expression::FactRowBuffer& row) const {
    for (size_t i = 0; i < tables_.facts.size(); ++i) {
      const policy::DeclaredFact& fact = tables_.facts[i];
      const uint32_t index = policy::kFirstDeclaredFact + static_cast<uint32_t>(i);
      if (!fact.has_default || fact.type == expression::Type::kStringList) {
        row.Unset(index);
      } else if (fact.type == expression::Type::kString) {
        const auto name = static_cast<policy::Name>(fact.default_value);
        row.SetString(index, name, tables_.names[name]);
      } else {
        row.Set(index, fact.default_value);
      }
    }
  }

  // As Core::AddRisks: what the policy does not declare is passed over.
  void PutRisks(expression::FactRowBuffer& row) {
    const expression::Fact* const fact = tables_.environment.FindFact(classify::kRisksFact);
    if (fact == nullptr || fact->type != expression::Type::kStringList) return;
    risk_names_.clear();
    risk_texts_.clear();
    for (size_t i = 0; i < classify::kRiskNames.size(); ++i) {
      const std::string_view risk = classify::kRiskNames[i];
      const bool declared =
          fact->values.empty() ||
          std::find(fact->values.begin(), fact->values.end(), risk) != fact->values.end();
      if (!classify::HasRisk(evidence_.risks, i) || !declared) continue;
      const auto found = names_.find(risk);
      risk_names_.push_back(found == names_.end() ? 0 : found->second);
      risk_texts_.push_back(risk);
    }
    if (!risk_names_.empty()) row.SetList(fact->index, risk_names_, risk_texts_);
  }

  const policy::Tables& tables_;
  const Vocabulary& names_;
  const ClassifyHints& hints_;
  const classify::TextEvidence& evidence_;
  Classification& result_;
  std::vector<uint32_t> risk_names_;
  std::vector<std::string_view> risk_texts_;
};

}  // namespace

void Classifier::Classify(std::string_view text, const ClassifyHints& hints, Scratch& scratch,
                          Classification& result) const {
  const Policy::Body& body = policy_.body();
  const policy::Tables& tables = body.tables;
  Scratch::Body& memory = *scratch.body_;
  body.classifier->Read(text, {hints.contacts, hints.language, hints.locale}, memory.read,
                        memory.evidence);

  Judgement judgement(tables, memory.names, hints, memory.evidence, result);
  judgement.TakeText();
  if (!tables.not_served.empty()) {
    // As in the engine: before anything else is decided.
    judgement.FillRow(tables.default_priority, memory.row);
    judgement.TakeNotServed(
        tables.not_served_conditions.AllMatches(memory.row.row(), memory.not_served_rules));
  }
  judgement.AddVotes(memory.votes);
  judgement.AddScores(memory.scores);
  judgement.AddPieces();
  const classify::Decision decision =
      classify::Combine(tables, memory.votes, memory.scores, memory.combine);
  judgement.TakeDecision(decision, memory.votes.size());
  const uint8_t rank = BaseRank(tables, decision);
  if (!tables.priority_rules.empty()) judgement.FillRow(rank, memory.row);
  judgement.TakePriority(
      rank, tables.priority_conditions.AllMatches(memory.row.row(), memory.priority_rules));
  judgement.TakeSuggestions(memory.read.text.bytes(), memory.suggesting);
}

void Classifier::FindKeywords(std::string_view text, Scratch& scratch,
                              std::vector<uint64_t>& keywords) const {
  const classify::Classifier& classifier = *policy_.body().classifier;
  classifier.Read(text, {}, scratch.body_->read, scratch.body_->evidence);
  classifier.IdsOf(scratch.body_->evidence, keywords);
}

Classification Classifier::Classify(std::string_view text, const ClassifyHints& hints) const {
  Scratch scratch(*this);
  Classification result;
  Classify(text, hints, scratch, result);
  return result;
}

}  // namespace waypost
