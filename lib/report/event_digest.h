#ifndef WAYPOST_LIB_REPORT_EVENT_DIGEST_H_
#define WAYPOST_LIB_REPORT_EVENT_DIGEST_H_

#include <cstdint>

#include "google/protobuf/message.h"
#include "lib/base/digest.h"

namespace waypost::report {

// Feeds a message to a digest: the number and value of every field that is set, in the order of
// field numbers, messages with their number of fields. Equal messages give equal digests on every
// machine and with every version of Protobuf. Floating-point fields, which the contract does not
// have, are not supported.
void AddMessage(const google::protobuf::Message& message, Digest* digest);

}  // namespace waypost::report

#endif  // WAYPOST_LIB_REPORT_EVENT_DIGEST_H_
