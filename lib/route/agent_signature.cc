#include "lib/route/agent_signature.h"

#include <algorithm>
#include <functional>

namespace waypost::route {
namespace {

constexpr size_t kHeaderWords = 2;  // kind and team; the lengths of the first two lists

uint64_t Packed(uint32_t symbol, uint8_t level) { return uint64_t{symbol} << 8 | level; }

// Appends the levels by symbol, once each and the highest, without those at 0; returns how many.
uint64_t AppendLevels(const std::vector<Level>& levels, std::vector<uint64_t>* words) {
  const auto begin = static_cast<int64_t>(words->size());
  for (const Level& level : levels) {
    if (level.level > 0) words->push_back(Packed(level.symbol, level.level));
  }
  // Falling, so that the highest level of a symbol is the one that unique keeps.
  std::sort(words->begin() + begin, words->end(), std::greater<>());
  words->erase(std::unique(words->begin() + begin, words->end(),
                           [](uint64_t a, uint64_t b) { return a >> 8 == b >> 8; }),
               words->end());
  std::reverse(words->begin() + begin, words->end());
  return words->size() - static_cast<uint64_t>(begin);
}

void AppendQueues(const std::vector<uint32_t>& queues, std::vector<uint64_t>* words) {
  const auto begin = static_cast<int64_t>(words->size());
  words->insert(words->end(), queues.begin(), queues.end());
  std::sort(words->begin() + begin, words->end());
  words->erase(std::unique(words->begin() + begin, words->end()), words->end());
}

int LevelOf(absl::Span<const uint64_t> levels, uint32_t symbol) {
  const auto found = std::lower_bound(levels.begin(), levels.end(), Packed(symbol, 0));
  return found != levels.end() && *found >> 8 == symbol ? static_cast<int>(*found & 0xff) : 0;
}

}  // namespace

void EncodeSignature(const AgentProfile& profile, std::vector<uint64_t>* signature) {
  signature->assign(kHeaderWords, 0);
  (*signature)[0] = uint64_t{static_cast<uint32_t>(profile.kind)} << 32 | profile.team;
  const uint64_t skills = AppendLevels(profile.skills, signature);
  const uint64_t languages = AppendLevels(profile.languages, signature);
  (*signature)[1] = skills << 32 | languages;
  AppendQueues(profile.queues, signature);
}

AgentSignature::AgentSignature(absl::Span<const uint64_t> signature) : signature_(signature) {
  const size_t skills = signature[1] >> 32;
  const size_t languages = signature[1] & 0xffffffff;
  skills_ = signature.subspan(kHeaderWords, skills);
  languages_ = signature.subspan(kHeaderWords + skills, languages);
  queues_ = signature.subspan(kHeaderWords + skills + languages);
}

bool AgentSignature::Takes(uint32_t queue) const {
  return queues_.empty() || std::binary_search(queues_.begin(), queues_.end(), uint64_t{queue});
}

int AgentSignature::SkillLevel(uint32_t skill) const { return LevelOf(skills_, skill); }

int AgentSignature::LanguageLevel(uint32_t language) const { return LevelOf(languages_, language); }

}  // namespace waypost::route
