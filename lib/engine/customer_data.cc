#include "lib/engine/customer_data.h"

#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "lib/engine/queries.h"
#include "lib/engine/quiet_desk.h"

namespace waypost::engine {
namespace {

void FillHeldTicket(const Core& core, const Ticket& ticket, v1::HeldTicket& out) {
  absl::StatusOr<v1::TicketView> view = GetTicket(core, ticket.id.view());
  if (!view.ok()) return;
  out.set_ticket_id(view->ticket_id());
  out.set_state(view->state());
  out.set_opened_ms(view->opened_ms());
  out.set_category(view->category());
  out.set_subcategory(view->subcategory());
  out.set_priority(view->priority());
  out.set_language(view->language());
  out.set_emotion(view->emotion());
  out.set_complexity(view->complexity());
  out.set_account_holder_id(view->account_holder_id());
  *out.mutable_facts() = std::move(*view->mutable_facts());
  *out.mutable_modalities() = std::move(*view->mutable_modalities());
  for (const v1::TaskView& task : view->tasks()) out.add_task_ids(task.task_id());
  out.set_callback_ms(core.quiet_desk().callbacks().BeginOf(view->ticket_id()));
}

void FillPromises(const QuietDesk& desk, std::string_view customer, v1::CustomerExported& out) {
  desk.compensations().ForEachOf(
      customer,
      [&](const std::string& ticket, const std::string& compensation, const Compensated& offer) {
        v1::HeldCompensation& held = *out.add_compensations();
        held.set_ticket_id(ticket);
        held.set_compensation(compensation);
        held.set_state(static_cast<v1::CompensationChanged::State>(offer.state));
        held.set_amount(offer.amount);
        held.set_kind(static_cast<v1::Compensation::Kind>(offer.gift));
      });
  desk.reviews().ForEachOf(
      customer, [&](const std::string& ticket, const std::string& sample, bool awaits_draw) {
        v1::HeldReview& held = *out.add_reviews();
        held.set_ticket_id(ticket);
        held.set_sample(sample);
        held.set_awaits_draw(awaits_draw);
      });
  desk.entitlements().ForEachOf(
      customer, [&](const std::string& entitlement, int32_t uses, int64_t until_ms) {
        v1::HeldEntitlement& held = *out.add_entitlements();
        held.set_entitlement(entitlement);
        held.set_uses(uses);
        held.set_until_ms(until_ms);
      });
}

}  // namespace

void FillCustomerData(const Core& core, std::string_view customer, v1::CustomerExported& out) {
  out.Clear();
  out.set_customer(std::string(customer));
  for (const Slot slot : core.tickets().InOrder()) {
    const Ticket& ticket = core.tickets()[slot];
    if (ticket.requester.view() == customer) FillHeldTicket(core, ticket, *out.add_tickets());
  }
  const QuietDesk& desk = core.quiet_desk();
  for (const std::string& ticket_id : desk.retention().Of(customer)) {
    v1::RetainedTicket& retained = *out.add_retained();
    retained.set_ticket_id(ticket_id);
    retained.set_erase_ms(desk.retention().EraseTimeOf(ticket_id));
  }
  FillPromises(desk, customer, out);
}

}  // namespace waypost::engine
