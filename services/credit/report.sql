-- name: credit_report_latest(customer_id, date on_) :maybe
-- Of those filed on that date or before.
select id, filed_on, investigation_score, insolvency_or_enforcement, declared_single_purchase_fen, declared_cycle_days,
       recommended_grade, recommended_limit_fen, recommended_term_days
  from credit_report
 where customer_id = :customer_id and filed_on <= :on_
 order by filed_on desc, filed_at desc
 limit 1;

-- name: credit_report_get(id) :one
select r.id, r.customer_id, r.kind, r.investigation_id, r.state, r.template_version, r.period_from, r.period_to,
       to_json(r.channels_used) as channels_used,
       r.sections, r.findings, r.scores, r.investigation_score, r.insolvency_or_enforcement, r.declared_single_purchase_fen,
       r.declared_cycle_days, r.recommended_grade, r.recommended_limit_fen, r.recommended_term_days,
       r.recommended_conditions,
       r.recommendation_findings, r.prepared_by, r.filed_at, r.filed_on, r.deliver_by, r.late,
       to_json(r.warnings) as warnings, r.acknowledged_at,
       r.acknowledged_by, r.version, r.created_at, r.created_by, r.changed_at
  from credit_report r
 where r.id = :id;

-- name: credit_report_page() :page
select r.id, r.customer_id, r.kind, r.investigation_id, r.state, r.template_version, r.period_from, r.period_to,
       to_json(r.channels_used) as channels_used,
       r.sections, r.findings, r.scores, r.investigation_score, r.insolvency_or_enforcement, r.declared_single_purchase_fen,
       r.declared_cycle_days, r.recommended_grade, r.recommended_limit_fen, r.recommended_term_days,
       r.recommended_conditions,
       r.recommendation_findings, r.prepared_by, r.filed_at, r.filed_on, r.deliver_by, r.late,
       to_json(r.warnings) as warnings, r.acknowledged_at,
       r.acknowledged_by, r.version, r.created_at, r.created_by, r.changed_at
  from credit_report r
  join credit_profile p on p.id = r.customer_id
 where credit_readable(p.responsible_salesperson_id, :actor, :caller_roles);

-- name: credit_report_shown(id) :maybe
-- To those who may read it.
select r.id, r.version
  from credit_report r
  join credit_profile p on p.id = r.customer_id
 where r.id = :id and credit_reads(r.customer_id, false, p.responsible_salesperson_id, :actor, :caller_roles);

-- name: credit_report_whose(id) :one
select customer_id from credit_report where id = :id;

-- name: credit_report_lock(id) :lock
-- The customer's profile is locked. recommendation_rests: on how many of its findings.
select r.id, r.version, r.state, r.investigation_id, r.template_version, r.sections, r.recommended_grade,
       r.prepared_by, r.changed_by,
       r.recommended_grade is not null or r.recommended_limit_fen is not null or r.recommended_term_days is not null
       or coalesce(json_array_length(r.recommended_conditions), 0) > 0 as recommends,
       (select count(*) from json_array_elements_text(r.recommendation_findings) n
         where n::bigint between 1 and json_array_length(r.findings)) as recommendation_rests
  from credit_report r
 where r.id = :id
   for no key update of r;

-- name: credit_report_sections(id) :many
-- Those that have a text.
select s.key as section from credit_report r, json_each_text(r.sections) s where r.id = :id and s.value ~ '\S';

-- name: credit_report_evidence(id, customer_id) :many
-- Of each finding: what it refers to, what of it exists, and what of that is of another customer; and its figures.
select f.place as number, coalesce(json_array_length(f.value -> 'evidence_refs'), 0) as refs,
       coalesce(json_array_length(f.value -> 'figures'), 0) as figures, e.existing, e.foreign_refs
  from credit_report r,
       json_array_elements(r.findings) with ordinality as f (value, place),
       lateral (select count(owner.id) as existing,
                       count(owner.id) filter (where :customer_id::uuid not in (owner.id, coalesce(owner.merged_into_id,
       owner.id)))
                         as foreign_refs
                  from json_array_elements(coalesce(f.value -> 'evidence_refs', '[]')) ref
                  left join credit_profile owner
                    on owner.id = credit_evidence_owner(ref ->> 'type', (ref ->> 'id')::uuid, ref ->> 'item')) e
 where r.id = :id
 order by f.place;

-- name: credit_report_create(id, customer_id, kind, investigation_id, content) :exec
insert into credit_report (id, customer_id, kind, investigation_id, state, template_version, period_from, period_to,
       channels_used,
                           sections, findings, declared_single_purchase_fen, declared_cycle_days, recommended_grade,
                           recommended_limit_fen, recommended_term_days, recommended_conditions, recommendation_findings,
                           prepared_by, created_at, created_by, changed_at, changed_by, trace_id)
select :id, :customer_id, :kind, :investigation_id, 'DRAFT', template_version, period_from, period_to,
       coalesce(channels_used, '{}'), coalesce(sections, '{}'), coalesce(findings, '[]'), declared_single_purchase_fen,
       declared_cycle_days, recommended_grade, recommended_limit_fen, recommended_term_days, recommended_conditions,
       recommendation_findings, :actor, :now, :actor, :now, :actor, :trace
  from json_to_record(:content::json) as c (template_version bigint, period_from date, period_to date, channels_used text[],
                                            sections json, findings json, declared_single_purchase_fen bigint,
                                            declared_cycle_days bigint, recommended_grade text, recommended_limit_fen bigint,
                                            recommended_term_days bigint, recommended_conditions json,
                                            recommendation_findings json);

-- name: credit_report_change(id, changes) :exec
-- What is given takes the place of what there was; of the sections, each that is given.
update credit_report r
   set template_version = c.template_version, period_from = c.period_from, period_to = c.period_to,
       channels_used = coalesce(c.channels_used, '{}'),
       sections = coalesce(c.sections, '{}'), findings = coalesce(c.findings, '[]'),
       declared_single_purchase_fen = c.declared_single_purchase_fen, declared_cycle_days = c.declared_cycle_days,
       recommended_grade = c.recommended_grade, recommended_limit_fen = c.recommended_limit_fen,
       recommended_term_days = c.recommended_term_days, recommended_conditions = c.recommended_conditions,
       recommendation_findings = c.recommendation_findings,
       version = r.version + 1, changed_at = :now, changed_by = :actor, trace_id = :trace
  from (select o.id, n.*
          from credit_report o,
               jsonb_to_record(to_jsonb(o) || :changes::jsonb
                               || jsonb_build_object('sections', o.sections::jsonb
                                                                 || coalesce(:changes::jsonb -> 'sections', '{}')))
                 as n (template_version bigint, period_from date, period_to date, channels_used text[],
                       sections json, findings json, declared_single_purchase_fen bigint,
                       declared_cycle_days bigint, recommended_grade text, recommended_limit_fen bigint,
                       recommended_term_days bigint, recommended_conditions json,
                       recommendation_findings json)
         where o.id = :id) c
 where r.id = c.id;

-- name: credit_report_save_filed(id, investigation_id, date deliver_by, boolean late, boolean many_figures) :exec
-- The scores and channels are the investigation's; without one, the scores of the latest report that had some.
update credit_report r
   set state = 'FILED', filed_at = :now, filed_on = :today, deliver_by = :deliver_by, late = :late,
       warnings = case when :many_figures then '{TOO_MANY_FIGURES}'::text[] else '{}' end,
       channels_used = case when r.channels_used = '{}' then coalesce(i.channels, '{}') else r.channels_used end,
       scores = coalesce(i.scores, before.scores),
       investigation_score = coalesce(i.investigation_score, before.investigation_score),
       insolvency_or_enforcement = coalesce(i.insolvency_or_enforcement, before.insolvency_or_enforcement, false),
       version = r.version + 1, changed_at = :now, changed_by = :actor, trace_id = :trace
  from (values (:id::uuid)) as this (id)
  left join investigation i on i.id = :investigation_id
  left join lateral (select b.scores, b.investigation_score, b.insolvency_or_enforcement
                       from credit_report b
                       join credit_report own on own.id = this.id
                      where b.customer_id = own.customer_id and b.filed_on is not null and b.investigation_score is not null
                      order by b.filed_at desc limit 1) before on true
 where r.id = this.id;

-- name: credit_report_save_acknowledged(id) :exec
update credit_report
   set state = 'ACKNOWLEDGED', acknowledged_at = :now, acknowledged_by = :actor, :touched
 where id = :id;
