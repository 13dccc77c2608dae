#ifndef WAYPOST_TESTS_UNIT_ESCALATE_CHAINS_H_
#define WAYPOST_TESTS_UNIT_ESCALATE_CHAINS_H_

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/base/compact_vector.h"
#include "lib/escalate/decider.h"
#include "lib/policy/tables.h"

namespace waypost::escalate {

inline constexpr int64_t kMinute = 60'000;
inline constexpr int64_t kHour = 60 * kMinute;
inline constexpr int64_t kMonday = 1'799'020'800'000;  // 2027-01-04T00:00Z
inline constexpr uint16_t kOffice = 0;                 // Mon-Fri 09:00-18:00 UTC
inline constexpr uint16_t kNeverOpen = 1;

// "09:30" on that Monday, "33:00" is Tuesday 09:00.
int64_t At(std::string_view text);
std::string TimeText(int64_t at_ms);

// Tables with the calendars above and one fact, the int `level` at index 0, written by hand.
class ChainsBuilder {
 public:
  ChainsBuilder();

  // Begins a chain; what follows belongs to it.
  ChainsBuilder& Chain(std::string_view id, std::string_view when = "");
  ChainsBuilder& OnBreached(policy::Metric metric);
  ChainsBuilder& OnMilestone(std::string_view name);
  ChainsBuilder& OnCreated();
  ChainsBuilder& OnRequested();

  ChainsBuilder& Step(int64_t wait_ms, std::vector<std::string_view> notify,
                      std::string_view when = "");
  // Of the step added last.
  ChainsBuilder& On(uint16_t calendar);
  ChainsBuilder& SetPriority(int16_t rank);
  ChainsBuilder& Fallback(std::string_view target,
                          policy::NotifyTarget::Person person = policy::NotifyTarget::Person::kAny);
  // Of a step by its place among all, 0-based.
  ChainsBuilder& FallbackOf(size_t step, std::string_view target);
  ChainsBuilder& Channels(size_t step, std::vector<std::string_view> channels);
  // The chain, or the step, added last.
  policy::Escalation& chain() { return tables_->escalations.back(); }
  policy::Step& step() { return tables_->steps.back(); }

  policy::Name NameOf(std::string_view name);
  std::unique_ptr<policy::Tables> Build();

 private:
  std::unique_ptr<policy::Tables> tables_;
  std::vector<std::string> chain_conditions_;
  std::vector<std::string> step_conditions_;
};

// The chains of one ticket. Answers what happened, joined by "; ".
class Ticket : public Facts {
 public:
  explicit Ticket(ChainsBuilder& builder);

  void AddVersion(ChainsBuilder& builder);  // current from now on
  std::string Start(const Signal& signal, std::string_view at);
  std::string Breach(policy::Metric metric, std::string_view at);
  std::string BreachMilestone(std::string_view name, std::string_view at);
  std::string Create(std::string_view at);
  std::string Request(uint16_t escalation, std::string_view at);
  std::string FireAt(std::string_view at);     // exactly then
  std::string AdvanceTo(std::string_view at);  // all before, each with its time in front
  std::string End(const Ending& ending, std::string_view at);
  std::string Acknowledge(uint32_t run, std::string_view at);
  std::string Decide(uint32_t run, std::string_view at);  // its panel has
  std::string Snooze(uint32_t run, int64_t for_ms, std::string_view at);
  // A notification of the first step of the first chain has failed.
  std::string Undelivered(std::string_view target, std::string_view channel);

  expression::FactRow RowFor(uint8_t version) override;
  bool Has(policy::NotifyTarget::Person person) const override;
  uint32_t PersonOf(policy::Name told, uint8_t version) const override;
  bool IsExcluded(policy::Name told, uint8_t version) const override;

  bool Listens(const Signal& signal) const { return deciders_.back()->Listens(signal); }
  std::string next_due() const { return TimeText(NextDue(runs_)); }
  const CompactVector<Run>& runs() const { return runs_; }
  Run& run(uint32_t i) { return runs_[i]; }

  int64_t level = 0;       // the fact
  int rows_asked = 0;      // how often
  bool knows_live = true;  // Start is told of the other versions
  bool solved = false;
  bool has_handler = true;
  std::map<std::string, uint32_t> persons;  // by names that steps tell
  std::string excluded;                     // one of these

 private:
  policy::Name NameOf(std::string_view name) const;
  std::string TakeReport(std::string_view prefix);
  std::string TextOf(const Effect& effect) const;

  std::vector<std::unique_ptr<policy::Tables>> tables_;
  std::vector<std::unique_ptr<Decider>> deciders_;
  std::vector<Decider*> pointers_;
  CompactVector<Run> runs_;
  std::vector<Effect> effects_;
  expression::FactRowBuffer row_{1};
};

}  // namespace waypost::escalate

#endif  // WAYPOST_TESTS_UNIT_ESCALATE_CHAINS_H_
