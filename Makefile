# Kehu: one library (shared/), one program for each folder of services/. No recursion.
#
#   make run      the suite in the foreground      make start stop status   in the background
#   make token ROLES=… SUB=… DEPARTMENT=…          make test                everything that must pass
#
# BUILD=folder builds elsewhere; KEHU_VAR=folder and KEHU_PORT_BASE=port run elsewhere;
# SANITIZE=1 takes the build with the address and undefined-behaviour sanitizers;
# V=1 shows the compiler's commands.

BUILD  ?= build
SHELL  := /bin/bash
Q      := $(if $(V),,@)
PYTHON := /usr/bin/python3 -B
GEN    := $(BUILD)/gen
PLAIN  := $(BUILD)
CHECKED := $(BUILD)/sanitize
FUZZED := $(BUILD)/fuzz
OUT    := $(if $(filter 1,$(SANITIZE)),$(CHECKED),$(PLAIN))

export BUILD SANITIZE

# All processors, unless several goals are to be reached one after the other.
ifeq ($(filter-out 0 1,$(words $(MAKECMDGOALS))),)
MAKEFLAGS += -j$(shell nproc)
endif

SERVICES := $(patsubst services/%/main.c,%,$(wildcard services/*/main.c))
RULES    := $(basename $(wildcard services/*/rules_*.c)) shared/rules_text
UNIT     := $(basename $(notdir $(wildcard tests/unit/*_test.c)))
FUZZ     := $(basename $(notdir $(wildcard tests/fuzz/*_fuzz.c)))

CPPFLAGS := -Ishared -Iservices -I$(GEN)/platform -I$(GEN) -isystem /usr/include/postgresql
WARNINGS := -Wall -Wextra -Werror -Wmissing-prototypes -Wshadow
CFLAGS   := -std=gnu11 -g $(WARNINGS) -fno-omit-frame-pointer -fstack-protector-strong
HARDEN   := -O2 -D_FORTIFY_SOURCE=2
SANE     := -O1 -fsanitize=address,undefined -fno-sanitize-recover=undefined
LDLIBS   := -lulfius -lmicrohttpd -ljansson -lpq -ljwt -lrhonabwy -lcrypto -lcurl -lorcania -lyder -lpthread

.PHONY: build run start stop status token test unit codegen-test api contract fuzz torture bench sanitize \
        check check-pure check-layers check-sql compose-check format clean help
.DELETE_ON_ERROR:
.SECONDEXPANSION:

build: $(OUT)/lib/libshared.a $(SERVICES:%=$(OUT)/bin/%)

help:
	@sed -n '3,9s/^# *//p' Makefile

# --- What is generated -------------------------------------------------------
# Each generated.mk lists the sources that its rule generates beside it; make
# reads it, and begins anew after it was made. What did not change is not
# written, so that little is compiled after a change of the specification. The
# folders tell of a file that was taken away.

CODEGEN := $(wildcard shared/codegen/*.py)
SPEC    := $(shell find api-spec migrations -name '*.yaml' -o -name '*.sql' -o -type d)

$(GEN)/platform/generated.mk: $(CODEGEN) $(SPEC) $(wildcard shared/*.sql) | $(BUILD)/.packages
	@echo "generating the platform"
	@mkdir -p $(@D)
	@$(PYTHON) shared/codegen/catalogue.py $(@D)
	@$(PYTHON) shared/codegen/operations.py --common $(@D)
	@$(PYTHON) shared/codegen/queries.py platform $(@D) $(wildcard shared/*.sql)
	@echo 'GENERATED_platform := $(addprefix $(@D)/,problems.c rules.c common_operations.c queries.c)' > $@

$(GEN)/%/generated.mk: $(CODEGEN) $(SPEC) services/$$* $$(wildcard services/$$*/*.sql) | $(BUILD)/.packages
	@echo "generating $*"
	@mkdir -p $(@D)
	@$(PYTHON) shared/codegen/operations.py $* $(@D)
	@$(PYTHON) shared/codegen/queries.py $* $(@D) $(wildcard services/$*/*.sql)
	@(cd $(@D) && printf 'GENERATED_$* :=' && printf ' $(@D)/%s' *.c && echo) > $@

# Debian's packages that the build and the tests need: asked for once.
$(BUILD)/.packages: shared/scripts/setup
	@mkdir -p $(@D)
	@shared/scripts/setup build
	@touch $@

$(BUILD)/.packages-%: shared/scripts/setup | $(BUILD)/.packages
	@shared/scripts/setup $*
	@touch $@

NO_BUILD := clean format stop status token help check-layers codegen-test compose-check
ifneq ($(filter-out $(NO_BUILD),$(or $(MAKECMDGOALS),build)),)
include $(GEN)/platform/generated.mk $(SERVICES:%=$(GEN)/%/generated.mk)
endif

# --- What is compiled: $(call variant,folder,compiler,flags) ----------------------

SHARED = $(wildcard shared/*.c) $(GENERATED_platform)
# What the unit tests of the rules are linked with: a service's rules and the words they use.
pure = $(filter %/enums.c,$(GENERATED_$(1))) $(wildcard services/$(1)/rules_*.c)
SERVICE_PURE = $(foreach s,$(SERVICES),$(call pure,$(s)))
objects = $(patsubst %.c,$(1)/obj/%.o,$(patsubst $(GEN)/%,gen/%,$(2)))

define variant
$(1)/obj/gen/%.o: $(GEN)/%.c
	@mkdir -p $$(@D)
	@echo "cc $$<"
	$$(Q)$(2) $(CPPFLAGS) $(CFLAGS) $(3) -MMD -MP -c -o $$@ $$<

$(1)/obj/%.o: %.c
	@mkdir -p $$(@D)
	@echo "cc $$<"
	$$(Q)$(2) $(CPPFLAGS) $(CFLAGS) $(3) -MMD -MP -c -o $$@ $$<

$(1)/lib/libshared.a: $(call objects,$(1),$(SHARED))
	@mkdir -p $$(@D) && rm -f $$@
	@echo "ar $$@"
	$$(Q)ar rcs $$@ $$^

$(foreach s,$(SERVICES),
$(1)/lib/librules-$(s).a: $(call objects,$(1),$(call pure,$(s)))
	@mkdir -p $$(@D) && rm -f $$@
	@echo "ar $$@"
	$$(Q)ar rcs $$@ $$^
)
$(foreach s,$(SERVICES),
$(1)/bin/$(s): $(call objects,$(1),$(wildcard services/$(s)/*.c) $(GENERATED_$(s))) $(1)/lib/libshared.a
	@mkdir -p $$(@D)
	@echo "ld $$@"
	$$(Q)$(2) $(3) -o $$@ $$^ $(LDLIBS)
)
# A service of the tests' own: see tests/probe/.
$(1)/bin/probe: $(1)/obj/tests/probe/probe.o $(1)/lib/libshared.a
	@mkdir -p $$(@D)
	@echo "ld $$@"
	$$(Q)$(2) $(3) -o $$@ $$^ $(LDLIBS)

# customers_quota_test is linked with the rules of customers: two services may use one name.
$(1)/unit/%_test: $(1)/obj/tests/unit/%_test.o $(SERVICES:%=$(1)/lib/librules-%.a) $(1)/lib/libshared.a
	@mkdir -p $$(@D)
	@echo "ld $$@"
	$$(Q)$(2) $(3) -o $$@ $$< $$(filter %/librules-$$(firstword $$(subst _, ,$$*)).a %/libshared.a,$$^) -lcmocka $(LDLIBS)

-include $(patsubst %.o,%.d,$(call objects,$(1),$(SHARED) $(foreach s,$(SERVICES),$(wildcard services/$(s)/*.c) \
    $(GENERATED_$(s))) $(wildcard tests/unit/*.c tests/fuzz/*.c tests/probe/*.c)))
endef

$(eval $(call variant,$(PLAIN),$(CC),$(HARDEN)))
# Instrumented code makes gcc guess wrongly where the plain build does not.
$(eval $(call variant,$(CHECKED),$(CC),$(SANE) -Wno-clobbered -Wno-format-truncation -Wno-maybe-uninitialized))
$(eval $(call variant,$(FUZZED),clang,$(SANE) -fsanitize=fuzzer-no-link))

$(FUZZED)/bin/%_fuzz: $(FUZZED)/obj/tests/fuzz/%_fuzz.o $(SERVICES:%=$(FUZZED)/lib/librules-%.a) $(FUZZED)/lib/libshared.a
	@mkdir -p $(@D)
	@echo "ld $@"
	$(Q)clang $(SANE) -fsanitize=fuzzer -o $@ $^ $(LDLIBS)

$(foreach variant,$(PLAIN) $(CHECKED),$(UNIT:%=$(variant)/obj/tests/unit/%.o)): | $(BUILD)/.packages-test
$(call objects,$(FUZZED),$(SHARED) $(SERVICE_PURE)) $(FUZZ:%=$(FUZZED)/obj/tests/fuzz/%.o): | $(BUILD)/.packages-fuzz

.PRECIOUS: $(PLAIN)/obj/%.o $(CHECKED)/obj/%.o $(FUZZED)/obj/%.o

# --- The suite ---------------------------------------------------------------

run start: build
	@shared/scripts/suite $@

stop status:
	@shared/scripts/suite $@

token:
	@$(PYTHON) shared/scripts/issuer.py token ROLES="$(ROLES)" SUB="$(SUB)" NAME="$(NAME)" \
	    DEPARTMENT="$(DEPARTMENT)" CLIENT="$(CLIENT)" SCOPE="$(SCOPE)" EXPIRES="$(EXPIRES)"

# --- What must pass --------------------------------------------------------------
# shared/scripts/check runs one part and says how many passed; test runs all of them.

test: build $(UNIT:%=$(PLAIN)/unit/%) $(UNIT:%=$(CHECKED)/unit/%) $(SERVICES:%=$(CHECKED)/bin/%) \
      $(PLAIN)/bin/probe $(CHECKED)/bin/probe \
      $(FUZZ:%=$(FUZZED)/bin/%) $(RULES:%=$(PLAIN)/obj/%.o)
	@shared/scripts/check all

unit: $(UNIT:%=$(OUT)/unit/%)
	@shared/scripts/check unit

fuzz: $(FUZZ:%=$(FUZZED)/bin/%)
	@shared/scripts/check fuzz

check-pure: $(RULES:%=$(PLAIN)/obj/%.o)
	@shared/scripts/check $@

api contract torture check-sql: build $(OUT)/bin/probe
	@shared/scripts/check $@

sanitize: $(UNIT:%=$(CHECKED)/unit/%) $(SERVICES:%=$(CHECKED)/bin/%) $(CHECKED)/bin/probe
	@shared/scripts/check sanitize

codegen-test check-layers compose-check:
	@shared/scripts/check $@

check: check-pure check-layers check-sql

bench: build
	@shared/scripts/setup run bench
	@$(PYTHON) tests/bench/run.py

format:
	@shared/scripts/setup format
	@clang-format -i --style=file $$(git ls-files '*.c' '*.h')

clean:
	rm -rf $(BUILD)
