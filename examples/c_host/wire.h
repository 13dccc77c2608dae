/* The little of the Protobuf wire format that a host needs to write requests and to find a field of
 * an answer. Real games have nanopb, protobuf-c or upb for this. */
#ifndef WAYPOST_EXAMPLES_C_HOST_WIRE_H_
#define WAYPOST_EXAMPLES_C_HOST_WIRE_H_

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A message being written; more than it holds ends the program. */
typedef struct {
  uint8_t bytes[8192];
  size_t size;
} message;

static inline void put_varint(message* out, uint64_t value) {
  if (out->size + 10 > sizeof out->bytes) {
    fputs("a message is too long\n", stderr);
    exit(2);
  }
  for (; value >= 0x80; value >>= 7) out->bytes[out->size++] = (uint8_t)(value | 0x80);
  out->bytes[out->size++] = (uint8_t)value;
}

static inline void put_number(message* out, uint32_t field, int64_t value) {
  put_varint(out, (uint64_t)field << 3);
  put_varint(out, (uint64_t)value);
}

static inline void put_bytes(message* out, uint32_t field, const void* bytes, size_t size) {
  put_varint(out, (uint64_t)field << 3 | 2);
  put_varint(out, size);
  if (out->size + size > sizeof out->bytes) {
    fputs("a message is too long\n", stderr);
    exit(2);
  }
  memcpy(out->bytes + out->size, bytes, size);
  out->size += size;
}

static inline void put_text(message* out, uint32_t field, const char* text) {
  put_bytes(out, field, text, strlen(text));
}

static inline void put_message(message* out, uint32_t field, const message* inner) {
  put_bytes(out, field, inner->bytes, inner->size);
}

/* A field of a message that was read: a number, or bytes. */
typedef struct {
  uint32_t number;
  uint64_t value;
  const uint8_t* bytes; /* null: a number */
  size_t size;
} field;

static inline int get_varint(const uint8_t** at, const uint8_t* end, uint64_t* value) {
  *value = 0;
  for (int shift = 0; shift < 64 && *at < end; shift += 7) {
    const uint8_t byte = *(*at)++;
    *value |= (uint64_t)(byte & 0x7f) << shift;
    if (byte < 0x80) return 1;
  }
  return 0;
}

/* Reads the next field; 0 at the end of the message, or if it is damaged. */
static inline int next_field(const uint8_t** at, const uint8_t* end, field* out) {
  uint64_t tag;
  if (!get_varint(at, end, &tag)) return 0;
  memset(out, 0, sizeof *out);
  out->number = (uint32_t)(tag >> 3);
  switch (tag & 7) {
    case 0:
      return get_varint(at, end, &out->value);
    case 1:
      if (end - *at < 8) return 0;
      for (int i = 7; i >= 0; --i) out->value = out->value << 8 | (*at)[i];
      *at += 8;
      return 1;
    case 2: {
      uint64_t size;
      if (!get_varint(at, end, &size) || size > (uint64_t)(end - *at)) return 0;
      out->bytes = *at;
      out->size = (size_t)size;
      *at += size;
      return 1;
    }
    default:
      return 0;
  }
}

/* The first field of a number; 0: there is none. */
static inline int find_field(const uint8_t* bytes, size_t size, uint32_t number, field* out) {
  const uint8_t* at = bytes;
  while (next_field(&at, bytes + size, out)) {
    if (out->number == number) return 1;
  }
  return 0;
}

#endif  // WAYPOST_EXAMPLES_C_HOST_WIRE_H_
