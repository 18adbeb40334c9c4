-- name: complaint_grant_create(id, complaint_id, integer round, function, employee_id, object_id, reason) :exec
insert into complaint_function (id, complaint_id, round, function, employee_id, object_id, reason, given_by,
                                created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :complaint_id, :round, :function, :employee_id, :object_id, :reason, :actor, :now, :actor, :now, :actor, :trace);

-- name: complaint_grant_measure(measure_id, complaint_id) :maybe
select m.id from measure m where m.id = :measure_id and m.complaint_id = :complaint_id;

-- name: complaint_grant_get(id) :one
select id, complaint_id, employee_id, object_id as measure_id, reason, given_by, created_at as given_at, ended_at, end_reason
  from complaint_function
 where id = :id;

-- name: complaint_grant_page(id) :page
-- Whole complaints, and single measures shown to somebody with a reason.
select id, complaint_id, employee_id, object_id as measure_id, reason, given_by, created_at as given_at, ended_at, end_reason
  from complaint_function
 where complaint_id = :id and (function = 'GRANTED' or function = 'MEASURE' and reason is not null);

-- name: complaint_grant_lock(id) :lock
select f.id, f.version, f.complaint_id, f.ended_at
  from complaint_function f
 where f.id = :id and f.function in ('GRANTED', 'MEASURE')
   for no key update;

-- name: complaint_grant_end(id, reason) :exec
update complaint_function
   set ended_at = :now, end_reason = :reason, :touched
 where id = :id;

-- name: complaint_reading_page(id) :page
select id, complaint_id, employee_id, actor, operation, read_at from complaint_read where complaint_id = :id;

-- name: complaint_reads(id, employee_id) :one
-- Is this employee among the readers of the complaint?
select coalesce((select complaint_readable(c, e.subject, e.roles)
                   from complaint c, known_employee e
                  where c.id = :id and e.id = :employee_id::uuid and e.status = 'ACTIVE'), false) as reads;

-- name: complaint_disclosure_create(id, complaint_id, kind, recipient_id, reason, disclosed_by_id) :exec
insert into complaint_disclosure (id, complaint_id, kind, recipient_id, reason, disclosed_by_id, disclosed_at,
                                  created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :complaint_id, :kind, :recipient_id, :reason, :disclosed_by_id, :now, :now, :actor, :now, :actor, :trace);

-- name: complaint_disclosure_get(id) :one
select id, complaint_id, kind, recipient_id, reason, disclosed_by_id, disclosed_at from complaint_disclosure where id = :id;

-- name: complaint_disclosure_page(id) :page
select id, complaint_id, kind, recipient_id, reason, disclosed_by_id, disclosed_at from complaint_disclosure where complaint_id = :id;

-- name: complaint_grievance_create(id, complaint_id, grievance_id, kind, penalty_type, integer? amount_fen, employee_id, department_id, instant happened_at) :exec
-- Of a complaint that is known here; the same event again adds nothing.
insert into complaint_grievance (id, complaint_id, grievance_id, kind, penalty_type, amount_fen, employee_id, department_id, happened_at,
                                 created_at, created_by, changed_at, changed_by, trace_id)
select :id, c.id, :grievance_id, :kind, :penalty_type, :amount_fen, :employee_id, :department_id, :happened_at, :now, :actor, :now, :actor, :trace
  from complaint c
 where c.id::text = :complaint_id::text
    on conflict (id) do nothing;

-- name: complaint_grievance_page(id) :page
select id, complaint_id, grievance_id, kind, penalty_type, amount_fen, employee_id, department_id, happened_at
  from complaint_grievance
 where complaint_id = :id;
