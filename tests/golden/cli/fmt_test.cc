// What `waypost fmt` does to files: rewrites them as a whole, or leaves them alone.
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace {

namespace fs = std::filesystem;

constexpr char kMessy[] = "name:'x'   # why\nqueues <id: 'a'>\n";
constexpr char kTidy[] = "name: 'x'  # why\nqueues { id: 'a' }\n";

class FmtTest : public testing::Test {
 protected:
  FmtTest() {
    std::string name = (fs::temp_directory_path() / "waypost_fmt_XXXXXX").string();
    folder_ = mkdtemp(name.data());
  }
  ~FmtTest() override { fs::remove_all(folder_); }

  std::string Path(const std::string& name) const { return (folder_ / name).string(); }

  void Write(const std::string& name, const std::string& text) const {
    std::ofstream(Path(name), std::ios::binary) << text;
  }

  std::string Read(const std::string& name) const {
    std::ifstream file(Path(name), std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(file), {});
  }

  ino_t Inode(const std::string& name) const {
    struct stat status {};
    stat(Path(name).c_str(), &status);
    return status.st_ino;
  }

  // The exit code of `waypost fmt` in the folder.
  int Fmt(const std::string& words) const {
    const int status = std::system(
        ("cd '" + folder_.string() + "' && '" WAYPOST_CLI "' fmt " + words + " >output 2>&1")
            .c_str());
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

  fs::path folder_;
};

TEST_F(FmtTest, RewritesAFileAndKeepsItsPermissions) {
  Write("a.textproto", kMessy);
  fs::permissions(Path("a.textproto"), fs::perms{0640});
  EXPECT_EQ(Fmt("a.textproto"), 0);
  EXPECT_EQ(Read("a.textproto"), kTidy);
  EXPECT_EQ(fs::status(Path("a.textproto")).permissions(), fs::perms{0640});
  EXPECT_EQ(Read("output"), "formatted a.textproto\n");
}

TEST_F(FmtTest, DoesNotTouchAFileThatIsLaidOut) {
  Write("a.textproto", kTidy);
  const ino_t before = Inode("a.textproto");
  EXPECT_EQ(Fmt("a.textproto"), 0);
  EXPECT_EQ(Inode("a.textproto"), before);
  EXPECT_EQ(Read("output"), "");
}

TEST_F(FmtTest, DoesNotTouchAFileWithErrorsAndGoesOn) {
  const std::string broken = "queues { id:   'a'\n";
  Write("a.textproto", broken);
  Write("b.textproto", kMessy);
  EXPECT_EQ(Fmt("a.textproto b.textproto"), 2);
  EXPECT_EQ(Read("a.textproto"), broken);
  EXPECT_EQ(Read("b.textproto"), kTidy);
  EXPECT_NE(Read("output").find("error[WP1004]"), std::string::npos);
}

TEST_F(FmtTest, CheckingWritesNothing) {
  Write("a.textproto", kMessy);
  Write("b.textproto", kTidy);
  EXPECT_EQ(Fmt("--check a.textproto b.textproto"), 6);
  EXPECT_EQ(Read("output"), "a.textproto\n");
  EXPECT_EQ(Read("a.textproto"), kMessy);
  EXPECT_EQ(Fmt("--check b.textproto"), 0);
}

TEST_F(FmtTest, TakesFoldersAndLeavesNothingBehind) {
  fs::create_directories(folder_ / "policies" / "below");
  Write("policies/a.textproto", kMessy);
  Write("policies/below/b.textproto", kMessy);
  Write("policies/notes.txt", kMessy);
  EXPECT_EQ(Fmt("policies"), 0);
  EXPECT_EQ(Read("output"),
            "formatted policies/a.textproto\nformatted policies/below/b.textproto\n");
  EXPECT_EQ(Read("policies/notes.txt"), kMessy);
  size_t entries = 0;
  for (const auto& entry : fs::recursive_directory_iterator(folder_ / "policies")) {
    (void)entry;
    ++entries;
  }
  EXPECT_EQ(entries, 4u);
}

TEST_F(FmtTest, ALinkStaysALink) {
  Write("a.textproto", kMessy);
  fs::create_symlink("a.textproto", Path("b.textproto"));
  EXPECT_EQ(Fmt("b.textproto"), 0);
  EXPECT_TRUE(fs::is_symlink(Path("b.textproto")));
  EXPECT_EQ(Read("a.textproto"), kTidy);
}

TEST_F(FmtTest, SaysWhatCannotBeRead) {
  EXPECT_EQ(Fmt("missing.textproto"), 1);
  EXPECT_NE(Read("output").find("cannot be read"), std::string::npos);
  fs::create_directory(folder_ / "empty");
  EXPECT_EQ(Fmt("empty"), 1);
}

}  // namespace
