// Events of quiet promises as messages.
#include "lib/engine/customer_data.h"
#include "lib/engine/event_codec.h"
#include "lib/engine/quiet_news.h"

namespace waypost::engine {
namespace {

void FillText(std::string_view text, std::string* out) { out->assign(text.data(), text.size()); }

void FillReview(const Event& event, v1::ReviewChanged& to) {
  const QuietNews& news = *event.quiet;
  FillText(news.name, to.mutable_sample());
  FillText(news.reviewer, to.mutable_reviewer());
  to.set_state(static_cast<v1::ReviewChanged::State>(event.code));
  to.set_due_ms(event.due_ms);
  FillText(news.handler, to.mutable_agent_id());
  to.clear_scores();
  for (const ScoreInput& score : news.scores) {
    FillText(score.name, to.add_scores()->mutable_name());
    to.mutable_scores()->rbegin()->set_level(score.level);
  }
  to.set_mean(news.mean);
}

void FillEntitlement(const QuietNews& news, v1::EntitlementUsed& to) {
  FillText(news.name, to.mutable_entitlement());
  FillText(news.customer, to.mutable_customer());
  to.set_left(static_cast<int32_t>(news.amount));
  to.set_until_ms(news.end_ms);
}

void FillCustomerErased(const QuietNews& news, v1::CustomerErased& to) {
  FillText(news.customer, to.mutable_customer());
  to.set_tickets(news.erased.tickets);
  to.set_compensations(news.erased.compensations);
  to.set_reviews(news.erased.reviews);
  to.set_entitlements(news.erased.entitlements);
}

}  // namespace

void EventCodec::FillQuietEvent(const Event& event, v1::Event& out) const {
  const QuietNews& news = *event.quiet;
  switch (event.kind) {
    case EventKind::kTicketErased:
      out.mutable_ticket_erased()->set_why(static_cast<v1::TicketErased::Why>(event.code));
      out.mutable_ticket_erased()->set_was_open(event.flag);
      return;
    case EventKind::kCustomerErased:
      return FillCustomerErased(news, *out.mutable_customer_erased());
    case EventKind::kCustomerExported:
      return FillCustomerData(core_, news.customer, *out.mutable_customer_exported());
    case EventKind::kReviewChanged:
      return FillReview(event, *out.mutable_review_changed());
    case EventKind::kEntitlementUsed:
      return FillEntitlement(news, *out.mutable_entitlement_used());
    case EventKind::kCallbackChanged: {
      v1::CallbackChanged& to = *out.mutable_callback_changed();
      to.set_state(static_cast<v1::CallbackChanged::State>(event.code));
      to.set_begin_ms(news.begin_ms);
      to.set_end_ms(news.end_ms);
      return;
    }
    default:
      break;
  }
  v1::CompensationChanged& to = *out.mutable_compensation_changed();
  FillText(news.name, to.mutable_compensation());
  to.set_state(static_cast<v1::CompensationChanged::State>(event.code));
  to.set_amount(news.amount);
  to.set_kind(static_cast<v1::Compensation::Kind>(news.gift));
  FillText(news.customer, to.mutable_customer());
  to.set_expires_ms(event.due_ms);
  Put(event.escalation, to.mutable_escalation());
  to.set_step(event.stage);
}

}  // namespace waypost::engine
