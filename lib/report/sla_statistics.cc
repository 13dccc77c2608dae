// The public value around an SlaTable.
#include <utility>

#include "absl/status/status.h"
#include "lib/report/sla_table.h"
#include "lib/report/sla_text.h"
#include "waypost/statistics.h"

namespace waypost {

SlaStatistics::SlaStatistics() : table_(std::make_unique<report::SlaTable>()) {}
SlaStatistics::~SlaStatistics() = default;
SlaStatistics::SlaStatistics(const SlaStatistics& other)
    : table_(std::make_unique<report::SlaTable>(*other.table_)) {}
SlaStatistics& SlaStatistics::operator=(const SlaStatistics& other) {
  *table_ = *other.table_;
  return *this;
}
// Swapping, so that what was moved from is still statistics.
SlaStatistics::SlaStatistics(SlaStatistics&& other) noexcept : SlaStatistics() {
  table_.swap(other.table_);
}
SlaStatistics& SlaStatistics::operator=(SlaStatistics&& other) noexcept {
  table_.swap(other.table_);
  return *this;
}

void SlaStatistics::Merge(const SlaStatistics& other) { table_->Merge(*other.table_); }

std::vector<SlaStatistics::Row> SlaStatistics::Rows() const { return table_->Rows(); }

std::string SlaStatistics::Text() const { return report::RenderSla(Rows()); }

std::string SlaStatistics::Serialize() const { return table_->Serialize(); }

absl::StatusOr<SlaStatistics> SlaStatistics::Parse(std::string_view bytes) {
  auto table = report::SlaTable::Parse(bytes);
  if (!table) {
    return absl::InvalidArgumentError(
        "these bytes are no statistics of this version: damaged, or written by a later one");
  }
  SlaStatistics statistics;
  *statistics.table_ = *std::move(table);
  return statistics;
}

}  // namespace waypost
