#include "lib/replay/gunzip.h"

#include <zlib.h>

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace waypost::replay {
namespace {

using ::testing::HasSubstr;

std::string Gzip(const std::string& text) {
  z_stream stream = {};
  EXPECT_EQ(deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
  std::string packed(deflateBound(&stream, text.size()) + 32, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

constexpr size_t kEnough = 1u << 24;

TEST(GunzipTest, GivesBackWhatWasPacked) {
  for (size_t size :
       {size_t{0}, size_t{1}, size_t{65'535}, size_t{65'536}, size_t{65'537}, size_t{1'000'000}}) {
    std::string text(size, 'x');
    for (size_t i = 0; i < size; ++i) text[i] = static_cast<char>('a' + i * i % 23);
    const auto unpacked = Gunzip(Gzip(text), kEnough);
    ASSERT_TRUE(unpacked.ok()) << size << " " << unpacked.status();
    EXPECT_EQ(*unpacked, text) << size;
  }
}

TEST(GunzipTest, JoinsMembers) {
  EXPECT_EQ(*Gunzip(Gzip("one,") + Gzip("") + Gzip("two"), kEnough), "one,two");
}

TEST(GunzipTest, RefusesAFileCutShortAnywhere) {
  const std::string packed = Gzip("a,b\n1,2\n");
  for (size_t size = 0; size < packed.size(); ++size)
    EXPECT_FALSE(Gunzip(packed.substr(0, size), kEnough).ok()) << size;
}

TEST(GunzipTest, RefusesDamage) {
  std::string packed = Gzip("a,b\n1,2\n");
  packed[packed.size() - 5] = static_cast<char>(packed[packed.size() - 5] ^ 1);  // the checksum
  EXPECT_THAT(std::string(Gunzip(packed, kEnough).status().message()), HasSubstr("damaged"));
  EXPECT_FALSE(Gunzip("number,state\n", kEnough).ok());
}

TEST(GunzipTest, RefusesWhatFollows) {
  EXPECT_THAT(std::string(Gunzip(Gzip("a") + "b", kEnough).status().message()),
              HasSubstr("follows"));
}

TEST(GunzipTest, StopsABombAtTheLimit) {
  const std::string packed = Gzip(std::string(10'000'000, '0'));
  ASSERT_LT(packed.size(), 20'000u);
  EXPECT_TRUE(absl::IsResourceExhausted(Gunzip(packed, 1'000'000).status()));
  EXPECT_TRUE(Gunzip(packed, 10'000'000).ok());
}

}  // namespace
}  // namespace waypost::replay
