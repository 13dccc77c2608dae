#ifndef WAYPOST_LIB_TEXT_SHIPPED_LANGUAGE_MODEL_H_
#define WAYPOST_LIB_TEXT_SHIPPED_LANGUAGE_MODEL_H_

#include <string_view>

#include "lib/text/language_model.h"

namespace waypost::text {

// The bytes of data/language/language.wpm, which are linked into the library: no file is opened.
std::string_view ShippedLanguageModelBytes();

// The model in them, opened at the first call.
//
// Threads: safe to call concurrently.
const LanguageModel& ShippedLanguageModel();

}  // namespace waypost::text

#endif  // WAYPOST_LIB_TEXT_SHIPPED_LANGUAGE_MODEL_H_
