// The one place in the library that opens a file.
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "lib/policy/model_reference.h"
#include "waypost/policy.h"

namespace waypost {
namespace {

// A policy file is text that people write; whatever is larger is none. A trained model is not.
constexpr size_t kLargestText = size_t{16} << 20;
constexpr size_t kLargestModel = size_t{128} << 20;

absl::StatusOr<std::string> ReadFile(const std::string& path) {
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (file == nullptr) return absl::NotFoundError(std::strerror(errno));
  const size_t most = policy::IsModelFile(path) ? kLargestModel : kLargestText;
  std::string text;
  char buffer[1 << 14];
  size_t got;
  while (text.size() <= most && (got = std::fread(buffer, 1, sizeof buffer, file)) > 0) {
    text.append(buffer, got);
  }
  const bool failed = std::ferror(file) != 0;
  std::fclose(file);
  if (failed) return absl::UnavailableError("it is not a file, or cannot be read");
  if (text.size() > most) {
    return absl::ResourceExhaustedError(absl::StrCat("it is larger than ", most >> 20, " MiB"));
  }
  return text;
}

}  // namespace

PolicyCompilation Policy::CompileFile(const std::string& path) {
  return CompileFiles(absl::MakeConstSpan(&path, 1));
}

PolicyCompilation Policy::CompileFiles(absl::Span<const std::string> paths) {
  std::vector<Source> sources;
  std::vector<Diagnostic> unread;
  for (const std::string& path : paths) {
    absl::StatusOr<std::string> text = ReadFile(path);
    if (!text.ok()) {
      Diagnostic finding;
      finding.code = "WP4001";
      finding.file = path;
      finding.message = absl::StrCat("cannot read \"", path, "\": ", text.status().message());
      unread.push_back(std::move(finding));
      continue;
    }
    sources.push_back({path, *std::move(text)});
  }
  if (!unread.empty()) return PolicyCompilation(nullptr, std::move(unread));
  return Compile(std::move(sources), ReadFile);
}

}  // namespace waypost
