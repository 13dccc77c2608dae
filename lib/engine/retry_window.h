#ifndef WAYPOST_LIB_ENGINE_RETRY_WINDOW_H_
#define WAYPOST_LIB_ENGINE_RETRY_WINDOW_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/engine/hash_index.h"

namespace waypost::engine {

// The last command ids and what they led to: a ring of bounded size.
class RetryWindow {
 public:
  struct Entry {
    std::string id;
    uint64_t first_sequence = 0;
    int32_t count = 0;
  };

  explicit RetryWindow(size_t capacity) : capacity_(capacity) {}

  const Entry* Find(std::string_view id) const;
  // The oldest makes room. `id` is not there yet.
  void Remember(std::string_view id, uint64_t first_sequence, int32_t count);
  // Keeps the newest.
  void SetCapacity(size_t capacity);

  // From the oldest to the newest.
  std::vector<const Entry*> InOrder() const;

 private:
  size_t capacity_;
  std::vector<Entry> ring_;
  size_t next_ = 0;  // the place to fill next, once the ring is full
  HashIndex index_;
};

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_RETRY_WINDOW_H_
