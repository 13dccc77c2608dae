#ifndef WAYPOST_LIB_EXPRESSION_ENVIRONMENT_H_
#define WAYPOST_LIB_EXPRESSION_ENVIRONMENT_H_

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/words.h"

namespace waypost::expression {

// The types of the condition language.
enum class Type : uint8_t { kBool, kInt, kString, kDuration, kTimestamp, kStringList };

// "an int", "a string", "a list of strings": for messages.
Words TypeName(Type type);

enum class Presence : uint8_t {
  kRequired,  // every row has it; a row without it makes the conditions that read it fail
  kOptional,  // may be missing; to be read under has() only
  kDefault,   // the caller stores the default when a ticket says nothing, so every row has it
};

// A name that conditions may read.
struct Fact {
  std::string name;
  Type type = Type::kString;
  Presence presence = Presence::kRequired;

  // kString, kStringList: the only values there are; empty: any.
  // kInt: the names of 0, 1, 2, ...: a ranked enumeration such as the priorities, most urgent
  // first. `priority <= P1` and `priority == 'P1'` both work; the names used without quotes are
  // declared by AddConstant.
  std::vector<std::string> values;

  // Where the fact stands in a FactRow. Unique; at most kMaxFacts - 1.
  uint32_t index = 0;

  // A value that moves by itself as time passes (`age`). It may be compared with constants only,
  // so that RuleList::boundaries() tells the caller when a condition can flip.
  bool moves_with_time = false;
};

// The names a condition can use: facts, constants, calendars.
//
// Shape:   fill it, then share it; conditions and rule lists keep fact indexes, not pointers.
// Threads: const use is safe to share.
class Environment {
 public:
  static constexpr uint32_t kMaxFacts = 4096;

  Environment() = default;
  Environment(const Environment&) = delete;  // by_index_ points into the maps
  Environment& operator=(const Environment&) = delete;
  Environment(Environment&&) = default;  // moving a map keeps its nodes
  Environment& operator=(Environment&&) = default;

  // `fact.name` and `fact.index` must be new (an invariant of the caller's).
  void AddFact(Fact fact);

  // A named int: AddConstant("P0", 0). The name must be new.
  void AddConstant(std::string name, int64_t value);

  // Makes open("name") legal. Its value is a bool at `index` of the row, true while the calendar
  // is open; it counts as required and as moving with time.
  void AddCalendar(std::string name, uint32_t index);

  // Pointers live as long as the environment; nullptr: not declared.
  const Fact* FindFact(std::string_view name) const;
  const Fact* FindCalendar(std::string_view name) const;  // its `name` is the calendar's
  const int64_t* FindConstant(std::string_view name) const;

  // The fact or calendar at a row's position; nullptr where the row has a hole.
  const Fact* At(uint32_t index) const;

  // One more than the highest index: the size of a FactRow.
  uint32_t row_size() const { return row_size_; }

  // All names, facts before constants, each in alphabetical order, for suggestions.
  std::vector<std::string_view> FactAndConstantNames() const;
  std::vector<std::string_view> CalendarNames() const;

 private:
  std::map<std::string, Fact, std::less<>> facts_;
  std::map<std::string, Fact, std::less<>> calendars_;
  std::map<std::string, int64_t, std::less<>> constants_;
  std::vector<const Fact*> by_index_;  // map nodes do not move
  uint32_t row_size_ = 0;
};

// Numbers strings. Literals of conditions are numbered when a rule list is built; a row holds the
// numbers of the ticket's strings, found in the same vocabulary.
class Vocabulary {
 public:
  virtual ~Vocabulary() = default;

  // The number of `text`, the same whenever it is asked, never 0. An implementation that cannot
  // take more strings returns 0; that literal is then compared by its text.
  virtual uint32_t Intern(std::string_view text) = 0;
};

}  // namespace waypost::expression

#endif  // WAYPOST_LIB_EXPRESSION_ENVIRONMENT_H_
