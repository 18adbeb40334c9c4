-- name: feedback_item_get(id) :one
-- The item as the API shows it, to whoever may read the department's own.
select f.id, f.department_id, f.kind, f.text, f.filed_by, f.filed_at, f.due_at, f.answered_at is not null as answered,
       coalesce(f.answered_at, :now) > f.due_at as late, f.answer, f.reason, f.standard_id, f.answered_by, f.answered_at,
       f.version, f.created_at, f.changed_at
  from feedback_item f
 where f.id = :id and department_readable(f.department_id, :department, :caller_roles);

-- name: feedback_item_page() :page
select f.id, f.department_id, f.kind, f.text, f.filed_by, f.filed_at, f.due_at, f.answered_at is not null as answered,
       coalesce(f.answered_at, :now) > f.due_at as late, f.answer, f.reason, f.standard_id, f.answered_by, f.answered_at,
       f.version, f.created_at, f.changed_at
  from feedback_item f
 where department_readable(f.department_id, :department, :caller_roles);

-- name: feedback_item_create(id, department_id, kind, text_, instant due_at) :exec
insert into feedback_item (id, department_id, kind, text, filed_by, filed_at, due_at,
                           created_at, created_by, changed_at, changed_by, trace_id)
values (:id, :department_id, :kind, :text_, :actor, :now, :due_at, :now, :actor, :now, :actor, :trace);

-- name: feedback_item_lock(id) :lock
select id, version, answer from feedback_item where id = :id for no key update;

-- name: feedback_item_standard(id) :one
-- Whether it is a version of a standard that was put into effect.
select exists (select from standard s where s.id = :id and s.issued_at is not null) as issued;

-- name: feedback_item_save_answer(id, answer, reason, standard_id) :exec
update feedback_item
   set answer = :answer, reason = :reason, standard_id = :standard_id, answered_by = :actor, answered_at = :now,
       :touched
 where id = :id;
