/*
 * The settings of a service: one table of names, types, defaults and help in
 * config.c. KEHU_<NAME> in the environment, over name=value lines of --config
 * FILE, over the default; KEHU_<NAME>_FILE names a file that holds a secret.
 */
#ifndef KEHU_CONFIG_H
#define KEHU_CONFIG_H

#include "base.h"

/* Handles --help, --version, --check-config and --config FILE; ends the process on a wrong or unknown setting. */
void config_read(const char *service, int argc, char **argv);

/* Names are those of the table; a name it does not have ends the process. */
const char *config_text(const char *name); /* "" if not set */
int64_t     config_integer(const char *name);
bool        config_boolean(const char *name);

#endif
