#include "lib/route/requirement_class.h"

#include <algorithm>

#include "lib/base/words.h"

namespace waypost::route {
namespace {

using expression::RequirementNode;
using expression::RequirementOp;

// In the place of a queue in a stage's first word: no queue has this number.
constexpr uint64_t kFixedMark = uint64_t{0xffffffff} << 32;

// Naming the language makes `speaks(language)` of a Japanese ticket and `speaks('ja')` one class,
// and keeps tickets together whose requirement does not ask for a language.
RequirementNode WithLanguage(RequirementNode node, uint32_t language) {
  if (node.op == RequirementOp::kSpeaksTicketLanguageAtLeast) {
    node.op = RequirementOp::kSpeaksAtLeast;
    node.symbol = language == kAnyLanguage ? 0 : language;
    if (language == kAnyLanguage) node.level = 0;  // which everybody has
  }
  return node;
}

constexpr uint64_t kPreferredMark = 0xfffffffe;
constexpr uint64_t kWeightMark = 0xfffffffd;
constexpr uint64_t kLeftAloneMark = 0xfffffffc;
constexpr uint64_t kBatchMark = 0xfffffffb;

// In the first word of a stage, beside the number of its nodes.
constexpr uint64_t kClosedMark = uint64_t{1} << 31;
constexpr uint64_t kHelpsMark = uint64_t{1} << 30;

// The extent of the sub-trees follows from the postfix order and is left out.
uint64_t WordOf(const RequirementNode& node) {
  const bool joins = node.op == RequirementOp::kAnd || node.op == RequirementOp::kOr;
  return static_cast<uint64_t>(node.op) << 40 | uint64_t{node.level} << 32 |
         (joins ? node.operand_count : node.symbol);
}

bool Before(absl::Span<const uint64_t> a, absl::Span<const uint64_t> b) {
  return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end());
}

}  // namespace

absl::Span<const uint64_t> NeedEncoder::Encode(absl::Span<const StageNeed> stages,
                                               uint32_t language,
                                               absl::Span<const Preferred> preferred,
                                               const FixedNeeds& fixed) {
  words_.clear();
  blocks_.clear();
  for (const StageNeed& stage : stages) AppendStage(stage, language);
  for (const Preferred& preference : preferred) AppendPreferred(preference, language);
  if (blocks_.size() > 1) Sort();
  AppendFixed(fixed);
  return words_;
}

void NeedEncoder::AppendStage(const StageNeed& stage, uint32_t language) {
  const size_t begin = words_.size();
  words_.push_back(uint64_t{stage.queue} << 32 | (stage.closed ? kClosedMark : 0) |
                   (stage.helps ? kHelpsMark : 0) | stage.requirement->nodes.size());
  AppendNodes(*stage.requirement, LanguageOf(stage, language));
  blocks_.emplace_back(begin, words_.size());
}

// In the place of a queue stands what no queue is.
void NeedEncoder::AppendPreferred(const Preferred& preferred, uint32_t language) {
  const size_t begin = words_.size();
  words_.push_back(kPreferredMark << 32 | preferred.requirement->nodes.size());
  words_.push_back(preferred.weight);
  AppendNodes(*preferred.requirement, language);
  blocks_.emplace_back(begin, words_.size());
}

void NeedEncoder::AppendNodes(const expression::Requirement& requirement, uint32_t language) {
  for (const RequirementNode& node : requirement.nodes) {
    words_.push_back(WordOf(WithLanguage(node, language)));
  }
}

void NeedEncoder::AppendFixed(const FixedNeeds& fixed) {
  if (fixed.batch != 0) words_.push_back(kBatchMark << 32 | fixed.batch);
  if (fixed.weight != 0) words_.push_back(kWeightMark << 32 | fixed.weight);
  for (const uint32_t reserve : fixed.left_alone) {
    words_.push_back(kLeftAloneMark << 32 | reserve);
  }
  if (fixed.channel == 0 && fixed.modalities.empty()) return;
  words_.push_back(kFixedMark | fixed.channel);
  words_.insert(words_.end(), fixed.modalities.begin(), fixed.modalities.end());
}

void NeedEncoder::Sort() {
  std::sort(blocks_.begin(), blocks_.end(),
            [this](const Block& a, const Block& b) { return Before(WordsOf(a), WordsOf(b)); });
  sorted_words_.clear();
  for (size_t i = 0; i < blocks_.size(); ++i) {
    const absl::Span<const uint64_t> words = WordsOf(blocks_[i]);
    // Two equal stages are one, two equal preferences count twice.
    const bool preferred = words[0] >> 32 == kPreferredMark;
    if (i > 0 && !preferred && words == WordsOf(blocks_[i - 1])) continue;
    sorted_words_.insert(sorted_words_.end(), words.begin(), words.end());
  }
  words_.swap(sorted_words_);
}

void RequirementClass::Assign(absl::Span<const StageNeed> stages, uint32_t language,
                              absl::Span<const Preferred> preferred, const FixedNeeds& fixed) {
  channel_ = fixed.channel;
  weight_ = fixed.weight;
  batch_ = fixed.batch;
  modalities_.assign(fixed.modalities.begin(), fixed.modalities.end());
  left_alone_.assign(fixed.left_alone.begin(), fixed.left_alone.end());
  preferences_.resize(preferred.size());
  for (size_t i = 0; i < preferred.size(); ++i) {
    preferences_[i].weight = preferred[i].weight;
    preferences_[i].requirement.nodes = preferred[i].requirement->nodes;
    for (RequirementNode& node : preferences_[i].requirement.nodes) {
      node = WithLanguage(node, language);
    }
  }
  stages_.resize(stages.size());
  queues_.clear();
  has_closed_ = false;
  for (size_t i = 0; i < stages.size(); ++i) {
    stages_[i].queue = stages[i].queue;
    stages_[i].closed = stages[i].closed;
    has_closed_ |= stages[i].closed;
    if (!stages[i].helps) queues_.push_back(stages[i].queue);
    std::vector<RequirementNode>& nodes = stages_[i].requirement.nodes;
    nodes = stages[i].requirement->nodes;
    for (RequirementNode& node : nodes) node = WithLanguage(node, LanguageOf(stages[i], language));
  }
  std::sort(queues_.begin(), queues_.end());
  queues_.erase(std::unique(queues_.begin(), queues_.end()), queues_.end());
}

uint32_t RequirementClass::ScoreOf(const AgentSignature& agent) const {
  uint32_t score = 0;
  for (const Preference& preference : preferences_) {
    if (!expression::FirstFailing(preference.requirement, agent)) score += preference.weight;
  }
  return score;
}

bool RequirementClass::Admits(const AgentSignature& agent) const {
  return agent.HasRoomFor(channel_) && !LeavesAlone(agent) && AdmitsBy(agent, false);
}

bool RequirementClass::LeavesAlone(const AgentSignature& agent) const {
  return std::any_of(left_alone_.begin(), left_alone_.end(),
                     [&](uint32_t reserve) { return agent.IsKeptBy(reserve); });
}

bool RequirementClass::AdmitsWithRoom(const AgentSignature& agent) const {
  return AdmitsBy(agent, true);
}

bool RequirementClass::AdmitsBy(const AgentSignature& agent, bool closed_too) const {
  for (const uint32_t modality : modalities_) {
    if (!agent.OffersModality(modality)) return false;
  }
  return std::any_of(stages_.begin(), stages_.end(), [&](const Stage& stage) {
    return (closed_too || !stage.closed) && agent.Takes(stage.queue) &&
           !expression::FirstFailing(stage.requirement, agent).has_value();
  });
}

}  // namespace waypost::route
