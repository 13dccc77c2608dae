#ifndef WAYPOST_LIB_CLASSIFY_LEXICON_H_
#define WAYPOST_LIB_CLASSIFY_LEXICON_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/text/keyword_index.h"

namespace waypost::classify {

// What a word of the lexicon says, whatever the ticket is about.
enum class WordClass : uint8_t {
  kNegation,        // before what it takes back: "没有", "not"
  kNegationBehind,  // behind it: "ていない", "지 않"
  kIntensifier,     // "非常", "so"
  kPolite,          // "谢谢", "please"
  kConcern,         // "担心", "worried"
  kUrgent,          // "尽快", "asap"
  kDissatisfied,    // "失望", "disappointed"
  kAngry,           // "气死", "furious"
  kAbusive,         // insults and profanity
  kRepeated,        // asked before: "第三次", "still no reply"
  kSadSign,         // 😭
  kAngrySign,       // 😡
  kSelfHarm,        // from here on: level 5 by itself; in the order of kRiskNames (risk.h)
  kViolence,
  kLegal,       // lawyers, courts, authorities, consumer associations
  kChargeBack,  // disputing a payment at the bank
  kAlso,        // one more thing: "另外", "also"
  kHard,        // needs looking into: "查一下记录", "investigate"
};
inline constexpr size_t kWordClassCount = 18;

inline bool IsCrisis(WordClass word_class) {
  return word_class >= WordClass::kSelfHarm && word_class <= WordClass::kChargeBack;
}

struct LexiconWord {
  std::string_view text;
  std::string_view language;  // BCP-47 primary tag; "any" for signs
  WordClass word_class = WordClass::kNegation;
};

// Reads a lexicon: lines "class language: word | word | ...", "#" begins a comment line. The words
// refer to `text`.
//
// Errors: InvalidArgument naming the line.
absl::StatusOr<std::vector<LexiconWord>> ReadLexicon(std::string_view text);

// The words of data/lexicon/emotion.txt, which is part of the library. In the order of the file.
const std::vector<LexiconWord>& BuiltInLexicon();

// The same words as an index, whose ids are places in the list. Made once in a process, and shared
// by all policies: it takes some milliseconds.
const text::KeywordIndex& BuiltInLexiconIndex();

}  // namespace waypost::classify

#endif  // WAYPOST_LIB_CLASSIFY_LEXICON_H_
