#ifndef WAYPOST_LIB_BASE_BYTES_H_
#define WAYPOST_LIB_BASE_BYTES_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

#include "lib/base/compact_time.h"

namespace waypost {

// Numbers and texts as little-endian bytes, whatever the machine is.
class ByteWriter {
 public:
  template <typename T>
  void Put(T value) {
    static_assert(std::is_integral_v<T> || std::is_enum_v<T>);
    // No more than the value's own bytes are written.
    auto bits = static_cast<uint64_t>(value);  // NOLINT(bugprone-signed-char-misuse)
    for (size_t i = 0; i < sizeof(T); ++i, bits >>= 8) bytes_.push_back(static_cast<char>(bits));
  }
  void Put(CompactTime time) { Put(int64_t{time}); }
  void PutText(std::string_view text) {
    Put(static_cast<uint32_t>(text.size()));
    bytes_.append(text.data(), text.size());
  }
  const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
};

// Reads them back. Reading beyond the end gives zeros and is remembered: look at ok() before
// acting on what was read.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : bytes_(bytes) {}

  template <typename T>
  T Get() {
    static_assert(std::is_integral_v<T> || std::is_enum_v<T>);
    if (bytes_.size() < sizeof(T)) {
      ok_ = false;
      bytes_ = {};
      return T{};
    }
    uint64_t bits = 0;
    for (size_t i = 0; i < sizeof(T); ++i) {
      bits |= uint64_t{static_cast<unsigned char>(bytes_[i])} << (8 * i);
    }
    bytes_.remove_prefix(sizeof(T));
    return static_cast<T>(bits);
  }

  std::string_view GetText() {
    const auto size = Get<uint32_t>();
    if (bytes_.size() < size) {
      ok_ = false;
      bytes_ = {};
      return {};
    }
    const std::string_view text = bytes_.substr(0, size);
    bytes_.remove_prefix(size);
    return text;
  }

  // A count of things that take at least `least_bytes` each; 0 and not ok if they cannot be there.
  uint32_t GetCount(size_t least_bytes) {
    const auto count = Get<uint32_t>();
    if (count > bytes_.size() / least_bytes) {
      ok_ = false;
      return 0;
    }
    return count;
  }

  void Fail() { ok_ = false; }
  bool ok() const { return ok_; }
  // Everything was read, and nothing beyond.
  bool finished() const { return ok_ && bytes_.empty(); }

 private:
  std::string_view bytes_;
  bool ok_ = true;
};

}  // namespace waypost

#endif  // WAYPOST_LIB_BASE_BYTES_H_
