#include "lib/replay/gunzip.h"

#include <zlib.h>

#include <algorithm>
#include <array>

#include "absl/strings/str_cat.h"

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
  if (!inflater.ready()) return absl::ResourceExhaustedError("no memory to unpack");
  std::string text;
  std::array<char, 1 << 16> out;
  while (true) {
    size_t written = 0;
    const int result = inflater.Step(&bytes, out, &written);
    if (written > max_bytes - text.size()) {
      return absl::ResourceExhaustedError(
          absl::StrCat("the packed file holds more than ", max_bytes, " bytes"));
    }
    text.append(out.data(), written);
    if (result == Z_STREAM_END) {
      if (bytes.empty()) return text;
      if (!IsGzip(bytes)) return absl::InvalidArgumentError("something follows the packed file");
      if (!inflater.StartMember()) return absl::ResourceExhaustedError("no memory to unpack");
    } else if (result == Z_BUF_ERROR || (result == Z_OK && bytes.empty() && written < out.size())) {
      return absl::InvalidArgumentError("the packed file is cut short");
    } else if (result != Z_OK) {
      return absl::InvalidArgumentError("the packed file is damaged");
    }
  }
}

}  // namespace waypost::replay
