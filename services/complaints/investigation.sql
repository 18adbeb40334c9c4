-- name: finding_page(id) :page
select f.id, f.complaint_id, f.round, f.assertion, f.result, f.evidence, f.author_id,
       is_recused(f.complaint_id, f.author_id) as made_by_recused, f.created_at
  from finding f
 where f.complaint_id = :id;

-- name: finding_get(id) :one
select f.id, f.complaint_id, f.round, f.assertion, f.result, f.evidence, f.author_id,
       is_recused(f.complaint_id, f.author_id) as made_by_recused, f.created_at
  from finding f
 where f.id = :id;

-- name: finding_create(id, complaint_id, integer round, assertion, result, evidence, author_id) :exec
insert into finding (id, complaint_id, round, assertion, result, evidence, author_id, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :complaint_id, :round, :assertion, :result, coalesce(:evidence::json, '[]'), :author_id, :now, :actor, :now, :actor, :trace);

-- name: complaint_materials_unknown(id, material_ids) :one
-- How many of the ids are no materials of the complaint.
select count(*) as unknown from json_array_elements_text(:material_ids::json) m
 where not exists (select from material where complaint_id = :id and id::text = m.value and removed_at is null);

-- name: material_save_check(id, authenticity, method) :exec
update material
   set authenticity = :authenticity, authenticity_method = :method, checked_by = :actor, checked_at = :now,
       :touched
 where id = :id;

-- name: party_statement_page(id) :page
select id, complaint_id, round, kind, party, respondent_id, employee_id, channel, text, happened_at, created_by
  from party_statement
 where complaint_id = :id;

-- name: party_statement_get(id) :one
select id, complaint_id, round, kind, party, respondent_id, employee_id, channel, text, happened_at, created_by
  from party_statement
 where id = :id;

-- name: party_statement_create(id, complaint_id, integer round, kind, party, respondent_id, employee_id, channel, text, instant happened_at, date happened_on) :exec
insert into party_statement (id, complaint_id, round, kind, party, respondent_id, employee_id, channel, text, happened_at, happened_on,
                             created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :complaint_id, :round, :kind, :party, :respondent_id, :employee_id, :channel, :text, :happened_at, :happened_on,
        :now, :actor, :now, :actor, :trace);

-- name: complaint_sides(id) :many
-- The sides of a complaint in its round: the complainant first, then the respondents as they were listed. attempt_days: on how
-- many days it was tried to reach them. person_id: who speaks for a respondent. limited: whether the investigation is, for it
-- came too late (R12.7), or names no facts (R12.8).
select c.late_attitude or c.anonymous and num_nulls(c.object, c.course) > 0 as limited, null::uuid as respondent_id, null::uuid as person_id, null::uuid as supervisor_id,
       not c.anonymous or num_nonnulls(c.complainant_phone, c.complainant_email, c.complainant_address, c.chat_account) > 0 as reachable,
       exists (select from party_statement s
                where s.complaint_id = c.id and s.round = c.round and s.party = 'COMPLAINANT' and s.kind = 'STATEMENT') as heard,
       (select count(distinct s.happened_on) from party_statement s
         where s.complaint_id = c.id and s.round = c.round and s.party = 'COMPLAINANT' and s.kind = 'ATTEMPT') as attempt_days,
       exists (select from fact_briefing b where b.complaint_id = c.id and b.round = c.round and b.party = 'COMPLAINANT') as briefed,
       null::timestamptz as listed_at
  from complaint c
 where c.id = :id
 union all
select false, r.id, p.id, p.supervisor_id, true,
       exists (select from party_statement s
                where s.complaint_id = c.id and s.round = c.round and s.respondent_id = r.id and s.kind = 'STATEMENT'),
       (select count(distinct s.happened_on) from party_statement s
         where s.complaint_id = c.id and s.round = c.round and s.respondent_id = r.id and s.kind = 'ATTEMPT'),
       exists (select from fact_briefing b where b.complaint_id = c.id and b.round = c.round and b.respondent_id = r.id),
       r.listed_at
  from complaint c
  join complaint_respondent r on r.complaint_id = c.id
  left join known_department d on d.id = r.department_id
  left join known_employee p on p.id = coalesce(r.employee_id, d.head_id)
 where c.id = :id
 order by listed_at nulls first, respondent_id nulls first;

-- name: fact_briefing_page(id) :page
select id, complaint_id, round, party, respondent_id, supervisor_id, outcome, channel, content, briefed_at, created_by,
       made_by_recused(complaint_id, created_by)
  from fact_briefing
 where complaint_id = :id;

-- name: fact_briefing_get(id) :one
select id, complaint_id, round, party, respondent_id, supervisor_id, outcome, channel, content, briefed_at, created_by,
       made_by_recused(complaint_id, created_by)
  from fact_briefing
 where id = :id;

-- name: fact_briefing_create(id, complaint_id, integer round, party, respondent_id, supervisor_id, outcome, channel, content, instant briefed_at) :exec
insert into fact_briefing (id, complaint_id, round, party, respondent_id, supervisor_id, outcome, channel, content, briefed_at,
                           created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :complaint_id, :round, :party, :respondent_id, :supervisor_id, :outcome, :channel, :content, :briefed_at,
        :now, :actor, :now, :actor, :trace);

-- name: investigation_facts(id) :one
-- Findings of who is recused do not count (R10.5).
select (select count(*) from finding f where f.complaint_id = c.id and f.round = c.round and not is_recused(c.id, f.author_id)) as findings,
       (select count(*) from assistance_request a where a.complaint_id = c.id and a.round = c.round and a.state = 'OPEN') as unanswered
  from complaint c
 where c.id = :id;

-- name: material_unchecked(complaint_id) :many
-- What somebody checked who is recused is checked again (R10.5).
select m.id from material m
 where m.complaint_id = :complaint_id and m.removed_at is null
   and (m.authenticity is null or made_by_recused(m.complaint_id, m.checked_by))
 order by m.received_at, m.id;

-- name: investigation_create(id, complaint_id, integer round, boolean none_found, completed_by_id) :exec
insert into investigation (id, complaint_id, round, none_found, completed_by_id, completed_at, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :complaint_id, :round, :none_found, :completed_by_id, :now, :now, :actor, :now, :actor, :trace);

-- name: complaint_save_investigated(id) :exec
update complaint
   set redo_findings = false, :touched
 where id = :id;

-- name: improvement_create(id, complaint_id, investigation_id, unit_id, integer round, process, description, department_id, proposal, owner_id, date due_on) :exec
insert into improvement (id, complaint_id, investigation_id, unit_id, round, process, description, department_id, proposal, owner_id, due_on,
                         created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :complaint_id, :investigation_id, :unit_id, :round, :process, :description, :department_id, :proposal, :owner_id, :due_on,
        :now, :actor, :now, :actor, :trace);

-- name: improvement_page() :page
select i.id, i.complaint_id, i.unit_id, i.round, i.process, i.description, i.department_id, i.proposal, i.owner_id, i.due_on, i.state,
       i.done_note, i.done_at, i.version, i.created_at
  from improvement i
  join complaint c on c.id = i.complaint_id
 where complaint_readable(c, :actor, :caller_roles)
    or exists (select from known_employee e where e.subject = :actor and e.id = i.owner_id);

-- name: improvement_get(id) :one
select id, complaint_id, unit_id, round, process, description, department_id, proposal, owner_id, due_on, state, done_note, done_at, version, created_at
  from improvement
 where id = :id;

-- name: improvement_shown(id) :one
-- To its owner, and those who read the complaint.
select i.id, i.complaint_id, i.unit_id, i.round, i.process, i.description, i.department_id, i.proposal, i.owner_id, i.due_on, i.state,
       i.done_note, i.done_at, i.version, i.created_at
  from improvement i
  join complaint c on c.id = i.complaint_id
 where i.id = :id
   and (complaint_readable(c, :actor, :caller_roles)
        or exists (select from known_employee e where e.subject = :actor and e.id = i.owner_id));

-- name: improvement_lock(id) :lock
select id, version, owner_id, state from improvement where id = :id for no key update;

-- name: improvement_save_done(id, note) :exec
update improvement
   set state = 'DONE', done_note = :note, done_at = :now, :touched
 where id = :id;
