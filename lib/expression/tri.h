#ifndef WAYPOST_LIB_EXPRESSION_TRI_H_
#define WAYPOST_LIB_EXPRESSION_TRI_H_

#include <cstdint>

namespace waypost::expression {

// The outcome of a bool sub-condition.
//
// && and || absorb errors as in CEL: false && error is false, true || error is true, whichever
// side the error is on. That makes them commutative and each distributive over the other, on which
// the rule index relies.
enum class Tri : uint8_t { kFalse = 0, kTrue = 1, kError = 2 };

inline Tri ToTri(bool value) { return value ? Tri::kTrue : Tri::kFalse; }

inline Tri Not(Tri a) { return a == Tri::kError ? a : a == Tri::kTrue ? Tri::kFalse : Tri::kTrue; }

inline Tri And(Tri a, Tri b) {
  if (a == Tri::kFalse || b == Tri::kFalse) return Tri::kFalse;
  return a == Tri::kTrue && b == Tri::kTrue ? Tri::kTrue : Tri::kError;
}

inline Tri Or(Tri a, Tri b) { return Not(And(Not(a), Not(b))); }

}  // namespace waypost::expression

#endif  // WAYPOST_LIB_EXPRESSION_TRI_H_
