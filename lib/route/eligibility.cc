#include "lib/route/eligibility.h"

#include "lib/base/words.h"
#include "lib/expression/shortfall.h"

namespace waypost::route {
namespace {

using expression::RequirementOp;

constexpr int kEveryLevel = 100;

std::vector<uint64_t> WordsOf(const AgentProfile& profile) {
  std::vector<uint64_t> words;
  EncodeSignature(profile, &words);
  return words;
}

// An agent before a ticket of some language.
class Facing : public expression::AgentLevels {
 public:
  Facing(const AgentSignature& agent, uint32_t language) : agent_(agent), language_(language) {}

  int SkillLevel(uint32_t skill) const override { return agent_.SkillLevel(skill); }
  int LanguageLevel(uint32_t language) const override { return agent_.LanguageLevel(language); }
  int TicketLanguageLevel() const override {
    return language_ == kAnyLanguage ? kEveryLevel : agent_.LanguageLevel(language_);
  }
  uint32_t Team() const override { return agent_.Team(); }
  expression::AgentKind Kind() const override { return agent_.Kind(); }
  bool HasRole(uint32_t role) const override { return agent_.HasRole(role); }
  bool HasAttribute(uint32_t attribute) const override { return agent_.HasAttribute(attribute); }

 private:
  const AgentSignature& agent_;
  uint32_t language_;
};

}  // namespace

AgentEligibility::AgentEligibility(const AgentProfile& profile)
    : words_(WordsOf(profile)), signature_(words_) {}

std::optional<uint32_t> AgentEligibility::FirstFailing(const StageNeed& need,
                                                       uint32_t language) const {
  const Facing facing(signature_, LanguageOf(need, language));
  return expression::FirstFailing(*need.requirement, facing);
}

std::vector<uint32_t> AgentEligibility::ToRelax(const StageNeed& need, uint32_t language) const {
  const Facing facing(signature_, LanguageOf(need, language));
  return expression::FewestToRelax(*need.requirement, facing);
}

int AgentEligibility::LevelFor(const StageNeed& need, const expression::RequirementNode& node,
                               uint32_t language) const {
  const Facing facing(signature_, LanguageOf(need, language));
  switch (node.op) {
    case RequirementOp::kSkillAtLeast:
      return facing.SkillLevel(node.symbol);
    case RequirementOp::kSpeaksAtLeast:
      return facing.LanguageLevel(node.symbol);
    case RequirementOp::kSpeaksTicketLanguageAtLeast:
      return facing.TicketLanguageLevel();
    default:
      return 0;
  }
}

}  // namespace waypost::route
