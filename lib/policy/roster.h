#ifndef WAYPOST_LIB_POLICY_ROSTER_H_
#define WAYPOST_LIB_POLICY_ROSTER_H_

#include <memory>
#include <string>
#include <vector>

#include "lib/policy/lower.h"
#include "lib/policy/reader_limits.h"
#include "lib/policy/source_file.h"
#include "lib/policy/source_map.h"
#include "waypost/diagnostic.h"
#include "waypost/v1/roster.pb.h"

namespace waypost::policy {

// The people of a desk, and where each thing that is said of them stands.
struct LocatedRoster {
  std::unique_ptr<waypost::v1::Roster> roster;  // never null; `places` knows it by its address
  std::shared_ptr<const SourceFiles> files;
  SourceMap places;
};

// A roster that was made, not read, under the name of a file that it might have: no places.
LocatedRoster WithoutPlaces(waypost::v1::Roster roster, const std::string& name);

// Reads the people of a desk from textproto files, or from one JSON file, and checks what can be
// checked without a policy: agents named once, levels 0 to 100, capacities 1 to 255, nothing that
// this version does not execute. What is not written keeps its default: a capacity of 0 means 1.
//
// Errors:  appended to `diagnostics` in the order of files and lines; the roster is then empty.
LocatedRoster ReadLocatedRoster(const std::vector<NamedText>& files,
                                std::vector<Diagnostic>* diagnostics,
                                const ReaderLimits& limits = {});

// Likewise, without the places.
waypost::v1::Roster ReadRoster(const std::vector<NamedText>& files,
                               std::vector<Diagnostic>* diagnostics,
                               const ReaderLimits& limits = {});

}  // namespace waypost::policy

#endif  // WAYPOST_LIB_POLICY_ROSTER_H_
