-- name: pitch_get(id) :one
select id, gathering_id, customer_id, employee_id, consent_id, started_at, ended_at, version, created_at, changed_at
  from pitch
 where id = :id and gathering_staff(gathering_id, :actor, :department, :caller_roles);

-- name: pitch_page() :page
select id, gathering_id, customer_id, employee_id, consent_id, started_at, ended_at, version, created_at, changed_at
  from pitch
 where gathering_staff(gathering_id, :actor, :department, :caller_roles);

-- name: pitch_open_for(gathering_id, customer_id) :one
select exists (select from pitch
                where gathering_id = :gathering_id and customer_id = :customer_id and ended_at is null) as open;

-- name: pitch_create(id, gathering_id, customer_id, employee_id, consent_id) :one
insert into pitch (id, gathering_id, customer_id, employee_id, consent_id, started_at,
                   created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :gathering_id, :customer_id, :employee_id, :consent_id, :now, :now, :actor, :now, :actor, :trace)
returning id, gathering_id, customer_id, employee_id, consent_id, started_at, ended_at, version, created_at, changed_at;

-- name: pitch_whose(id) :one
select gathering_id from pitch where id = :id;

-- name: pitch_lock(id) :lock
select id, version, employee_id, ended_at from pitch where id = :id for no key update;

-- name: pitch_save_ended(id) :one
update pitch
   set ended_at = :now, :touched
 where id = :id
returning id, gathering_id, customer_id, employee_id, consent_id, started_at, ended_at, version, created_at, changed_at;
