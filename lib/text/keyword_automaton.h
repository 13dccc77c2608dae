#ifndef WAYPOST_LIB_TEXT_KEYWORD_AUTOMATON_H_
#define WAYPOST_LIB_TEXT_KEYWORD_AUTOMATON_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/text/keyword_alphabet.h"
#include "lib/text/keyword_trie.h"

namespace waypost::text {

// Aho-Corasick over the symbols of a KeywordAlphabet, in a double array. Steps by character, not by
// byte: a Chinese character is one step, and a character in no keyword goes back to the start.
//
// Knows words: a keyword that begins with a character that bounds words cannot begin behind
// another such character, so the automaton does not follow suffixes that would ("pass" inside
// "compass" is never looked at).
//
// Threads: immutable after construction.
class KeywordAutomaton {
 public:
  static constexpr uint32_t kStart = 0;
  static constexpr uint32_t kNone = UINT32_MAX;

  // One keyword that ends in a state; `next` is the next, shorter or equal one.
  struct Ending {
    uint32_t keyword;
    uint32_t next;
  };

  KeywordAutomaton() = default;

  // Errors: ResourceExhausted if the keywords need too many states.
  static absl::StatusOr<KeywordAutomaton> Create(const SymbolTable& keywords,
                                                 const KeywordAlphabet& alphabet);

  // The state after `symbol`. `may_begin`: whether a keyword may begin with this character.
  uint32_t Step(uint32_t state, uint32_t symbol, bool may_begin) const {
    if (symbol == 0) return kStart;
    while (state != kStart) {
      const uint32_t next = states_[state].base + symbol;
      if (states_[next].parent == state) return next;
      state = states_[state].suffix;
    }
    return may_begin && states_[symbol].parent == kStart ? symbol : kStart;
  }

  // The first of the keywords that end in `state`, the longest first; kNone if there is none.
  uint32_t EndingsOf(uint32_t state) const { return states_[state].ending; }
  const Ending& EndingAt(uint32_t index) const { return endings_[index]; }

  size_t Bytes() const;

 private:
  // `base + symbol` is the state that follows, if its parent is this state. The start's base is 0.
  struct State {
    uint32_t base = 0;
    uint32_t parent = kNone;
    uint32_t suffix = kStart;  // of the longest proper suffix that is also a prefix
    uint32_t ending = kNone;
  };

  friend class KeywordAutomatonBuilder;

  std::vector<State> states_{2};
  std::vector<Ending> endings_;
};

}  // namespace waypost::text

#endif  // WAYPOST_LIB_TEXT_KEYWORD_AUTOMATON_H_
