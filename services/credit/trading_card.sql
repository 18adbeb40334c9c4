-- name: trading_card_get(id) :one
-- To those who read the customer; a form not yet filled in, to who had it issued.
select c.id, c.form_no, c.customer_id, k.name as customer_name, c.template_version, c.filled_by, c.filled_on, c.items, c.copies,
       c.state, c.activated_at, c.activated_by, c.closed_at, c.close_reason, c.version, c.created_at, c.created_by, c.changed_at
  from trading_card c
  left join credit_profile p on p.id = c.customer_id
  left join known_customer k on k.id = c.customer_id
 where c.id = :id
   and credit_reads(c.customer_id, p.id is null and c.created_by = :actor, p.responsible_salesperson_id, :actor, :caller_roles);

-- name: trading_card_page() :page
select c.id, c.form_no, c.customer_id, k.name as customer_name, c.template_version, c.filled_by, c.filled_on, c.items, c.copies,
       c.state, c.activated_at, c.activated_by, c.closed_at, c.close_reason, c.version, c.created_at, c.created_by, c.changed_at
  from trading_card c
  left join credit_profile p on p.id = c.customer_id
  left join known_customer k on k.id = c.customer_id
 where credit_readable(p.responsible_salesperson_id, :actor, :caller_roles) or (p.id is null and c.created_by = :actor);

-- name: trading_card_issue(id, integer year, integer template_version) :exec
-- TC-2027-000123: numbers go on through the years, none is given twice.
insert into trading_card (id, form_no, template_version, state, created_at, created_by, changed_at, changed_by, trace_id)
select :id, 'TC-' || :year || '-' || lpad(n::text, greatest(6, length(n::text)), '0'), :template_version, 'ISSUED',
       :now, :actor, :now, :actor, :trace
  from nextval('trading_card_form') n;

-- name: trading_card_by_form(form_no) :maybe
-- Held until the end: of two who use one form, the second finds it used.
select id, state, template_version from trading_card where form_no = :form_no for no key update;

-- name: trading_card_whose(id) :one
select customer_id, created_by = :actor as own from trading_card where id = :id;

-- name: trading_card_lock(id) :lock
-- The customer's profile is locked.
select id, version, form_no, state, copies is not null as copies_placed from trading_card where id = :id for no key update;

-- name: trading_card_employee(employee_id, name) :one
-- Is it an employee, by id, or by the name of one who is at work?
select exists (select from known_employee e
                where e.id = :employee_id or (e.status = 'ACTIVE' and e.name = btrim(:name::text))) as employee;

-- name: trading_card_start(customer_id, instant terminated_at) :one
-- What is known of the customer: its class and whether a department has admitted it (or who was merged into it), a
-- report since trade was terminated, an open bill incident, the card that is active.
select k.customer_class = 'ENTERPRISE' as enterprise,
       exists (select from known_admission a
                where a.state = 'ADMITTED'
                  and a.customer_id in (select k.id union all
                                        select m.id from known_customer m where m.merged_into_id = k.id)) as admitted,
       exists (select from credit_report r
                where r.customer_id = k.id and r.state in ('FILED', 'ACKNOWLEDGED')
                  and r.filed_at > :terminated_at) as report_since,
       exists (select from bill_incident b where b.customer_id = k.id and b.state in ('OPEN', 'INSTRUCTED')) as open_incident,
       (select c.id from trading_card c where c.customer_id = k.id and c.state = 'ACTIVE') as active_id
  from known_customer k
 where k.id = :customer_id;

-- name: trading_card_save_filled(id, customer_id, filled_by, date filled_on, items) :exec
update trading_card
   set state = 'FILLED', customer_id = :customer_id, filled_by = :filled_by, filled_on = :filled_on, items = :items,
       :touched
 where id = :id;

-- name: trading_card_save_copies(id, copies) :exec
update trading_card
   set copies = :copies, :touched
 where id = :id;

-- name: trading_card_save_active(id) :exec
update trading_card
   set state = 'ACTIVE', activated_at = :now, activated_by = :actor, :touched
 where id = :id;

-- name: trading_card_save_closed(id, reason) :exec
update trading_card
   set state = 'CLOSED', closed_at = :now, close_reason = :reason, :touched
 where id = :id;

-- name: trading_card_save_ended(customer_id, reason) :exec
update trading_card
   set state = 'CLOSED', closed_at = :now, close_reason = :reason, :touched
 where customer_id = :customer_id and state = 'ACTIVE';

-- name: trading_card_save_all_ended(customer_id, reason) :exec
-- The active one, and what was filled in before: trade begins anew with a new card.
update trading_card
   set state = 'CLOSED', closed_at = :now, close_reason = :reason, :touched
 where customer_id = :customer_id and state in ('FILLED', 'ACTIVE');
