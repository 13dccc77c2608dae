/* A game server in C that embeds a support desk: opens an engine under a policy, reports a stolen
 * account, asks the engine when it wants to be woken, lets that time pass, and prints what
 * happened.
 *
 *   c_host desk.textproto
 */
#include <inttypes.h>

#include "waypost.h"
#include "wire.h"

/* The fields of waypost.v1 that are used here. */
enum {
  OPEN_POLICY = 1,
  OPEN_NOW_MS = 3,
  POLICY_FILES = 1,
  FILE_NAME = 1,
  FILE_TEXT = 2,
  APPLY_COMMANDS = 1,
  TIMED_NOW_MS = 1,
  TIMED_COMMAND = 2,
  COMMAND_OPEN_TICKET = 10,
  TICKET_ID = 1,
  TICKET_TEXT = 12,
  ADVANCE_NOW_MS = 1,
  ANSWER_EVENTS = 1,
  ANSWER_WAKEUP = 4,
  ERROR_MESSAGE = 1
};

static const char* event_name(uint32_t number) {
  switch (number) {
    case 20:
      return "classified";
    case 21:
      return "queued";
    case 50:
      return "clock started";
    case 53:
      return "clock warned";
    case 54:
      return "clock breached";
    case 70:
      return "escalation started";
    case 72:
      return "notification";
    default:
      return NULL;
  }
}

static void print_events(const wp_bytes* answer) {
  const uint8_t* at = answer->data;
  field event, part;
  while (next_field(&at, answer->data + answer->size, &event)) {
    if (event.number != ANSWER_EVENTS || event.bytes == NULL) continue;
    const uint8_t* inner = event.bytes;
    int64_t at_ms = 0;
    while (next_field(&inner, event.bytes + event.size, &part)) {
      if (part.number == 2) at_ms = (int64_t)part.value;
      const char* name = part.number >= 10 ? event_name(part.number) : NULL;
      if (name != NULL) printf("%" PRId64 " ms: %s\n", at_ms, name);
    }
  }
}

static void fail(const char* what, wp_bytes* answer) {
  field message;
  fprintf(stderr, "%s failed", what);
  if (find_field(answer->data, answer->size, ERROR_MESSAGE, &message) && message.bytes != NULL) {
    fprintf(stderr, ": %.*s", (int)message.size, (const char*)message.bytes);
  }
  fputc('\n', stderr);
  exit(1);
}

static void read_text(const char* path, char* text, size_t room) {
  FILE* file = fopen(path, "rb");
  if (file == NULL) {
    fprintf(stderr, "%s cannot be read\n", path);
    exit(1);
  }
  const size_t size = fread(text, 1, room - 1, file);
  fclose(file);
  text[size] = '\0';
}

static wp_engine open_desk(const char* path) {
  char text[6000];
  read_text(path, text, sizeof text);
  message file = {.size = 0}, policy = {.size = 0}, request = {.size = 0};
  put_text(&file, FILE_NAME, path);
  put_text(&file, FILE_TEXT, text);
  put_message(&policy, POLICY_FILES, &file);
  put_message(&request, OPEN_POLICY, &policy);
  put_number(&request, OPEN_NOW_MS, 0);
  wp_engine desk = 0;
  wp_bytes answer;
  if (wp_open(request.bytes, request.size, &desk, &answer) != WP_OK) fail("wp_open", &answer);
  wp_free(&answer);
  return desk;
}

static int64_t report_stolen_account(wp_engine desk) {
  message ticket = {.size = 0}, command = {.size = 0}, timed = {.size = 0}, request = {.size = 0};
  put_text(&ticket, TICKET_ID, "T1");
  put_text(&ticket, TICKET_TEXT, "my account was hacked");
  put_message(&command, COMMAND_OPEN_TICKET, &ticket);
  put_number(&timed, TIMED_NOW_MS, 1000);
  put_message(&timed, TIMED_COMMAND, &command);
  put_message(&request, APPLY_COMMANDS, &timed);
  wp_bytes answer;
  if (wp_call(desk, "apply", request.bytes, request.size, &answer) != WP_OK) fail("apply", &answer);
  print_events(&answer);
  field wakeup;
  const int found = find_field(answer.data, answer.size, ANSWER_WAKEUP, &wakeup);
  wp_free(&answer);
  return found ? (int64_t)wakeup.value : 0;
}

/* A real server would sleep until then. */
static void wake(wp_engine desk, int64_t now_ms) {
  message request = {.size = 0};
  put_number(&request, ADVANCE_NOW_MS, now_ms);
  wp_bytes answer;
  if (wp_call(desk, "advance", request.bytes, request.size, &answer) != WP_OK) {
    fail("advance", &answer);
  }
  print_events(&answer);
  wp_free(&answer);
}

int main(int argc, char** argv) {
  if (argc != 2) {
    fputs("usage: c_host POLICY\n", stderr);
    return 2;
  }
  printf("waypost %s\n", wp_version());
  const wp_engine desk = open_desk(argv[1]);
  const int64_t wakeup = report_stolen_account(desk);
  if (wakeup > 0) wake(desk, wakeup);
  return wp_close(desk) == WP_OK ? 0 : 1;
}
