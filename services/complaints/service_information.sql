-- name: service_information_get(id) :one
select id, subject, subject_id, kind, audience, customer_id, employee_id, department_id, role, phone, email, chat_tool, chat_account, text, state,
       failures, send_by, sent_at, late or audience = 'CUSTOMER' and state = 'PENDING' and send_by < :now as late, acknowledged_at, done_at, version, created_at, created_by, changed_at
  from service_information
 where id = :id;

-- name: service_message_shown(id) :one
select id, subject, subject_id, kind, audience, customer_id, employee_id, department_id, role, phone, email, chat_tool, chat_account, text, state,
       failures, send_by, sent_at, late or audience = 'CUSTOMER' and state = 'PENDING' and send_by < :now as late, acknowledged_at, done_at, version, created_at, created_by, changed_at
  from service_information
 where id = :id and audience = 'CUSTOMER'
   and (:caller_roles::text[] && '{service}' or message_shown(subject, subject_id, :actor, :caller_roles));

-- name: service_message_page() :page
select id, subject, subject_id, kind, audience, customer_id, employee_id, department_id, role, phone, email, chat_tool, chat_account, text, state,
       failures, send_by, sent_at, late or audience = 'CUSTOMER' and state = 'PENDING' and send_by < :now as late, acknowledged_at, done_at, version, created_at, created_by, changed_at
  from service_information
 where audience = 'CUSTOMER'
   and (:caller_roles::text[] && '{service}' or message_shown(subject, subject_id, :actor, :caller_roles));

-- name: request_message_page(id) :page
select id, subject, subject_id, kind, audience, customer_id, employee_id, department_id, role, phone, email, chat_tool, chat_account, text, state,
       failures, send_by, sent_at, late or audience = 'CUSTOMER' and state = 'PENDING' and send_by < :now as late, acknowledged_at, done_at, version, created_at, created_by, changed_at
  from service_information
 where subject_id = :id and audience = 'CUSTOMER';

-- name: service_notice_page() :page
select id, subject, subject_id, kind, audience, customer_id, employee_id, department_id, role, phone, email, chat_tool, chat_account, text, state,
       failures, send_by, sent_at, late, acknowledged_at, done_at, version, created_at, created_by, changed_at
  from service_information
 where audience <> 'CUSTOMER'
   and (role = any (heard_as(:caller_roles::text[])) and information_shown(subject, subject_id, :actor)
        or employee_id = (select id from known_employee where subject = :actor) and not (subject = 'complaint' and is_recused(subject_id, employee_id))
        or department_id = (select department_id from known_employee where subject = :actor)
           and information_shown(subject, subject_id, :actor));

-- name: complaint_informed(id) :one
-- Who is told of a step of a complaint; nobody who is recused.
select case when not is_recused(id, handler_id) then handler_id end as handler_id,
       case when not is_recused(id, officer_id) then officer_id end as officer_id,
       case when not is_recused(id, received_by_id) then received_by_id end as first_responder_id,
       case when complainant_employee_id is null then complainant_phone end as phone,
       case when complainant_employee_id is null then complainant_email end as email,
       case when complainant_employee_id is null then chat_tool end as chat_tool,
       case when complainant_employee_id is null then chat_account end as chat_account
  from complaint
 where id = :id;

-- name: fault_informed(id) :one
select reporter_id as first_responder_id from fault where id = :id;

-- name: service_information_create(id, subject, subject_id, kind, audience, customer_id, employee_id, department_id, role, phone, email, chat_tool, chat_account, text, instant send_by) :exec
insert into service_information (id, subject, subject_id, kind, audience, customer_id, employee_id, department_id,
                                 role, phone, email, chat_tool, chat_account, text, state, send_by, created_at, created_by, changed_at, changed_by,
                                 trace_id)
values (:id, :subject, :subject_id, :kind, :audience, :customer_id, :employee_id, :department_id, :role, :phone,
        :email, :chat_tool, :chat_account, :text, 'PENDING', :send_by, :now, :actor, :now, :actor, :trace);

-- name: service_message_lock(id) :lock
-- profile: of the complaint it tells of.
select id, version, state, failures, send_by, customer_id, phone, subject, subject_id, text,
       (select c.profile from complaint c where c.id = subject_id) as profile
  from service_information
 where id = :id and audience = 'CUSTOMER'
   and (:caller_roles::text[] && '{service}' or message_shown(subject, subject_id, :actor, :caller_roles))
   for no key update;

-- name: service_notice_lock(id) :lock
select id, version, state
  from service_information
 where id = :id and audience <> 'CUSTOMER'
   and (role = any (heard_as(:caller_roles::text[])) and information_shown(subject, subject_id, :actor)
        or employee_id = (select id from known_employee where subject = :actor) and not (subject = 'complaint' and is_recused(subject_id, employee_id))
        or department_id = (select department_id from known_employee where subject = :actor)
           and information_shown(subject, subject_id, :actor))
   for no key update;

-- name: service_information_save_sent(id, boolean late) :exec
update service_information
   set state = 'SENT', sent_at = :now, late = late or :late, :touched
 where id = :id;

-- name: service_information_save_acknowledged(id) :exec
update service_information
   set state = 'ACKNOWLEDGED', acknowledged_at = :now, :touched
 where id = :id;

-- name: service_information_save_failed(id, state, instant send_by) :exec
update service_information
   set state = :state, failures = failures + 1, late = late or send_by < :now, send_by = :send_by, :touched
 where id = :id;

-- name: service_information_save_done(id) :exec
update service_information
   set state = 'DONE', done_at = :now, :touched
 where id = :id;

-- name: expectation_gap_get(id) :one
select id, customer_id, request_id, source, source_id, stated_at, statement, due_on, state, cause, improved_plan,
       measures, reply, replied_at, late, closed_at, version, created_at, created_by, changed_at
  from expectation_gap
 where id = :id;

-- name: expectation_gap_shown(id) :one
select id, customer_id, request_id, source, source_id, stated_at, statement, due_on, state, cause, improved_plan,
       measures, reply, replied_at, late, closed_at, version, created_at, created_by, changed_at
  from expectation_gap
 where id = :id and service_readable(:actor, :caller_roles);

-- name: expectation_gap_page() :page
select id, customer_id, request_id, source, source_id, stated_at, statement, due_on, state, cause, improved_plan,
       measures, reply, replied_at, late, closed_at, version, created_at, created_by, changed_at
  from expectation_gap
 where service_readable(:actor, :caller_roles);

-- name: expectation_gap_create(id, customer_id, request_id, source, source_id, statement, date due_on) :exec
insert into expectation_gap (id, customer_id, request_id, source, source_id, stated_at, statement, due_on, state,
                             created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :customer_id, :request_id, :source, :source_id, :now, :statement, :due_on, 'OPEN', :now, :actor, :now,
        :actor, :trace);

-- name: expectation_gap_lock(id) :lock
select id, version, state, due_on, cause, improved_plan, measures, reply
  from expectation_gap
 where id = :id
   for no key update;

-- name: expectation_gap_patch(id, changes) :exec
update expectation_gap
   set cause = case when p ? 'cause' then p->>'cause' else cause end,
       improved_plan = case when p ? 'improved_plan' then p->>'improved_plan' else improved_plan end,
       measures = case when p ? 'measures' then p->>'measures' else measures end, :touched
  from (select :changes::jsonb as p) patch
 where id = :id;

-- name: expectation_gap_save_reply(id, reply, boolean late) :exec
update expectation_gap
   set reply = :reply, late = case when replied_at is null then :late else late end, replied_at = coalesce(replied_at, :now), :touched
 where id = :id;

-- name: expectation_gap_save_closed(id) :exec
update expectation_gap
   set state = 'CLOSED', closed_at = :now, :touched
 where id = :id;

-- name: service_activity_get(id) :one
select id, activity_class, subclass, subject, subject_id, customer_id, employee_id, acted_at, note, version,
       created_at, created_by, changed_at
  from service_activity
 where id = :id;

-- name: service_activity_shown(id) :one
select id, activity_class, subclass, subject, subject_id, customer_id, employee_id, acted_at, note, version,
       created_at, created_by, changed_at
  from service_activity
 where id = :id and service_readable(:actor, :caller_roles);

-- name: service_activity_page() :page
select id, activity_class, subclass, subject, subject_id, customer_id, employee_id, acted_at, note, version,
       created_at, created_by, changed_at
  from service_activity
 where service_readable(:actor, :caller_roles);

-- name: service_activity_create(id, activity_class, subclass, subject, subject_id, customer_id, employee_id, instant acted_at, note) :exec
insert into service_activity (id, activity_class, subclass, subject, subject_id, customer_id, employee_id, acted_at,
                              note, created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :activity_class, :subclass, :subject, :subject_id, :customer_id, :employee_id, :acted_at, :note, :now,
        :actor, :now, :actor, :trace);
