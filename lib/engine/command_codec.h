#ifndef WAYPOST_LIB_ENGINE_COMMAND_CODEC_H_
#define WAYPOST_LIB_ENGINE_COMMAND_CODEC_H_

#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "lib/engine/commands.h"
#include "lib/engine/core.h"
#include "waypost/v1/command.pb.h"

namespace waypost::engine {

// Reads command messages where they lie and calls the core; nothing is serialised or copied but
// views. Keeps memory for lists between calls.
class CommandCodec {
 public:
  // What is wrong with a command whatever the state is, or ok.
  static absl::Status Check(const v1::Command& command);

  // Executes a checked command between Core::Begin and Core::End. Texts have been resolved.
  absl::Status Execute(const v1::Command& command, Core& core);

 private:
  absl::Status ExecuteTicket(const v1::Command& command, Core& core);
  absl::Status ExecuteAgent(const v1::Command& command, Core& core);
  static absl::Status ExecuteQuiet(const v1::Command& command, Core& core);  // quiet_command_codec
  OpenTicket Read(const v1::OpenTicket& in);
  Evidence Read(const v1::Evidence& in);
  absl::Span<const FactInput> Read(const google::protobuf::RepeatedPtrField<v1::NamedFact>& facts);
  SetAgent Read(const v1::Agent& in);

  std::vector<FactInput> facts_;
  std::vector<std::string_view> elements_;  // of facts_ that are lists
  std::vector<std::string_view> tags_;
  std::vector<KeywordHit> hits_;
  std::vector<CategoryScore> scores_;
  std::vector<PastStatus> history_;
  std::vector<LevelInput> skills_;
  std::vector<LevelInput> languages_;
  std::vector<std::string_view> queues_;
  std::vector<ChannelLimitInput> channels_;
  std::vector<std::string_view> modalities_;
  std::vector<std::string_view> roles_;
  std::vector<AttributeInput> attributes_;
  std::vector<std::string_view> excluded_;
};

// The ticket a command is about, empty if it is about none or opens one.
std::string_view TicketOf(const v1::Command& command);

// The words of a command, if it has any that are not resolved yet.
const std::string* UnresolvedText(const v1::Command& command);

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_COMMAND_CODEC_H_
