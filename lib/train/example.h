#ifndef WAYPOST_LIB_TRAIN_EXAMPLE_H_
#define WAYPOST_LIB_TRAIN_EXAMPLE_H_

#include <cstdint>
#include <string>
#include <vector>

namespace waypost::train {

// A text and the class that a person put it in.
struct Example {
  std::string label;
  std::string text;
  std::string place;          // where it stands, for messages: "row 17", "corrections.csv:17"
  std::vector<uint64_t> ids;  // further features of it: see text::NgramReader
};

}  // namespace waypost::train

#endif  // WAYPOST_LIB_TRAIN_EXAMPLE_H_
