-- name: complaint_decision_page(id) :page
select d.id, d.complaint_id, d.round, d.number, d.outcome, d.reasons, d.no_measures, measures_of(d.id) as measures, d.evidence,
       d.resolution_id, d.deviation_reason, d.type, d.validity, d.severity, d.motive, d.signed_by_id, d.signed_at, d.sha256, d.content,
       d.state, d.replaces_id, d.replace_reason, is_recused(d.complaint_id, d.signed_by_id) as made_by_recused
  from complaint_decision d
 where d.complaint_id = :id;

-- name: complaint_decision_get(id) :one
select d.id, d.complaint_id, d.round, d.number, d.outcome, d.reasons, d.no_measures, measures_of(d.id) as measures, d.evidence,
       d.resolution_id, d.deviation_reason, d.type, d.validity, d.severity, d.motive, d.signed_by_id, d.signed_at, d.sha256, d.content,
       d.state, d.replaces_id, d.replace_reason, is_recused(d.complaint_id, d.signed_by_id) as made_by_recused
  from complaint_decision d
 where d.id = :id;

-- name: complaint_decision_facts(id, resolution_id, measures, evidence, caller_id) :one
-- What a decision is judged by. deviates: its measures are not those of the written opinion, if there is one.
select exists (select from complaint_function f
                where f.complaint_id = c.id and (f.round = c.round or f.ended_at is null)
                  and f.function = 'INVESTIGATOR' and f.employee_id = :caller_id::uuid) as investigated,
       r.id is not null as resolved,
       coalesce((select jsonb_agg(jsonb_build_array(m.text, m.amount_fen) order by m.text, m.amount_fen)
                   from json_to_recordset(coalesce(r.measures, '[]')) as m (text text, amount_fen bigint)), '[]')
         = coalesce((select jsonb_agg(jsonb_build_array(m.text, m.amount_fen) order by m.text, m.amount_fen)
                       from json_to_recordset(coalesce(:measures::json, '[]')) as m (text text, amount_fen bigint)), '[]') as as_resolved,
       o.id is not null as opined,
       o.id is not null
         and coalesce((select jsonb_agg(m.value order by m.value) from json_array_elements_text(o.measures) m), '[]')
          <> coalesce((select jsonb_agg(m.text order by m.text) from json_to_recordset(coalesce(:measures::json, '[]')) as m (text text)), '[]') as deviates,
       exists (select from material m
                 join json_array_elements_text(coalesce(:evidence::json, '[]')) e on e.value = m.id::text
                where m.complaint_id = c.id and m.authenticity = 'FALSE') as relies_on_false,
       exists (select from material m
                 join json_array_elements_text(coalesce(:evidence::json, '[]')) e on e.value = m.id::text
                where m.complaint_id = c.id and (m.authenticity is null or made_by_recused(c.id, m.checked_by))) as relies_on_unchecked,
       d.id as decision_id, d.number, d.signed_by_id, to_json(c.subtypes)::text as subtypes
  from complaint c
  left join meeting_resolution r on r.id = :resolution_id::uuid and r.complaint_id = c.id and r.round = c.round
                                and not met_with_recused(c.id, r.participants)
  left join written_opinion o on o.complaint_id = c.id and o.round = c.round and o.state = 'VALID'
  left join complaint_decision d on d.complaint_id = c.id and d.round = c.round and d.state = 'VALID'
 where c.id = :id;

-- name: complaint_decision_create(id, complaint_id, integer number, outcome, reasons, boolean no_measures, measures, evidence, resolution_id, deviation_reason, signed_by_id, replaces_id, replace_reason) :exec
-- The content is what is signed: put together here, with the classification as it stands, and hashed.
insert into complaint_decision (id, complaint_id, round, number, outcome, reasons, no_measures, evidence, resolution_id, deviation_reason,
                                type, validity, severity, motive, signed_by_id, signed_at, content, sha256, state, replaces_id, replace_reason,
                                created_at, created_by, changed_at, changed_by, trace_id)
select :id, c.id, c.round, :number, :outcome::text, :reasons::text, :no_measures::boolean, coalesce(:evidence::json, '[]'), :resolution_id::uuid,
       :deviation_reason::text, c.type, c.validity, c.severity, c.motive, :signed_by_id::uuid, :now, signed.content,
       encode(sha256(convert_to(signed.content, 'UTF8')), 'hex'), 'VALID', :replaces_id, :replace_reason, :now, :actor, :now, :actor, :trace
  from complaint c
 cross join lateral (
   select json_strip_nulls(json_build_object(
            'complaint_id', c.id, 'ledger_number', c.ledger_number, 'round', c.round, 'number', :number::bigint, 'outcome', :outcome::text,
            'reasons', :reasons::text, 'no_measures', :no_measures::boolean, 'measures', coalesce(:measures::json, '[]'),
            'evidence', coalesce(:evidence::json, '[]'), 'resolution_id', :resolution_id::uuid, 'deviation_reason', :deviation_reason::text,
            'type', c.type, 'subtypes', c.subtypes, 'validity', c.validity, 'severity', c.severity, 'motive', c.motive,
            'signed_by_id', :signed_by_id::uuid, 'signed_at', :now::timestamptz))::text as content) signed
 where c.id = :complaint_id;

-- name: complaint_decision_save_replaced(id) :exec
update complaint_decision
   set state = 'REPLACED', :touched
 where id = :id;

-- name: measure_save_replaced(decision_id) :exec
update measure
   set state = 'REPLACED', :touched
 where decision_id = :decision_id and state = 'OPEN';

-- name: measure_create(id, complaint_id, decision_id, integer round, integer position, text, responsible_employee_id, date due_on, integer? amount_fen) :exec
insert into measure (id, complaint_id, decision_id, round, position, text, responsible_employee_id, due_on, amount_fen,
                     created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :complaint_id, :decision_id, :round, :position, :text, :responsible_employee_id, :due_on, :amount_fen,
        :now, :actor, :now, :actor, :trace);

-- name: measure_page(id) :page
select id, complaint_id, decision_id, round, position, text, responsible_employee_id, due_on, amount_fen, state, evidence, done_at,
       done_by_id, drop_reason, dropped_at, drop_approved_by_id
  from measure
 where complaint_id = :id;

-- name: complaint_save_decision(id, decision_id) :exec
update complaint
   set decision_id = :decision_id, redo_decision = false, :touched
 where id = :id;

-- name: complaint_decided_event(id) :one
select c.id as complaint_id, d.id as decision_id, c.customer_id, c.profile, c.kind, c.round, d.outcome, d.type, d.validity, d.severity,
       d.motive, c.department_id, d.signed_at,
       (select coalesce(json_agg(r.employee_id), '[]') from complaint_respondent r
         where r.complaint_id = c.id and r.employee_id is not null) as respondent_person_ids,
       -- By which a receiver knows an organisation of its own.
       (select coalesce(json_agg(json_strip_nulls(json_build_object(
                 'respondent_id', r.id, 'customer_id', coalesce(k.merged_into_id, r.customer_id),
                 'unified_social_credit_code', coalesce(r.unified_social_credit_code, k.unified_social_credit_code))) order by r.id), '[]')
          from complaint_respondent r
          left join known_customer k on k.id = r.customer_id
         where r.complaint_id = c.id and num_nonnulls(r.customer_id, r.unified_social_credit_code) > 0) as respondent_organisations
  from complaint c
  join complaint_decision d on d.id = c.decision_id
 where c.id = :id;
