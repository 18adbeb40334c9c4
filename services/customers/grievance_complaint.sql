-- name: grievance_complaint_get(id) :one
select id, complaint_id, customer_id, grievance_id, kind, addressed_to, received_at, round, settled_at, overdue_at, version,
       created_at, changed_at
  from grievance_complaint
 where id = :id;

-- name: grievance_complaint_page() :page
select id, complaint_id, customer_id, grievance_id, kind, addressed_to, received_at, round, settled_at, overdue_at,
       grievance_id is null as waiting, version, created_at, changed_at
  from grievance_complaint;

-- name: grievance_complaint_create(id, complaint_id, customer_id, kind, addressed_to, instant received_at, data) :count
-- None: it is known already.
insert into grievance_complaint (id, complaint_id, customer_id, kind, addressed_to, received_at, respondent_ids,
                                 created_at, created_by, changed_at, changed_by, trace_id)
select :id, :complaint_id, :customer_id, :kind, :addressed_to, :received_at,
       array(select e.id from employee e
              where e.id::text in (select json_array_elements_text(
                      case json_typeof(d -> 'respondent_person_ids') when 'array' then d -> 'respondent_person_ids' else '[]' end))),
       :now, :actor, :now, :actor, :trace
  from (select :data::json as d) given
on conflict on constraint grievance_complaint_once do nothing;

-- name: grievance_complaint_find(complaint_id) :maybe
select id, complaint_id, customer_id, grievance_id, addressed_to, received_at, to_json(respondent_ids) as respondent_ids, round,
       settled_at, overdue_at
  from grievance_complaint
 where complaint_id = :complaint_id;

-- name: grievance_complaint_lock(id) :lock
select id, version, complaint_id, customer_id, grievance_id, addressed_to, received_at, to_json(respondent_ids) as respondent_ids,
       round, settled_at, overdue_at
  from grievance_complaint
 where id = :id
   for no key update;

-- name: grievance_complaint_candidates(customer_id) :one
-- Whether it may be the matter of a grievance that is not resolved yet.
select exists (select from grievance
                where customer_id = :customer_id and complaint_id is null and resolved_at is null) as waits;

-- name: grievance_complaint_save_linked(id, grievance_id) :exec
update grievance_complaint
   set grievance_id = :grievance_id, :touched
 where id = :id;

-- name: grievance_complaint_save_heard(id, integer round, instant settled_at, instant overdue_at) :exec
update grievance_complaint
   set round = :round, settled_at = :settled_at, overdue_at = :overdue_at, :touched
 where id = :id;

-- name: grievance_complaint_merge(id, survivor_id) :exec
update grievance_complaint
   set customer_id = :survivor_id, :touched
 where customer_id = :id;
