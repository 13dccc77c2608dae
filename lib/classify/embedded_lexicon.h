#ifndef WAYPOST_LIB_CLASSIFY_EMBEDDED_LEXICON_H_
#define WAYPOST_LIB_CLASSIFY_EMBEDDED_LEXICON_H_

#include <string_view>

namespace waypost::classify {

// data/lexicon/emotion.txt; the build makes a source file of it.
extern const std::string_view kEmbeddedLexicon;

}  // namespace waypost::classify

#endif  // WAYPOST_LIB_CLASSIFY_EMBEDDED_LEXICON_H_
