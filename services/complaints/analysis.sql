-- name: analysis_reports(unit_id, date month) :one
select count(*) as reports from complaint_analysis_report where unit_id = :unit_id and month = :month;

-- name: analysis_figures(unit_id, instant a_from, instant a_until) :one
-- Of what was received in the month, and of what was replied to in it, as it is now. percent: of its part; of severities of what is
-- valid, of motives of what is not, of scores of what was answered. Overdue: still, or in the month until it was done.
with population as (
  select 'RECEIVED' as part, c.* from complaint c where c.unit_id = :unit_id::uuid and c.received_at between :a_from and :a_until
   union all
  select 'HANDLED', c.* from complaint c where c.unit_id = :unit_id::uuid and c.replied_at between :a_from and :a_until),
whole as (
  select parts.part, count(p.id) as n, count(p.id) filter (where p.validity = 'VALID') as valid,
         count(p.id) filter (where p.validity = 'INVALID') as invalid,
         sum(floor(extract(epoch from p.replied_at - p.received_at) / 60))::bigint as minutes,
         max(floor(extract(epoch from p.replied_at - p.received_at) / 60))::bigint as minutes_max
    from (values ('RECEIVED'), ('HANDLED')) as parts (part)
    left join population p on p.part = parts.part
   group by parts.part),
proposal as (
  select p.id, case when r.id is null then 'NONE' when r.late then 'LATE' else 'IN_TIME' end as outcome
    from population p
    left join complaint_proposal r on r.complaint_id = p.id and r.number = 1
   where p.part = 'RECEIVED'),
escalation as (
  select e.cause from population p join complaint_escalation e on e.complaint_id = p.id where p.part = 'RECEIVED'),
inquiry as (
  select i.outcome, i.score from population p join satisfaction_inquiry i on i.complaint_id = p.id where p.part = 'HANDLED'),
overdue_oversight as (
  select o.id, o.due_on from oversight_record o
   where o.head_unit_id = :unit_id::uuid
     and (o.response is null and o.due_on < :today or o.late and (o.due_on + 1)::timestamp at time zone 'Asia/Shanghai' between :a_from and :a_until)),
overdue_assistance as (
  select a.id, a.due_on from assistance_request a join complaint c on c.id = a.complaint_id
   where c.unit_id = :unit_id::uuid
     and (a.state = 'OPEN' and a.due_on < :today or a.late and (a.due_on + 1)::timestamp at time zone 'Asia/Shanghai' between :a_from and :a_until)),
figure (part, figure, key, count, whole, value) as (
  select part, 'TOTAL', null, n, null::bigint, null::text from whole
   union all
  select p.part, 'CHANNEL', p.channel, count(*), w.n, null from population p join whole w on w.part = p.part group by p.part, p.channel, w.n
   union all
  select w.part, 'TYPE', t.name, count(p.id), w.n, null
    from whole w cross join (values ('SERVICE'), ('BUSINESS'), ('UNCLEAR')) as t (name)
    left join population p on p.part = w.part and p.type = t.name group by w.part, t.name, w.n
   union all
  select p.part, 'SUBTYPE', s.name, count(*), w.n, null
    from population p join whole w on w.part = p.part cross join lateral unnest(p.subtypes) as s (name) group by p.part, s.name, w.n
   union all
  select w.part, 'VALIDITY', t.name, count(p.id), w.n, null
    from whole w cross join (values ('VALID'), ('INVALID'), ('UNDETERMINED')) as t (name)
    left join population p on p.part = w.part and p.validity = t.name group by w.part, t.name, w.n
   union all
  select w.part, 'SEVERITY', t.name, count(p.id), w.valid, null
    from whole w cross join (values ('MALIGNANT'), ('GENERAL')) as t (name)
    left join population p on p.part = w.part and p.severity = t.name group by w.part, t.name, w.valid
   union all
  select w.part, 'MOTIVE', t.name, count(p.id), w.invalid, null
    from whole w cross join (values ('MALICIOUS'), ('GENERAL_INVALID')) as t (name)
    left join population p on p.part = w.part and p.motive = t.name group by w.part, t.name, w.invalid
   union all
  select p.part, 'DEPARTMENT', coalesce(p.department_id::text, 'NONE'), count(*), w.n, null
    from population p join whole w on w.part = p.part group by p.part, p.department_id, w.n
   union all
  select w.part, 'REOPENED', null, count(p.id), w.n, null
    from whole w left join population p on p.part = w.part and p.round > 0 group by w.part, w.n
   union all
  -- In whichever round (R10.3).
  select w.part, 'OVERDUE', null, count(o.complaint_id), w.n, null
    from whole w
    left join (select distinct p.part, d.complaint_id from population p join complaint_overdue d on d.complaint_id = p.id) o on o.part = w.part
   group by w.part, w.n
   union all
  select 'RECEIVED', 'PROPOSAL', t.name, count(p.id), (select n from whole where part = 'RECEIVED'), null
    from (values ('IN_TIME'), ('LATE'), ('NONE')) as t (name) left join proposal p on p.outcome = t.name group by t.name
   union all
  select 'RECEIVED', 'ESCALATION', t.name, count(e.cause), null, null
    from (values ('MANUAL'), ('AUTOMATIC')) as t (name) left join escalation e on e.cause = t.name group by t.name
   union all
  select 'HANDLED', 'HANDLING_MINUTES', t.name, null, null, t.value
    from whole w
   cross join lateral (values ('AVERAGE', average_tenths(w.minutes, w.n)::text), ('MAXIMUM', w.minutes_max::text)) as t (name, value)
   where w.part = 'HANDLED'
   union all
  select 'HANDLED', 'SATISFACTION', t.name, count(i.outcome), (select count(*) from inquiry), null
    from (values ('ASKED'), ('ANSWERED'), ('NOT_DELIVERABLE')) as t (name) left join inquiry i on i.outcome = t.name group by t.name
   union all
  select 'HANDLED', 'SATISFACTION_SCORE', t.score::text, count(i.score), (select count(*) from inquiry where outcome = 'ANSWERED'), null
    from generate_series(1, 5) as t (score) left join inquiry i on i.score = t.score group by t.score
   union all
  select 'HANDLED', 'SATISFACTION_SCORE', 'AVERAGE', null, null, average_tenths(sum(score)::bigint, count(score))::text from inquiry
   union all
  select 'UNIT', 'GAP', 'OPEN', count(*), null, null from improvement where unit_id = :unit_id::uuid and state = 'OPEN'
   union all
  select 'UNIT', 'GAP', 'DONE', count(*), null, null from improvement where unit_id = :unit_id::uuid and done_at between :a_from and :a_until
   union all
  select 'UNIT', 'OPEN_GAP', id::text, null, null, due_on::text from improvement where unit_id = :unit_id::uuid and state = 'OPEN'
   union all
  select 'UNIT', 'OVERSIGHT', 'OVERDUE', count(*), null, null from overdue_oversight
   union all
  select 'UNIT', 'OVERDUE_OVERSIGHT', id::text, null, null, due_on::text from overdue_oversight
   union all
  select 'UNIT', 'ASSISTANCE', 'OVERDUE', count(*), null, null from overdue_assistance
   union all
  select 'UNIT', 'OVERDUE_ASSISTANCE', id::text, null, null, due_on::text from overdue_assistance),
numbered as (
  select row_number() over (order by part desc, figure, key collate "C" nulls first) as position, figure.* from figure)
select json_agg(json_build_object('position', position, 'part', part, 'figure', figure, 'key', key, 'count', count,
                                  'percent', share_percent(count, whole)::text, 'value', value) order by position) as figures
  from numbered;

-- name: analysis_create(id, unit_id, date month, integer revision, author_id, date due_on, boolean late, figures, analysis, improvement_measures, recognition) :exec
insert into complaint_analysis_report (id, unit_id, month, revision, author_id, cut_off, due_on, late, figures, analysis,
                                       improvement_measures, recognition, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :unit_id, :month, :revision, :author_id, :now, :due_on, :late, :figures::json, :analysis, :improvement_measures, :recognition,
        :now, :actor, :now, :actor, :trace);

-- name: analysis_get(id) :one
select s.* from complaint_analysis_shown s where s.id = :id;

-- name: analysis_shown(id) :one
-- To its unit and to the head office (R12.2); to the general manager and auditors.
select s.*
  from complaint_analysis_shown s
 where s.id = :id
   and (:has_general_manager or :has_auditor
        or exists (select from known_employee e
                    where e.subject = :actor and unit_of_department(e.department_id) in (s.unit_id, s._head_unit_id)));

-- name: analysis_page() :page
select s.*
  from complaint_analysis_shown s
 where :has_general_manager or :has_auditor
    or exists (select from known_employee e
                where e.subject = :actor and unit_of_department(e.department_id) in (s.unit_id, s._head_unit_id));

-- name: analysis_figure_page(id) :page
select md5(r.id::text || f.position)::uuid as id, f.position, f.part, f.figure, f.key, f.count, f.percent, f.value
  from complaint_analysis_report r
 cross join lateral json_to_recordset(r.figures)
       as f (position bigint, part text, figure text, key text, count bigint, percent text, value text)
 where r.id = :id;
