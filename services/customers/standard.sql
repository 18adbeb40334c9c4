-- name: standard_get(id) :one
-- The version as the API shows it; drafts to those who oversee all.
select s.id, s.kind, s.number, s.text, s.parameters, s.effective_from, standard_state(s, :today) as state,
       coalesce(s.id = standard_in_force(s.kind, :today), false) as in_force, to_json(s.drafters) as drafters,
       s.issued_by, s.issued_at, s.version, s.created_at, s.created_by, s.changed_at
  from standard s
 where s.id = :id and (s.issued_at is not null or department_readable(null, :department, :caller_roles));

-- name: standard_page(date on) :page
select s.id, s.kind, s.number, s.text, s.parameters, s.effective_from, standard_state(s, :today) as state,
       coalesce(s.id = standard_in_force(s.kind, :today), false) as in_force, to_json(s.drafters) as drafters,
       s.issued_by, s.issued_at, s.version, s.created_at, s.created_by, s.changed_at
  from standard s
 where (s.issued_at is not null or department_readable(null, :department, :caller_roles))
   and (:on::date is null or s.id = standard_in_force(s.kind, :on));

-- name: standard_kind_lock(kind) :one
-- From here on nobody else makes the next version of the kind, or puts one into effect.
select id from standard where kind = :kind and number = 1 for no key update;

-- name: standard_create(id, kind, text_, parameters, date effective_from) :exec
insert into standard (id, kind, number, text, parameters, effective_from, drafters,
                      created_at, created_by, changed_at, changed_by, trace_id)
select :id, :kind, max(number) + 1, :text_, coalesce(:parameters::json, '[]'), :effective_from, array[:actor],
       :now, :actor, :now, :actor, :trace
  from standard
 where kind = :kind;

-- name: standard_lock(id) :lock
-- drafted_by: the caller, if the caller is one of the drafters.
select id, version, kind, parameters, effective_from,
       case when issued_at is null then 'DRAFT' else 'EFFECTIVE' end as state,
       case when :actor = any (drafters) then :actor else drafters[1] end as drafted_by
  from standard
 where id = :id
   for no key update;

-- name: standard_save(id, patch) :exec
-- Applies a checked merge patch; whoever does is a drafter.
update standard s
   set text = p.text, parameters = p.parameters, effective_from = p.effective_from,
       drafters = case when :actor = any (s.drafters) then s.drafters else s.drafters || :actor::text end,
       version = s.version + 1, changed_at = :now, changed_by = :actor, trace_id = :trace
  from standard old, json_populate_record(old, :patch::json) p
 where s.id = :id and old.id = s.id;

-- name: standard_save_issue(id) :exec
update standard
   set issued_by = :actor, issued_at = :now, :touched
 where id = :id;

-- name: standard_settings(settings) :many
-- Values for parameters, as they are written in a standard or in implementing rules.
select s ->> 'parameter' as parameter, s -> 'value' as value from json_array_elements(:settings::json) s;

-- name: standard_overtaken(kind, date effective_from, settings) :many
-- Parameters that issued versions of this kind and date would have changed, and these settings do not.
select distinct p ->> 'parameter' as parameter
  from standard s, json_array_elements(s.parameters) p
 where s.kind = :kind and s.effective_from = :effective_from and s.issued_at is not null
   and not exists (select from json_array_elements(:settings::json) n where n ->> 'parameter' = p ->> 'parameter');
