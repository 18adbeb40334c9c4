#include "coroutine.h"

#include <stdlib.h>
#include <sys/mman.h>
#include <ucontext.h>
#include <unistd.h>

#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/common_interface_defs.h>
#define STACK_SIZE ((size_t)1024 * 1024) /* instrumented frames are larger */
#else
#define STACK_SIZE ((size_t)256 * 1024) /* only the pages touched take memory */
#endif

#define STACKS_KEPT 256

struct coroutine {
	ucontext_t        context;
	char             *stack; /* the lowest page is a guard */
	void            (*body)(void *);
	void             *argument;
	struct coroutine *next; /* among the free ones */
	bool              ended;
	void             *fake_stack; /* of the address sanitizer */
};

/* Of each loop's thread. A coroutine never changes threads, so these may be read across a switch. */
static __thread ucontext_t        loop_context;
static __thread struct coroutine *running;
static __thread struct coroutine *idle;
static __thread int               idle_count;
#ifdef __SANITIZE_ADDRESS__
static __thread const void *loop_stack;
static __thread size_t      loop_stack_size;
#endif

static void
switch_to(struct coroutine *coroutine)
{
	running = coroutine;
#ifdef __SANITIZE_ADDRESS__
	void *fake = NULL;

	__sanitizer_start_switch_fiber(&fake, coroutine->stack, STACK_SIZE);
	swapcontext(&loop_context, &coroutine->context);
	__sanitizer_finish_switch_fiber(fake, NULL, NULL);
#else
	swapcontext(&loop_context, &coroutine->context);
#endif
	running = NULL;
}

static void
switch_back(struct coroutine *coroutine)
{
#ifdef __SANITIZE_ADDRESS__
	__sanitizer_start_switch_fiber(
	    coroutine->ended ? NULL : &coroutine->fake_stack, loop_stack, loop_stack_size);
	swapcontext(&coroutine->context, &loop_context);
	__sanitizer_finish_switch_fiber(coroutine->fake_stack, &loop_stack, &loop_stack_size);
#else
	swapcontext(&coroutine->context, &loop_context);
#endif
}

/* Where every coroutine begins; a used one goes round for its next body. */
static void
enter(void)
{
#ifdef __SANITIZE_ADDRESS__
	__sanitizer_finish_switch_fiber(NULL, &loop_stack, &loop_stack_size);
#endif
	struct coroutine *self = running;

	self->body(self->argument);
	self->ended = true;
	switch_back(self);
}

static struct coroutine *
make(void)
{
	struct coroutine *coroutine = calloc(1, sizeof(*coroutine));
	size_t            page = (size_t)sysconf(_SC_PAGESIZE);

	if (coroutine)
		coroutine->stack = mmap(NULL, STACK_SIZE, PROT_READ | PROT_WRITE,
		    MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK | MAP_NORESERVE, -1, 0);
	if (!coroutine || coroutine->stack == MAP_FAILED ||
	    mprotect(coroutine->stack, page, PROT_NONE) != 0)
		die("out of memory for a coroutine");
	return coroutine;
}

static void
release(struct coroutine *coroutine)
{
	if (idle_count < STACKS_KEPT) {
		coroutine->next = idle;
		idle = coroutine;
		idle_count++;
		return;
	}
	munmap(coroutine->stack, STACK_SIZE);
	free(coroutine);
}

void
coroutine_start(void (*body)(void *argument), void *argument)
{
	struct coroutine *coroutine = idle;

	if (coroutine) {
		idle = coroutine->next;
		idle_count--;
	} else {
		coroutine = make();
	}
	coroutine->body = body;
	coroutine->argument = argument;
	coroutine->ended = false;
	getcontext(&coroutine->context);
	coroutine->context.uc_stack.ss_sp = coroutine->stack;
	coroutine->context.uc_stack.ss_size = STACK_SIZE;
	coroutine->context.uc_link = NULL;
	makecontext(&coroutine->context, enter, 0);
	coroutine_resume(coroutine);
}

struct coroutine *
coroutine_running(void)
{
	return running;
}

void
coroutine_park(void)
{
	switch_back(running);
}

void
coroutine_resume(struct coroutine *coroutine)
{
	switch_to(coroutine);
	if (coroutine->ended)
		release(coroutine);
}

void
coroutine_thread_end(void)
{
	while (idle) {
		struct coroutine *coroutine = idle;

		idle = coroutine->next;
		munmap(coroutine->stack, STACK_SIZE);
		free(coroutine);
	}
	idle_count = 0;
}
