-- name: parameter_in_force(date on_date) :many
-- What the company has set of each parameter, as it is in force on a date; those never set are not here.
select distinct on (name) name, value
  from parameter
 where effective_from <= :on_date
 order by name, effective_from desc, created_at desc, id desc;

-- name: parameter_versions(name) :many
-- Everything that was set, the latest to come into force first.
select id, value, effective_from, created_at, created_by
  from parameter
 where name = :name
 order by effective_from desc, created_at desc, id desc
 limit 1000;

-- name: parameter_lock(name) :one
-- Of two who set one parameter the second sees what the first has set.
select pg_advisory_xact_lock(hashtextextended(concat_ws(chr(31), current_schema(), 'parameter', :name::text), 0));

-- name: parameter_set(id, name, value, date effective_from) :exec
-- A value from a date on.
insert into parameter (id, name, value, effective_from, created_at, created_by, trace_id)
values (:id, :name, :value, :effective_from, :now, :actor, :trace);

-- name: parameter_values(values) :many
-- The members of an object of values, by name.
select key as name, value::text as value from json_each(:values::json) order by key;
