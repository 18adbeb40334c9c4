-- name: training_record_create(id, technician_id, form, topic, date held_on, evidence, skill_kind, skill_model) :exec
insert into training_record (id, technician_id, form, topic, held_on, evidence, skill_kind, skill_model, state,
                             created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :technician_id, :form, :topic, :held_on, :evidence, :skill_kind, :skill_model, 'RECORDED',
        :now, :actor, :now, :actor, :trace);

-- name: training_record_get(id) :one
select id, technician_id, form, topic, held_on, evidence, skill_kind, skill_model, state, confirmed_by, confirmed_at, version, created_at
  from training_record
 where id = :id;

-- name: training_record_page() :page
select id, technician_id, form, topic, held_on, evidence, skill_kind, skill_model, state, confirmed_by, confirmed_at, version, created_at
  from training_record;

-- name: training_record_lock(id) :lock
select id, version, technician_id, state, skill_kind, skill_model from training_record where id = :id for no key update;

-- name: training_record_save_confirmed(id) :exec
update training_record
   set state = 'CONFIRMED', confirmed_by = :actor, confirmed_at = :now, :touched
 where id = :id;

-- name: training_model_known(model) :one
select exists (select from product_model where code = :model and status = 'ACTIVE') as known;

-- name: training_skill_create(id, technician_id, kind, model, date from_on) :exec
-- One that the technician has already stays as it is.
insert into order_skill (id, technician_id, kind, model, from_on, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :technician_id, :kind, :model, :from_on, :now, :actor, :now, :actor, :trace)
    on conflict (technician_id, kind, model) where ended_at is null do nothing;
