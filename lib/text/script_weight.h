#ifndef WAYPOST_LIB_TEXT_SCRIPT_WEIGHT_H_
#define WAYPOST_LIB_TEXT_SCRIPT_WEIGHT_H_

#include <cstdint>

#include "lib/text/script.h"

namespace waypost::text {

struct HeaviestScript {
  Script script = Script::kNone;  // kNone: no letters; kHan stands for Han and kana together
  uint32_t margin_milli = 0;      // 0: a tie, `script` being the first of the scripts in it
};

// In which script most of a text is written.
//
// Han characters and words of the other scripts are weighed against each other, words in Latin
// letters at half weight, because they are so often names, ids and jargon inside a text of another
// language ("我的 iPhone 闪退"). Margin: the heaviest less the second heaviest, in thousandths of
// all.
HeaviestScript WeighScripts(const ScriptHistogram& histogram);

}  // namespace waypost::text

#endif  // WAYPOST_LIB_TEXT_SCRIPT_WEIGHT_H_
