// The one place in the library that opens a file.
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "lib/base/words.h"
#include "lib/policy/model_reference.h"
#include "waypost/policy.h"

namespace waypost {
namespace {

// A policy file is text that people write; whatever is larger is none. A trained model is not.
constexpr size_t kLargestText = size_t{16} << 20;
constexpr size_t kLargestModel = size_t{128} << 20;

// What the operating system says, which speaks English here.
Words WhyNotOpened(int error) {
  const std::string english = std::strerror(error);
  if (error == ENOENT) return {english, "没有这个文件"};
  if (error == EACCES) return {english, "没有读取权限"};
  return english;
}

absl::StatusOr<std::string> ReadFile(const std::string& path) {
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (file == nullptr) return ErrorOf(absl::StatusCode::kNotFound, WhyNotOpened(errno));
  const size_t most = policy::IsModelFile(path) ? kLargestModel : kLargestText;
  std::string text;
  char buffer[1 << 14];
  size_t got;
  while (text.size() <= most && (got = std::fread(buffer, 1, sizeof buffer, file)) > 0) {
    text.append(buffer, got);
  }
  const bool failed = std::ferror(file) != 0;
  std::fclose(file);
  if (failed)
    return ErrorOf(absl::StatusCode::kUnavailable,
                   {"it is not a file, or cannot be read", "它不是文件，或无法读取"});
  if (text.size() > most) {
    return ResourceExhausted(Say({"it is larger than $0 MiB", "它大于 $0 MiB"}, most >> 20));
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
      const Words words =
          Say({"cannot read \"$0\": $1", "无法读取 \"$0\"：$1"}, path, WordsOf(text.status()));
      finding.message = words.english;
      finding.chinese.message = words.chinese;
      unread.push_back(std::move(finding));
      continue;
    }
    sources.push_back({path, *std::move(text)});
  }
  if (!unread.empty()) return PolicyCompilation(nullptr, std::move(unread));
  return Compile(std::move(sources), ReadFile);
}

}  // namespace waypost
