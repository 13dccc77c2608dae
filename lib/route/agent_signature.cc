#include "lib/route/agent_signature.h"

#include <algorithm>
#include <functional>

namespace waypost::route {
namespace {

constexpr size_t kHeaderWords = 6;  // kind and team; the lengths of the lists, two a word

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

// Appends the symbols, rising and once each; returns how many.
uint64_t AppendSet(const std::vector<uint32_t>& symbols, std::vector<uint64_t>* words) {
  const auto begin = static_cast<int64_t>(words->size());
  words->insert(words->end(), symbols.begin(), symbols.end());
  std::sort(words->begin() + begin, words->end());
  words->erase(std::unique(words->begin() + begin, words->end()), words->end());
  return words->size() - static_cast<uint64_t>(begin);
}

bool Has(absl::Span<const uint64_t> set, uint32_t symbol) {
  return std::binary_search(set.begin(), set.end(), uint64_t{symbol});
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
  const uint64_t queues = AppendSet(profile.queues, signature);
  const uint64_t closed = AppendSet(profile.closed_channels, signature);
  (*signature)[2] = queues << 32 | closed;
  const uint64_t opted_out = AppendSet(profile.opted_out, signature);
  const uint64_t modalities = AppendSet(profile.modalities, signature);
  (*signature)[3] = opted_out << 32 | modalities;
  (*signature)[4] = AppendSet(profile.kept_by, signature);
  const uint64_t roles = AppendSet(profile.roles, signature);
  const uint64_t attributes = AppendSet(profile.attributes, signature);
  (*signature)[5] = roles << 32 | attributes;
}

AgentSignature::AgentSignature(absl::Span<const uint64_t> signature) : signature_(signature) {
  size_t begin = kHeaderWords;
  const auto next = [&](uint64_t size) {
    const absl::Span<const uint64_t> list = signature.subspan(begin, size);
    begin += size;
    return list;
  };
  skills_ = next(signature[1] >> 32);
  languages_ = next(signature[1] & 0xffffffff);
  queues_ = next(signature[2] >> 32);
  closed_ = next(signature[2] & 0xffffffff);
  opted_out_ = next(signature[3] >> 32);
  modalities_ = next(signature[3] & 0xffffffff);
  kept_by_ = next(signature[4]);
  roles_ = next(signature[5] >> 32);
  attributes_ = next(signature[5] & 0xffffffff);
}

bool AgentSignature::Takes(uint32_t queue) const {
  return (queues_.empty() || Has(queues_, queue)) && !Has(opted_out_, queue);
}

bool AgentSignature::OffersModality(uint32_t modality) const { return Has(modalities_, modality); }

bool AgentSignature::HasRoomFor(uint32_t channel) const { return !Has(closed_, channel); }

bool AgentSignature::IsKeptBy(uint32_t reserve) const { return Has(kept_by_, reserve); }

bool AgentSignature::HasRole(uint32_t role) const { return Has(roles_, role); }

bool AgentSignature::HasAttribute(uint32_t attribute) const { return Has(attributes_, attribute); }

int AgentSignature::SkillLevel(uint32_t skill) const { return LevelOf(skills_, skill); }

int AgentSignature::LanguageLevel(uint32_t language) const { return LevelOf(languages_, language); }

}  // namespace waypost::route
