#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "auth.h"
#include "calendar.h"
#include "calendar_data.h"
#include "config.h"
#include "coroutine.h"
#include "db.h"
#include "dispatch.h"
#include "http.h"
#include "log.h"
#include "loop.h"
#include "metrics.h"
#include "operations_port.h"
#include "platform.h"
#include "tables.h"

/* Declared in service.h, which is for services: it bans what this file needs. */
int service_run(const struct service *service, int argc, char **argv);


#define LOOPS_MAX 64

static int                 loop_count, signals;
static struct loop        *loops[LOOPS_MAX];
static struct http_server *servers[LOOPS_MAX];
static pthread_t           threads[LOOPS_MAX];

static void
await_answers(instant deadline)
{
	while (http_in_flight() > 0 && clock_ticks() < deadline)
		loop_sleep(loops[0], 10 * MILLISECOND);
}

/* Accepts no more, answers what is under way, then ends the loops. */
static void
stop(void *what)
{
	instant deadline = clock_ticks() + config_integer("stop_grace_ms") * MILLISECOND;

	(void)what;
	log_event(LOG_INFO, "service", "stopping");
	readiness_set("service", false);
	http_quiesce();
	platform_stop();
	await_answers(deadline);
	/* A connection that was kept may have sent another request just now. */
	http_refuse();
	await_answers(deadline);
	if (http_in_flight() > 0) {
		log_event(LOG_ERROR, "service", "%d requests were not answered in time", http_in_flight());
		log_stop();
		_exit(1);
	}
	for (int i = 0; i < loop_count; i++)
		loop_stop(loops[i]);
}

static void
on_signal(void *what, uint32_t events)
{
	struct signalfd_siginfo info;
	static bool             asked;

	(void)what, (void)events;
	if (read(signals, &info, sizeof(info)) != sizeof(info) || asked)
		return;
	asked = true;
	coroutine_start(stop, NULL);
}

/* Blocked in every thread, so that they arrive at the first loop. */
static void
take_signals(void)
{
	sigset_t set;

	signal(SIGPIPE, SIG_IGN);
	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	pthread_sigmask(SIG_BLOCK, &set, NULL);
	signals = signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
}

/* Connections take descriptors: as many as the system lets us have. */
static void
raise_descriptor_limit(void)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < limit.rlim_max) {
		limit.rlim_cur = limit.rlim_max;
		setrlimit(RLIMIT_NOFILE, &limit);
	}
}

static void *
run_loop(void *what)
{
	loop_run(what);
	return NULL;
}

static bool
start_loops(const struct service *service)
{
	loop_count = (int)config_integer("loops");
	for (int i = 0; i < loop_count; i++) {
		loops[i] = loop_new(i);
		servers[i] = http_start(loops[i], service);
		if (!servers[i])
			return false;
		db_start(loops[i]);
	}
	return http_listen(servers, loop_count);
}

static void
end_loops(void)
{
	for (int i = 1; i < loop_count; i++)
		pthread_join(threads[i], NULL);
	for (int i = 0; i < loop_count; i++) {
		http_close(servers[i]);
		db_stop(loops[i]);
		loop_free(loops[i]);
	}
}

int
service_run(const struct service *service, int argc, char **argv)
{
	config_read(service->name, argc, argv);
	business_offset = config_integer("business_offset_minutes") * MINUTE;
	take_signals();
	raise_descriptor_limit();
	log_start(service->name);
	metrics_start(service);
	operations_port_start(service);

	const char *wrong = calendar_data_start();

	if (!wrong)
		wrong = auth_start();
	if (wrong) {
		fprintf(stderr, "%s: %s\n", service->name, wrong);
		return 1;
	}
	if (!db_check(service))
		return 1;
	dispatch_start(service);
	if (!start_loops(service))
		return 1;
	loop_watch(loops[0], signals, EPOLLIN, on_signal, NULL);
	platform_start(loops[0], service);
	for (int i = 1; i < loop_count; i++)
		if (pthread_create(&threads[i], NULL, run_loop, loops[i]) != 0)
			return 1;
	readiness_set("service", true);
	log_event(LOG_INFO, "service", "listening on %s port %d", config_text("listen_address"),
	    (int)config_integer("port"));
	loop_run(loops[0]);
	end_loops();
	operations_port_stop();
	auth_stop();
	log_event(LOG_INFO, "service", "stopped");
	log_stop();
	return 0;
}
