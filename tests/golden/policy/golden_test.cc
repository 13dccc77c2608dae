// Each folder beside this file holds the text of one or more files and, in expected.txt, the
// findings exactly as `waypost check` prints them; in expected.zh.txt in Chinese.
// WAYPOST_UPDATE_GOLDEN=1 writes what is found.
//
//   *.textproto, *.json            read together, in the order of their names
//   reader.txt                     optional: "message NAME", "max_depth N", "max_nodes N",
//                                  "max_bytes N", "max_findings N", one a line
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "gtest/gtest.h"
#include "lib/base/absl_strings.h"
#include "lib/policy/diagnostic_codes.h"
#include "lib/policy/text_reader.h"
#include "reader_test.pb.h"
#include "reader_test_proto2.pb.h"
#include "waypost/v1/policy.pb.h"

namespace waypost::policy {
namespace {

namespace fs = std::filesystem;

const char kRoot[] = WAYPOST_SOURCE_DIR "/tests/golden/policy";

// The codes that the readers report; checks of meaning have tests of their own.
constexpr std::string_view kReaderCodes = "WP1";

std::string ReadFile(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::vector<fs::path> Folders() {
  std::vector<fs::path> folders;
  for (const auto& entry : fs::directory_iterator(kRoot)) {
    if (entry.is_directory() && absl::StartsWith(entry.path().filename().string(), "wp1")) {
      folders.push_back(entry.path());
    }
  }
  std::sort(folders.begin(), folders.end());
  return folders;
}

struct Setup {
  std::string message = "waypost.v1.Policy";
  ReaderLimits limits;
  size_t max_findings = DiagnosticSink::kDefaultMaxFindings;
};

Setup ReadSetup(const fs::path& folder) {
  Setup setup;
  std::istringstream lines(ReadFile(folder / "reader.txt"));
  for (std::string key, value; lines >> key >> value;) {
    if (key == "message") setup.message = value;
    if (key == "max_depth") setup.limits.max_depth = std::stoi(value);
    if (key == "max_nodes") setup.limits.max_nodes = std::stoul(value);
    if (key == "max_bytes") setup.limits.max_bytes = std::stoul(value);
    if (key == "max_findings") setup.max_findings = std::stoul(value);
  }
  return setup;
}

std::shared_ptr<const SourceFiles> ReadInputs(const fs::path& folder) {
  std::vector<fs::path> paths;
  for (const auto& entry : fs::directory_iterator(folder)) {
    const fs::path extension = entry.path().extension();
    if (extension == ".textproto" || extension == ".json") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  auto files = std::make_shared<SourceFiles>();
  for (const fs::path& path : paths) files->emplace_back(path.filename().string(), ReadFile(path));
  return files;
}

std::string Findings(const fs::path& folder, MessageLanguage language) {
  const Setup setup = ReadSetup(folder);
  const auto* type =
      google::protobuf::DescriptorPool::generated_pool()->FindMessageTypeByName(setup.message);
  if (type == nullptr) return "reader.txt names an unknown message";
  std::unique_ptr<google::protobuf::Message> message(
      google::protobuf::MessageFactory::generated_factory()->GetPrototype(type)->New());
  const auto files = ReadInputs(folder);
  DiagnosticSink sink(files, setup.max_findings);
  ReadText(files, message.get(), &sink, setup.limits);
  return RenderDiagnostics(sink.Diagnostics(), language);
}

class GoldenTest : public testing::TestWithParam<fs::path> {};

void ExpectFindings(const fs::path& folder, MessageLanguage language, const char* file) {
  const fs::path expected = folder / file;
  const std::string found = Findings(folder, language);
  if (std::getenv("WAYPOST_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(expected, std::ios::binary) << found;
  }
  EXPECT_EQ(found, ReadFile(expected)) << "WAYPOST_UPDATE_GOLDEN=1 takes the new text over";
}

TEST_P(GoldenTest, FindsExactlyWhatIsExpected) {
  ExpectFindings(GetParam(), MessageLanguage::kEnglish, "expected.txt");
}

TEST_P(GoldenTest, SaysItInChinese) {
  ExpectFindings(GetParam(), MessageLanguage::kChinese, "expected.zh.txt");
}

std::string NameOf(const testing::TestParamInfo<fs::path>& info) {
  return info.param.filename().string();
}

INSTANTIATE_TEST_SUITE_P(Reader, GoldenTest, testing::ValuesIn(Folders()), NameOf);

TEST(GoldenFolders, ShowEveryCodeOfTheReaders) {
  std::string all;
  for (const fs::path& folder : Folders()) all += ReadFile(folder / "expected.txt");
  for (const CodeInfo& info : AllCodes()) {
    if (info.code.substr(0, kReaderCodes.size()) != kReaderCodes) continue;
    EXPECT_TRUE(absl::StrContains(all, ToAbsl(info.code))) << info.code << " has no golden folder";
  }
}

// A folder is named after the code it shows.
TEST(GoldenFolders, ShowTheCodeTheyAreNamedAfter) {
  for (const fs::path& folder : Folders()) {
    const std::string code = "WP" + folder.filename().string().substr(2, 4);
    EXPECT_TRUE(absl::StrContains(ReadFile(folder / "expected.txt"), code)) << folder;
  }
}

// Linking the messages in is what makes them known by name.
TEST(GoldenFolders, CanNameTheMessagesOfTheTests) {
  EXPECT_NE(waypost::v1::Policy::descriptor(), nullptr);
  EXPECT_NE(reader_test::Everything::descriptor(), nullptr);
  EXPECT_NE(reader_test::Old::descriptor(), nullptr);
}

}  // namespace
}  // namespace waypost::policy
