#ifndef WAYPOST_TESTS_RANDOM_CASES_H_
#define WAYPOST_TESTS_RANDOM_CASES_H_

#include <cstdlib>

namespace waypost {

// WAYPOST_ONE_CASE_IN=5 runs one in five of the random cases, under sanitizers say, where each
// takes ten times as long. What is expected of all of them together is then not asked for.
inline int OneCaseIn() {
  const char* const wanted = std::getenv("WAYPOST_ONE_CASE_IN");
  const long number = wanted == nullptr ? 1 : std::strtol(wanted, nullptr, 10);
  return number < 1 ? 1 : static_cast<int>(number);
}

inline bool AllCasesAreWanted() { return OneCaseIn() == 1; }

template <typename Count>
Count CasesOf(Count all) {
  const auto one_in = static_cast<Count>(OneCaseIn());
  return (all + one_in - 1) / one_in;
}

}  // namespace waypost

#endif  // WAYPOST_TESTS_RANDOM_CASES_H_
