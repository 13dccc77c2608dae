#ifndef WAYPOST_LIB_ENGINE_UNKNOWN_ID_H_
#define WAYPOST_LIB_ENGINE_UNKNOWN_ID_H_

#include <string_view>

#include "lib/base/words.h"

namespace waypost::engine {

// What queries answer to an id that nothing has.
inline absl::Status UnknownTicket(std::string_view ticket_id) {
  return ErrorOf(
      absl::StatusCode::kNotFound,
      Say({"no open ticket has the id \"$0\"", "没有 id 为 \"$0\" 的未结工单"}, ticket_id));
}
inline absl::Status UnknownAgent(std::string_view agent_id) {
  return ErrorOf(absl::StatusCode::kNotFound,
                 Say({"no agent \"$0\" is on the roster", "名册上没有坐席 \"$0\""}, agent_id));
}

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_UNKNOWN_ID_H_
