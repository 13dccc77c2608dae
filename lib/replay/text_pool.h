#ifndef WAYPOST_LIB_REPLAY_TEXT_POOL_H_
#define WAYPOST_LIB_REPLAY_TEXT_POOL_H_

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "lib/base/absl_strings.h"

namespace waypost::replay {

// Texts numbered 0, 1, 2, ... in the order of their first appearance.
class TextPool {
 public:
  static constexpr uint32_t kNone = UINT32_MAX;

  TextPool() = default;
  TextPool(TextPool&&) = default;
  TextPool& operator=(TextPool&&) = default;

  uint32_t Add(std::string_view text) {
    const auto found = numbers_.find(ToAbsl(text));
    if (found != numbers_.end()) return found->second;
    const auto number = static_cast<uint32_t>(texts_.size());
    texts_.emplace_back(text);
    numbers_.emplace(ToAbsl(texts_.back()), number);
    return number;
  }

  uint32_t size() const { return static_cast<uint32_t>(texts_.size()); }
  const std::string& operator[](uint32_t number) const { return texts_[number]; }

 private:
  std::deque<std::string> texts_;  // never moves a text
  absl::flat_hash_map<absl::string_view, uint32_t> numbers_;
};

}  // namespace waypost::replay

#endif  // WAYPOST_LIB_REPLAY_TEXT_POOL_H_
