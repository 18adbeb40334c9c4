/*
 * UUIDs (RFC 9562). Those made here are version 7: their order is that of
 * their time, and where that is the same, within one process, of their making.
 */
#ifndef KEHU_IDENTIFIER_H
#define KEHU_IDENTIFIER_H

#include "base.h"

#define UUID_LENGTH 36

/* Writes a new UUIDv7 of that time and a NUL. From any thread. */
void uuid_new(char out[UUID_LENGTH + 1], instant at);

/* Any version, 8-4-4-4-12, either case, into lower case and a NUL. false: not a UUID. */
bool uuid_read(const char *text, size_t length, char out[UUID_LENGTH + 1]);

#endif
