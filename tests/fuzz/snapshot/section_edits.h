#ifndef WAYPOST_TESTS_FUZZ_SNAPSHOT_SECTION_EDITS_H_
#define WAYPOST_TESTS_FUZZ_SNAPSHOT_SECTION_EDITS_H_

#include <string>
#include <string_view>

#include "tests/fuzz/fuzzed_desk.h"

namespace waypost {

// The snapshot with its sections forged as `in` says, and with lengths and checksums that are right
// again: what somebody could write who knows the format. Six bytes are one edit.
//
// `snapshot` must be one that an engine took.
std::string EditSections(std::string_view snapshot, FuzzBytes& in);

}  // namespace waypost

#endif  // WAYPOST_TESTS_FUZZ_SNAPSHOT_SECTION_EDITS_H_
