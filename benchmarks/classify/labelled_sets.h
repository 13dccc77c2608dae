#ifndef WAYPOST_BENCHMARKS_CLASSIFY_LABELLED_SETS_H_
#define WAYPOST_BENCHMARKS_CLASSIFY_LABELLED_SETS_H_

#include <cstddef>
#include <vector>

#include "lib/train/cross_validation.h"

namespace waypost::train {

constexpr const char* kSetNames[] = {"banking77", "clinc150", "hwu64"};

// A set of data/classify, parted into what is learned and what is judged by: Banking77's training
// part by the first of ten folds, the others as their authors parted them. CLINC150 has 200 texts
// out of scope among those it is judged by. Read once.
const Fold& SetOf(size_t set);

}  // namespace waypost::train

#endif  // WAYPOST_BENCHMARKS_CLASSIFY_LABELLED_SETS_H_
