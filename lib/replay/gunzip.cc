#include "lib/replay/gunzip.h"

#include <zlib.h>

#include <algorithm>
#include <array>

#include "lib/base/words.h"

namespace waypost::replay {
namespace {

constexpr int kGzipWindow = 15 + 16;              // the largest window, gzip headers
constexpr size_t kLargestStep = size_t{1} << 30;  // zlib counts input in 32 bits

// One inflate stream, ended whatever happens.
class Inflater {
 public:
  Inflater() { ready_ = inflateInit2(&stream_, kGzipWindow) == Z_OK; }
  ~Inflater() {
    if (ready_) inflateEnd(&stream_);
  }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  bool ready() const { return ready_; }
  bool StartMember() { return inflateReset(&stream_) == Z_OK; }

  // Unpacks part of `in` into `out`; takes what was read off `in`.
  int Step(std::string_view* in, std::array<char, 1 << 16>& out, size_t* written) {
    const size_t offered = std::min(in->size(), kLargestStep);
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(in->data()));
    stream_.avail_in = static_cast<uInt>(offered);
    stream_.next_out = reinterpret_cast<Bytef*>(out.data());
    stream_.avail_out = static_cast<uInt>(out.size());
    const int result = inflate(&stream_, Z_NO_FLUSH);
    in->remove_prefix(offered - stream_.avail_in);
    *written = out.size() - stream_.avail_out;
    return result;
  }

 private:
  z_stream stream_ = {};
  bool ready_ = false;
};

}  // namespace

bool IsGzip(std::string_view bytes) { return bytes.substr(0, 2) == "\x1f\x8b"; }

absl::StatusOr<std::string> Gunzip(std::string_view bytes, size_t max_bytes) {
  Inflater inflater;
  if (!inflater.ready()) return ResourceExhausted({"no memory to unpack", "没有内存用来解压"});
  std::string text;
  std::array<char, 1 << 16> out;
  while (true) {
    size_t written = 0;
    const int result = inflater.Step(&bytes, out, &written);
    if (written > max_bytes - text.size()) {
      return ResourceExhausted(Say(
          {"the packed file holds more than $0 bytes", "压缩文件的内容超过 $0 字节"}, max_bytes));
    }
    text.append(out.data(), written);
    if (result == Z_STREAM_END) {
      if (bytes.empty()) return text;
      if (!IsGzip(bytes))
        return InvalidArgument({"something follows the packed file", "压缩文件之后还有别的内容"});
      if (!inflater.StartMember())
        return ResourceExhausted({"no memory to unpack", "没有内存用来解压"});
    } else if (result == Z_BUF_ERROR || (result == Z_OK && bytes.empty() && written < out.size())) {
      return InvalidArgument({"the packed file is cut short", "压缩文件不完整"});
    } else if (result != Z_OK) {
      return InvalidArgument({"the packed file is damaged", "压缩文件已损坏"});
    }
  }
}

}  // namespace waypost::replay
