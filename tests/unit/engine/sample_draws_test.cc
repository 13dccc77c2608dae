#include "lib/engine/sample_draws.h"

#include <set>
#include <string>
#include <vector>

#include "gtest/gtest.h"

namespace waypost::engine {
namespace {

constexpr int64_t kEnd = 1'000;

ReviewedTicket TicketOf(const std::string& id, const std::string& customer = "") {
  ReviewedTicket ticket;
  ticket.id = id;
  ticket.customer = customer;
  return ticket;
}

SampleDraws::Pot PotOf(std::string_view stratum, size_t number, int64_t end_ms = kEnd) {
  SampleDraws::Pot pot;
  pot.sample = "audit";
  pot.stratum = stratum;
  pot.number = number;
  pot.end_ms = end_ms;
  return pot;
}

std::vector<std::string> DrawAll(SampleDraws& draws) {
  std::vector<std::string> ids;
  while (!draws.empty()) ids.push_back(draws.Take().ticket.id);
  return ids;
}

TEST(SampleDrawsTest, TheLeastHashesAreDrawnWhateverTheOrderOfTickets) {
  const std::vector<std::pair<uint64_t, std::string>> tickets = {
      {50, "a"}, {10, "b"}, {90, "c"}, {30, "d"}, {20, "e"}};
  SampleDraws forward, backward;
  for (size_t i = 0; i < tickets.size(); ++i) {
    const auto& [hash, id] = tickets[i];
    EXPECT_TRUE(forward.Add(PotOf("", 3), hash, TicketOf(id)));
    const auto& [other_hash, other] = tickets[tickets.size() - 1 - i];
    EXPECT_TRUE(backward.Add(PotOf("", 3), other_hash, TicketOf(other)));
  }
  EXPECT_EQ(forward.NextDue(), kEnd);
  const std::vector<std::string> least = {"b", "e", "d"};
  EXPECT_EQ(DrawAll(forward), least);
  EXPECT_EQ(DrawAll(backward), least);
  EXPECT_EQ(forward.NextDue(), INT64_MAX);
}

TEST(SampleDrawsTest, EachStratumHasItsOwnNumberAndEachPeriodItsOwnTickets) {
  SampleDraws draws;
  for (uint64_t i = 0; i < 20; ++i) {
    const std::string number = std::to_string(i);
    EXPECT_TRUE(draws.Add(PotOf(i % 2 == 0 ? "even" : "odd", 3), i, TicketOf(number)));
    EXPECT_TRUE(draws.Add(PotOf("even", 1, kEnd + 1), i, TicketOf(number)));
  }
  const std::vector<std::string> first = {"0", "2", "4", "1", "3", "5", "0"};
  EXPECT_EQ(DrawAll(draws), first);
}

TEST(SampleDrawsTest, StrataBeyondTheThousandthAreNotConsidered) {
  SampleDraws draws;
  for (size_t i = 0; i < SampleDraws::kMostStrata; ++i) {
    EXPECT_TRUE(draws.Add(PotOf(std::to_string(i), 1), i, TicketOf("t")));
  }
  EXPECT_FALSE(draws.Add(PotOf("one more", 1), 0, TicketOf("t")));
  EXPECT_TRUE(draws.Add(PotOf("7", 1), 0, TicketOf("u")));
  EXPECT_TRUE(draws.Add(PotOf("one more", 1, kEnd + 1), 0, TicketOf("t")));
}

TEST(SampleDrawsTest, WhoeverIsAskedIsNotAskedAgainByAnotherDraw) {
  constexpr uint64_t kSeed = 7;
  SampleDraws draws;
  draws.Add(PotOf("", 2), SampleDraws::HashOf(kSeed, "audit", "a"), TicketOf("a"));
  draws.Add(PotOf("", 2), SampleDraws::HashOf(kSeed, "audit", "b"), TicketOf("b"));
  draws.NoteAsked(kSeed, "a", "agent:lin");
  while (!draws.empty()) {
    const ReviewedTicket ticket = draws.Take().ticket;
    EXPECT_EQ(ticket.asked.size(), ticket.id == "a" ? 1u : 0u);
  }
}

TEST(SampleDrawsTest, WhoeverHasATicketLaterIsExcludedOnce) {
  constexpr uint64_t kSeed = 7;
  SampleDraws draws;
  draws.Add(PotOf("", 2), SampleDraws::HashOf(kSeed, "audit", "a"), TicketOf("a"));
  draws.Exclude(kSeed, "a", {"lin", "bo"});
  draws.Exclude(kSeed, "a", {"lin"});
  draws.Exclude(kSeed, "b", {"cy"});
  EXPECT_EQ(draws.Take().ticket.excluded, (std::vector<std::string>{"lin", "bo"}));
}

TEST(SampleDrawsTest, CustomersAndTicketsAreForgotten) {
  constexpr uint64_t kSeed = 7;
  SampleDraws draws;
  for (const char* id : {"a", "b", "c"}) {
    draws.Add(PotOf("", 9), SampleDraws::HashOf(kSeed, "audit", id),
              TicketOf(id, id[0] == 'c' ? "ann" : "bob"));
  }
  EXPECT_EQ(draws.ForgetCustomer("ann"), 1);
  EXPECT_EQ(draws.ForgetCustomer("ann"), 0);
  draws.ForgetTicket(kSeed, "a");
  EXPECT_EQ(DrawAll(draws), std::vector<std::string>{"b"});
}

TEST(SampleDrawsTest, BytesGiveThemBack) {
  constexpr uint64_t kSeed = 7;
  SampleDraws draws;
  for (uint64_t i = 0; i < 9; ++i) {
    ReviewedTicket ticket = TicketOf(std::to_string(i), "ann");
    ticket.owner = "lin";
    ticket.excluded = {"bo", "cy"};
    const uint64_t hash = SampleDraws::HashOf(kSeed, "audit", ticket.id);
    draws.Add(PotOf(i % 2 == 0 ? "x" : "", 3), hash, std::move(ticket));
  }
  ByteWriter out;
  draws.Put(out);
  ByteReader in(out.bytes());
  SampleDraws again;
  ASSERT_TRUE(again.Get(in, kSeed));
  ByteWriter copy;
  again.Put(copy);
  EXPECT_EQ(copy.bytes(), out.bytes());
  EXPECT_EQ(DrawAll(again), DrawAll(draws));
  for (size_t size = 0; size < out.bytes().size(); ++size) {
    ByteReader cut(std::string_view(out.bytes()).substr(0, size));
    SampleDraws damaged;
    EXPECT_FALSE(damaged.Get(cut, kSeed)) << size;
  }
  ByteReader of_another_seed(out.bytes());
  SampleDraws forged;
  EXPECT_FALSE(forged.Get(of_another_seed, kSeed + 1));
}

}  // namespace
}  // namespace waypost::engine
