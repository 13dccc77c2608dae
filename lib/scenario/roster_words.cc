#include "lib/scenario/roster_words.h"

#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "lib/base/absl_strings.h"
#include "lib/base/duration_text.h"

namespace waypost::scenario {
namespace {

std::vector<std::string> Pieces(std::string_view text) { return absl::StrSplit(ToAbsl(text), ','); }

// "phone:30s" is {"phone", "30s"}; without a colon the second is empty.
std::pair<std::string, std::string> Halves(const std::string& piece) {
  const size_t colon = piece.rfind(':');
  if (colon == std::string::npos) return {piece, {}};
  return {piece.substr(0, colon), piece.substr(colon + 1)};
}

v1::ChannelCapacity& LimitOf(const std::string& channel, v1::Agent& agent) {
  for (v1::ChannelCapacity& limit : *agent.mutable_channels()) {
    if (limit.channel() == channel) return limit;
  }
  v1::ChannelCapacity& limit = *agent.add_channels();
  limit.set_channel(channel);
  return limit;
}

bool SetLimit(std::string_view name, const std::string& value, v1::ChannelCapacity& limit) {
  if (name == "exclusive") {
    limit.set_exclusive(true);
    return value.empty();
  }
  if (name == "wrap_up") {
    const auto length = ParseDuration(value);
    if (!length.ok() || length->in_business_days) return false;
    limit.set_wrap_up_ms(length->ms);
    return true;
  }
  int32_t number = 0;
  if (!absl::SimpleAtoi(value, &number)) return false;
  name == "units" ? limit.set_units(number) : limit.set_maximum(number);
  return true;
}

}  // namespace

std::string AddLevels(const MessageField& field, std::string_view text,
                      google::protobuf::Message& root) {
  for (const std::string& piece : Pieces(text)) {
    const auto [name, written] = Halves(piece);
    int32_t level = 0;
    if (name.empty() || !absl::SimpleAtoi(written, &level)) return piece;
    google::protobuf::Message* entry = field.AddMessage(root);
    const auto* descriptor = entry->GetDescriptor();
    entry->GetReflection()->SetString(entry, descriptor->FindFieldByNumber(1), name);
    entry->GetReflection()->SetInt32(entry, descriptor->FindFieldByName("level"), level);
  }
  return {};
}

std::string AddPairs(const MessageField& field, std::string_view text,
                     google::protobuf::Message& root) {
  for (const std::string& piece : Pieces(text)) {
    const auto [name, value] = Halves(piece);
    if (name.empty() || name.size() == piece.size()) return piece;
    google::protobuf::Message* entry = field.AddMessage(root);
    const auto* descriptor = entry->GetDescriptor();
    entry->GetReflection()->SetString(entry, descriptor->FindFieldByNumber(1), name);
    entry->GetReflection()->SetString(entry, descriptor->FindFieldByNumber(2), value);
  }
  return {};
}

v1::Skill* SkillOf(std::string_view name, v1::Agent& agent) {
  for (v1::Skill& skill : *agent.mutable_skills()) {
    if (skill.name() == name) return &skill;
  }
  return nullptr;
}

std::string SetLimits(std::string_view name, std::string_view text, v1::Agent& agent) {
  for (const std::string& piece : Pieces(text)) {
    const auto [channel, value] = Halves(piece);
    if (channel.empty() || !SetLimit(name, value, LimitOf(channel, agent))) return piece;
  }
  return {};
}

}  // namespace waypost::scenario
