#include "lib/report/classification_change.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lib/base/numbers.h"
#include "lib/base/report_table.h"
#include "lib/base/words.h"
#include "lib/report/category_name.h"

namespace waypost::report {
namespace {

using Entry = FirstClassifications::Entry;

// The keyword that decided, else the kind of evidence, and the line of the policy.
Words RuleText(const v1::Event& event) {
  const v1::TicketClassified& classified = event.ticket_classified();
  Words text = {"no evidence", "没有依据"};
  if (!classified.keyword().empty()) {
    text = absl::StrCat("\"", classified.keyword(), "\"");
  } else if (classified.confidence_milli() > 0) {
    text = {"scores", "得分"};
  }
  if (!event.has_decided_by()) return text;
  return Say({"$0 ($1:$2)", "$0（$1:$2）"}, text, event.decided_by().file(),
             event.decided_by().line());
}

Words Shown(const Words& place) { return place.empty() ? NameOrNone("") : place; }

// Words in the order of their English.
struct InOrder {
  bool operator()(const Words& a, const Words& b) const { return a.english < b.english; }
};

// What became of one category.
struct CategoryChange {
  uint64_t before = 0;
  uint64_t after = 0;
  uint64_t gained = 0;
  uint64_t lost = 0;
};

// From where to where, and by which rules before and after; each is one text in English.
struct Move {
  Words from, to, by, now_by;

  bool operator<(const Move& other) const { return Key() < other.Key(); }

 private:
  std::tuple<const std::string&, const std::string&, const std::string&, const std::string&> Key()
      const {
    return {from.english, to.english, by.english, now_by.english};
  }
};

struct Moved {
  uint64_t tickets = 0;
  std::string example;
};

// Walks the tickets that both runs classified by rules.
class Comparison {
 public:
  Comparison(const FirstClassifications& before, const FirstClassifications& after) {
    for (const auto& [ticket, old] : before.entries()) {
      const auto found = after.entries().find(ticket);
      if (found == after.entries().end() || old.by_person || found->second.by_person) {
        ++not_compared_;
      } else {
        Take(ticket, old, found->second);
      }
    }
  }

  std::string Render(MessageLanguage language, size_t most_moves) const {
    return absl::StrCat(Head().In(language), TableText(Categories(), language),
                        TableText(Moves(most_moves), language), Rest(most_moves).In(language));
  }

 private:
  void Take(const std::string& ticket, const Entry& old, const Entry& now) {
    ++compared_;
    review_before_ += old.needs_review ? 1 : 0;
    review_after_ += now.needs_review ? 1 : 0;
    ++categories_[Shown(old.place)].before;
    ++categories_[Shown(now.place)].after;
    if (old.place.english == now.place.english) {
      priority_only_ += old.priority != now.priority ? 1 : 0;
      return;
    }
    ++moved_;
    ++categories_[Shown(old.place)].lost;
    ++categories_[Shown(now.place)].gained;
    Moved& moved = moves_[{Shown(old.place), Shown(now.place), old.rule, now.rule}];
    if (++moved.tickets == 1) moved.example = ticket;
  }

  Words Head() const {
    Words text = Say(
        {"Classification: what the other policy changes\n\n  $0 {ticket|tickets} compared; another "
         "category: $1 ($2); only another priority: $3\n  decided without review: $4 before, $5 "
         "after\n",
         "分类：另一份策略带来的变化\n\n  比较了 $0 张工单；类别不同：$1（$2）；仅优先级不同：$3\n"
         "  无需复核即决定：之前 $4，之后 $5\n"},
        CountText(compared_), CountText(moved_), PercentText(moved_, compared_),
        CountText(priority_only_), PercentText(compared_ - review_before_, compared_),
        PercentText(compared_ - review_after_, compared_));
    if (not_compared_ > 0) {
      text += Say({"  not compared, because a person or nobody classified them: $0\n",
                   "  未比较，因为由人分类或无人分类：$0\n"},
                  CountText(not_compared_));
    }
    return text;
  }

  ReportTable Categories() const {
    ReportTable table = {{},
                         {},
                         {{"category", "类别"},
                          {"before", "之前"},
                          {"after", "之后"},
                          {"gained", "增加"},
                          {"lost", "减少"}},
                         {}};
    for (const auto& [category, change] : categories_) {
      table.rows.push_back({category, CountText(change.before), CountText(change.after),
                            CountText(change.gained), CountText(change.lost)});
    }
    return table;
  }

  ReportTable Moves(size_t most_moves) const {
    std::vector<std::pair<Move, Moved>> moves(moves_.begin(), moves_.end());
    std::stable_sort(moves.begin(), moves.end(), [](const auto& a, const auto& b) {
      return a.second.tickets > b.second.tickets;
    });
    ReportTable table = {{},
                         {},
                         {{"from -> to", "从 -> 到"},
                          {"tickets", "工单"},
                          {"before by", "之前依据"},
                          {"now by", "现在依据"},
                          {"for example", "例如"}},
                         {}};
    for (size_t i = 0; i < std::min(moves.size(), most_moves); ++i) {
      const Move& move = moves[i].first;
      table.rows.push_back({Say({"$0 -> $1", "$0 -> $1"}, move.from, move.to),
                            CountText(moves[i].second.tickets), move.by, move.now_by,
                            moves[i].second.example});
    }
    return table;
  }

  Words Rest(size_t most_moves) const {
    if (moves_.size() <= most_moves) return {};
    return Say({"  and $0 other {move|moves}\n", "  以及另外 $0 种变动\n"},
               CountText(moves_.size() - most_moves));
  }

  uint64_t compared_ = 0;
  uint64_t not_compared_ = 0;
  uint64_t moved_ = 0;
  uint64_t priority_only_ = 0;
  uint64_t review_before_ = 0;
  uint64_t review_after_ = 0;
  std::map<Words, CategoryChange, InOrder> categories_;
  std::map<Move, Moved> moves_;
};

}  // namespace

void FirstClassifications::operator()(const v1::Event& event) {
  if (event.has_ticket_not_served()) {
    const Words name = Say({"not served: $0", "不受理：$0"}, event.ticket_not_served().rule());
    entries_.try_emplace(event.ticket_id(), Entry{name, name, "", false, false});
    return;
  }
  if (!event.has_ticket_classified()) return;
  const v1::TicketClassified& classified = event.ticket_classified();
  entries_.try_emplace(event.ticket_id(),
                       Entry{CategoryName(classified), RuleText(event), classified.priority(),
                             classified.by_person(), classified.needs_review()});
}

std::string RenderClassificationChange(const FirstClassifications& before,
                                       const FirstClassifications& after, MessageLanguage language,
                                       size_t most_moves) {
  return Comparison(before, after).Render(language, most_moves);
}

}  // namespace waypost::report
