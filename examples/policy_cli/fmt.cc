// waypost fmt: the canonical layout of policies, rosters and import mappings.
#include <algorithm>
#include <filesystem>
#include <iostream>
#include <iterator>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "examples/policy_cli/commands.h"
#include "examples/policy_cli/files.h"
#include "lib/base/words.h"
#include "lib/policy/format_file.h"
#include "waypost/diagnostic.h"

namespace waypost::cli {
namespace {

namespace fs = std::filesystem;
using policy::FormattedFile;

constexpr Option kFmtOptions[] = {
    {"--check",
     "",
     {"write nothing; name the files that differ and exit with 6 if there are any",
      "什么也不写；列出有差别的文件，有则以 6 退出"}},
};

constexpr char kStdin[] = "-";

// Every file, and every *.textproto in folders and below, each folder's in the order of names.
std::vector<std::string> FilesOf(const std::vector<std::string>& names) {
  std::vector<std::string> files;
  for (const std::string& name : names) {
    std::error_code error;
    if (!fs::is_directory(name, error)) {
      files.push_back(name);
      continue;
    }
    const auto first = static_cast<std::ptrdiff_t>(files.size());
    for (fs::recursive_directory_iterator it(name, error), end; !error && it != end;
         it.increment(error)) {
      if (it->path().extension() == ".textproto") files.push_back(it->path().generic_string());
    }
    std::sort(files.begin() + first, files.end());
  }
  return files;
}

// Lays out files one by one and remembers the worst that happened.
class Formatter {
 public:
  Formatter(bool check, std::ostream& out, std::ostream& err)
      : check_(check), out_(out), err_(err) {}

  int code() const {
    if (unusable_) return kUsageOrIo;
    if (invalid_) return kInvalidPolicy;
    return differs_ ? kDifferences : kClean;
  }

  void FormatStdin() {
    const std::string text{std::istreambuf_iterator<char>(std::cin),
                           std::istreambuf_iterator<char>()};
    std::string formatted;
    // Standard output is for the layout alone.
    if (!Lay("<stdin>", text, err_, &formatted)) return;
    if (!check_) {
      out_ << formatted;
    } else if (formatted != text) {
      Differs("<stdin>");
    }
  }

  void Format(const std::string& name) {
    std::vector<std::pair<std::string, std::string>> files;
    if (!ReadFiles({name}, err_, &files)) {
      unusable_ = true;
      return;
    }
    std::string formatted;
    if (!Lay(name, files[0].second, out_, &formatted) || formatted == files[0].second) return;
    if (check_) return Differs(name);
    if (ReplaceFile(name, formatted, err_)) {
      out_ << Say({"formatted $0\n", "已排版 $0\n"}, name);
    } else {
      unusable_ = true;
    }
  }

 private:
  void Differs(const std::string& name) {
    differs_ = true;
    out_ << name << "\n";
  }

  bool Lay(const std::string& name, const std::string& text, std::ostream& findings,
           std::string* formatted) {
    FormattedFile result = policy::FormatFile({name, text});
    switch (result.outcome) {
      case FormattedFile::Outcome::kFormatted:
        *formatted = std::move(result.text);
        return true;
      case FormattedFile::Outcome::kInvalid:
        findings << RenderDiagnostics(result.diagnostics);
        invalid_ = true;
        return false;
      case FormattedFile::Outcome::kJson:
        err_ << Say({"waypost fmt: $0 is JSON; only textproto has a layout here\n",
                     "waypost fmt：$0 是 JSON；只有 textproto 才有排版\n"},
                    name);
        break;
      case FormattedFile::Outcome::kRefused:
        err_ << Say({"waypost fmt: $0 is left as it is: laid out it would not be the same. Please "
                     "report this file\n",
                     "waypost fmt：$0 保持原样：排版后含义会不同。请报告这个文件\n"},
                    name);
        break;
    }
    unusable_ = true;
    return false;
  }

  bool check_;
  std::ostream& out_;
  std::ostream& err_;
  bool unusable_ = false;
  bool invalid_ = false;
  bool differs_ = false;
};

}  // namespace

int RunFmt(const Arguments& arguments, std::ostream& out, std::ostream& err) {
  if (arguments.positional().empty()) {
    err << Words{"waypost fmt: needs a file, a folder or -; try: waypost fmt --help\n",
                 "waypost fmt：需要文件、目录或 -；请看：waypost fmt --help\n"};
    return kUsageOrIo;
  }
  const std::vector<std::string> files = FilesOf(arguments.positional());
  if (files.empty()) {
    err << Words{"waypost fmt: no file found; their names end in .textproto\n",
                 "waypost fmt：没有找到文件；文件名应以 .textproto 结尾\n"};
    return kUsageOrIo;
  }
  Formatter formatter(arguments.Has("--check"), out, err);
  for (const std::string& file : files) {
    file == kStdin ? formatter.FormatStdin() : formatter.Format(file);
  }
  return formatter.code();
}

const Command kFmtCommand = {
    "fmt",
    {"one canonical layout for policies, rosters and import mappings",
     "策略、名册和导入对应关系的统一排版"},
    "waypost fmt [--check] FILE...",
    {"Rewrites textproto files, or every *.textproto in a folder and below, in the canonical "
     "layout:\n"
     "a field a line, short messages and lists on one line of at most 100 columns, every comment\n"
     "kept, conditions as they were written. A file that is laid out already is not touched; one\n"
     "with errors is not either, and they are printed as by `waypost check`. `-` is the standard\n"
     "input, whose layout goes to the standard output. Before anything is written it is read "
     "back:\n"
     "it has to mean the same. A file is replaced as a whole or not at all.\n"
     "\n"
     "Exit codes: 0 done, 1 a file cannot be read or written, 2 a file has errors, 6 --check was\n"
     "given and a file differs.",
     "把 textproto 文件，或目录及其子目录中的所有 *.textproto，改写成统一的排版：\n"
     "每个字段一行，短的消息和列表写在一行之内（至多 100 列），保留所有注释，条件照原样\n"
     "保留。已经排好的文件不会改动；有错误的文件也不会，其错误像 `waypost check` 那样\n"
     "打印。`-` 是标准输入，其结果写到标准输出。写入之前会再读一遍：含义必须相同。\n"
     "文件要么整个替换，要么完全不动。\n"
     "\n"
     "退出码：0 完成，1 文件无法读取或写入，2 文件有错误，6 给出了 --check 且有文件不同。"},
    "waypost fmt --check policies/",
    kFmtOptions,
    RunFmt,
};

}  // namespace waypost::cli
