// Whom queues keep free.
#include <string>

#include "absl/strings/str_cat.h"
#include "lib/base/words.h"
#include "lib/policy/lower_steps.h"

namespace waypost::policy {
namespace {

using V1Queue = waypost::v1::Queue;
using V1Reserve = waypost::v1::Reserve;

constexpr int kMostKept = 1'000;

}  // namespace

void ReadReserves(Lowering& lowering, const V1Queue& written, Queue& queue) {
  for (const V1Reserve& reserve : written.reserve()) {
    Reserve row;
    row.skill = lowering.names.Intern(reserve.skill());
    if (reserve.level() != 0 &&
        CheckInterval(lowering, reserve.level(), 1, 100, {reserve, V1Reserve::kLevelFieldNumber})) {
      row.level = static_cast<uint8_t>(reserve.level());
    }
    if (reserve.keep_free() != 0 && CheckInterval(lowering, reserve.keep_free(), 1, kMostKept,
                                                  {reserve, V1Reserve::kKeepFreeFieldNumber})) {
      row.keep_free = static_cast<uint32_t>(reserve.keep_free());
    }
    row.release.after_ms =
        ReadWait(lowering, reserve.release_after(), {reserve, V1Reserve::kReleaseAfterFieldNumber});
    row.release.before_due_ms = ReadWait(lowering, reserve.release_before_due(),
                                         {reserve, V1Reserve::kReleaseBeforeDueFieldNumber});
    for (const Reserve& other : queue.reserve) {
      if (other.skill != row.skill) continue;
      lowering
          .Report("WP2522", {reserve, V1Reserve::kSkillFieldNumber},
                  Say({"queue $0 keeps holders of $1 free already", "队列 $0 已为 $1 保留人手"},
                      Quoted(written.id()), Quoted(reserve.skill())))
          .Label({"the second reserve of the skill", "该技能的第二项保留"});
      break;
    }
    queue.reserve.push_back(row);
  }
}

}  // namespace waypost::policy
