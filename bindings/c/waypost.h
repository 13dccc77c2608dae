/* Waypost from C, and from whatever calls C: bytes in, bytes out.
 *
 *   wp_engine desk = 0;
 *   wp_bytes answer;
 *   if (wp_open(request, size, &desk, &answer) != WP_OK) ...   // the answer says why
 *   wp_free(&answer);
 *   wp_call(desk, "apply", commands, commands_size, &answer);  // the answer has the events
 *   wp_free(&answer);
 *   wp_close(desk);
 *
 * Requests and answers are serialised messages of package waypost.v1 (proto/waypost/v1); any
 * Protobuf implementation reads and writes them. Bytes that are no such message are an error.
 *
 *   method            request               answer
 *   compile_policy    PolicySource          CompiledPolicy     (engine 0)
 *   train_model       TrainRequest          TrainAnswer        (engine 0)
 *   answer_model      AnswerModelRequest    AnswerModelAnswer  (engine 0)
 *   merge_statistics  MergeStatisticsRequest  StatisticsAnswer (engine 0)
 *   run_scenario      RunScenarioRequest    RunScenarioAnswer  (engine 0)
 *   compare_runs      CompareRequest        CompareAnswer      (engine 0)
 *   apply             ApplyRequest          EventsAnswer
 *   advance           AdvanceRequest        EventsAnswer
 *   replace_policy    ReplacePolicyRequest  EventsAnswer
 *   resolve           Command               Command
 *   get_ticket        GetTicketRequest      TicketView
 *   list_tickets      ListTicketsRequest    TicketPage
 *   explain_clock     ExplainClockRequest   ClockExplanation
 *   explain_routing   GetTicketRequest      RoutingExplanation
 *   explain_escalation  GetTicketRequest    EscalationExplanation
 *   why_not           WhyNotRequest         RoutingVerdict
 *   get_unroutable    empty                 UnroutableList
 *   estimate_wait     WaitQuestion          WaitEstimate
 *   list_modes        empty                 ModeList
 *   get_agent         GetAgentRequest       AgentView
 *   get_queue         GetQueueRequest       QueueStats
 *   get_attainment    empty                 AttainmentList
 *   get_incident      GetIncidentRequest    IncidentView
 *   list_incidents    empty                 IncidentList
 *   get_statistics    empty                 StatisticsAnswer   (OpenRequest.statistics)
 *   get_state         empty                 EngineState
 *   take_snapshot     empty                 Snapshot
 *   classify          ClassifyRequest       ClassifyAnswer
 *   ask_calendar      CalendarRequest       CalendarAnswer
 *   put_articles      PutArticlesRequest    ArticlesAnswer
 *   remove_articles   RemoveArticlesRequest ArticlesAnswer
 *   suggest_articles  SuggestRequest        SuggestAnswer
 *
 * The answer of a call that fails is a CallError; of a method that gives events it is an
 * EventsAnswer all the same, with the error inside, since timers may have fired before.
 *
 * Threads: engines are independent: each may be used by a thread of its own. One engine serves one
 *          call at a time; a call that meets another gets WP_BUSY and does nothing. No call takes a
 *          lock for longer than it takes to find its engine.
 * Memory:  the library does not keep what it is handed, and the caller frees every answer.
 */
#ifndef WAYPOST_BINDINGS_C_WAYPOST_H_
#define WAYPOST_BINDINGS_C_WAYPOST_H_

#include <stddef.h>
#include <stdint.h>

#if defined(_WIN32)
#define WP_API
#else
#define WP_API __attribute__((visibility("default")))
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* Changes when a program built against an older header could no longer run. */
#define WP_ABI_VERSION 1u

/* An engine; 0: none. Not a pointer: a number that was never given out, or that was closed, is an
 * error and no crash. */
typedef uint64_t wp_engine;

/* Bytes that the library allocated. Free them with wp_free, also those of a failed call. */
typedef struct wp_bytes {
  uint8_t* data;
  size_t size;
} wp_bytes;

/* How a call ended; the values of absl::StatusCode. */
typedef int32_t wp_result;
enum {
  WP_OK = 0,
  WP_INVALID_ARGUMENT = 3,    /* malformed: the message says what and where */
  WP_NOT_FOUND = 5,           /* no such method, engine, ticket, agent or calendar */
  WP_RESOURCE_EXHAUSTED = 8,  /* a limit of the policy, memory, an answer over 2 GiB */
  WP_FAILED_PRECONDITION = 9, /* a time before the engine's, a policy that does not compile */
  WP_BUSY = 10,               /* another thread is in this engine */
  WP_OUT_OF_RANGE = 11,       /* a time too far ahead */
  WP_INTERNAL = 13,           /* a bug: please report it */
  WP_UNAVAILABLE = 14         /* more is due than one call fires: advance first */
};

/* The version of the interface that the library was built with. */
WP_API uint32_t wp_abi_version(void);

/* "0.1.0"; never freed. */
WP_API const char* wp_version(void);

/* Opens an engine. `request`: an OpenRequest. Answer: a CompiledPolicy with the policy's warnings
 * (of a snapshot: with its fingerprint), or a CallError; `engine` is 0 then. */
WP_API wp_result wp_open(const void* request, size_t size, wp_engine* engine, wp_bytes* answer);

/* Calls a method, named as above. */
WP_API wp_result wp_call(wp_engine engine, const char* method, const void* request, size_t size,
                         wp_bytes* answer);

/* Frees an answer and empties it. Nothing happens to an empty one. */
WP_API void wp_free(wp_bytes* bytes);

/* Closes an engine. WP_BUSY: a call is in it, it stays open. WP_NOT_FOUND: there is none. */
WP_API wp_result wp_close(wp_engine engine);

#ifdef __cplusplus
}
#endif

#endif  // WAYPOST_BINDINGS_C_WAYPOST_H_
