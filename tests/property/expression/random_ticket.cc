#include "tests/property/expression/random_ticket.h"

namespace waypost::expression {

ReferenceTicket RandomTicket::Draw() {
  ReferenceTicket ticket;
  ticket["category"] = Word({"account", "refund", "complaint", "bug"});
  ticket["tier"] = Word({"standard", "vip", "company"});
  ticket["priority"] = Number({0, 1, 2, 3});
  ticket["amount_fen"] = Number({0, 1, -1, 2, 3, 7, 50'000, INT64_MAX, INT64_MIN});
  ticket["subject"] = Word({"", "a", "ab", "urgent", "vip", "aab vip", "unheard of"});
  ticket["returning"] = Maybe();
  ticket["tags"] = List({"a", "b", "urgent", "refund"});
  ticket["age"] = Number({0, 900'000, 900'001, 3'600'000, 7'200'000});
  ticket["created"] = Number({1'800'000'000'000, 1'800'003'600'000, 0, 253'402'300'799'999});
  ticket["waited"] = Number({0, 90'000, -90'000, INT64_MAX, INT64_MIN});
  if (Maybe()) ticket["language"] = Word({"ja", "a", "xx"});
  if (Maybe()) ticket["locale"] = Word({"ja"});
  if (Maybe()) ticket["orders"] = Number({0, 1, 3, 50'000});
  if (Maybe()) ticket["region"] = Word({"eu", "cn", "us"});
  if (Maybe()) ticket["modes"] = List({"pvp", "trade"});
  ticket["open:workdays"] = Maybe();
  ticket["open:hotline"] = Maybe();
  return ticket;
}

ReferenceTicket RandomTicket::DrawOdd() {
  ReferenceTicket ticket = Draw();
  if (Maybe()) std::get<std::vector<std::string>>(ticket["tags"]).emplace_back("unknown");
  if (random_.Below(4) == 0) {
    ticket.erase(Word({"category", "tier", "priority", "amount_fen", "subject", "returning", "tags",
                       "age", "created", "waited", "open:hotline"}));
  }
  return ticket;
}

std::string RandomTicket::Word(const std::vector<std::string>& words) {
  return words[random_.Below(words.size())];
}

int64_t RandomTicket::Number(const std::vector<int64_t>& numbers) {
  return numbers[random_.Below(numbers.size())];
}

std::vector<std::string> RandomTicket::List(const std::vector<std::string>& words) {
  std::vector<std::string> list;
  for (const std::string& word : words) {
    if (random_.Below(3) == 0) list.push_back(word);
  }
  return list;
}

}  // namespace waypost::expression
