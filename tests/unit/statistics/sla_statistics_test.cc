#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lib/base/time_units.h"
#include "lib/base/words.h"
#include "waypost/statistics.h"
#include "waypost/v1/command.pb.h"
#include "waypost/v1/event.pb.h"

namespace waypost {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Row = SlaStatistics::Row;
using Split = SlaStatistics::Split;

// Writes a few events as an engine would.
class Desk {
 public:
  explicit Desk(SlaRecorder* recorder) : recorder_(*recorder) {}

  Desk& Note(const std::string& ticket, const std::string& channel) {
    v1::Command command;
    command.mutable_open_ticket()->set_ticket_id(ticket);
    command.mutable_open_ticket()->set_channel(channel);
    recorder_.Note(command);
    return *this;
  }
  Desk& Classify(const std::string& ticket, const std::string& category) {
    At(ticket).mutable_ticket_classified()->set_category(category);
    return Send();
  }
  Desk& Queue(const std::string& ticket, const std::string& queue) {
    At(ticket).mutable_ticket_queued()->set_queue(queue);
    return Send();
  }
  Desk& Start(const std::string& ticket, const std::string& sla = "gold", int cycle = 1) {
    Fill(At(ticket).mutable_clock_started()->mutable_clock(), sla, cycle);
    return Send();
  }
  Desk& Breach(const std::string& ticket, const std::string& sla = "gold", int cycle = 1) {
    Fill(At(ticket).mutable_clock_breached()->mutable_clock(), sla, cycle);
    return Send();
  }
  Desk& Resume(const std::string& ticket, const std::string& sla = "gold", int cycle = 1) {
    Fill(At(ticket).mutable_clock_resumed()->mutable_clock(), sla, cycle);
    return Send();
  }
  Desk& Retarget(const std::string& ticket, const std::string& sla) {
    Fill(At(ticket).mutable_clock_retargeted()->mutable_clock(), sla, 1);
    return Send();
  }
  Desk& Meet(const std::string& ticket, int64_t after_ms, const std::string& sla = "gold",
             int cycle = 1) {
    v1::ClockMet* met = At(ticket).mutable_clock_met();
    Fill(met->mutable_clock(), sla, cycle);
    met->set_after_ms(after_ms);
    return Send();
  }
  Desk& StopLate(const std::string& ticket, int64_t after_ms) {
    v1::ClockStoppedLate* late = At(ticket).mutable_clock_stopped_late();
    Fill(late->mutable_clock(), "gold", 1);
    late->set_after_ms(after_ms);
    return Send();
  }
  Desk& Cancel(const std::string& ticket, int cycle = 1) {
    Fill(At(ticket).mutable_clock_cancelled()->mutable_clock(), "gold", cycle);
    return Send();
  }
  Desk& Abandon(const std::string& ticket) {
    At(ticket).mutable_ticket_abandoned();
    return Send();
  }
  Desk& Erase(const std::string& ticket) {
    v1::TicketErased* erased = At(ticket).mutable_ticket_erased();
    erased->set_why(v1::TicketErased::CUSTOMER);
    erased->set_was_open(true);
    return Send();
  }
  Desk& Later() {
    ++now_ms_;
    return *this;
  }

 private:
  static void Fill(v1::ClockRef* clock, const std::string& sla, int cycle) {
    clock->set_metric(v1::Sla::NEXT_REPLY);
    clock->set_sla(sla);
    clock->set_cycle(cycle);
  }
  v1::Event& At(const std::string& ticket) {
    event_.Clear();
    event_.set_sequence(++sequence_);
    event_.set_at_ms(now_ms_);
    event_.set_ticket_id(ticket);
    return event_;
  }
  Desk& Send() {
    recorder_(event_);
    return *this;
  }

  SlaRecorder& recorder_;
  v1::Event event_;
  uint64_t sequence_ = 0;
  int64_t now_ms_ = 0;
};

// "gold next_reply [queue mail]: 1 met 0 breached 0 running 0 cancelled".
std::string Line(const Row& row) {
  static const char* const kSplits[] = {"", " queue ", " channel ", " category "};
  std::string line = row.sla + " " + row.metric;
  if (row.split != Split::kNone) line += kSplits[static_cast<int>(row.split)] + row.value;
  for (uint64_t count : {row.met, row.breached, row.running, row.cancelled})
    line += " " + std::to_string(count);
  return line;
}

std::vector<std::string> Lines(const SlaStatistics& statistics) {
  std::vector<std::string> lines;
  for (const Row& row : statistics.Rows()) lines.push_back(Line(row));
  return lines;
}

// Counts of all cycles of "gold": met, breached, running, cancelled.
std::vector<uint64_t> Counts(const SlaRecorder& recorder) {
  for (const Row& row : recorder.Statistics().Rows()) {
    if (row.sla == "gold" && row.split == Split::kNone)
      return {row.met, row.breached, row.running, row.cancelled};
  }
  return {};
}

TEST(SlaStatisticsTest, HaveNothingToSayOfNothing) {
  const SlaRecorder recorder;
  EXPECT_THAT(recorder.Statistics().Rows(), IsEmpty());
  EXPECT_EQ(recorder.Statistics().Text(), "");
}

TEST(SlaStatisticsTest, AreSplitByQueueChannelAndCategory) {
  SlaRecorder recorder;
  Desk(&recorder)
      .Note("T1", "phone")
      .Classify("T1", "refund")
      .Start("T1")
      .Queue("T1", "money")
      .Meet("T1", 1)
      .Classify("T2", "")
      .Start("T2", "blue")
      .Queue("T2", "all");
  EXPECT_THAT(Lines(recorder.Statistics()),
              ElementsAre("blue next_reply 0 0 1 0", "blue next_reply queue all 0 0 1 0",
                          "blue next_reply channel  0 0 1 0", "blue next_reply category  0 0 1 0",
                          "gold next_reply 1 0 0 0", "gold next_reply queue money 1 0 0 0",
                          "gold next_reply channel phone 1 0 0 0",
                          "gold next_reply category refund 1 0 0 0"));
}

TEST(SlaStatisticsTest, APartCameByTheChannelOfTheWhole) {
  SlaRecorder recorder;
  Desk desk(&recorder);
  desk.Note("T1", "phone").Classify("T1", "refund").Start("T1").Meet("T1", 1);
  v1::Command command;
  command.mutable_split()->set_ticket_id("T1");
  command.mutable_split()->mutable_part()->set_ticket_id("T2");
  recorder.Note(command);
  desk.Classify("T2", "refund").Start("T2");
  EXPECT_THAT(Lines(recorder.Statistics()), Contains("gold next_reply channel phone 1 0 1 0"));
}

TEST(SlaStatisticsTest, ABreachCountsWhereItHappened) {
  SlaRecorder recorder;
  Desk(&recorder)
      .Queue("T1", "first")
      .Start("T1")
      .Breach("T1")
      .Queue("T1", "second")
      .Retarget("T1", "blue")
      .Meet("T1", 7, "blue");
  EXPECT_THAT(Lines(recorder.Statistics()),
              ElementsAre("gold next_reply 0 1 0 0", "gold next_reply queue first 0 1 0 0",
                          "gold next_reply channel  0 1 0 0", "gold next_reply category  0 1 0 0"));
}

TEST(SlaStatisticsTest, AStayCountsUnderTheQueueItWasIn) {
  SlaRecorder recorder;
  v1::Event event;
  event.set_ticket_id("T1");
  event.mutable_ticket_offered()->set_queue("front");
  recorder(event);
  v1::ClockRef stay;
  stay.set_metric(v1::Sla::OWNERSHIP);
  stay.set_sla("gold");
  stay.set_cycle(1);
  *event.mutable_clock_started()->mutable_clock() = stay;
  recorder(event);
  event.mutable_ticket_queued()->set_queue("back");
  recorder(event);
  *event.mutable_clock_met()->mutable_clock() = stay;
  recorder(event);
  stay.set_cycle(2);
  *event.mutable_clock_started()->mutable_clock() = stay;
  recorder(event);
  EXPECT_THAT(Lines(recorder.Statistics()),
              ::testing::IsSupersetOf({std::string("gold ownership queue front 1 0 0 0"),
                                       std::string("gold ownership queue back 0 0 1 0")}));
}

TEST(SlaStatisticsTest, AReopenedCycleRunsAgainUnlessItWasBreached) {
  SlaRecorder recorder;
  Desk desk(&recorder);
  desk.Start("T1").Meet("T1", 10).Resume("T1");
  EXPECT_THAT(Counts(recorder), ElementsAre(0, 0, 1, 0));
  desk.Breach("T1").StopLate("T1", 20).Resume("T1").Meet("T1", 30);
  EXPECT_THAT(Counts(recorder), ElementsAre(0, 1, 0, 0));
  EXPECT_EQ(recorder.Statistics().Rows()[0].longest_ms, 30) << "the last stop counts";
  EXPECT_EQ(recorder.Statistics().Rows()[0].stopped, 1u);
}

TEST(SlaStatisticsTest, KeepEveryCycle) {
  SlaRecorder recorder;
  Desk desk(&recorder);
  for (int cycle = 1; cycle <= 3; ++cycle)
    desk.Start("T1", "gold", cycle).Meet("T1", 1, "gold", cycle);
  desk.Start("T1", "gold", 4).Cancel("T1", 4).Start("T1", "gold", 4);
  EXPECT_THAT(Counts(recorder), ElementsAre(3, 0, 1, 1));
}

TEST(SlaStatisticsTest, ClocksAreCancelledAfterTheirTicketEnded) {
  SlaRecorder recorder;
  Desk desk(&recorder);
  desk.Start("T1").Abandon("T1").Cancel("T1");
  EXPECT_THAT(Counts(recorder), ElementsAre(0, 0, 0, 1));
  desk.Later().Start("T2");
  EXPECT_THAT(Counts(recorder), ElementsAre(0, 0, 1, 1));
}

TEST(SlaStatisticsTest, AnIdMayBeUsedAgainAtOnce) {
  SlaRecorder recorder;
  Desk desk(&recorder);
  desk.Note("T1", "phone").Classify("T1", "a").Start("T1").Abandon("T1").Cancel("T1");
  desk.Note("T1", "app").Classify("T1", "b").Start("T1").Meet("T1", 1).Later().Classify("T2", "c");
  EXPECT_THAT(Counts(recorder), ElementsAre(1, 0, 0, 1));
  EXPECT_THAT(Lines(recorder.Statistics()),
              ::testing::IsSupersetOf({std::string("gold next_reply channel phone 0 0 0 1"),
                                       std::string("gold next_reply channel app 1 0 0 0"),
                                       std::string("gold next_reply category b 1 0 0 0")}));
}

// Of a ticket that is erased the figures stay and the id goes, whether this or a closing ended it.
TEST(SlaStatisticsTest, AnErasedTicketLeavesItsFiguresOnly) {
  SlaRecorder recorder;
  Desk desk(&recorder);
  desk.Note("T-one", "phone").Classify("T-one", "a").Start("T-one").Note("T-one", "mail");
  desk.Start("T-two").Cancel("T-one").Erase("T-one");
  desk.Abandon("T-two").Cancel("T-two").Erase("T-two");
  EXPECT_EQ(recorder.Serialize().find("T-"), std::string::npos);
  EXPECT_THAT(Counts(recorder), ElementsAre(0, 0, 0, 2));
  desk.Note("T-one", "app").Classify("T-one", "b").Start("T-one").Meet("T-one", 1);
  EXPECT_THAT(Lines(recorder.Statistics()),
              ::testing::IsSupersetOf({std::string("gold next_reply channel phone 0 0 0 1"),
                                       std::string("gold next_reply channel  0 0 0 1"),
                                       std::string("gold next_reply channel app 1 0 0 0"),
                                       std::string("gold next_reply category b 1 0 0 0")}));
}

TEST(SlaStatisticsTest, GroupTimesElapsedAsDesksDo) {
  SlaRecorder recorder;
  Desk desk(&recorder);
  int ticket = 0;
  for (int64_t after_ms : {int64_t{0}, 5 * kMinuteMs, 5 * kMinuteMs + 1, 15 * kMinuteMs,
                           30 * kMinuteMs, 60 * kMinuteMs, 60 * kMinuteMs + 1}) {
    const std::string id = "T" + std::to_string(++ticket);
    desk.Start(id).Meet(id, after_ms);
  }
  desk.Start("T8").Breach("T8");
  const Row row = recorder.Statistics().Rows()[0];
  EXPECT_THAT(row.groups, ElementsAre(2, 2, 1, 1, 1));
  EXPECT_EQ(row.stopped, 7u) << "one is overdue and not stopped";
  EXPECT_EQ(row.longest_ms, 60 * kMinuteMs + 1);
  EXPECT_GE(row.half_within_ms, 15 * kMinuteMs - 15 * kMinuteMs / 128);
  EXPECT_LE(row.half_within_ms, 15 * kMinuteMs + 15 * kMinuteMs / 128);
}

TEST(SlaStatisticsTest, MergeToTheStatisticsOfBoth) {
  SlaRecorder one, other, both;
  for (SlaRecorder* recorder : {&one, &both}) {
    Desk(recorder).Note("A", "app").Queue("A", "x").Start("A").Meet("A", 3 * kMinuteMs);
  }
  for (SlaRecorder* recorder : {&other, &both}) {
    Desk(recorder).Queue("B", "x").Start("B").Breach("B").StopLate("B", 90 * kMinuteMs).Start("C");
  }
  SlaStatistics merged = one.Statistics();
  merged.Merge(other.Statistics());
  SlaStatistics turned = other.Statistics();
  turned.Merge(one.Statistics());
  EXPECT_EQ(merged.Serialize(), both.Statistics().Serialize());
  EXPECT_EQ(turned.Serialize(), both.Statistics().Serialize());
}

TEST(SlaStatisticsTest, MergeWithThemselvesToTwiceAsMuch) {
  SlaRecorder recorder;
  Desk(&recorder).Start("T1").Meet("T1", 1);
  SlaStatistics statistics = recorder.Statistics();
  statistics.Merge(statistics);
  EXPECT_EQ(statistics.Rows()[0].met, 2u);
  EXPECT_EQ(statistics.Rows()[0].stopped, 2u);
}

TEST(SlaStatisticsTest, AreReadBackFromTheirBytes) {
  SlaRecorder recorder;
  Desk(&recorder).Note("A", "app").Start("A").Meet("A", 3 * kMinuteMs).Start("B").Breach("B");
  const SlaStatistics statistics = recorder.Statistics();
  const auto again = SlaStatistics::Parse(statistics.Serialize());
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(again->Serialize(), statistics.Serialize());
  EXPECT_EQ(again->Text(), statistics.Text());
  ASSERT_TRUE(SlaStatistics::Parse(SlaStatistics().Serialize()).ok());
}

// At every place where a recorder may be saved: what it is told later joins what it knew.
TEST(SlaRecorderTest, GoesOnFromItsBytes) {
  const std::vector<void (*)(Desk&)> story = {
      [](Desk& desk) { desk.Note("A", "app").Note("B", "phone").Classify("A", "refund"); },
      [](Desk& desk) { desk.Queue("A", "x").Start("A").Start("B").Meet("A", 3 * kMinuteMs); },
      [](Desk& desk) { desk.Resume("A").Breach("A").Abandon("B"); },
      [](Desk& desk) { desk.Cancel("B").StopLate("A", 90 * kMinuteMs).Note("B", "mail"); },
      [](Desk& desk) { desk.Classify("B", "bug").Start("B").Later().Start("C"); },
  };
  for (size_t saved_after = 0; saved_after <= story.size(); ++saved_after) {
    SlaRecorder whole;
    auto part = std::make_unique<SlaRecorder>();
    Desk desk(&whole);
    auto other = std::make_unique<Desk>(part.get());
    for (size_t i = 0; i < story.size(); ++i) {
      if (i == saved_after) {
        auto again = SlaRecorder::Parse(part->Serialize());
        ASSERT_TRUE(again.ok()) << again.status();
        EXPECT_EQ(again->Serialize(), part->Serialize());
        *part = *std::move(again);
      }
      story[i](desk);
      story[i](*other);
    }
    EXPECT_EQ(part->Serialize(), whole.Serialize()) << saved_after;
    EXPECT_EQ(Lines(part->Statistics()), Lines(whole.Statistics())) << saved_after;
  }
}

TEST(SlaRecorderTest, RefusesDamagedBytes) {
  SlaRecorder recorder;
  Desk(&recorder).Note("A", "app").Start("A").Meet("A", 3 * kMinuteMs).Note("B", "app").Start("C");
  const std::string bytes = recorder.Serialize();
  for (size_t i = 0; i < bytes.size(); ++i) {
    std::string damaged = bytes;
    damaged[i] = static_cast<char>(damaged[i] ^ 1);
    EXPECT_FALSE(SlaRecorder::Parse(damaged).ok()) << "byte " << i;
    EXPECT_FALSE(SlaRecorder::Parse(bytes.substr(0, i)).ok()) << "cut at " << i;
  }
}

TEST(SlaStatisticsTest, RefuseDamagedBytes) {
  SlaRecorder recorder;
  Desk(&recorder).Start("A").Meet("A", 3 * kMinuteMs);
  const std::string bytes = recorder.Statistics().Serialize();
  for (size_t i = 0; i < bytes.size(); ++i) {
    std::string damaged = bytes;
    damaged[i] = static_cast<char>(damaged[i] ^ 1);
    EXPECT_FALSE(SlaStatistics::Parse(damaged).ok()) << "byte " << i;
    EXPECT_FALSE(SlaStatistics::Parse(bytes.substr(0, i)).ok()) << "cut at " << i;
  }
}

TEST(SlaStatisticsTest, RefuseInBothLanguages) {
  EXPECT_EQ(WordsOf(SlaStatistics::Parse("x").status()).chinese,
            "这些字节不是本版本的统计：已损坏，或由其他版本写出");
  EXPECT_EQ(WordsOf(SlaRecorder::Parse("x").status()).chinese,
            "这些字节不是本版本的记录器：已损坏，或由其他版本写出");
}

TEST(SlaStatisticsTest, StayStatisticsWhenMovedFrom) {
  SlaRecorder recorder;
  Desk(&recorder).Start("A");
  SlaStatistics from = recorder.Statistics();
  const SlaStatistics to = std::move(from);
  EXPECT_EQ(to.Rows().size(), 4u);
  EXPECT_THAT(from.Rows(), IsEmpty());  // NOLINT(bugprone-use-after-move): stated to be so
}

TEST(SlaStatisticsTest, SayForAManagerWhatHappened) {
  SlaRecorder recorder;
  Desk(&recorder)
      .Queue("A", "mail")
      .Start("A")
      .Meet("A", 3 * kMinuteMs)
      .Queue("B", "phone")
      .Start("B")
      .Breach("B");
  EXPECT_EQ(recorder.Statistics().Text(),
            R"(
Promises of the policy
  Each time a clock was started is a cycle; the share is of those met or breached.
  promise          cycles  met  breached  running  cancelled  share met
  gold next_reply       2    1         1        0          0     50.0 %

Time used
  Open time less pauses, of the cycles that were stopped; percentiles to within 0.8 %.
  promise          stopped  <= 5m  5-15m  15-30m  30-60m  > 60m  half within  90 %  99 %  longest
  gold next_reply        1      1      0       0       0      0           3m    3m    3m       3m

Promises by queue
  Where a cycle was breached or else ended; 2 of 2, those with most cycles first.
  queue, promise     cycles  met  breached  share met  half within  90 %  99 %
  mail
    gold next_reply       1    1         0    100.0 %           3m    3m    3m
  phone
    gold next_reply       1    0         1      0.0 %            -     -     -
)");
}

}  // namespace
}  // namespace waypost
