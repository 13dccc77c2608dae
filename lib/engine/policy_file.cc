// The one place in the library that opens a file.
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "waypost/policy.h"

namespace waypost {
namespace {

// A policy file is text that people write; whatever is larger is none.
constexpr size_t kLargestFile = size_t{16} << 20;

// Empty on success, else why the file could not be read.
std::string ReadFile(const std::string& path, std::string* text) {
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (file == nullptr) return std::strerror(errno);
  char buffer[1 << 14];
  size_t got;
  while (text->size() <= kLargestFile && (got = std::fread(buffer, 1, sizeof buffer, file)) > 0) {
    text->append(buffer, got);
  }
  const bool failed = std::ferror(file) != 0;
  std::fclose(file);
  if (failed) return "it is not a file, or cannot be read";
  if (text->size() > kLargestFile) return "it is larger than 16 MiB";
  return {};
}

}  // namespace

PolicyCompilation Policy::CompileFile(const std::string& path) {
  return CompileFiles(absl::MakeConstSpan(&path, 1));
}

PolicyCompilation Policy::CompileFiles(absl::Span<const std::string> paths) {
  std::vector<Source> sources;
  std::vector<Diagnostic> unread;
  for (const std::string& path : paths) {
    Source source{path, {}};
    const std::string problem = ReadFile(path, &source.text);
    if (!problem.empty()) {
      Diagnostic finding;
      finding.code = "WP4001";
      finding.file = path;
      finding.message = absl::StrCat("cannot read \"", path, "\": ", problem);
      unread.push_back(std::move(finding));
    }
    sources.push_back(std::move(source));
  }
  if (!unread.empty()) return PolicyCompilation(nullptr, std::move(unread));
  return Compile(std::move(sources));
}

}  // namespace waypost
