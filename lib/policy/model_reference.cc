#include "lib/policy/model_reference.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"
#include "lib/base/words.h"

namespace waypost::policy {
namespace {

constexpr std::string_view kSuffix = ".wpm";
constexpr size_t kLongestPath = 1'024;

absl::Status CheckReference(const std::string& reference) {
  const auto odd = [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f || c == '\\' || c == ':';
  };
  if (reference.size() > kLongestPath || std::any_of(reference.begin(), reference.end(), odd)) {
    return InvalidArgument({"it is no plain file name", "它不是普通的文件名"});
  }
  if (reference.front() == '/') return InvalidArgument({"it is an absolute path", "它是绝对路径"});
  if (absl::StrContains(absl::StrCat("/", reference, "/"), "/../")) {
    return InvalidArgument({"it leads out of the policy's folder", "它超出了策略所在目录"});
  }
  if (!IsModelFile(reference)) {
    return InvalidArgument({"its name does not end in \".wpm\"", "它的名称不以 \".wpm\" 结尾"});
  }
  return absl::OkStatus();
}

}  // namespace

bool IsModelFile(std::string_view name) {
  return absl::EndsWithIgnoreCase(ToAbsl(name), ToAbsl(kSuffix));
}

absl::StatusOr<NamedText> ReadModel(const ModelSource& source, const std::string& owner,
                                    const std::string& reference) {
  if (absl::Status status = CheckReference(reference); !status.ok()) return status;
  const size_t slash = owner.rfind('/');
  const std::string folder = slash == std::string::npos ? "" : owner.substr(0, slash + 1);
  const std::string path = absl::StrCat(folder, reference);
  const auto given = std::find_if(source.given.begin(), source.given.end(),
                                  [&](const NamedText& file) { return file.name == path; });
  if (given != source.given.end()) return *given;
  absl::StatusOr<std::string> bytes = source.reader(path);
  if (!bytes.ok()) return bytes.status();
  return NamedText{path, *std::move(bytes)};
}

}  // namespace waypost::policy
