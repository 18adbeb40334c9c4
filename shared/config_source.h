/* Where settings come from: lines of a file, and the environment. */
#ifndef KEHU_CONFIG_SOURCE_H
#define KEHU_CONFIG_SOURCE_H

#include "base.h"

/* All that is wrong is told at once, on standard error. */
void       config_fault(const char *format, ...) PRINTF_LIKE(1, 2);
extern int config_faults;

void config_read_lines(const char *path);
void config_read_environment(void);

/* config.c: takes a value. false: there is no such setting, or it is no secret and may not be in a file of its own. */
bool config_take(const char *name, bool from_file, const char *value);

#endif
