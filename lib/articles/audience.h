// Whom articles are for.
#ifndef WAYPOST_LIB_ARTICLES_AUDIENCE_H_
#define WAYPOST_LIB_ARTICLES_AUDIENCE_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

namespace waypost::articles {

// A name of the index: 0 is none.
using Symbol = uint32_t;

struct Fact {
  Symbol name = 0;
  Symbol value = 0;
};

inline bool operator<(const Fact& a, const Fact& b) {
  return std::make_pair(a.name, a.value) < std::make_pair(b.name, b.value);
}
inline bool operator==(const Fact& a, const Fact& b) {
  return a.name == b.name && a.value == b.value;
}

// What an article says of the tickets it is for.
struct Audience {
  Symbol language = 0;              // primary tag; 0: any
  std::vector<Fact> subcategories;  // category and subcategory; rising
  std::vector<Fact> facts;          // rising
};

inline bool operator<(const Audience& a, const Audience& b) {
  return std::tie(a.language, a.subcategories, a.facts) <
         std::tie(b.language, b.subcategories, b.facts);
}

// A ticket in the index's names. What no article names is Symbol 0, or left out.
struct Customer {
  Symbol category = 0;
  Symbol subcategory = 0;
  Symbol language = 0;          // 0: not known
  bool other_language = false;  // known, and no article's
  std::vector<Fact> facts;      // with value 0 if no article has that value
};

// How much better an article suits than its text says, thousandths; nothing if it is for others.
//
// Cost: O(facts of both), no allocation.
std::optional<int32_t> BonusOf(const Audience& audience, const Customer& customer);

// Audiences that articles share, each kept once, by a number. Most articles of a desk have one of a
// few.
//
// Threads: thread-compatible.
class Audiences {
 public:
  // The number of an equal audience, which now has one article more.
  uint32_t Acquire(Audience audience);

  // One article less; a number without articles may be given to another audience.
  void Release(uint32_t number);

  const Audience& operator[](uint32_t number) const { return entries_[number].at->first; }

  // Numbers in use lie below.
  size_t size() const { return entries_.size(); }

 private:
  struct Entry {
    std::map<Audience, uint32_t>::const_iterator at;
    uint32_t articles = 0;
  };

  std::map<Audience, uint32_t> numbers_;
  std::vector<Entry> entries_;
  std::vector<uint32_t> free_;
};

}  // namespace waypost::articles

#endif  // WAYPOST_LIB_ARTICLES_AUDIENCE_H_
