#include "lib/engine/saved_policy.h"

#include <optional>
#include <utility>
#include <vector>

#include "lib/base/digest.h"
#include "lib/base/words.h"
#include "lib/engine/policy_body.h"
#include "lib/policy/lower.h"
#include "lib/text/normalise.h"

namespace waypost::engine {
namespace {

constexpr int32_t kSavedPolicyFormat = 1;

v1::SavedZone SaveZone(const policy::NamedZone& zone) {
  v1::SavedZone saved;
  saved.set_name(zone.name);
  saved.set_first_year(zone.zone.first_year());
  saved.set_last_year(zone.zone.last_year());
  saved.set_first_offset_s(zone.zone.initial_offset_s());
  for (const calendar::ZoneTransition& transition : zone.zone.transitions()) {
    saved.add_at_ms(transition.at_ms);
    saved.add_offset_s(transition.offset_s);
  }
  return saved;
}

absl::StatusOr<calendar::Zone> LoadZone(const v1::SavedZone& saved) {
  if (saved.at_ms_size() != saved.offset_s_size()) {
    return InvalidArgument(Say({"saved zone \"$0\" is damaged: instants without offsets",
                                "保存的时区 \"$0\" 已损坏：有时刻而没有偏移"},
                               saved.name()));
  }
  std::vector<calendar::ZoneTransition> transitions;
  for (int i = 0; i < saved.at_ms_size(); ++i) {
    transitions.push_back({saved.at_ms(i), saved.offset_s(i)});
  }
  return calendar::Zone::FromTable(saved.name(), saved.first_year(), saved.last_year(),
                                   saved.first_offset_s(), transitions);
}

}  // namespace

v1::SavedPolicy SavePolicy(const Policy& policy) {
  const Policy::Body& body = policy.body();
  v1::SavedPolicy saved;
  saved.set_format_version(kSavedPolicyFormat);
  saved.set_fingerprint(policy.fingerprint());
  saved.set_unicode_version(std::string(text::UnicodeVersion()));
  for (const policy::SourceFile& file : *body.lowered.files) {
    v1::SavedFile* out = saved.add_files();
    out->set_name(file.name());
    out->set_text(file.text());
  }
  if (const std::optional<policy::NamedText>& model = body.lowered.model_file) {
    v1::SavedFile* out = saved.add_files();
    out->set_name(model->name);
    out->set_data(model->text);
  }
  for (const policy::NamedZone& zone : body.lowered.zones) {
    *saved.add_zones() = SaveZone(zone);
  }
  return saved;
}

absl::StatusOr<Policy> LoadPolicy(const v1::SavedPolicy& saved) {
  if (saved.format_version() != kSavedPolicyFormat) {
    return ErrorOf(absl::StatusCode::kFailedPrecondition,
                   Say({"the policy was saved in format $0; this version reads format $1; compile "
                        "the policy again from its files",
                        "策略以格式 $0 保存，本版本读取格式 $1；请从策略文件重新编译"},
                       saved.format_version(), kSavedPolicyFormat));
  }
  std::vector<policy::NamedText> files;
  for (const v1::SavedFile& file : saved.files()) {
    files.push_back({file.name(), file.data().empty() ? file.text() : file.data()});
  }
  std::vector<policy::NamedZone> zones;
  for (const v1::SavedZone& in : saved.zones()) {
    absl::StatusOr<calendar::Zone> zone = LoadZone(in);
    if (!zone.ok()) return zone.status();
    zones.push_back({in.name(), *std::move(zone)});
  }
  policy::StoredZones stored(std::move(zones));
  const PolicyCompilation compiled = FinishCompilation(policy::LowerPolicy(files, stored));
  if (!compiled.ok()) {
    return InvalidArgument(
        Say({"the saved policy does not compile:\n$0", "保存的策略无法编译：\n$0"},
            Words(compiled.diagnostics(), compiled.diagnostics(MessageLanguage::kChinese))));
  }
  if (compiled.policy().fingerprint() != saved.fingerprint()) {
    return ErrorOf(
        absl::StatusCode::kFailedPrecondition,
        Say({"the saved policy has the fingerprint $0, but means $1 to this version; "
             "compile the policy again from its files",
             "保存的策略的指纹为 $0，本版本却理解为 $1；请从策略文件重新编译"},
            DigestText(saved.fingerprint()), DigestText(compiled.policy().fingerprint())));
  }
  return compiled.policy();
}

}  // namespace waypost::engine
