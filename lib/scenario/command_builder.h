#ifndef WAYPOST_LIB_SCENARIO_COMMAND_BUILDER_H_
#define WAYPOST_LIB_SCENARIO_COMMAND_BUILDER_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/types/span.h"
#include "lib/expression/environment.h"
#include "lib/policy/tables.h"
#include "lib/scenario/findings.h"
#include "lib/scenario/local_time.h"
#include "lib/scenario/verb.h"
#include "lib/scenario/words.h"
#include "waypost/v1/command.pb.h"

namespace waypost::scenario {

// Types of the facts that the scenario's policies declare, by name.
using FactTypes = absl::flat_hash_map<std::string, expression::Type>;

// Adds what a policy declares; a fact that is there already keeps its type.
void AddFactTypes(const policy::Tables& tables, FactTypes& facts);

// Makes a command of a verb and the words after it.
//
// Shape:  a value of a fact becomes of the type that the policy declares, if it can; else a text.
//         Times are those of the day of `at_ms` if they have no date. Every verb takes `id=ID` (the
//         command's id) and `jump` (it may lie further ahead than the policy's max_time_step).
// Errors: all of them to `findings`.
v1::Command BuildCommand(const Verb& verb, Range verb_place, absl::Span<const Word> words,
                         const FactTypes& facts, const LocalTime& local, int64_t at_ms,
                         Findings& findings);

}  // namespace waypost::scenario

#endif  // WAYPOST_LIB_SCENARIO_COMMAND_BUILDER_H_
