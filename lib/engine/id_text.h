#ifndef WAYPOST_LIB_ENGINE_ID_TEXT_H_
#define WAYPOST_LIB_ENGINE_ID_TEXT_H_

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace waypost::engine {

// A text of at most 256 bytes in 16: short ones, as most ids of tickets are, lie inside.
class IdText {
 public:
  IdText() = default;
  ~IdText() { Clear(); }
  IdText(const IdText&) = delete;
  IdText& operator=(const IdText&) = delete;

  void Set(std::string_view text) {
    Clear();
    size_ = static_cast<uint16_t>(text.size());
    char* to = bytes_.inside;
    if (size_ > kInside) to = bytes_.outside = new char[size_];
    std::memcpy(to, text.data(), size_);
  }

  void Clear() {
    if (size_ > kInside) delete[] bytes_.outside;
    size_ = 0;
  }

  std::string_view view() const {
    return {size_ > kInside ? bytes_.outside : bytes_.inside, size_};
  }
  size_t heap_bytes() const { return size_ > kInside ? size_ : 0; }

 private:
  static constexpr size_t kInside = 14;
  // Packed so that the size fills the bytes that alignment would leave empty.
  union __attribute__((packed)) Bytes {
    char inside[kInside];
    char* outside;
  };
  Bytes bytes_ = {};
  uint16_t size_ = 0;
};
static_assert(sizeof(IdText) == 16);

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_ID_TEXT_H_
