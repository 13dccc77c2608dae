#ifndef WAYPOST_LIB_COMPARE_MEANING_H_
#define WAYPOST_LIB_COMPARE_MEANING_H_

#include <cstdint>
#include <string>

#include "lib/base/words.h"
#include "lib/compare/outcomes.h"
#include "waypost/v1/event.pb.h"

namespace waypost::compare {

// An event as a comparison takes it: in which respect it concerns its ticket, and what happens, in
// words whose English is equal where the outcome is.
struct Meaning {
  Series series;
  Words text;
  int64_t due_ms = 0;  // that it announces; 0: none
};

Meaning MeaningOf(const v1::Event& event);

}  // namespace waypost::compare

#endif  // WAYPOST_LIB_COMPARE_MEANING_H_
