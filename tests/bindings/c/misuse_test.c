/* Whatever a host hands over, the answer is an error with a sentence, never a crash. */
#include "waypost.h"
#include "wire.h"

static int failures = 0;

static void expect(const char* what, wp_result got, wp_result wanted, wp_bytes* answer) {
  field said;
  const int told =
      got == WP_OK || (find_field(answer->data, answer->size, 1, &said) && said.size > 10);
  if (got != wanted || !told) {
    fprintf(stderr, "%s: result %d, expected %d%s\n", what, got, wanted,
            told ? "" : ", no message");
    ++failures;
  }
  wp_free(answer);
  wp_free(answer); /* nothing happens */
}

static wp_engine open_desk(void) {
  message file = {.size = 0}, policy = {.size = 0}, request = {.size = 0};
  put_text(&file, 1, "desk.textproto");
  put_text(&file, 2,
           "name: \"desk\" queues { id: \"all\" } routes { id: \"r\" stage { queue: \"all\" } }");
  put_message(&policy, 1, &file);
  put_message(&request, 1, &policy);
  wp_engine desk = 0;
  wp_bytes answer;
  expect("open", wp_open(request.bytes, request.size, &desk, &answer), WP_OK, &answer);
  return desk;
}

static void policies_that_do_not_compile(void) {
  message file = {.size = 0}, policy = {.size = 0}, request = {.size = 0};
  put_text(&file, 1, "bad.textproto");
  put_text(&file, 2, "nonsense: 1");
  put_message(&policy, 1, &file);
  put_message(&request, 1, &policy);
  wp_engine desk = 7;
  wp_bytes answer;
  expect("open", wp_open(request.bytes, request.size, &desk, &answer), WP_FAILED_PRECONDITION,
         &answer);
  if (desk != 0) ++failures;
  expect("compile", wp_call(0, "compile_policy", policy.bytes, policy.size, &answer),
         WP_FAILED_PRECONDITION, &answer);
}

static void null_pointers(wp_engine desk) {
  wp_bytes answer;
  wp_engine none = 0;
  expect("null request", wp_open(NULL, 5, &none, &answer), WP_INVALID_ARGUMENT, &answer);
  expect("null engine", wp_open("", 0, NULL, &answer), WP_INVALID_ARGUMENT, &answer);
  expect("null method", wp_call(desk, NULL, NULL, 0, &answer), WP_INVALID_ARGUMENT, &answer);
  expect("null bytes", wp_call(desk, "apply", NULL, 9, &answer), WP_INVALID_ARGUMENT, &answer);
  if (wp_call(desk, "get_state", NULL, 0, NULL) != WP_INVALID_ARGUMENT) ++failures;
  if (wp_open("", 0, &none, NULL) != WP_INVALID_ARGUMENT) ++failures;
  wp_free(NULL);
}

static void numbers_and_names(wp_engine desk) {
  wp_bytes answer;
  expect("no engine", wp_call(0, "get_state", NULL, 0, &answer), WP_NOT_FOUND, &answer);
  expect("unknown", wp_call(desk + 99, "get_state", NULL, 0, &answer), WP_NOT_FOUND, &answer);
  expect("method", wp_call(desk, "frobnicate", NULL, 0, &answer), WP_NOT_FOUND, &answer);
  expect("empty open", wp_open("", 0, &desk, &answer), WP_INVALID_ARGUMENT, &answer);
}

static void bytes_that_are_no_message(wp_engine desk) {
  static const char* const methods[] = {
      "compile_policy", "apply",        "advance",       "replace_policy", "resolve",
      "get_ticket",     "list_tickets", "explain_clock", "get_agent",      "get_queue",
      "classify",       "ask_calendar", "why_not",       "explain_routing"};
  wp_bytes answer;
  for (size_t i = 0; i < sizeof methods / sizeof *methods; ++i) {
    expect(methods[i], wp_call(desk, methods[i], "\xff\xff\xff", 3, &answer), WP_INVALID_ARGUMENT,
           &answer);
  }
}

static void closed_engines(wp_engine desk) {
  wp_bytes answer;
  if (wp_close(desk) != WP_OK) ++failures;
  expect("closed", wp_call(desk, "get_state", NULL, 0, &answer), WP_NOT_FOUND, &answer);
  if (wp_close(desk) != WP_NOT_FOUND || wp_close(0) != WP_NOT_FOUND) ++failures;
}

int main(void) {
  if (wp_abi_version() != WP_ABI_VERSION) ++failures;
  const wp_engine desk = open_desk();
  policies_that_do_not_compile();
  null_pointers(desk);
  numbers_and_names(desk);
  bytes_that_are_no_message(desk);
  closed_engines(desk);
  return failures == 0 ? 0 : 1;
}
