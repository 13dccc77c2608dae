#include "examples/policy_cli/files.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string_view>
#include <system_error>

#include "examples/policy_cli/commands.h"
#include "lib/base/words.h"
#include "lib/engine/policy_body.h"

namespace waypost::cli {
namespace {

bool WriteAll(int file, std::string_view text) {
  while (!text.empty()) {
    const ssize_t count = write(file, text.data(), text.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    text.remove_prefix(static_cast<size_t>(count));
  }
  return true;
}

}  // namespace

bool ReadFiles(const std::vector<std::string>& names, std::ostream& err,
               std::vector<std::pair<std::string, std::string>>* files) {
  bool ok = true;
  for (const std::string& name : names) {
    absl::StatusOr<std::string> text = ReadFile(name);
    if (!text.ok()) {
      std::error_code error;
      const bool is_directory = std::filesystem::is_directory(name, error);
      err << Say({"waypost: $0$1", "waypost：$0$1"}, name,
                 is_directory ? Words{" is a folder\n", " 是目录\n"}
                              : Words{" cannot be read\n", " 无法读取\n"});
      ok = false;
      continue;
    }
    files->emplace_back(name, *std::move(text));
  }
  return ok;
}

bool ReplaceFile(const std::string& name, const std::string& text, std::ostream& err) {
  namespace fs = std::filesystem;
  std::error_code error;
  const fs::path target = fs::canonical(name, error);  // a link stays a link
  std::string beside = (target.parent_path() / ".waypost-fmt-XXXXXX").string();
  const int file = error ? -1 : mkstemp(beside.data());
  if (file < 0) {
    err << Say({"waypost: $0 cannot be written: no file can be made beside it\n",
                "waypost：$0 无法写入：不能在它旁边建立文件\n"},
               name);
    return false;
  }
  bool written = WriteAll(file, text) && fsync(file) == 0;
  written = close(file) == 0 && written;
  if (written) fs::permissions(beside, fs::status(target).permissions(), error);
  if (written && !error) fs::rename(beside, target, error);
  if (written && !error) return true;
  std::error_code ignored;
  fs::remove(beside, ignored);
  err << Say({"waypost: $0 cannot be written\n", "waypost：$0 无法写入\n"}, name);
  return false;
}

bool WriteNewFile(const std::string& name, const std::string& bytes, std::ostream& err) {
  std::ofstream file(name, std::ios::binary | std::ios::trunc);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  file.close();
  if (file) return true;
  err << Say({"waypost: $0 cannot be written\n", "waypost：$0 无法写入\n"}, name);
  return false;
}

bool HoldsOtherThanPage(const std::string& name) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(name, error)) return false;
  constexpr std::string_view kBegin = "<!DOCTYPE html>";
  std::string begin(kBegin.size(), '\0');
  std::ifstream file(name, std::ios::binary);
  file.read(begin.data(), static_cast<std::streamsize>(begin.size()));
  begin.resize(static_cast<size_t>(file.gcount()));
  return !begin.empty() && begin != kBegin;
}

absl::StatusOr<std::string> ReadFile(const std::string& name) {
  std::error_code error;
  if (std::filesystem::is_directory(name, error))
    return ErrorOf(absl::StatusCode::kNotFound, {"it is a folder", "它是目录"});
  std::ifstream file(name, std::ios::binary);
  if (!file)
    return ErrorOf(absl::StatusCode::kNotFound,
                   {"no such file, or it may not be read", "没有这个文件，或没有读取权限"});
  return std::string(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
}

std::optional<Policy> CompileFiles(const std::vector<std::string>& names, std::ostream& err,
                                   int& code) {
  std::vector<std::pair<std::string, std::string>> files;
  code = kUsageOrIo;
  if (!ReadFiles(names, err, &files)) return std::nullopt;
  std::vector<Policy::Source> sources;
  for (auto& [name, text] : files) sources.push_back({name, std::move(text)});
  const PolicyCompilation compiled = Policy::Compile(std::move(sources), ReadFile);
  if (compiled.ok()) return compiled.policy();
  err << compiled.diagnostics(LanguageOf(err));
  code = kInvalidPolicy;
  return std::nullopt;
}

std::vector<policy::NamedText> TextsOf(const Policy& policy) {
  std::vector<policy::NamedText> texts;
  for (const policy::SourceFile& file : *policy.body().lowered.files) {
    texts.push_back({file.name(), file.text()});
  }
  const std::optional<policy::NamedText>& model = policy.body().lowered.model_file;
  if (model) texts.push_back(*model);
  return texts;
}

}  // namespace waypost::cli
