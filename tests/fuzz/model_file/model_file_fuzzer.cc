// Any bytes as a model file, once as they are and once with the header's checksum made right, so
// that what stands behind it is reached. What is opened is what a writer would have written.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "lib/base/bytes.h"
#include "lib/base/check.h"
#include "lib/base/digest.h"
#include "lib/text/model_file.h"

namespace waypost::text {
namespace {

constexpr ModelKind kKind = {"fuzz", 1};
constexpr size_t kHeaderBytes = 52;
constexpr size_t kCountAt = 48;
constexpr size_t kEntryBytes = 56;

void OpenAny(std::string_view bytes) {
  const auto file = ModelFile::Open(bytes, kKind);
  if (!file.ok()) {
    WP_CHECK(!file.status().message().empty(), "a refusal says why");
    return;
  }
  ModelFileWriter writer(kKind);
  for (size_t at = kHeaderBytes; writer.Bytes().size() < bytes.size(); at += kEntryBytes) {
    const std::string_view padded = bytes.substr(at, ModelFile::kNameBytes);
    const std::string_view name = padded.substr(0, padded.find('\0'));
    const auto section = file->Section(name);
    WP_CHECK(section.ok(), "a section of the table is there");
    writer.Add(name, std::string(*section));
  }
  WP_CHECK(writer.Bytes() == bytes, "one content has one file");
}

// Puts the checksum where the number of sections says.
void OpenRepaired(std::string bytes) {
  if (bytes.size() < kHeaderBytes) return;
  const auto count = ByteReader(std::string_view(bytes).substr(kCountAt)).Get<uint32_t>();
  const uint64_t table_end = kHeaderBytes + uint64_t{count} * kEntryBytes;
  if (table_end + 8 > bytes.size()) return;
  ByteWriter checksum;
  checksum.Put(DigestOf(std::string_view(bytes).substr(0, table_end)));
  bytes.replace(table_end, 8, checksum.bytes());
  OpenAny(bytes);
}

}  // namespace
}  // namespace waypost::text

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  waypost::text::OpenAny(bytes);
  waypost::text::OpenRepaired(std::string(bytes));
  return 0;
}
