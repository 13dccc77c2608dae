#ifndef WAYPOST_EXAMPLES_POLICY_CLI_SPEECH_H_
#define WAYPOST_EXAMPLES_POLICY_CLI_SPEECH_H_

#include <ostream>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "lib/base/words.h"
#include "waypost/message_language.h"

namespace waypost::cli {

// From now on what has words for several languages is written to `stream` in this one. A stream
// that was never told so speaks English.
void Speak(std::ostream& stream, MessageLanguage language);
MessageLanguage LanguageOf(std::ostream& stream);

std::ostream& operator<<(std::ostream& stream, const Words& words);

// Takes every `--lang TAG` and `--lang=TAG` before a `--` out of the words of a command line; the
// last one counts, `otherwise` if there is none.
//
// Errors: InvalidArgument with a sentence for the user: no tag, or one of another language than
//         English and Chinese.
absl::StatusOr<MessageLanguage> TakeLanguage(std::vector<std::string>& words,
                                             MessageLanguage otherwise);

// The language of a process: that of the first of these variables that is set and not empty,
// WAYPOST_LANG, LC_ALL, LC_MESSAGES, LANG; English if there is none or it names another language.
MessageLanguage LanguageOfEnvironment(const char* (*variable)(const char* name));

}  // namespace waypost::cli

#endif  // WAYPOST_EXAMPLES_POLICY_CLI_SPEECH_H_
