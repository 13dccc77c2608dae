#ifndef WAYPOST_LIB_SIMULATE_DAY_PLAN_H_
#define WAYPOST_LIB_SIMULATE_DAY_PLAN_H_

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "lib/scenario/program.h"
#include "waypost/diagnostic.h"
#include "waypost/policy.h"
#include "waypost/v1/command.pb.h"

namespace waypost::simulate {

// A length of time that is drawn: each millisecond from the least to the most is as likely.
struct Drawn {
  int64_t least_ms = 0;
  int64_t most_ms = 0;
};

// People, or programs, who are alike.
struct Staff {
  uint32_t count = 1;
  v1::Command command;  // SetAgent of the first; the others' ids end in a number
};

// A milestone that people reach, so long after the ticket was given to one of them.
struct Reached {
  std::string milestone;
  Drawn after;
};

// What customers write, so often among all.
struct Contact {
  uint32_t weight = 1;
  Drawn handling;  // from being given to a person until it is solved
  std::vector<Reached> reached;
  v1::Command command;  // OpenTicket
};

// What programs do with a ticket.
struct Bots {
  uint32_t solved_percent = 0;
  Drawn after;
  std::string queue;  // into which they hand over the others
};

// Who judges when a ticket is solved, and how.
struct Ratings {
  uint32_t percent = 0;
  std::array<uint32_t, 5> weights{};  // of 1, 2, 3, 4, 5
};

// A day of a desk, made up. docs/simulation.md has the lines that it is written in.
struct DayPlan {
  explicit DayPlan(Policy of) : policy(std::move(of)) {}

  std::string title;
  Policy policy;
  int64_t begin_ms = 0;  // midnight in the policy's time zone; the day has 24 hours
  uint64_t seed = 0;
  std::array<uint32_t, 24> contacts_per_hour{};
  std::vector<Staff> staff;
  std::vector<Contact> contacts;
  Drawn accepted{2'000, 20'000};  // from the offer
  Drawn replied{15'000, 90'000};  // from being given to a person
  std::optional<Drawn> patience;  // who has nobody by then leaves; nothing: all wait
  std::optional<Bots> bots;       // nothing: programs do nothing
  std::optional<Ratings> ratings;
  uint64_t digest = 0;  // of the text

  uint64_t contact_count() const;
};

// A plan, or everything that is wrong with it and its policy.
struct LoadedDay {
  std::unique_ptr<DayPlan> plan;
  std::vector<Diagnostic> diagnostics;
};

// Reads a plan. Tickets and agents are described in the words of a scenario.
//
// Errors: all of them in the result.
// Limits: 4 MiB, 1,000,000 contacts, 50,000 people.
LoadedDay LoadDay(const std::string& path, const std::string& text, scenario::FileReader files);

}  // namespace waypost::simulate

#endif  // WAYPOST_LIB_SIMULATE_DAY_PLAN_H_
