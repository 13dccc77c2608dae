#ifndef WAYPOST_LIB_FIT_FIT_TEXT_H_
#define WAYPOST_LIB_FIT_FIT_TEXT_H_

#include <cstddef>
#include <string>

#include "lib/fit/recorded_times.h"
#include "lib/fit/search.h"
#include "waypost/message_language.h"

namespace waypost::fit {

// What a fit is called by.
struct FitFrame {
  std::string source;     // of the log; may be empty
  std::string time_zone;  // IANA name, in which the hours are
  size_t pick = 0;        // which of Fit::best becomes a policy; the last one if there are fewer
};

// What was found, for a desk manager: the best definitions, the best of each kind, and of one of
// the best its limits and a policy to go on with, whose comments are in English. The same fit gives
// the same text.
std::string RenderFit(const FitFrame& frame, const RecordedTimes& times, const Fit& fit,
                      MessageLanguage language = MessageLanguage::kEnglish);

}  // namespace waypost::fit

#endif  // WAYPOST_LIB_FIT_FIT_TEXT_H_
