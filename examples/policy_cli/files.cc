#include "examples/policy_cli/files.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

namespace waypost::cli {

bool ReadFiles(const std::vector<std::string>& names, std::ostream& err,
               std::vector<std::pair<std::string, std::string>>* files) {
  bool ok = true;
  for (const std::string& name : names) {
    std::error_code error;
    const bool is_directory = std::filesystem::is_directory(name, error);
    std::ifstream file(name, std::ios::binary);
    if (is_directory || !file) {
      err << "waypost: " << name << (is_directory ? " is a folder\n" : " cannot be read\n");
      ok = false;
      continue;
    }
    files->emplace_back(
        name, std::string(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()));
  }
  return ok;
}

}  // namespace waypost::cli
