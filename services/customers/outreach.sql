-- name: outreach_get(id) :one
select id, department_id, source, topic, held_on, place, to_json(participant_ids) as participant_ids, remarks, version,
       created_at, created_by, changed_at
  from outreach
 where id = :id and unit_readable(department_id, :department, :caller_roles);

-- name: outreach_page() :page
select id, department_id, source, topic, held_on, place, to_json(participant_ids) as participant_ids, remarks, version,
       created_at, created_by, changed_at, place || coalesce(' ' || topic, '') as _search
  from outreach
 where unit_readable(department_id, :department, :caller_roles);

-- name: outreach_create(id, department_id, source, topic, date held_on, place, participant_ids, remarks) :exec
insert into outreach (id, department_id, source, topic, held_on, place, participant_ids, remarks,
                      created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :department_id, :source, :topic, :held_on, :place,
        array(select json_array_elements_text(:participant_ids::json)::uuid), :remarks,
        :now, :actor, :now, :actor, :trace);

-- name: outreach_people(department_id, ids) :maybe
-- How many of these are employees at work of the department; and whether it is a direct-selling unit.
select d.kind = 'DIRECT_SALES' and d.status = 'ACTIVE' as direct,
       (select count(*) from employee e
         where e.department_id = d.id and e.status = 'ACTIVE'
           and e.id in (select json_array_elements_text(:ids::json)::uuid)) as people
  from department d
 where d.id = :department_id;

-- name: outreach_find(id) :maybe
-- Whoever asks: whether it is the caller's is for the rule to say.
select id, department_id, source, held_on, to_json(participant_ids) as participant_ids from outreach where id = :id;
