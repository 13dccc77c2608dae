#include "tests/fuzz/snapshot/section_edits.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "lib/base/bytes.h"
#include "lib/base/check.h"
#include "lib/base/digest.h"
#include "lib/engine/snapshot_sections.h"

namespace waypost {
namespace {

constexpr int kMostEdits = 16;
constexpr size_t kMagicBytes = 8;

enum class Edit {
  kSet,      // a byte
  kAdd,      // to a byte
  kFlip,     // a bit
  kMost,     // four bytes of ones
  kNothing,  // eight bytes of zeros
  kMiddle,   // eight bytes that are a large positive number
  kErase,
  kRepeat,
  kCopy,  // four bytes from elsewhere in the section
};
constexpr int kEdits = 9;

struct Place {
  Edit edit = Edit::kSet;
  size_t at = 0;
  int value = 0;
};

void Fill(std::string& body, size_t at, size_t count, char byte) {
  for (size_t i = at; i < std::min(body.size(), at + count); ++i) body[i] = byte;
}

void Apply(const Place& place, std::string& body) {
  const auto value = static_cast<unsigned>(place.value);
  char& byte = body[place.at];
  switch (place.edit) {
    case Edit::kSet:
      byte = static_cast<char>(value);
      return;
    case Edit::kAdd:
      byte = static_cast<char>(static_cast<unsigned char>(byte) + value);
      return;
    case Edit::kFlip:
      byte = static_cast<char>(static_cast<unsigned char>(byte) ^ 1u << value % 8);
      return;
    case Edit::kMost:
      return Fill(body, place.at, 4, '\xff');
    case Edit::kNothing:
      return Fill(body, place.at, 8, '\0');
    case Edit::kMiddle:
      Fill(body, place.at, 7, '\xff');
      return Fill(body, place.at + 7, 1, '\x7f');
    case Edit::kErase:
      body.erase(place.at, value + 1);
      return;
    case Edit::kRepeat:
      body.insert(place.at, body.substr(place.at, value + 1));
      return;
    case Edit::kCopy: {
      const std::string from = body.substr(body.size() * value / 256, 4);
      body.replace(place.at, from.size(), from);
      return;
    }
  }
}

std::string Whole(const v1::SnapshotHeader& header, const std::vector<std::string>& bodies,
                  std::string_view magic) {
  const std::string head = header.SerializeAsString();
  ByteWriter length;
  length.Put(static_cast<uint32_t>(head.size()));
  std::string out = std::string(magic) + length.bytes() + head;
  for (const std::string& body : bodies) out += body;
  return out;
}

}  // namespace

std::string EditSections(std::string_view snapshot, FuzzBytes& in) {
  auto cut = engine::CutSnapshot(snapshot);
  WP_CHECK(cut.ok(), "an engine took it");
  std::vector<std::string> bodies;
  for (const v1::Section& section : cut->header.sections()) {
    bodies.emplace_back(cut->sections[section.name()]);
  }
  for (int i = 0; i < kMostEdits && !in.empty(); ++i) {
    Place place;
    place.edit = static_cast<Edit>(in.Next() % kEdits);
    std::string& body = bodies[static_cast<size_t>(in.Next()) % bodies.size()];
    const auto share = static_cast<size_t>(in.Next()) << 16 | static_cast<size_t>(in.Next()) << 8 |
                       static_cast<size_t>(in.Next());
    place.value = in.Next();
    if (body.empty()) continue;
    place.at = body.size() * share >> 24;
    Apply(place, body);
  }
  for (size_t i = 0; i < bodies.size(); ++i) {
    v1::Section& section = *cut->header.mutable_sections(static_cast<int>(i));
    section.set_bytes(static_cast<int64_t>(bodies[i].size()));
    section.set_checksum(DigestOf(bodies[i]));
  }
  return Whole(cut->header, bodies, snapshot.substr(0, kMagicBytes));
}

}  // namespace waypost
