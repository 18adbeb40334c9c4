-- name: hotline_attempt_get(id) :one
select id, request_id, employee_id, started_at, ended_at, guidance, outcome, late_callback, outside_window, reason,
       version, created_at, created_by, changed_at
  from hotline_attempt
 where id = :id;

-- name: hotline_attempt_page(id) :page
select id, request_id, employee_id, started_at, ended_at, guidance, outcome, late_callback, outside_window, reason,
       version, created_at, created_by, changed_at
  from hotline_attempt
 where request_id = :id;

-- name: hotline_attempt_create(id, request_id, employee_id, instant started_at, instant ended_at, guidance, outcome, boolean late_callback, boolean outside_window, reason) :exec
insert into hotline_attempt (id, request_id, employee_id, started_at, ended_at, guidance, outcome, late_callback,
                             outside_window, reason, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :request_id, :employee_id, :started_at, :ended_at, :guidance, :outcome, :late_callback, :outside_window,
        :reason, :now, :actor, :now, :actor, :trace);

-- name: remote_authorisation_get(id) :one
select id, request_id, authorised_by, authorised_function, channel, evidence_kind, evidence,
       to_json(systems) as systems, engineer_may_act, valid_from, valid_to, symptoms, fault_description, withdrawn_at,
       version, created_at, created_by, changed_at
  from remote_authorisation
 where id = :id;

-- name: remote_authorisation_page(id) :page
select id, request_id, authorised_by, authorised_function, channel, evidence_kind, evidence,
       to_json(systems) as systems, engineer_may_act, valid_from, valid_to, symptoms, fault_description, withdrawn_at,
       version, created_at, created_by, changed_at
  from remote_authorisation
 where request_id = :id;

-- name: remote_authorisation_create(id, request_id, authorised_by, authorised_function, channel, evidence_kind, evidence, systems, boolean engineer_may_act, instant valid_from, instant valid_to, symptoms, fault_description) :exec
insert into remote_authorisation (id, request_id, authorised_by, authorised_function, channel, evidence_kind,
                                  evidence, systems, engineer_may_act, valid_from, valid_to, symptoms,
                                  fault_description, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :request_id, :authorised_by, :authorised_function, :channel, :evidence_kind, :evidence,
        coalesce(array(select value from json_array_elements_text(:systems::json)), '{}'), :engineer_may_act,
        :valid_from, :valid_to, :symptoms, :fault_description, :now, :actor, :now, :actor, :trace);

-- name: remote_authorisation_lock(id) :lock
select id, version, request_id, valid_to, withdrawn_at
  from remote_authorisation
 where id = :id
   for no key update;

-- name: remote_authorisation_for(id, request_id, system, instant at) :maybe
-- The one named, or one that holds at the time, for the system; else the latest.
select id, valid_from, valid_to, withdrawn_at, engineer_may_act, :system::text = any (systems) as in_scope
  from remote_authorisation
 where request_id = :request_id and (:id::uuid is null or id = :id::uuid)
 order by (valid_from <= :at::timestamptz and :at::timestamptz < least(valid_to, withdrawn_at)) desc, :system::text = any (systems) desc,
          valid_from desc
 limit 1;

-- name: remote_authorisation_save_withdrawn(id) :exec
update remote_authorisation
   set withdrawn_at = :now, :touched
 where id = :id;

-- name: remote_session_get(id) :one
select id, request_id, authorisation_id, employee_id, customer_technician, system, engineer_acts, started_at,
       ended_at, end_reason, outcome, result, version, created_at, created_by, changed_at
  from remote_session
 where id = :id;

-- name: remote_session_page(id) :page
select id, request_id, authorisation_id, employee_id, customer_technician, system, engineer_acts, started_at,
       ended_at, end_reason, outcome, result, version, created_at, created_by, changed_at
  from remote_session
 where request_id = :id;

-- name: remote_session_create(id, request_id, authorisation_id, employee_id, customer_technician, system, boolean engineer_acts, instant started_at, instant ended_at, end_reason) :exec
insert into remote_session (id, request_id, authorisation_id, employee_id, customer_technician, system, engineer_acts,
                            started_at, ended_at, end_reason, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :request_id, :authorisation_id, :employee_id, :customer_technician, :system, :engineer_acts, :started_at,
        :ended_at, :end_reason, :now, :actor, :now, :actor, :trace);

-- name: remote_session_lock(id) :lock
select id, version, request_id, authorisation_id, employee_id, started_at, ended_at, end_reason, outcome
  from remote_session
 where id = :id
   for no key update;

-- name: remote_session_save_end(id, instant ended_at, end_reason, outcome, result) :exec
update remote_session
   set ended_at = :ended_at, end_reason = :end_reason, outcome = :outcome, result = :result, :touched
 where id = :id;

-- name: remote_sessions_cut(authorisation_id, instant at, end_reason) :exec
update remote_session
   set ended_at = greatest(started_at, :at::timestamptz), end_reason = :end_reason, :touched
 where authorisation_id = :authorisation_id and ended_at is null;

-- name: onsite_assignment_get(id) :one
select id, request_id, technician_id, site_class, depart_within, arrive_within, appointed_at, expected_arrival_at,
       busy_until, depart_due_at, arrive_due_at, reason, departed_at, depart_late, arrived_at, arrive_late,
       finished_at, outcome, result, version, created_at, created_by, changed_at
  from onsite_assignment
 where id = :id;

-- name: onsite_assignment_page(id) :page
select id, request_id, technician_id, site_class, depart_within, arrive_within, appointed_at, expected_arrival_at,
       busy_until, depart_due_at, arrive_due_at, reason, departed_at, depart_late, arrived_at, arrive_late,
       finished_at, outcome, result, version, created_at, created_by, changed_at
  from onsite_assignment
 where request_id = :id;

-- name: onsite_assignment_create(id, request_id, technician_id, site_class, depart_within, arrive_within, instant depart_due_at, instant arrive_due_at, instant expected_arrival_at, instant busy_until, reason) :exec
insert into onsite_assignment (id, request_id, technician_id, site_class, depart_within, arrive_within, appointed_at,
                               depart_due_at, arrive_due_at, expected_arrival_at, busy_until, reason, created_at,
                               created_by, changed_at, changed_by, trace_id)
values (:id, :request_id, :technician_id, :site_class, :depart_within, :arrive_within, :now, :depart_due_at,
        :arrive_due_at, :expected_arrival_at, :busy_until, :reason, :now, :actor, :now, :actor, :trace);

-- name: technician_free(technician_id, instant until) :one
select is_present(:technician_id::uuid, :now, :today)
       and not exists (select from onsite_assignment a
                        where a.technician_id = :technician_id::uuid and a.finished_at is null
                          and a.appointed_at < coalesce(:until::timestamptz, 'infinity') and coalesce(a.busy_until, 'infinity') > :now) as free;

-- name: onsite_visited(request_id) :one
-- Nobody who was appointed is still to come, or on site.
select not exists (select from onsite_assignment where request_id = :request_id and finished_at is null) as all_finished;

-- name: onsite_assignment_lock(id) :lock
select id, version, request_id, technician_id, appointed_at, depart_due_at, arrive_due_at, departed_at, arrived_at,
       finished_at
  from onsite_assignment
 where id = :id
   for no key update;

-- name: onsite_assignment_save_departed(id, instant at, boolean late) :exec
update onsite_assignment
   set departed_at = :at, depart_late = :late, departure_recorded_at = :now, :touched
 where id = :id;

-- name: onsite_assignment_save_arrived(id, instant at, boolean late) :exec
update onsite_assignment
   set arrived_at = :at, arrive_late = :late, arrival_recorded_at = :now, :touched
 where id = :id;

-- name: onsite_assignment_save_finished(id, outcome, result) :exec
update onsite_assignment
   set finished_at = :now, outcome = :outcome, result = :result, :touched
 where id = :id;

-- name: onsite_assignments_finish(request_id, result) :exec
update onsite_assignment
   set finished_at = :now, outcome = 'SOLVED', result = :result, :touched
 where request_id = :request_id and finished_at is null;

-- name: remote_sessions_finish(request_id) :exec
-- Not later than the authorisation allows.
update remote_session
   set ended_at = greatest(started_at, least(:now, (select a.valid_to from remote_authorisation a where a.id = authorisation_id))),
       end_reason = case when (select a.valid_to from remote_authorisation a where a.id = authorisation_id) <= :now then 'EXPIRED' else 'FINISHED' end, :touched
 where request_id = :request_id and ended_at is null;
