-- name: closing_facts(complaint_id, integer round) :one
-- What closing and archive are judged by. A side was asked where there is an inquiry of the round to it; an authority is notified
-- also of what a meeting of a former round decided, but not of a resolution in whose place the decision of its round follows another.
select (select count(*) from measure where complaint_id = c.id and round = c.round and state = 'OPEN') as measures_open,
       (select count(*) from (select null::uuid as respondent_id union all select r.id from complaint_respondent r where r.complaint_id = c.id) side
         where not exists (select from satisfaction_inquiry s
                            where s.complaint_id = c.id and s.round = c.round and s.respondent_id is not distinct from side.respondent_id)) as not_asked,
       (select count(*) from satisfaction_inquiry where complaint_id = c.id and round = c.round and outcome = 'ASKED') as unanswered,
       (select count(*) from dissatisfaction where complaint_id = c.id and state <> 'ANSWERED') as dissatisfactions_open,
       exists (select from outcome_feedback where complaint_id = c.id and round = c.round) as fed_back,
       exists (select from meeting_resolution r
                where r.complaint_id = c.id and r.notify_authority and r.notified_at is null
                  and not exists (select from complaint_decision d join meeting_resolution f on f.id = d.resolution_id
                                   where d.complaint_id = c.id and d.round = r.round and d.state = 'VALID' and f.id <> r.id
                                     and (f.created_at > r.created_at
                                          or exists (select from complaint_decision b where b.resolution_id = r.id)))) as notification_open,
       (c.ledger_number is not null)::int::bigint as forms,
       (select count(*) from written_opinion where complaint_id = c.id and round = c.round and state = 'VALID') as opinions,
       (select count(*) from finding where complaint_id = c.id and round = c.round) as findings,
       (select count(*) from meeting_resolution where complaint_id = c.id and round = c.round) as resolutions,
       (select count(*) from complaint_decision where complaint_id = c.id and round = c.round and state = 'VALID') as decisions,
       (select count(*) from material where complaint_id = c.id and removed_at is null) as materials,
       (select count(*) from complaint_message where complaint_id = c.id) as messages,
       (select count(*) from complaint_answer where complaint_id = c.id and round = c.round) as replies,
       (select count(*) from satisfaction_inquiry where complaint_id = c.id and round = c.round) as inquiries,
       (select count(*) from outcome_feedback where complaint_id = c.id and round = c.round) as feedbacks,
       (select count(*) from ledger_line where complaint_id = c.id) as ledger_lines
  from complaint c
 where c.id = :complaint_id and c.round = :round;

-- name: outcome_feedback_create(id, complaint_id, integer round, acknowledged_by_id, boolean late) :exec
-- content: the decision, its measures with their results, satisfaction and dissatisfactions, as they are now.
insert into outcome_feedback (id, complaint_id, round, content, acknowledged_by_id, acknowledged_at, late,
                              created_at, created_by, changed_at, changed_by, trace_id)
select :id, c.id, :round::bigint,
       json_build_object(
         'decision_id', d.id, 'outcome', d.outcome,
         'measures', (select coalesce(json_agg(json_strip_nulls(json_build_object('measure_id', m.id, 'state', m.state, 'evidence', m.evidence, 'drop_reason', m.drop_reason)) order by m.position), '[]')
                        from measure m where m.decision_id = d.id),
         'satisfaction', (select coalesce(json_agg(json_strip_nulls(json_build_object('party', s.party, 'respondent_id', s.respondent_id, 'outcome', s.outcome, 'score', s.score)) order by s.id), '[]')
                            from satisfaction_inquiry s where s.complaint_id = c.id and s.round = :round::bigint),
         'dissatisfactions', (select coalesce(json_agg(json_strip_nulls(json_build_object('dissatisfaction_id', n.id, 'party', n.party, 'state', n.state, 'answer', n.answer)) order by n.id), '[]')
                                from dissatisfaction n where n.complaint_id = c.id and n.round = :round::bigint)),
       :acknowledged_by_id, :now, :late, :now, :actor, :now, :actor, :trace
  from complaint c
  left join complaint_decision d on d.complaint_id = c.id and d.round = :round::bigint and d.state = 'VALID'
 where c.id = :complaint_id;

-- name: outcome_feedback_get(id) :one
select id, complaint_id, round, content, acknowledged_by_id, acknowledged_at, late from outcome_feedback where id = :id;

-- name: outcome_feedback_page(id) :page
select id, complaint_id, round, content, acknowledged_by_id, acknowledged_at, late from outcome_feedback where complaint_id = :id;

-- name: annual_case_file_draw(id, unit_id, integer year) :one
-- The file's row stays locked until the end: volumes have no gap.
insert into annual_case_file (id, unit_id, year, last, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :unit_id, :year, 1, :now, :actor, :now, :actor, :trace)
    on conflict (unit_id, year) do update
   set last = annual_case_file.last + 1, version = annual_case_file.version + 1, changed_at = :now, changed_by = :actor, trace_id = :trace
returning id, last;

-- name: case_volume_create(id, file_id, integer number, complaint_id, integer round, instant closed_at, checklist, archived_by_id, boolean late) :exec
-- A later round is a supplement to the first volume of the complaint (R10.17).
insert into case_volume (id, file_id, number, complaint_id, round, closed_at, supplement_to_id, checklist, archived_by_id, archived_at, late,
                         created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :file_id, :number, :complaint_id::uuid, :round, :closed_at,
        (select v.id from case_volume v where v.complaint_id = :complaint_id::uuid order by v.round limit 1), :checklist, :archived_by_id, :now, :late,
        :now, :actor, :now, :actor, :trace);

-- name: case_volume_get(id) :one
select v.id, v.file_id, f.year, v.number, v.complaint_id, c.ledger_number, v.round, v.closed_at, v.supplement_to_id, v.checklist,
       v.archived_by_id, v.archived_at, v.late
  from case_volume v
  join annual_case_file f on f.id = v.file_id
  join complaint c on c.id = v.complaint_id
 where v.id = :id;

-- name: case_volume_page(id) :page
select v.id, v.file_id, f.year, v.number, v.complaint_id, c.ledger_number, v.round, v.closed_at, v.supplement_to_id, v.checklist,
       v.archived_by_id, v.archived_at, v.late
  from case_volume v
  join annual_case_file f on f.id = v.file_id
  join complaint c on c.id = v.complaint_id
 where v.file_id = :id and complaint_readable(c, :actor, :caller_roles);

-- name: annual_case_file_page() :page
select f.id, f.unit_id, f.year, f.last as volumes
  from annual_case_file f
 where exists (select from known_employee e where e.subject = :actor and unit_of_department(e.department_id) = f.unit_id);

-- name: annual_case_file_shown(id) :one
select f.id from annual_case_file f
 where f.id = :id and exists (select from known_employee e where e.subject = :actor and unit_of_department(e.department_id) = f.unit_id);
