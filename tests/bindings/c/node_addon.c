/* Three functions for from_node.js: open(bytes), call(engine, method, bytes), close(engine). */
#include <node_api.h>

#include "waypost.h"

static napi_value throw_answer(napi_env env, wp_bytes* answer) {
  napi_throw_error(env, NULL, answer->size > 0 ? "waypost refused" : "waypost failed");
  wp_free(answer);
  return NULL;
}

static napi_value open_engine(napi_env env, napi_callback_info info) {
  size_t count = 1, size;
  napi_value arguments[1], number;
  void* bytes;
  napi_get_cb_info(env, info, &count, arguments, NULL, NULL);
  napi_get_buffer_info(env, arguments[0], &bytes, &size);
  wp_engine engine = 0;
  wp_bytes answer;
  if (wp_open(bytes, size, &engine, &answer) != WP_OK) return throw_answer(env, &answer);
  wp_free(&answer);
  napi_create_bigint_uint64(env, engine, &number);
  return number;
}

static napi_value call_engine(napi_env env, napi_callback_info info) {
  size_t count = 3, size, length;
  napi_value arguments[3], result;
  void *bytes, *copy;
  char method[64];
  uint64_t engine;
  bool lossless;
  napi_get_cb_info(env, info, &count, arguments, NULL, NULL);
  napi_get_value_bigint_uint64(env, arguments[0], &engine, &lossless);
  napi_get_value_string_utf8(env, arguments[1], method, sizeof method, &length);
  napi_get_buffer_info(env, arguments[2], &bytes, &size);
  wp_bytes answer;
  if (wp_call(engine, method, bytes, size, &answer) != WP_OK) return throw_answer(env, &answer);
  napi_create_buffer_copy(env, answer.size, answer.data, &copy, &result);
  wp_free(&answer);
  return result;
}

static napi_value close_engine(napi_env env, napi_callback_info info) {
  size_t count = 1;
  napi_value arguments[1], result;
  uint64_t engine;
  bool lossless;
  napi_get_cb_info(env, info, &count, arguments, NULL, NULL);
  napi_get_value_bigint_uint64(env, arguments[0], &engine, &lossless);
  napi_create_int32(env, wp_close(engine), &result);
  return result;
}

NAPI_MODULE_INIT() {
  const napi_property_descriptor functions[] = {
      {"open", NULL, open_engine, NULL, NULL, NULL, napi_enumerable, NULL},
      {"call", NULL, call_engine, NULL, NULL, NULL, napi_enumerable, NULL},
      {"close", NULL, close_engine, NULL, NULL, NULL, napi_enumerable, NULL}};
  napi_define_properties(env, exports, sizeof functions / sizeof *functions, functions);
  return exports;
}
