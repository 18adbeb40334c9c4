/*
 * What a service must not call: the clock (a request carries its time), memory
 * (the arena owns it), and functions that overflow. They do not compile.
 */
#ifndef KEHU_BANNED_H
#define KEHU_BANNED_H

#define BANNED(function) sorry_##function##_is_a_banned_function

#undef strcpy
#undef strcat
#undef sprintf
#undef time
#undef free
#undef malloc
#undef calloc
#undef realloc
#undef strncpy
#define strcpy(...)  BANNED(strcpy)
#define strcat(...)  BANNED(strcat)
#define strncpy(...) BANNED(strncpy)
#define sprintf(...) BANNED(sprintf)
#define time(...)    BANNED(time)
#define free(...)    BANNED(free)
#define malloc(...)  BANNED(malloc)
#define calloc(...)  BANNED(calloc)
#define realloc(...) BANNED(realloc)

#endif
