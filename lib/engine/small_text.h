#ifndef WAYPOST_LIB_ENGINE_SMALL_TEXT_H_
#define WAYPOST_LIB_ENGINE_SMALL_TEXT_H_

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace waypost::engine {

// A text in 16 bytes: short ones, as most ids and values of facts are, lie inside.
class SmallText {
 public:
  SmallText() = default;
  ~SmallText() { Clear(); }
  SmallText(const SmallText&) = delete;
  SmallText& operator=(const SmallText&) = delete;

  // `text` has less than 4 GiB.
  void Set(std::string_view text) {
    Clear();
    size_ = static_cast<uint32_t>(text.size());
    char* to = bytes_.inside;
    if (size_ > kInside) to = bytes_.outside = new char[size_];
    if (size_ > 0) std::memcpy(to, text.data(), size_);
  }

  void Clear() {
    if (size_ > kInside) delete[] bytes_.outside;
    size_ = 0;
  }

  bool empty() const { return size_ == 0; }
  std::string_view view() const {
    return {size_ > kInside ? bytes_.outside : bytes_.inside, size_};
  }
  size_t heap_bytes() const { return size_ > kInside ? size_ : 0; }

 private:
  static constexpr size_t kInside = 12;
  // Packed so that the size fills the bytes that alignment would leave empty.
  union __attribute__((packed)) Bytes {
    char inside[kInside];
    char* outside;
  };
  Bytes bytes_ = {};
  uint32_t size_ = 0;
};
static_assert(sizeof(SmallText) == 16 && alignof(SmallText) == 4);

}  // namespace waypost::engine

#endif  // WAYPOST_LIB_ENGINE_SMALL_TEXT_H_
