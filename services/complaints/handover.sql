-- name: handover_implementer(complaint_id, employee_id, roles) :one
select exists (select from complaint_function f
                where f.complaint_id = :complaint_id and f.function = 'INVESTIGATOR' and f.ended_at is null
                  and f.employee_id = :employee_id) as investigates,
       exists (select from known_employee e
                where e.id = :employee_id and e.roles && array(select value from json_array_elements_text(:roles::json))) as fit;

-- name: handover_save(id, complaint_id, integer round, handed_by_id, implementer_id, material_ids, boolean late) :exec
-- Without a list all materials; handed over again before it was acknowledged, the last list counts.
insert into handover (id, complaint_id, round, handed_by_id, implementer_id, material_ids, handed_at, late,
                      created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :complaint_id, :round, :handed_by_id, :implementer_id,
        coalesce(:material_ids::json, (select coalesce(json_agg(m.id order by m.id), '[]') from material m
                                        where m.complaint_id = :complaint_id::uuid and m.removed_at is null)),
        :now, :late, :now, :actor, :now, :actor, :trace)
    on conflict (complaint_id, round) do update
   set handed_by_id = excluded.handed_by_id, implementer_id = excluded.implementer_id, material_ids = excluded.material_ids,
       handed_at = excluded.handed_at, version = handover.version + 1, changed_at = :now, changed_by = :actor, trace_id = :trace;

-- name: handover_get(complaint_id, integer round) :maybe
select id, complaint_id, round, handed_by_id, implementer_id, material_ids, handed_at, late, acknowledged_at
  from handover
 where complaint_id = :complaint_id and round = :round;

-- name: handover_page(id) :page
select id, complaint_id, round, handed_by_id, implementer_id, material_ids, handed_at, late, acknowledged_at
  from handover
 where complaint_id = :id;

-- name: handover_outstanding(complaint_id, integer round, received) :one
-- Materials that were not handed over, or are not among those received; without a list all that were handed over are.
select count(*) as outstanding
  from material m
 where m.complaint_id = :complaint_id and m.removed_at is null
   and (not exists (select from handover h, json_array_elements_text(h.material_ids) one
                     where h.complaint_id = m.complaint_id and h.round = :round and one.value = m.id::text)
        or :received::json is not null and not exists (select from json_array_elements_text(:received::json) one where one.value = m.id::text));

-- name: handover_save_acknowledged(complaint_id, integer round) :exec
update handover
   set acknowledged_at = :now, :touched
 where complaint_id = :complaint_id and round = :round;

-- name: measures_open(complaint_id, integer round) :many
select id, due_on from measure where complaint_id = :complaint_id and round = :round and state = 'OPEN' order by position;

-- name: measure_lock(id) :lock
select m.id, m.version, m.complaint_id, m.round, m.state, m.drop_reason, m.due_on, m.responsible_employee_id
  from measure m
 where m.id = :id
   for no key update;

-- name: measure_get(id) :one
select id, complaint_id, decision_id, round, position, text, responsible_employee_id, due_on, amount_fen, state, evidence, done_at,
       done_by_id, drop_reason, dropped_at, drop_approved_by_id, reminded_at, version
  from measure
 where id = :id;

-- name: measure_shown(id) :maybe
select m.id, m.version from measure m join complaint c on c.id = m.complaint_id
 where m.id = :id and complaint_readable(c, :actor, :caller_roles);

-- name: measure_reader(id) :one
-- Who carries it out, or was let see this one (R10.15).
select exists (select from complaint_function f join known_employee e on e.id = f.employee_id
                where f.object_id = :id and f.function = 'MEASURE' and f.ended_at is null and e.subject = :actor) as own;

-- name: measure_save_done(id, evidence, done_by_id) :exec
update measure
   set state = 'DONE', evidence = :evidence, done_at = :now, done_by_id = :done_by_id, drop_reason = null,
       :touched
 where id = :id;

-- name: measure_save_drop(id, reason) :exec
update measure
   set drop_reason = :reason, :touched
 where id = :id;

-- name: measure_save_dropped(id, approved_by_id) :exec
update measure
   set state = 'DROPPED', dropped_at = :now, drop_approved_by_id = :approved_by_id, :touched
 where id = :id;

-- name: measure_save_reminded(id) :exec
update measure
   set reminded_at = :now, :touched
 where id = :id;

-- name: measure_save_responsible(id, employee_id, date due_on) :exec
update measure
   set responsible_employee_id = :employee_id, due_on = coalesce(:due_on, due_on), :touched
 where id = :id;

-- name: measure_function_end(id, employee_id, reason) :exec
update complaint_function
   set ended_at = :now, end_reason = :reason, :touched
 where object_id = :id and function = 'MEASURE' and employee_id = :employee_id and ended_at is null;
