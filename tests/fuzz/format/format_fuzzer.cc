// Any bytes as a file to lay out: nothing may crash, hang or grow without bound; a file without
// errors has a layout, which means the same, keeps every comment and is its own layout.
//
// The first byte chooses what the file is said to hold.
#include <cstddef>
#include <cstdint>
#include <string>

#include "lib/base/check.h"
#include "lib/policy/format_file.h"

namespace waypost::policy {
namespace {

ReaderLimits SmallLimits() {
  ReaderLimits limits;
  limits.max_bytes = 1 << 16;
  limits.max_nodes = 5000;
  return limits;
}

void Format(const std::string& name, const std::string& text) {
  const FormattedFile file = FormatFile({name, text}, SmallLimits());
  WP_CHECK(file.outcome != FormattedFile::Outcome::kRefused, "a layout is what it is made of");
  if (file.outcome == FormattedFile::Outcome::kInvalid) {
    WP_CHECK(!file.diagnostics.empty(), "what is wrong is said");
    RenderDiagnostics(file.diagnostics);
  }
  if (file.outcome != FormattedFile::Outcome::kFormatted) return;
  ReaderLimits roomy = SmallLimits();
  roomy.max_bytes = size_t{64} << 20;
  const FormattedFile again = FormatFile({name, file.text}, roomy);
  WP_CHECK(again.text == file.text, "a layout is its own layout");
}

}  // namespace
}  // namespace waypost::policy

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  constexpr const char* kNames[] = {"a.textproto", "a.roster.textproto", "a.import.textproto"};
  const char* name = kNames[size == 0 ? 0 : data[0] % 3];
  waypost::policy::Format(name, std::string(reinterpret_cast<const char*>(data), size));
  return 0;
}
