/* Two threads on one engine: each call is served or refused, and nothing is torn. Two threads with
 * an engine each, opened and closed meanwhile: all are served. Built with the thread sanitizer by
 * .ci/run. */
#include <pthread.h>
#include <stdatomic.h>

#include "waypost.h"
#include "wire.h"

enum { CALLS = 3000 };

static atomic_int served, busy, failed;
static wp_engine shared;

static wp_engine open_desk(void) {
  message file = {.size = 0}, policy = {.size = 0}, request = {.size = 0};
  put_text(&file, 1, "desk.textproto");
  put_text(&file, 2,
           "name: \"desk\" queues { id: \"all\" } routes { id: \"r\" stage { queue: \"all\" } }");
  put_message(&policy, 1, &file);
  put_message(&request, 1, &policy);
  wp_engine desk = 0;
  wp_bytes answer;
  if (wp_open(request.bytes, request.size, &desk, &answer) != WP_OK) ++failed;
  wp_free(&answer);
  return desk;
}

static wp_result advance(wp_engine desk) {
  message request = {.size = 0};
  put_number(&request, 1, 5);
  wp_bytes answer;
  const wp_result result = wp_call(desk, "advance", request.bytes, request.size, &answer);
  wp_free(&answer);
  return result;
}

static void* share(void* unused) {
  for (int i = 0; i < CALLS; ++i) {
    const wp_result result = advance(shared);
    if (result == WP_OK)
      ++served;
    else if (result == WP_BUSY)
      ++busy;
    else
      ++failed;
  }
  return unused;
}

static void* own(void* unused) {
  for (int i = 0; i < 20; ++i) {
    const wp_engine desk = open_desk();
    if (advance(desk) != WP_OK || wp_close(desk) != WP_OK) ++failed;
  }
  return unused;
}

static void run_twice(void* (*work)(void*)) {
  pthread_t threads[2];
  for (int i = 0; i < 2; ++i) pthread_create(&threads[i], NULL, work, NULL);
  for (int i = 0; i < 2; ++i) pthread_join(threads[i], NULL);
}

int main(void) {
  shared = open_desk();
  run_twice(share);
  run_twice(own);
  printf("served %d, busy %d, failed %d\n", served, busy, failed);
  if (wp_close(shared) != WP_OK) ++failed;
  return failed == 0 && served + busy == 2 * CALLS && served >= CALLS / 2 ? 0 : 1;
}
