#include "lib/report/classification_change.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lib/base/numbers.h"
#include "lib/base/text_table.h"
#include "lib/report/category_name.h"

namespace waypost::report {
namespace {

using Entry = FirstClassifications::Entry;

// The keyword that decided, else the kind of evidence, and the line of the policy.
std::string RuleText(const v1::Event& event) {
  const v1::TicketClassified& classified = event.ticket_classified();
  std::string text = "no evidence";
  if (!classified.keyword().empty()) {
    text = absl::StrCat("\"", classified.keyword(), "\"");
  } else if (classified.confidence_milli() > 0) {
    text = "scores";
  }
  if (!event.has_decided_by()) return text;
  return absl::StrCat(text, " (", event.decided_by().file(), ":", event.decided_by().line(), ")");
}

std::string Shown(const std::string& place) { return place.empty() ? "(none)" : place; }

// What became of one category.
struct CategoryChange {
  uint64_t before = 0;
  uint64_t after = 0;
  uint64_t gained = 0;
  uint64_t lost = 0;
};

// From where to where, and by which rules before and after.
using Move = std::tuple<std::string, std::string, std::string, std::string>;

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

  std::string Render(size_t most_moves) const {
    std::string text =
        absl::StrCat("Classification: what the other policy changes\n\n  ", CountText(compared_),
                     " tickets compared; another category: ", CountText(moved_), " (",
                     PercentText(moved_, compared_),
                     "); only another priority: ", CountText(priority_only_), "\n");
    absl::StrAppend(
        &text, "  decided without review: ", PercentText(compared_ - review_before_, compared_),
        " before, ", PercentText(compared_ - review_after_, compared_), " after\n");
    if (not_compared_ > 0) {
      absl::StrAppend(&text, "  not compared, because a person or nobody classified them: ",
                      CountText(not_compared_), "\n");
    }
    RenderCategories(text);
    RenderMoves(most_moves, text);
    return text;
  }

 private:
  void Take(const std::string& ticket, const Entry& old, const Entry& now) {
    ++compared_;
    review_before_ += old.needs_review ? 1 : 0;
    review_after_ += now.needs_review ? 1 : 0;
    ++categories_[Shown(old.place)].before;
    ++categories_[Shown(now.place)].after;
    if (old.place == now.place) {
      priority_only_ += old.priority != now.priority ? 1 : 0;
      return;
    }
    ++moved_;
    ++categories_[Shown(old.place)].lost;
    ++categories_[Shown(now.place)].gained;
    Moved& moved = moves_[{Shown(old.place), Shown(now.place), old.rule, now.rule}];
    if (++moved.tickets == 1) moved.example = ticket;
  }

  void RenderCategories(std::string& text) const {
    TextTable table({"category", "before", "after", "gained", "lost"});
    for (const auto& [category, change] : categories_) {
      table.Add({category, CountText(change.before), CountText(change.after),
                 CountText(change.gained), CountText(change.lost)});
    }
    if (!table.empty()) absl::StrAppend(&text, "\n", table.Render());
  }

  void RenderMoves(size_t most_moves, std::string& text) const {
    std::vector<std::pair<Move, Moved>> moves(moves_.begin(), moves_.end());
    std::stable_sort(moves.begin(), moves.end(), [](const auto& a, const auto& b) {
      return a.second.tickets > b.second.tickets;
    });
    TextTable table({"from -> to", "tickets", "before by", "now by", "for example"});
    for (size_t i = 0; i < std::min(moves.size(), most_moves); ++i) {
      const auto& [from, to, by, now_by] = moves[i].first;
      table.Add({absl::StrCat(from, " -> ", to), CountText(moves[i].second.tickets), by, now_by,
                 moves[i].second.example});
    }
    if (!table.empty()) absl::StrAppend(&text, "\n", table.Render());
    if (moves.size() > most_moves) {
      absl::StrAppend(&text, "  and ", CountText(moves.size() - most_moves), " other moves\n");
    }
  }

  uint64_t compared_ = 0;
  uint64_t not_compared_ = 0;
  uint64_t moved_ = 0;
  uint64_t priority_only_ = 0;
  uint64_t review_before_ = 0;
  uint64_t review_after_ = 0;
  std::map<std::string, CategoryChange> categories_;
  std::map<Move, Moved> moves_;
};

}  // namespace

void FirstClassifications::operator()(const v1::Event& event) {
  if (event.has_ticket_not_served()) {
    const std::string name = absl::StrCat("not served: ", event.ticket_not_served().rule());
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
                                       const FirstClassifications& after, size_t most_moves) {
  return Comparison(before, after).Render(most_moves);
}

}  // namespace waypost::report
