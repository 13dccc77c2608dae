#include "lib/scenario/verb.h"

namespace waypost::scenario {
namespace {

using S = ArgumentStyle;
using K = ArgumentKind;

// clang-format off
constexpr Argument kOpen[] = {
    {S::kWord, "TICKET", "open_ticket.ticket_id"},
    {S::kKey, "text", "open_ticket.text"},
    {S::kKey, "channel", "open_ticket.channel"},
    {S::kKey, "product", "open_ticket.product"},
    {S::kKey, "region", "open_ticket.region"},
    {S::kKey, "platform", "open_ticket.platform"},
    {S::kKey, "tier", "open_ticket.tier"},
    {S::kKey, "customer_type", "open_ticket.customer_type"},
    {S::kKey, "language", "open_ticket.language"},
    {S::kKey, "locale", "open_ticket.locale"},
    {S::kKey, "contacts", "open_ticket.contacts", K::kNumber},
    {S::kKey, "requester", "open_ticket.requester_id"},
    {S::kKey, "account_holder", "open_ticket.account_holder_id"},
    {S::kKey, "category", "open_ticket.category"},
    {S::kKey, "sub", "open_ticket.subcategory"},
    {S::kKey, "priority", "open_ticket.priority"},
    {S::kKey, "emotion", "open_ticket.evidence.emotion", K::kNumber},
    {S::kKey, "complexity", "open_ticket.evidence.complexity", K::kEnum},
    {S::kKey, "opened_by_agent", "open_ticket.opened_by_agent", K::kFlag},
    {S::kKey, "tags", "open_ticket.tags", K::kTexts},
    {S::kKey, "outbound", "open_ticket.outbound", K::kFlag},
    {S::kKey, "modalities", "open_ticket.modalities", K::kTexts},
    {S::kKey, "exclude", "open_ticket.excluded_agents", K::kTexts},
    {S::kKey, "previous_owner", "open_ticket.previous_owner"},
    {S::kKey, "previous_queue", "open_ticket.previous_queue"},
    {S::kKey, "fact", "open_ticket.facts", K::kFact}};
constexpr Argument kAdopt[] = {
    {S::kWord, "TICKET", "adopt_ticket.ticket.ticket_id"},
    {S::kRequiredKey, "opened", "adopt_ticket.opened_ms", K::kTime},
    {S::kKey, "history", "adopt_ticket.history", K::kStates},
    {S::kKey, "first_reply", "adopt_ticket.first_reply_ms", K::kTime},
    {S::kKey, "agent", "adopt_ticket.agent_id"},
    {S::kKey, "text", "adopt_ticket.ticket.text"},
    {S::kKey, "channel", "adopt_ticket.ticket.channel"},
    {S::kKey, "product", "adopt_ticket.ticket.product"},
    {S::kKey, "region", "adopt_ticket.ticket.region"},
    {S::kKey, "platform", "adopt_ticket.ticket.platform"},
    {S::kKey, "tier", "adopt_ticket.ticket.tier"},
    {S::kKey, "customer_type", "adopt_ticket.ticket.customer_type"},
    {S::kKey, "language", "adopt_ticket.ticket.language"},
    {S::kKey, "locale", "adopt_ticket.ticket.locale"},
    {S::kKey, "contacts", "adopt_ticket.ticket.contacts", K::kNumber},
    {S::kKey, "requester", "adopt_ticket.ticket.requester_id"},
    {S::kKey, "account_holder", "adopt_ticket.ticket.account_holder_id"},
    {S::kKey, "category", "adopt_ticket.ticket.category"},
    {S::kKey, "sub", "adopt_ticket.ticket.subcategory"},
    {S::kKey, "priority", "adopt_ticket.ticket.priority"},
    {S::kKey, "emotion", "adopt_ticket.ticket.evidence.emotion", K::kNumber},
    {S::kKey, "complexity", "adopt_ticket.ticket.evidence.complexity", K::kEnum},
    {S::kKey, "opened_by_agent", "adopt_ticket.ticket.opened_by_agent", K::kFlag},
    {S::kKey, "tags", "adopt_ticket.ticket.tags", K::kTexts},
    {S::kKey, "outbound", "adopt_ticket.ticket.outbound", K::kFlag},
    {S::kKey, "modalities", "adopt_ticket.ticket.modalities", K::kTexts},
    {S::kKey, "exclude", "adopt_ticket.ticket.excluded_agents", K::kTexts},
    {S::kKey, "previous_owner", "adopt_ticket.ticket.previous_owner"},
    {S::kKey, "previous_queue", "adopt_ticket.ticket.previous_queue"},
    {S::kKey, "fact", "adopt_ticket.ticket.facts", K::kFact}};
constexpr Argument kSplit[] = {
    {S::kWord, "TICKET", "split.ticket_id"},
    {S::kSpaced, "into", "split.part.ticket_id"},
    {S::kKey, "since_opening", "split.since_opening", K::kFlag},
    {S::kKey, "text", "split.part.text"},
    {S::kKey, "channel", "split.part.channel"},
    {S::kKey, "product", "split.part.product"},
    {S::kKey, "region", "split.part.region"},
    {S::kKey, "platform", "split.part.platform"},
    {S::kKey, "tier", "split.part.tier"},
    {S::kKey, "customer_type", "split.part.customer_type"},
    {S::kKey, "language", "split.part.language"},
    {S::kKey, "locale", "split.part.locale"},
    {S::kKey, "contacts", "split.part.contacts", K::kNumber},
    {S::kKey, "requester", "split.part.requester_id"},
    {S::kKey, "account_holder", "split.part.account_holder_id"},
    {S::kKey, "category", "split.part.category"},
    {S::kKey, "sub", "split.part.subcategory"},
    {S::kKey, "priority", "split.part.priority"},
    {S::kKey, "emotion", "split.part.evidence.emotion", K::kNumber},
    {S::kKey, "complexity", "split.part.evidence.complexity", K::kEnum},
    {S::kKey, "opened_by_agent", "split.part.opened_by_agent", K::kFlag},
    {S::kKey, "tags", "split.part.tags", K::kTexts},
    {S::kKey, "outbound", "split.part.outbound", K::kFlag},
    {S::kKey, "modalities", "split.part.modalities", K::kTexts},
    {S::kKey, "exclude", "split.part.excluded_agents", K::kTexts},
    {S::kKey, "previous_owner", "split.part.previous_owner"},
    {S::kKey, "previous_queue", "split.part.previous_queue"},
    {S::kKey, "fact", "split.part.facts", K::kFact}};

constexpr Argument kMessage[] = {
    {S::kWord, "TICKET", "add_message.ticket_id"},
    {S::kOptionalWord, "TEXT", "add_message.text"},
    {S::kKey, "locale", "add_message.locale"},
    {S::kKey, "contacts", "add_message.contacts", K::kNumber}};
constexpr Argument kAgentMessage[] = {
    {S::kWord, "TICKET", "add_message.ticket_id"},
    {S::kWord, "AGENT", "add_message.agent_id"},
    {S::kOptionalWord, "TEXT", "add_message.text"}};
constexpr Fixed kByCustomer[] = {{"add_message.author", "customer"}};
constexpr Fixed kCustomersNote[] = {{"add_message.author", "customer"}, {"add_message.note", "yes"}};
constexpr Fixed kByAgent[] = {{"add_message.author", "agent"}};
constexpr Fixed kAgentsNote[] = {{"add_message.author", "agent"}, {"add_message.note", "yes"}};
constexpr Fixed kBySystem[] = {{"add_message.author", "system"}};

constexpr Argument kSetStatus[] = {{S::kWord, "TICKET", "set_status.ticket_id"}};
constexpr Fixed kToWaitingCustomer[] = {{"set_status.status", "waiting_customer"}};
constexpr Fixed kToOnHold[] = {{"set_status.status", "on_hold"}};
constexpr Fixed kToWaitingInternal[] = {{"set_status.status", "waiting_internal"}};
constexpr Fixed kToAssigned[] = {{"set_status.status", "assigned"}};
constexpr Fixed kToSolved[] = {{"set_status.status", "solved"}};

constexpr Argument kConfirm[] = {{S::kWord, "TICKET", "confirm_solution.ticket_id"}};
constexpr Argument kReject[] = {{S::kWord, "TICKET", "reject_solution.ticket_id"}};
constexpr Argument kClose[] = {{S::kWord, "TICKET", "close_ticket.ticket_id"}};
constexpr Argument kAbandon[] = {{S::kWord, "TICKET", "abandon.ticket_id"}};
constexpr Argument kMerge[] = {
    {S::kWord, "TICKET", "merge.source_id"},
    {S::kSpaced, "into", "merge.target_id"}};

constexpr Argument kAccept[] = {
    {S::kWord, "TICKET", "accept_offer.ticket_id"},
    {S::kWord, "AGENT", "accept_offer.agent_id"}};
constexpr Argument kDecline[] = {
    {S::kWord, "TICKET", "decline_offer.ticket_id"},
    {S::kWord, "AGENT", "decline_offer.agent_id"},
    {S::kKey, "reason", "decline_offer.reason"}};
constexpr Argument kAssign[] = {
    {S::kWord, "TICKET", "assign.ticket_id"},
    {S::kWord, "AGENT", "assign.agent_id"},
    {S::kKey, "force", "assign.force", K::kFlag}};
constexpr Argument kTransfer[] = {
    {S::kWord, "TICKET", "transfer.ticket_id"},
    {S::kKey, "queue", "transfer.queue"},
    {S::kKey, "agent", "transfer.agent_id"},
    {S::kKey, "restart", "transfer.restart_ladder", K::kFlag}};

constexpr Argument kReroute[] = {{S::kWord, "TICKET", "reroute.ticket_id"}};
constexpr Argument kFacts[] = {
    {S::kWord, "TICKET", "set_facts.ticket_id"},
    {S::kKey, "NAME", "set_facts.facts", K::kFacts}};
constexpr Argument kClassify[] = {
    {S::kWord, "TICKET", "confirm_classification.ticket_id"},
    {S::kKey, "category", "confirm_classification.category"},
    {S::kKey, "sub", "confirm_classification.subcategory"},
    {S::kKey, "priority", "confirm_classification.priority"},
    {S::kKey, "complexity", "confirm_classification.complexity", K::kEnum},
    {S::kKey, "agent", "confirm_classification.agent_id"}};
constexpr Argument kMilestone[] = {
    {S::kWord, "TICKET", "reach_milestone.ticket_id"},
    {S::kWord, "MILESTONE", "reach_milestone.milestone"}};
constexpr Argument kPropose[] = {{S::kWord, "TICKET", "propose_solution.ticket_id"}};
constexpr Argument kRecompute[] = {{S::kWord, "TICKET", "recompute_clocks.ticket_id"}};
constexpr Argument kLinkTask[] = {
    {S::kWord, "TICKET", "link_task.ticket_id"},
    {S::kWord, "TASK", "link_task.task_id"},
    {S::kRequiredKey, "queue", "link_task.queue"}};
constexpr Argument kCompleteTask[] = {{S::kWord, "TASK", "complete_task.task_id"}};
constexpr Argument kEscalate[] = {
    {S::kWord, "TICKET", "request_escalation.ticket_id"},
    {S::kWord, "CHAIN", "request_escalation.escalation"}};
constexpr Argument kAcknowledge[] = {
    {S::kWord, "TICKET", "acknowledge.ticket_id"},
    {S::kOptionalWord, "CHAIN", "acknowledge.escalation"},
    {S::kKey, "by", "acknowledge.by"}};

constexpr Argument kSnooze[] = {
    {S::kWord, "TICKET", "snooze.ticket_id"},
    {S::kOptionalWord, "CHAIN", "snooze.escalation"},
    {S::kRequiredKey, "for", "snooze.for_ms", K::kDuration}};
constexpr Argument kRate[] = {
    {S::kWord, "TICKET", "rate_ticket.ticket_id"},
    {S::kWord, "CSAT", "rate_ticket.csat", K::kNumber},
    {S::kKey, "nps", "rate_ticket.nps", K::kNumber},
    {S::kKey, "text", "rate_ticket.text"},
    {S::kKey, "emotion", "rate_ticket.comment.emotion", K::kNumber}};
constexpr Argument kEvidence[] = {
    {S::kWord, "TICKET", "evidence_received.ticket_id"},
    {S::kWord, "EVIDENCE", "evidence_received.evidence"}};
constexpr Argument kVerify[] = {
    {S::kWord, "TICKET", "verification_result.ticket_id"},
    {S::kWord, "CHECK", "verification_result.check"},
    {S::kKey, "passed", "verification_result.passed", K::kFlag}};
constexpr Argument kDecide[] = {
    {S::kWord, "TICKET", "record_decision.ticket_id"},
    {S::kWord, "MEMBER", "record_decision.member"},
    {S::kWord, "DECISION", "record_decision.decision"},
    {S::kKey, "chain", "record_decision.escalation"}};
constexpr Argument kAppeal[] = {{S::kWord, "TICKET", "appeal.ticket_id"}};
constexpr Argument kAnswer[] = {
    {S::kWord, "TICKET", "answer_compensation.ticket_id"},
    {S::kWord, "COMPENSATION", "answer_compensation.compensation"},
    {S::kKey, "accepted", "answer_compensation.accepted", K::kFlag}};
constexpr Argument kCompensate[] = {
    {S::kWord, "TICKET", "report_compensation.ticket_id"},
    {S::kWord, "COMPENSATION", "report_compensation.compensation"},
    {S::kKey, "delivered", "report_compensation.delivered", K::kFlag}};
constexpr Argument kReview[] = {
    {S::kWord, "TICKET", "record_review.ticket_id"},
    {S::kWord, "SAMPLE", "record_review.sample"},
    {S::kWord, "REVIEWER", "record_review.reviewer"},
    {S::kRequiredKey, "scores", "record_review.scores", K::kLevels}};
constexpr Argument kCallback[] = {
    {S::kWord, "TICKET", "schedule_callback.ticket_id"},
    {S::kKey, "for", "schedule_callback.at_ms", K::kTime}};
constexpr Argument kUse[] = {
    {S::kWord, "TICKET", "use_entitlement.ticket_id"},
    {S::kWord, "ENTITLEMENT", "use_entitlement.entitlement"}};
constexpr Argument kErase[] = {
    {S::kWord, "CUSTOMER", "erase_customer.customer_id"},
    {S::kKey, "ticket", "erase_customer.ticket_id"}};
constexpr Argument kExport[] = {
    {S::kWord, "CUSTOMER", "export_customer.customer_id"},
    {S::kKey, "ticket", "export_customer.ticket_id"}};
constexpr Argument kUndelivered[] = {
    {S::kWord, "TICKET", "report_delivery.ticket_id"},
    {S::kWord, "TARGET", "report_delivery.target"},
    {S::kWord, "CHAIN", "report_delivery.escalation"},
    {S::kRequiredKey, "step", "report_delivery.step", K::kNumber},
    {S::kKey, "channel", "report_delivery.channel"},
    {S::kKey, "rotation", "report_delivery.rotation"}};

constexpr Argument kOpenIncident[] = {
    {S::kWord, "STREAM", "open_incident.stream"},
    {S::kKey, "values", "open_incident.values", K::kTexts},
    {S::kKey, "as", "open_incident.incident_id"}};
constexpr Argument kCloseIncident[] = {{S::kWord, "INCIDENT", "close_incident.incident_id"}};
constexpr Argument kIncidentClock[] = {
    {S::kWord, "INCIDENT", "reach_milestone.incident_id"},
    {S::kWord, "CLOCK", "reach_milestone.milestone"}};
constexpr Argument kAcknowledgeIncident[] = {
    {S::kWord, "INCIDENT", "acknowledge.incident_id"},
    {S::kOptionalWord, "CHAIN", "acknowledge.escalation"}};
constexpr Argument kAcknowledgeAlarm[] = {
    {S::kWord, "ALARM", "acknowledge.alarm"},
    {S::kOptionalWord, "CHAIN", "acknowledge.escalation"}};
constexpr Argument kGauge[] = {
    {S::kWord, "GAUGE", "report_gauge.gauge"},
    {S::kWord, "VALUE", "report_gauge.value", K::kNumber}};
constexpr Argument kOccurrence[] = {
    {S::kWord, "OCCURRENCE", "report_occurrence.occurrence"},
    {S::kKey, "count", "report_occurrence.count", K::kNumber}};

constexpr Argument kAgent[] = {
    {S::kWord, "AGENT", "set_agent.agent.id"},
    {S::kKey, "skills", "set_agent.agent.skills", K::kLevels},
    {S::kKey, "speaks", "set_agent.agent.languages", K::kLevels},
    {S::kKey, "queues", "set_agent.agent.queues", K::kTexts},
    {S::kKey, "capacity", "set_agent.agent.capacity", K::kNumber},
    {S::kKey, "team", "set_agent.agent.team"},
    {S::kKey, "kind", "set_agent.agent.kind", K::kEnum},
    {S::kKey, "presence", "set_agent.agent.presence", K::kEnum},
    {S::kKey, "channels", "set_agent.agent.channels", K::kLimits},
    {S::kKey, "units", "set_agent.agent.channels", K::kLimits},
    {S::kKey, "exclusive", "set_agent.agent.channels", K::kLimits},
    {S::kKey, "wrap_up", "set_agent.agent.channels", K::kLimits},
    {S::kKey, "expires", "set_agent.agent.skills", K::kExpiries},
    {S::kKey, "shift", "set_agent.agent.shift_calendar"},
    {S::kKey, "modalities", "set_agent.agent.modalities", K::kTexts},
    {S::kKey, "roles", "set_agent.agent.roles", K::kTexts},
    {S::kKey, "attributes", "set_agent.agent.attributes", K::kPairs},
    {S::kKey, "only_pulls", "set_agent.agent.only_pulls", K::kFlag},
    {S::kKey, "may_pick", "set_agent.agent.may_pick", K::kFlag},
    {S::kKey, "ring", "set_agent.agent.ring", K::kNumber},
    {S::kKey, "weight", "set_agent.agent.weight", K::kNumber}};
constexpr Argument kPull[] = {
    {S::kWord, "AGENT", "pull.agent_id"},
    {S::kOptionalWord, "TICKET", "pull.ticket_id"}};
constexpr Argument kFinish[] = {
    {S::kWord, "AGENT", "finish.agent_id"},
    {S::kOptionalWord, "TICKET", "finish.ticket_id"}};
constexpr Argument kOptQueue[] = {
    {S::kWord, "AGENT", "opt_queue.agent_id"},
    {S::kWord, "QUEUE", "opt_queue.queue"}};
constexpr Fixed kOut[] = {{"opt_queue.out", "yes"}};
constexpr Argument kChannel[] = {{S::kWord, "CHANNEL", "set_channel.channel"}};
constexpr Fixed kUp[] = {{"set_channel.up", "yes"}};
constexpr Argument kMode[] = {
    {S::kWord, "OVERLAY", "set_mode.overlay"},
    {S::kKey, "until", "set_mode.until_ms", K::kTime}};
constexpr Fixed kModeOn[] = {{"set_mode.on", "yes"}};
constexpr Argument kComplain[] = {
    {S::kWord, "TICKET", "file_complaint_about.ticket_id"},
    {S::kWord, "AGENT", "file_complaint_about.agent_id"}};
constexpr Argument kPresence[] = {
    {S::kWord, "AGENT", "set_presence.agent_id"},
    {S::kWord, "PRESENCE", "set_presence.presence", K::kEnum}};
constexpr Argument kRemove[] = {{S::kWord, "AGENT", "remove_agent.agent_id"}};

constexpr Argument kReplacePolicy[] = {
    {S::kWord, "FILE...", "", K::kFiles},
    {S::kKey, "KIND:OLD", "replace_policy.renamings", K::kRenamings}};
constexpr Argument kCommand[] = {{S::kWord, "TEXTPROTO", "", K::kMessage}};

constexpr Verb kVerbs[] = {
    {"open", "open_ticket", kOpen, {}, "Opens a ticket.",
     "open T1 channel=app tier=vip text=\"my account was hacked\" fact.amount=500"},
    {"adopt", "adopt_ticket", kAdopt, {}, "Takes over a ticket with its history from another system.",
     "adopt T1 opened=08:00 history=assigned@08:10,on_hold@08:30 first_reply=08:20 agent=lin"},
    {"message", "add_message", kMessage, kByCustomer, "The customer writes.", "message T1 \"any news?\""},
    {"reply", "add_message", kAgentMessage, kByAgent, "An agent writes to the customer.", "reply T1 lin"},
    {"note", "add_message", kAgentMessage, kAgentsNote, "An agent writes an internal note.",
     "note T1 lin"},
    {"customer_note", "add_message", kMessage, kCustomersNote,
     "The customer writes where agents write notes.", "customer_note T1"},
    {"system", "add_message", kMessage, kBySystem, "A system writes; no clock changes.", "system T1"},

    {"ask", "set_status", kSetStatus, kToWaitingCustomer, "The ticket waits for the customer.", "ask T1"},
    {"hold", "set_status", kSetStatus, kToOnHold, "The ticket waits for a third party or a date.",
     "hold T1"},
    {"wait_internal", "set_status", kSetStatus, kToWaitingInternal,
     "The ticket waits for another department.", "wait_internal T1"},
    {"resume", "set_status", kSetStatus, kToAssigned, "Work on the ticket goes on.", "resume T1"},
    {"solve", "set_status", kSetStatus, kToSolved, "The ticket is solved; the customer is asked.",
     "solve T1"},
    {"confirm", "confirm_solution", kConfirm, {}, "The customer says that it is solved.", "confirm T1"},
    {"reject", "reject_solution", kReject, {}, "The customer says that it is not solved.", "reject T1"},
    {"close", "close_ticket", kClose, {}, "Closes the ticket.", "close T1"},
    {"abandon", "abandon", kAbandon, {}, "The customer left before being served.", "abandon T1"},
    {"merge", "merge", kMerge, {}, "The first ticket goes into the second.", "merge T1 into T2"},
    {"split", "split", kSplit, {},
     "A part of the first ticket becomes the second, which has from the first what it does not say itself.",
     "split T1 into T2 category=refund"},

    {"accept", "accept_offer", kAccept, {}, "An agent takes an offered ticket.", "accept T1 lin"},
    {"decline", "decline_offer", kDecline, {}, "An agent does not take an offered ticket.",
     "decline T1 lin reason=lunch"},
    {"assign", "assign", kAssign, {}, "Gives the ticket to an agent without asking.",
     "assign T1 lin force"},
    {"transfer", "transfer", kTransfer, {}, "Sends the ticket to a queue or to an agent.",
     "transfer T1 queue=billing", VerbAction::kApply, true},
    {"reroute", "reroute", kReroute, {}, "Chooses the ticket's route anew.", "reroute T1"},

    {"facts", "set_facts", kFacts, {}, "Changes facts; `!NAME` takes one away.",
     "facts T1 tier=vip amount=500 !region"},
    {"classify", "confirm_classification", kClassify, {}, "A person decides category and priority.",
     "classify T1 category=refund priority=P1 agent=lin"},
    {"milestone", "reach_milestone", kMilestone, {}, "A milestone has been reached.",
     "milestone T1 frozen"},
    {"propose", "propose_solution", kPropose, {}, "A solution is on the table.", "propose T1"},
    {"recompute", "recompute_clocks", kRecompute, {}, "Puts the ticket's clocks under the current policy.",
     "recompute T1"},
    {"link_task", "link_task", kLinkTask, {}, "Opens a task for another department.",
     "link_task T1 D1 queue=development"},
    {"complete_task", "complete_task", kCompleteTask, {}, "A task is done.", "complete_task D1"},
    {"escalate", "request_escalation", kEscalate, {}, "Starts a chain that can be asked for.",
     "escalate T1 manager"},
    {"acknowledge", "acknowledge", kAcknowledge, {}, "Somebody has taken notice: chains end.",
     "acknowledge T1 by=ana"},
    {"snooze", "snooze", kSnooze, {}, "What is left of the ticket's chains comes later.",
     "snooze T1 for=2h"},
    {"undelivered", "report_delivery", kUndelivered, {},
     "A notification has not arrived: its next channel or fallback is tried.",
     "undelivered T1 customer late step=1 channel=push"},
    {"evidence", "evidence_received", kEvidence, {}, "A document or proof has come in.",
     "evidence T1 id-card"},
    {"verify", "verification_result", kVerify, {}, "A check of identity or evidence has a result.",
     "verify T1 identity passed"},
    {"decide", "record_decision", kDecide, {}, "A member of a panel votes.",
     "decide T1 role:supervisor refund"},
    {"appeal", "appeal", kAppeal, {}, "The customer appeals against a panel's decision.", "appeal T1"},
    {"answer", "answer_compensation", kAnswer, {},
     "The customer accepts a compensation that was offered, or declines it.",
     "answer T1 refund accepted"},
    {"compensate", "report_compensation", kCompensate, {},
     "The host has delivered a compensation that was accepted, or could not.",
     "compensate T1 refund delivered"},
    {"review", "record_review", kReview, {}, "A reviewer has judged a ticket that was drawn.",
     "review T1 internal agent:bo scores=tone:80,accuracy:90"},
    {"callback", "schedule_callback", kCallback, {},
     "Books the slot of a call; without `for` the call is called off.", "callback T1 for=15:00"},
    {"use", "use_entitlement", kUse, {}, "The customer has used what they are entitled to.",
     "use T1 person-changes"},
    {"erase", "erase_customer", kErase, {}, "A customer's personal data has to go.",
     "erase ann ticket=T1"},
    {"export", "export_customer", kExport, {}, "A customer asks for what is held of them.",
     "export ann"},
    {"rate", "rate_ticket", kRate, {}, "The customer judges, from 1 to 5.", "rate T1 2 nps=4 text=\"never again\""},

    {"open_incident", "open_incident", kOpenIncident, {}, "A person opens an incident.",
     "open_incident outages values=eu,ios as=I1"},
    {"close_incident", "close_incident", kCloseIncident, {}, "A person closes an incident.",
     "close_incident outages-1"},
    {"incident_clock", "reach_milestone", kIncidentClock, {},
     "What a clock of an incident waits for has happened.", "incident_clock outages-1 cleaned"},
    {"acknowledge_incident", "acknowledge", kAcknowledgeIncident, {},
     "Somebody has taken notice of an incident: its chains end.", "acknowledge_incident outages-1"},
    {"acknowledge_alarm", "acknowledge", kAcknowledgeAlarm, {},
     "Somebody has taken notice of an alarm: its chain ends.", "acknowledge_alarm slow"},
    {"gauge", "report_gauge", kGauge, {}, "The host reports what it measures.", "gauge response_ms 900"},
    {"occurrence", "report_occurrence", kOccurrence, {},
     "The host reports what has happened and is no ticket.", "occurrence abnormal-sign-in count=2"},

    {"agent", "set_agent", kAgent, {}, "Adds an agent, or replaces what is known of one.",
     "agent lin skills=account:80 speaks=zh:100,ja:80 capacity=2"},
    {"presence", "set_presence", kPresence, {}, "An agent comes, goes or pauses.", "presence lin busy"},
    {"remove", "remove_agent", kRemove, {}, "Takes an agent off the roster.", "remove lin"},
    {"pull", "pull", kPull, {}, "An agent asks for the next ticket, or picks one.", "pull lin"},
    {"finish", "finish", kFinish, {}, "An agent has finished the work after a ticket.", "finish lin"},
    {"opt_out", "opt_queue", kOptQueue, kOut, "An agent takes nothing of a queue any more.",
     "opt_out lin billing"},
    {"opt_in", "opt_queue", kOptQueue, {}, "An agent takes tickets of a queue again.",
     "opt_in lin billing"},
    {"channel_down", "set_channel", kChannel, {}, "A channel goes down: its fallback stands in.",
     "channel_down phone"},
    {"channel_up", "set_channel", kChannel, kUp, "A channel is back.", "channel_up phone"},
    {"mode_on", "set_mode", kMode, kModeOn, "An event mode begins.", "mode_on sale until=18:00"},
    {"mode_off", "set_mode", kMode, {}, "An event mode ends.", "mode_off sale"},
    {"complain", "file_complaint_about", kComplain, {},
     "A complaint about an agent, who must not get the ticket any more.", "complain T1 lin"},

    {"replace_policy", "replace_policy", kReplacePolicy, {},
     "Puts another policy in force; `queue:OLD=NEW` names the successor of what is gone, "
     "`chain:OLD=MAP` says what becomes of a chain that runs.",
     "replace_policy next.textproto queue:billing=money", VerbAction::kReplacePolicy},
    {"advance", "", {}, {}, "Lets time pass: everything due up to this instant happens.", "advance",
     VerbAction::kAdvance},
    {"snapshot", "", {}, {}, "Writes the engine down, reads it back and goes on with that.", "snapshot",
     VerbAction::kSnapshot},
    {"command", "", kCommand, {}, "Any command of command.proto.",
     "command 'abandon { ticket_id: \"T1\" }'"},
};
// clang-format on

}  // namespace

absl::Span<const Verb> Verbs() { return kVerbs; }

const Verb* FindVerb(std::string_view name) {
  for (const Verb& verb : kVerbs) {
    if (verb.name == name) return &verb;
  }
  return nullptr;
}

}  // namespace waypost::scenario
