#include "lib/policy/model_reference.h"

#include <algorithm>
#include <utility>

#include "lib/base/words.h"
#include "lib/policy/neighbour_file.h"

namespace waypost::policy {
namespace {

constexpr std::string_view kModelSuffix = ".wpm";

}  // namespace

bool IsModelFile(std::string_view name) { return HasSuffix(name, kModelSuffix); }

absl::StatusOr<NamedText> ReadModel(const ModelSource& source, const std::string& owner,
                                    const std::string& reference) {
  const Words problem = WhyNoNeighbour(reference, kModelSuffix);
  if (!problem.empty()) return InvalidArgument(problem);
  const std::string path = Beside(owner, reference);
  const auto given = std::find_if(source.given.begin(), source.given.end(),
                                  [&](const NamedText& file) { return file.name == path; });
  if (given != source.given.end()) return *given;
  absl::StatusOr<std::string> bytes = source.reader(path);
  if (!bytes.ok()) return bytes.status();
  return NamedText{path, *std::move(bytes)};
}

}  // namespace waypost::policy
