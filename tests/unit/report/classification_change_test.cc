#include "lib/report/classification_change.h"

#include <string>

#include "gtest/gtest.h"

namespace waypost::report {
namespace {

struct Row {
  std::string ticket, category, subcategory, keyword, priority;
  int confidence = 0;
  int line = 0;
  bool review = false;
  bool by_person = false;
};

void Take(const Row& row, FirstClassifications& into) {
  v1::Event event;
  event.set_ticket_id(row.ticket);
  if (row.line > 0) {
    event.mutable_decided_by()->set_file("desk.textproto");
    event.mutable_decided_by()->set_line(row.line);
  }
  v1::TicketClassified& classified = *event.mutable_ticket_classified();
  classified.set_category(row.category);
  classified.set_subcategory(row.subcategory);
  classified.set_keyword(row.keyword);
  classified.set_priority(row.priority);
  classified.set_confidence_milli(row.confidence);
  classified.set_needs_review(row.review);
  classified.set_by_person(row.by_person);
  into(event);
}

TEST(ClassificationChangeTest, SaysWhatMovedAndByWhichRule) {
  FirstClassifications before, after;
  Take({"T1", "bug", "", "broken", "P2", 900, 10}, before);
  Take({"T1", "crash", "", "闪退", "P1", 950, 14}, after);
  Take({"T2", "bug", "", "broken", "P2", 900, 10}, before);
  Take({"T2", "crash", "", "闪退", "P1", 950, 14}, after);
  Take({"T3", "other", "", "", "P3", 0, 20, true}, before);
  Take({"T3", "refund", "form", "", "P2", 700, 17}, after);
  Take({"T4", "bug", "", "lag", "P2", 900, 10}, before);
  Take({"T4", "bug", "", "lag", "P1", 900, 10}, after);
  Take({"T5", "bug", "", "", "P2", 1000, 0, false, true}, before);
  Take({"T5", "bug", "", "", "P2", 1000, 0, false, true}, after);
  // What a person or a later message says is not the rules' first word.
  Take({"T1", "bug", "", "", "P2", 1000, 0, false, true}, after);
  EXPECT_EQ(RenderClassificationChange(before, after),
            R"(Classification: what the other policy changes

  4 tickets compared; another category: 3 (75.0 %); only another priority: 1
  decided without review: 75.0 % before, 100.0 % after
  not compared, because a person or nobody classified them: 1

  category     before  after  gained  lost
  bug               3      1       0     2
  crash             0      2       2     0
  other             1      0       0     1
  refund/form       0      1       1     0

  from -> to            tickets                        before by                      now by  for example
  bug -> crash                2     "broken" (desk.textproto:10)  "闪退" (desk.textproto:14)           T1
  other -> refund/form        1  no evidence (desk.textproto:20)  scores (desk.textproto:17)           T3
)");
}

TEST(ClassificationChangeTest, TellsHowManyMovesItLeavesOut) {
  FirstClassifications before, after;
  for (int i = 0; i < 5; ++i) {
    const std::string id = std::to_string(i);
    Take({id, "a", "", "k" + id, "P1", 900}, before);
    Take({id, "b", "", "l", "P1", 900}, after);
  }
  const std::string text = RenderClassificationChange(before, after, MessageLanguage::kEnglish, 2);
  EXPECT_NE(text.find("and 3 other moves"), std::string::npos) << text;
  EXPECT_EQ(text.find("\"k2\""), std::string::npos) << text;
}

TEST(ClassificationChangeTest, CountsWhatIsNotServed) {
  FirstClassifications before, after;
  Take({"T1", "bug", "", "pad", "P2", 900}, before);
  v1::Event event;
  event.set_ticket_id("T1");
  event.mutable_ticket_not_served()->set_rule("hardware");
  after(event);
  EXPECT_NE(RenderClassificationChange(before, after).find("bug -> not served: hardware"),
            std::string::npos);
}

}  // namespace
}  // namespace waypost::report
