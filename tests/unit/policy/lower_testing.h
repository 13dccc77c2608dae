#ifndef WAYPOST_TESTS_UNIT_POLICY_LOWER_TESTING_H_
#define WAYPOST_TESTS_UNIT_POLICY_LOWER_TESTING_H_

#include <cstdint>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/policy/lower.h"

namespace waypost::policy {

// UTC, and one zone whose offset the test chooses, so that no test depends on the machine.
class TestZones : public ZoneSource {
 public:
  explicit TestZones(int32_t shanghai_offset_s = 8 * 3'600) : offset_s_(shanghai_offset_s) {}

  absl::StatusOr<calendar::Zone> Load(std::string_view name, int32_t first_year,
                                      int32_t last_year) override {
    ++loads_;
    if (name == "UTC") return calendar::Zone();
    if (name != "Asia/Shanghai") return absl::NotFoundError("there is no such zone");
    return calendar::Zone::FromTable(name, first_year, last_year, offset_s_, {});
  }

  int loads() const { return loads_; }

 private:
  int32_t offset_s_;
  int loads_ = 0;
};

inline Lowered Lower(std::vector<NamedText> files) {
  TestZones zones;
  return LowerPolicy(files, zones);
}

inline Lowered Lower(std::string text) { return Lower({{"a.textproto", std::move(text)}}); }

// "WP2101 a.textproto:3:7", one for each finding.
inline std::vector<std::string> Places(const Lowered& lowered) {
  std::vector<std::string> places;
  for (const Diagnostic& d : lowered.diagnostics) {
    places.push_back(d.code + " " + d.file + ":" + std::to_string(d.line) + ":" +
                     std::to_string(d.column));
  }
  return places;
}

inline std::string ReadTestFile(const std::string& path) {
  std::ifstream file(WAYPOST_SOURCE_DIR "/tests/testdata/policy/" + path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

inline std::string Example() { return ReadTestFile("action_rpg.textproto"); }

}  // namespace waypost::policy

#endif  // WAYPOST_TESTS_UNIT_POLICY_LOWER_TESTING_H_
