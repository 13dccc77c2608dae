#include "lib/policy/neighbour_file.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "lib/base/absl_strings.h"

namespace waypost::policy {
namespace {

constexpr size_t kLongestPath = 1'024;

}  // namespace

bool HasSuffix(std::string_view name, std::string_view suffix) {
  return absl::EndsWithIgnoreCase(ToAbsl(name), ToAbsl(suffix));
}

Words WhyNoNeighbour(std::string_view reference, std::string_view suffix) {
  const auto odd = [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f || c == '\\' || c == ':';
  };
  if (reference.size() > kLongestPath || std::any_of(reference.begin(), reference.end(), odd)) {
    return {"it is no plain file name", "它不是普通的文件名"};
  }
  if (!reference.empty() && reference.front() == '/') {
    return {"it is an absolute path", "它是绝对路径"};
  }
  const std::string framed = absl::StrCat("/", ToAbsl(reference), "/");
  if (absl::StrContains(framed, "/../")) {
    return {"it leads out of the policy's folder", "它超出了策略所在目录"};
  }
  if (HasSuffix(reference, suffix)) return {};
  return Say({"its name does not end in \"$0\"", "它的名称不以 \"$0\" 结尾"}, suffix);
}

std::string Beside(std::string_view owner, std::string_view reference) {
  const size_t slash = owner.rfind('/');
  if (slash == std::string_view::npos) return std::string(reference);
  return absl::StrCat(ToAbsl(owner.substr(0, slash + 1)), ToAbsl(reference));
}

}  // namespace waypost::policy
