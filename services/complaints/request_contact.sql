-- name: request_contact_get(id) :one
select id, request_id, direction, channel, solicited, employee_id, contacted_at, note, repeats, outside_window,
       reason, version, created_at, created_by, changed_at
  from request_contact
 where id = :id;

-- name: request_contact_page(id) :page
select id, request_id, direction, channel, solicited, employee_id, contacted_at, note, repeats, outside_window,
       reason, version, created_at, created_by, changed_at
  from request_contact
 where request_id = :id;

-- name: request_contact_create(id, request_id, direction, channel, boolean solicited, employee_id, instant contacted_at, note, boolean repeats, boolean outside_window, reason) :exec
insert into request_contact (id, request_id, direction, channel, solicited, employee_id, contacted_at, note, repeats,
                             outside_window, reason, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :request_id, :direction, :channel, :solicited, :employee_id, :contacted_at, :note, :repeats,
        :outside_window, :reason, :now, :actor, :now, :actor, :trace);

-- name: request_transfer_page(id) :page
select id, request_id, kind, state, from_id, to_id, cross_department, reason, transferred_at, late, answered_at,
       answer, reminded_at, version, created_at, created_by, changed_at
  from request_transfer
 where request_id = :id;

-- name: request_transfer_create(id, request_id, kind, state, from_id, to_id, boolean cross_department, reason, boolean late) :exec
insert into request_transfer (id, request_id, kind, state, from_id, to_id, cross_department, reason, transferred_at,
                              late, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :request_id, :kind, :state, :from_id, :to_id, :cross_department, :reason, :now, :late, :now, :actor,
        :now, :actor, :trace);

-- name: request_transfer_pending(request_id) :maybe
select id, from_id, to_id from request_transfer where request_id = :request_id and state = 'PENDING';

-- name: request_transfer_request(id) :maybe
select request_id, to_id from request_transfer where id = :id and state = 'PENDING';

-- name: request_transfer_save(id, state, answer) :exec
update request_transfer
   set state = :state, answered_at = :now, answer = :answer, :touched
 where id = :id;

-- name: request_transfer_save_reminded(id) :exec
update request_transfer
   set reminded_at = :now, :touched
 where id = :id;

-- name: request_forwarding_create(id, request_id, department_id, employee_id, boolean late) :exec
insert into request_forwarding (id, request_id, department_id, employee_id, forwarded_at, late, created_at,
                                created_by, changed_at, changed_by, trace_id)
values (:id, :request_id, :department_id, :employee_id, :now, :late, :now, :actor, :now, :actor, :trace);

-- name: request_forwarding_page(id) :page
select id, request_id, department_id, employee_id, forwarded_at, late, version, created_at, created_by, changed_at
  from request_forwarding
 where request_id = :id;

-- name: department_find(id) :maybe
select id, name, head_id from known_department where id = :id and status = 'ACTIVE';

-- name: major_report_page() :page
select m.id, m.request_id, r.customer_id, m.state, m.reason, m.known_at, m.reported_at, m.reported_by_id, m.late,
       m.cleared_at, m.cleared_by, m.cleared_reason, m.version, m.created_at, m.created_by, m.changed_at
  from major_report m
  join service_request r on r.id = m.request_id;

-- name: major_report_create(id, request_id, reason, instant known_at, reported_by_id, boolean late) :exec
insert into major_report (id, request_id, state, reason, known_at, reported_at, reported_by_id, late, created_at,
                          created_by, changed_at, changed_by, trace_id)
values (:id, :request_id, 'OPEN', :reason, :known_at, :now, :reported_by_id, :late, :now, :actor, :now, :actor, :trace);

-- name: major_report_save_cleared(request_id, reason) :exec
update major_report
   set state = 'CLEARED', cleared_at = :now, cleared_by = :actor, cleared_reason = :reason, :touched
 where request_id = :request_id and state = 'OPEN';
