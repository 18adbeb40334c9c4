-- name: inbound_item_create(id, medium, kind, customer_id, caller_name, contact, text_, instant received_at, instant reply_due_at, subject, subject_id, public_channel_id) :exec
insert into inbound_item (id, medium, kind, state, customer_id, caller_name, contact, text, received_at, reply_due_at, subject, subject_id,
                          public_channel_id, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :medium, :kind, 'REPLY_DUE', :customer_id, :caller_name, :contact, :text_, :received_at, :reply_due_at, :subject, :subject_id,
        :public_channel_id, :now, :actor, :now, :actor, :trace);

-- name: inbound_item_get(id) :one
select id, medium, kind, state, customer_id, caller_name, contact, text, received_at, reply_due_at,
       coalesce(replied_at, closed_at) is null and reply_due_at < :now as reply_overdue, public_channel_id, subject, subject_id, reply, replied_by_id, replied_at,
       reply_late, satisfaction_by_id, satisfaction_at, satisfaction, satisfaction_text, answered_at, dissatisfied, valuable,
       to_json(departments) as departments,
       (select o.id from center_opinion o where o.inbound_item_id = inbound_item.id) as center_opinion_id, digest_id, closed_at, version, created_at, changed_at
  from inbound_item
 where id = :id;

-- name: inbound_item_page() :page
select id, medium, kind, state, customer_id, caller_name, contact, text, received_at, reply_due_at,
       coalesce(replied_at, closed_at) is null and reply_due_at < :now as reply_overdue, public_channel_id, subject, subject_id, reply, replied_by_id, replied_at,
       reply_late, satisfaction_by_id, satisfaction_at, satisfaction, satisfaction_text, answered_at, dissatisfied, valuable,
       to_json(departments) as departments,
       (select o.id from center_opinion o where o.inbound_item_id = inbound_item.id) as center_opinion_id, digest_id, closed_at, version, created_at, changed_at,
       concat_ws(' ', caller_name, contact, text) as _search
  from inbound_item;

-- name: inbound_item_lock(id) :lock
select id, version, state, customer_id, contact, reply_due_at, received_at, replied_by_id, replied_at, satisfaction_at, answered_at, valuable, digest_id
  from inbound_item where id = :id for no key update;

-- name: inbound_subject_known(subject, id) :one
select case when :subject = 'COMPLAINT' then exists (select from complaint where id = :id)
            else exists (select from service_request where id = :id) end as known;

-- name: inbound_item_save_reply(id, reply, replied_by_id, boolean late) :exec
update inbound_item
   set state = 'REPLIED', reply = :reply, replied_by_id = :replied_by_id, replied_at = :now, reply_late = :late,
       :touched
 where id = :id;

-- name: inbound_item_save_asked(id, satisfaction_by_id) :exec
update inbound_item
   set satisfaction_by_id = :satisfaction_by_id, satisfaction_at = :now, :touched
 where id = :id;

-- name: inbound_item_save_answer(id, integer score, text_, boolean dissatisfied) :exec
update inbound_item
   set satisfaction = :score, satisfaction_text = :text_, answered_at = :now, dissatisfied = :dissatisfied,
       :touched
 where id = :id;

-- name: inbound_item_save_closed(id) :exec
update inbound_item
   set state = 'CLOSED', closed_at = :now, :touched
 where id = :id;

-- name: inbound_item_save_valuable(id, departments) :exec
update inbound_item
   set valuable = true, departments = array(select distinct value::uuid from json_array_elements_text(:departments::json)),
       :touched
 where id = :id;

-- name: inbound_departments_unknown(departments) :one
select count(*) as unknown
  from json_array_elements_text(:departments::json) named
 where not exists (select from known_department d where d.id = named.value::uuid and d.status = 'ACTIVE');
