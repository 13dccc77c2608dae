// Labelled texts from a file.
#ifndef WAYPOST_LIB_TRAIN_EXAMPLE_FILE_H_
#define WAYPOST_LIB_TRAIN_EXAMPLE_FILE_H_

#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/train/example.h"

namespace waypost::train {

// How rows are written.
enum class ExampleFormat {
  kGuess,      // JSON lines if the text begins with "{"; TSV if its first line has a tab; else CSV
  kCsv,        // RFC 4180
  kTsv,        // fields are what stands between tabs, quotes included
  kJsonLines,  // one object a line
};

// Reads labelled texts.
//
// Shape:   a table's first row names its columns if one of them is "text" and one "label",
//          "category" or "intent"; further columns are read over. Without such a row a table has
//          two columns, label and text. An object has members of the same names. Where a row has
//          "label" and "category" both, "label" counts. Rows of corrections that people made are
//          such rows: the label is the person's, "corrected" beside the model's "category" counts
//          before all others. Empty lines are no rows; Example::row is the line in which the row
//          begins.
// Errors:  InvalidArgument naming the line: no table, no JSON, too few or too many fields, a member
//          that is missing.
// Cost:    O(bytes).
absl::StatusOr<std::vector<Example>> ReadExamples(std::string_view text, std::string_view file = "",
                                                  ExampleFormat format = ExampleFormat::kGuess);

}  // namespace waypost::train

#endif  // WAYPOST_LIB_TRAIN_EXAMPLE_FILE_H_
