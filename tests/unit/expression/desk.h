#ifndef WAYPOST_TESTS_UNIT_EXPRESSION_DESK_H_
#define WAYPOST_TESTS_UNIT_EXPRESSION_DESK_H_

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/expression/environment.h"
#include "lib/expression/fact_row.h"
#include "lib/expression/finding.h"

namespace waypost::expression {

class MapVocabulary : public Vocabulary {
 public:
  uint32_t Intern(std::string_view text) override {
    const auto next = static_cast<uint32_t>(numbers_.size() + 1);
    return numbers_.emplace(text, next).first->second;
  }

  // 0: not in the vocabulary.
  uint32_t Find(std::string_view text) const {
    const auto found = numbers_.find(text);
    return found == numbers_.end() ? 0 : found->second;
  }

 private:
  std::map<std::string, uint32_t, std::less<>> numbers_;
};

// The facts of a small desk, of every type and presence.
inline Environment DeskEnvironment() {
  Environment e;
  const auto required = Presence::kRequired;
  const auto optional = Presence::kOptional;
  e.AddFact({"category", Type::kString, required, {"account", "refund", "complaint", "bug"}, 0});
  e.AddFact({"tier", Type::kString, required, {"standard", "vip", "company"}, 1});
  e.AddFact({"priority", Type::kInt, required, {"P0", "P1", "P2", "P3"}, 2});
  e.AddFact({"amount_fen", Type::kInt, Presence::kDefault, {}, 3});
  e.AddFact({"language", Type::kString, optional, {}, 4});
  e.AddFact({"subject", Type::kString, required, {}, 5});
  e.AddFact({"returning", Type::kBool, required, {}, 6});
  e.AddFact({"tags", Type::kStringList, required, {}, 7});
  e.AddFact({"age", Type::kDuration, required, {}, 8, true});
  e.AddFact({"created", Type::kTimestamp, required, {}, 9});
  e.AddFact({"locale", Type::kString, optional, {}, 10});
  e.AddFact({"orders", Type::kInt, optional, {}, 11});
  e.AddFact({"waited", Type::kDuration, required, {}, 12});
  e.AddFact({"modes", Type::kStringList, optional, {"pvp", "trade"}, 13});
  e.AddFact({"region", Type::kString, optional, {"eu", "cn", "us"}, 14});
  e.AddCalendar("workdays", 15);
  e.AddCalendar("hotline", 16);
  for (int i = 0; i < 4; ++i) e.AddConstant("P" + std::to_string(i), i);
  return e;
}

// One ticket's row. Strings are numbered as the vocabulary has them when they are set, so rule
// lists are built first.
class Ticket {
 public:
  Ticket(const Environment& environment, const MapVocabulary& vocabulary)
      : environment_(environment), vocabulary_(vocabulary), buffer_(environment.row_size()) {}
  Ticket(const Ticket&) = delete;  // the buffer borrows texts_ and lists_
  Ticket& operator=(const Ticket&) = delete;
  Ticket(Ticket&&) = default;  // a deque that moves keeps its elements where they are
  Ticket& operator=(Ticket&&) = delete;

  Ticket& Number(std::string_view fact, int64_t value) {
    buffer_.Set(IndexOf(fact), value);
    return *this;
  }
  Ticket& Text(std::string_view fact, std::string_view text) {
    const std::string& kept = texts_.emplace_back(text);
    buffer_.SetString(IndexOf(fact), vocabulary_.Find(text), kept);
    return *this;
  }
  Ticket& List(std::string_view fact, const std::vector<std::string>& elements) {
    std::vector<uint32_t>& symbols = lists_.emplace_back();
    std::vector<std::string_view>& texts = list_texts_.emplace_back();
    for (const std::string& element : elements) {
      symbols.push_back(vocabulary_.Find(element));
      texts.push_back(texts_.emplace_back(element));
    }
    buffer_.SetList(IndexOf(fact), symbols, texts);
    return *this;
  }
  Ticket& Without(std::string_view fact) {
    buffer_.Unset(IndexOf(fact));
    return *this;
  }
  Ticket& Open(std::string_view calendar, bool open) {
    buffer_.Set(environment_.FindCalendar(calendar)->index, open ? 1 : 0);
    return *this;
  }

  FactRow row() const { return buffer_.row(); }

 private:
  uint32_t IndexOf(std::string_view fact) const { return environment_.FindFact(fact)->index; }

  const Environment& environment_;
  const MapVocabulary& vocabulary_;
  FactRowBuffer buffer_;
  std::deque<std::string> texts_;  // elements do not move
  std::deque<std::vector<uint32_t>> lists_;
  std::deque<std::vector<std::string_view>> list_texts_;
};

// A vip's refund of 50,000 fen, opened for 20 minutes, in Japanese; the hotline is closed.
inline Ticket OrdinaryTicket(const Environment& environment, const MapVocabulary& vocabulary) {
  Ticket ticket(environment, vocabulary);
  ticket.Text("category", "refund")
      .Text("tier", "vip")
      .Number("priority", 1)
      .Number("amount_fen", 50'000)
      .Text("language", "ja")
      .Text("subject", "返金 please, order 1234")
      .Number("returning", 1)
      .List("tags", {"payment", "urgent"})
      .Number("age", 20 * 60'000)
      .Number("created", 1'800'000'000'000)
      .Number("waited", 90'000)
      .Open("workdays", true)
      .Open("hotline", false);
  return ticket;
}

// "0-8 error kUnknownFact: message | label | help", without the parts that are empty.
inline std::string Describe(const Finding& finding) {
  std::string text = std::to_string(finding.begin) + "-" + std::to_string(finding.end);
  text += finding.severity == FindingSeverity::kError ? " error: " : " warning: ";
  text += finding.message.english;
  if (!finding.label.empty()) text += " | " + finding.label.english;
  if (!finding.help.empty()) text += " | " + finding.help.english;
  return text;
}

inline std::vector<std::string> Describe(const std::vector<Finding>& findings) {
  std::vector<std::string> texts;
  for (const Finding& finding : findings) texts.push_back(Describe(finding));
  return texts;
}

}  // namespace waypost::expression

#endif  // WAYPOST_TESTS_UNIT_EXPRESSION_DESK_H_
