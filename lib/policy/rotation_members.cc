#include "lib/policy/rotation_members.h"

namespace waypost::policy {
namespace {

using V1Override = waypost::v1::RotationOverride;
using V1Rotation = waypost::v1::Rotation;

// Of a rotation or one of its layers.
template <typename Written>
void AddTurns(const Written& written, std::set<std::string>& ids) {
  ids.insert(written.members().begin(), written.members().end());
  for (const waypost::v1::RotationGroup& group : written.groups()) {
    ids.insert(group.members().begin(), group.members().end());
  }
}

std::set<std::string> MembersOf(const V1Rotation& rotation) {
  std::set<std::string> ids;
  AddTurns(rotation, ids);
  for (const waypost::v1::RotationLayer& layer : rotation.layers()) AddTurns(layer, ids);
  for (const waypost::v1::TemporarySchedule& duty : rotation.temporary()) {
    ids.insert(duty.members().begin(), duty.members().end());
  }
  for (const V1Override& change : rotation.overrides()) {
    if (change.effect() == V1Override::ADD) ids.insert(change.member());
    if (change.effect() == V1Override::REPLACE) ids.insert(change.by());
  }
  ids.erase("nobody");
  return ids;
}

}  // namespace

std::set<std::string> MembersOfRotation(const waypost::v1::Policy& policy, std::string_view name) {
  for (const V1Rotation& rotation : policy.rotations()) {
    const std::string& id = rotation.id();
    const bool named = name == id || (name.size() > id.size() && name.substr(0, id.size()) == id &&
                                      name[id.size()] == ':');
    if (named) return MembersOf(rotation);
  }
  return {};
}

}  // namespace waypost::policy
