#ifndef WAYPOST_LIB_ROUTE_AGENT_SIGNATURE_H_
#define WAYPOST_LIB_ROUTE_AGENT_SIGNATURE_H_

#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "lib/expression/requirement.h"
#include "lib/route/profile.h"

namespace waypost::route {

// Writes what decides which tickets an agent may serve as words: equal for two profiles exactly
// if no requirement and no queue can tell them apart. The ordinal is not part of it.
void EncodeSignature(const AgentProfile& profile, std::vector<uint64_t>* signature);

// Reads an encoded signature, which must outlive it.
//
// Cost: O(log list) each.
class AgentSignature : public expression::AgentLevels {
 public:
  explicit AgentSignature(absl::Span<const uint64_t> signature);

  bool Takes(uint32_t queue) const;
  bool HasRoomFor(uint32_t channel) const;
  bool OffersModality(uint32_t modality) const;
  bool IsKeptBy(uint32_t reserve) const;

  int SkillLevel(uint32_t skill) const override;
  int LanguageLevel(uint32_t language) const override;
  int TicketLanguageLevel() const override { return 0; }  // classes name the language instead
  uint32_t Team() const override { return static_cast<uint32_t>(signature_[0]); }
  expression::AgentKind Kind() const override {
    return static_cast<expression::AgentKind>(signature_[0] >> 32);
  }
  bool HasRole(uint32_t role) const override;
  bool HasAttribute(uint32_t attribute) const override;

 private:
  absl::Span<const uint64_t> signature_;
  absl::Span<const uint64_t> skills_;  // symbol and level, rising
  absl::Span<const uint64_t> languages_;
  absl::Span<const uint64_t> queues_;      // rising; empty: all
  absl::Span<const uint64_t> closed_;      // channels, rising
  absl::Span<const uint64_t> opted_out_;   // queues, rising
  absl::Span<const uint64_t> modalities_;  // rising
  absl::Span<const uint64_t> kept_by_;     // reserves, rising
  absl::Span<const uint64_t> roles_;       // rising
  absl::Span<const uint64_t> attributes_;  // rising
};

}  // namespace waypost::route

#endif  // WAYPOST_LIB_ROUTE_AGENT_SIGNATURE_H_
