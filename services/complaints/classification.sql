-- name: classification_row(id) :one
select waybill_number, no_shipment, incident_unknown, validity, severity, motive, late_attitude from complaint where id = :id;

-- name: classification_save_type(id, type, subtypes, subtype_text, waybill_number, boolean? no_shipment, incident_dates, boolean? incident_unknown) :exec
-- Null: as it was.
update complaint
   set type = :type, subtypes = array(select value from json_array_elements_text(:subtypes::json)),
       subtype_text = coalesce(:subtype_text, subtype_text), waybill_number = coalesce(:waybill_number, waybill_number),
       no_shipment = coalesce(:no_shipment, no_shipment), incident_unknown = coalesce(:incident_unknown, incident_unknown),
       incident_dates = case when :incident_dates::json is null then incident_dates
                             else array(select value::date from json_array_elements_text(:incident_dates::json)) end,
       :touched
 where id = :id;

-- name: classification_save_late(id, boolean late_attitude) :exec
update complaint
   set late_attitude = :late_attitude, :touched
 where id = :id;

-- name: classification_save_validity(id, validity, boolean late_attitude) :exec
-- A severity is of what is valid, a motive of what is not: what was told of the other is told anew.
update complaint c
   set validity = :validity, late_attitude = :late_attitude,
       invalid_criteria = array(select distinct k.code from complaint_criterion k
                                 where k.complaint_id = c.id and k.state = 'ESTABLISHED' and k.code like 'N%' order by k.code),
       severity = case when :validity::text = 'VALID' then severity end,
       severity_criteria = case when :validity::text = 'VALID' then severity_criteria else '{}' end,
       motive = null, motive_reason = null, :touched
 where c.id = :id;

-- name: classification_save_withdrawn(id, code) :exec
-- What rested on a criterion is told anew: the motive on those of N, MALIGNANT on the last of M.
update complaint c
   set invalid_criteria = array(select distinct k.code from complaint_criterion k
                                 where k.complaint_id = c.id and k.state = 'ESTABLISHED' and k.code like 'N%' order by k.code),
       severity_criteria = standing.severe,
       motive = case when :code::text like 'M%' then motive end, motive_reason = case when :code::text like 'M%' then motive_reason end,
       severity = case when severity = 'GENERAL' or standing.severe <> '{}' then severity end, :touched
  from (select array(select distinct k.code from complaint_criterion k
                      where k.complaint_id = :id::uuid and k.state = 'ESTABLISHED' and k.code like 'M%' order by k.code) as severe) standing
 where c.id = :id::uuid;

-- name: classification_save_severity(id, severity) :exec
update complaint c
   set severity = :severity,
       severity_criteria = array(select distinct k.code from complaint_criterion k
                                  where k.complaint_id = c.id and k.state = 'ESTABLISHED' and k.code like 'M%' order by k.code),
       :touched
 where c.id = :id;

-- name: classification_save_motive(id, motive, reason) :exec
update complaint
   set motive = :motive, motive_reason = :reason, :touched
 where id = :id;

-- name: classification_save_suspicion(id) :exec
update complaint
   set suspected_malignant = true, :touched
 where id = :id;

-- name: criterion_standing(complaint_id) :many
-- What is established of N1 to N6, whichever round it was found in.
select k.code, k.grounds::text as grounds, count(f.id) as findings, count(f.id) filter (where f.result <> 'CONFIRMED') as unconfirmed
  from complaint_criterion k
  left join lateral json_array_elements_text(k.finding_ids) as named (id) on true
  left join finding f on f.id::text = named.id and f.complaint_id = k.complaint_id and not is_recused(f.complaint_id, f.author_id)
 where k.complaint_id = :complaint_id and k.state = 'ESTABLISHED' and k.code like 'N%'
 group by k.id
 order by k.id;

-- name: criterion_binding(complaint_id) :many
-- What stands in this round and leaves no choice: not N6, which follows the dates, nor N4 once the complainant has a name.
select k.code, k.grounds::text as grounds, count(f.id) as findings, count(f.id) filter (where f.result <> 'CONFIRMED') as unconfirmed
  from complaint_criterion k
  join complaint c on c.id = k.complaint_id
  left join lateral json_array_elements_text(k.finding_ids) as named (id) on true
  left join finding f on f.id::text = named.id and f.complaint_id = k.complaint_id and not is_recused(f.complaint_id, f.author_id)
 where k.complaint_id = :complaint_id and k.state = 'ESTABLISHED' and k.round = c.round
   and k.code in ('N1', 'N2', 'N3', 'N4', 'N5') and (k.code <> 'N4' or c.anonymous)
 group by k.id
 order by k.id;

-- name: criterion_named(complaint_id, criteria) :many
-- criteria: [{"code", "grounds", "finding_ids"}].
select k.value->>'code' as code, coalesce(k.value->>'grounds', '[]') as grounds, count(f.id) as findings,
       count(f.id) filter (where f.result <> 'CONFIRMED') as unconfirmed
  from json_array_elements(:criteria::json) with ordinality as k (value, position)
  left join lateral json_array_elements_text(coalesce(k.value->'finding_ids', '[]')) as named (id) on true
  left join finding f on f.id::text = named.id and f.complaint_id = :complaint_id::uuid and not is_recused(f.complaint_id, f.author_id)
 group by k.position, k.value->>'code', k.value->>'grounds'
 order by k.position;

-- name: criterion_create(complaint_id, integer round, criteria, state, named_by_id) :exec
-- criteria: [{"code", "grounds", "finding_ids", "evidence"}]. N6 follows the dates: the service names it by itself (named_by_id null).
insert into complaint_criterion (id, complaint_id, round, code, grounds, finding_ids, evidence, state, named_by_id,
                                 created_at, created_by, changed_at, changed_by, trace_id)
select gen_random_uuid(), :complaint_id::uuid, :round::bigint, k.value->>'code',
       array(select g.value from json_array_elements_text(coalesce(k.value->'grounds', '[]')) g),
       coalesce(k.value->'finding_ids', '[]'), k.value->>'evidence', :state::text, :named_by_id::uuid, :now, :actor, :now, :actor, :trace
  from json_array_elements(:criteria::json) k
 where k.value->>'code' <> 'N6' or :named_by_id::uuid is null;

-- name: criterion_withdraw_all(complaint_id, letter) :exec
-- Before others are established: those of N, or of M.
update complaint_criterion
   set state = 'WITHDRAWN', :touched
 where complaint_id = :complaint_id and state = 'ESTABLISHED' and left(code, 1) = :letter;

-- name: criterion_withdraw(id, reason) :exec
update complaint_criterion
   set state = 'WITHDRAWN', withdraw_reason = :reason, :touched
 where id = :id;

-- name: criterion_lock(id) :lock
select id, version, complaint_id, code, state from complaint_criterion where id = :id for no key update;

-- name: criterion_get(id) :one
select id, complaint_id, round, code, to_json(grounds) as grounds, finding_ids, evidence, state, named_by_id, withdraw_reason, version, created_at,
       is_recused(complaint_id, named_by_id) as made_by_recused
  from complaint_criterion
 where id = :id;

-- name: criterion_propose(id, complaint_id, integer round, code, grounds, finding_ids, evidence, named_by_id) :exec
insert into complaint_criterion (id, complaint_id, round, code, grounds, finding_ids, evidence, state, named_by_id,
                                 created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :complaint_id, :round, :code, array(select value from json_array_elements_text(coalesce(:grounds::json, '[]'))),
        coalesce(:finding_ids::json, '[]'), :evidence, 'PROPOSED', :named_by_id, :now, :actor, :now, :actor, :trace);

-- name: criterion_page(id) :page
select id, complaint_id, round, code, to_json(grounds) as grounds, finding_ids, evidence, state, named_by_id, withdraw_reason, version, created_at,
       is_recused(complaint_id, named_by_id) as made_by_recused
  from complaint_criterion
 where complaint_id = :id;
