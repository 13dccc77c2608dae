// The public value around an SlaTable.
#include <utility>

#include "lib/base/bytes.h"
#include "lib/base/digest.h"
#include "lib/statistics/period_table.h"
#include "lib/statistics/sla_table.h"
#include "lib/statistics/sla_text.h"
#include "waypost/statistics.h"

namespace waypost {

SlaStatistics::SlaStatistics()
    : table_(std::make_unique<statistics::SlaTable>()),
      periods_(std::make_unique<statistics::PeriodTable>()) {}
SlaStatistics::~SlaStatistics() = default;
SlaStatistics::SlaStatistics(const SlaStatistics& other)
    : table_(std::make_unique<statistics::SlaTable>(*other.table_)),
      periods_(std::make_unique<statistics::PeriodTable>(*other.periods_)) {}
SlaStatistics& SlaStatistics::operator=(const SlaStatistics& other) {
  *table_ = *other.table_;
  *periods_ = *other.periods_;
  return *this;
}
// Swapping, so that what was moved from is still statistics.
SlaStatistics::SlaStatistics(SlaStatistics&& other) noexcept : SlaStatistics() {
  table_.swap(other.table_);
  periods_.swap(other.periods_);
}
SlaStatistics& SlaStatistics::operator=(SlaStatistics&& other) noexcept {
  table_.swap(other.table_);
  periods_.swap(other.periods_);
  return *this;
}

void SlaStatistics::Merge(const SlaStatistics& other) {
  table_->Merge(*other.table_);
  periods_->Merge(*other.periods_);
}

std::vector<SlaStatistics::Row> SlaStatistics::Rows() const { return table_->Rows(); }

std::vector<SlaStatistics::PeriodRow> SlaStatistics::Periods() const { return periods_->Rows(); }

std::string SlaStatistics::Text() const {
  return statistics::RenderSla(Rows()) + statistics::RenderPeriods(Periods());
}

std::string SlaStatistics::Serialize() const {
  ByteWriter writer;
  table_->Write(&writer);
  periods_->Write(&writer);
  writer.Put(DigestOf(writer.bytes()));
  return writer.bytes();
}

absl::StatusOr<SlaStatistics> SlaStatistics::Parse(std::string_view bytes) {
  SlaStatistics statistics;
  if (bytes.size() >= sizeof(uint64_t)) {
    const std::string_view content = bytes.substr(0, bytes.size() - sizeof(uint64_t));
    ByteReader checksum(bytes.substr(content.size()));
    ByteReader reader(content);
    if (checksum.Get<uint64_t>() == DigestOf(content) && statistics.table_->Read(&reader) &&
        statistics.periods_->Read(&reader) && reader.finished()) {
      return statistics;
    }
  }
  return statistics::ForeignBytes({"statistics", "统计"});
}

}  // namespace waypost
