#ifndef WAYPOST_LIB_SCENARIO_ROSTER_WORDS_H_
#define WAYPOST_LIB_SCENARIO_ROSTER_WORDS_H_

#include <string>
#include <string_view>

#include "lib/scenario/message_field.h"
#include "waypost/v1/roster.pb.h"

namespace waypost::scenario {

// What words say of agents. Each returns the piece that makes no sense, "" if all do.

// account:80,billing:60 into messages whose first field is a name and which have a level.
std::string AddLevels(const MessageField& field, std::string_view text,
                      google::protobuf::Message& root);

// certified:yes,region:eu into messages whose first two fields are a name and a value.
std::string AddPairs(const MessageField& field, std::string_view text,
                     google::protobuf::Message& root);

// What `name` says of channels, into the agent's limits: channels=chat:3,phone:1 (at the same
// time), units=phone:2, exclusive=phone, wrap_up=phone:30s.
std::string SetLimits(std::string_view name, std::string_view text, v1::Agent& agent);

// The agent's skill of that name; null: it has none.
v1::Skill* SkillOf(std::string_view name, v1::Agent& agent);

}  // namespace waypost::scenario

#endif  // WAYPOST_LIB_SCENARIO_ROSTER_WORDS_H_
