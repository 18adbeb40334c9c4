-- What technicians hold, report, learn and collect; what is replied to; what service centres hear; emergencies (R11.13 to R11.17,
-- R11.19 to R11.22).

-- R11.15. stock: what lies in the store. A tool is one piece: who has it is its holder.
create table custody_item (
  id                  uuid        not null constraint custody_item_pk primary key,
  version             bigint      not null default 1,
  kind                text        not null constraint custody_item_kind check (kind in ('TOOL', 'MATERIAL', 'DOCUMENT')),
  code                text        not null constraint custody_item_code unique,
  name                text        not null,
  stock               bigint      not null constraint custody_item_stock check (stock >= 0),
  holder_id           uuid,
  maintenance_due_on  date,
  maintenance_done_on date,
  created_at          timestamptz not null,
  created_by          text        not null,
  changed_at          timestamptz not null,
  changed_by          text        not null,
  trace_id            text        not null,
  constraint custody_item_tool check (kind <> 'TOOL' or stock + (holder_id is not null)::int <= 1),
  constraint custody_item_holder check (holder_id is null or kind = 'TOOL')
);
create trigger audit after insert or update on custody_item for each row execute function audit();

-- What somebody took. order_id: for one order, which is not completed while a difference has no explanation.
create table custody_issue (
  id           uuid        not null constraint custody_issue_pk primary key,
  version      bigint      not null default 1,
  item_id      uuid        not null constraint custody_issue_item references custody_item,
  holder_id    uuid        not null,
  order_id     uuid,
  quantity     bigint      not null,
  used         bigint      not null default 0,
  returned     bigint      not null default 0,
  issued_at    timestamptz not null,
  returned_at  timestamptz,
  explanation  text,
  explained_by text,
  explained_at timestamptz,
  created_at   timestamptz not null,
  created_by   text        not null,
  changed_at   timestamptz not null,
  changed_by   text        not null,
  trace_id     text        not null,
  constraint custody_issue_sum check (quantity > 0 and used >= 0 and returned >= 0 and used + returned <= quantity)
);
create index custody_issue_holder on custody_issue (holder_id);
create index custody_issue_order on custody_issue (order_id);
create trigger audit after insert or update on custody_issue for each row execute function audit();

-- What was used for which order; append only.
create table custody_use (
  id         uuid        not null constraint custody_use_pk primary key,
  version    bigint      not null default 1,
  issue_id   uuid        not null constraint custody_use_issue references custody_issue,
  order_id   uuid        not null,
  quantity   bigint      not null,
  created_at timestamptz not null,
  created_by text        not null,
  changed_at timestamptz not null,
  changed_by text        not null,
  trace_id   text        not null
);
create index custody_use_of on custody_use (issue_id);
create trigger audit after insert or update on custody_use for each row execute function audit();

-- R11.16. told_at: when customers were told of it, which waits for the customer to be known.
create table field_info (
  id              uuid        not null constraint field_info_pk primary key,
  version         bigint      not null default 1,
  kind            text        not null constraint field_info_kind check (kind in ('CUSTOMER', 'INDUSTRY', 'SITUATION')),
  text            text        not null,
  technician_id   uuid        not null,
  department_id   uuid        not null,
  customer_id     uuid,
  observed_at     timestamptz not null,
  due_at          timestamptz not null,
  late            boolean     not null,
  told_at         timestamptz,
  acknowledged_by text,
  acknowledged_at timestamptz,
  proven_false    boolean     not null default false,
  proof           text,
  created_at      timestamptz not null,
  created_by      text        not null,
  changed_at      timestamptz not null,
  changed_by      text        not null,
  trace_id        text        not null
);
create index field_info_technician on field_info (technician_id, id);
create trigger audit after insert or update on field_info for each row execute function audit();

-- Who reported it; whom its kind is for: business, customer service, the head of the technician's department; and who watches over all.
create function field_info_readable(f field_info, actor text, roles text[]) returns boolean language sql stable as $$
  select roles && '{general_manager,auditor,gps_division_manager}'
      or f.kind = 'INDUSTRY' and 'business_dept' = any (roles)
      or f.kind = 'CUSTOMER' and roles && '{customer_service,customer_service_manager}'
      or exists (select from known_employee e
                  where e.subject = actor
                    and (e.id = f.technician_id or e.department_id = f.department_id and 'department_manager' = any (roles)))
$$;

-- R11.17. The skill it may add is that of a kind of order and a model.
create table training_record (
  id            uuid        not null constraint training_record_pk primary key,
  version       bigint      not null default 1,
  technician_id uuid        not null,
  form          text        not null constraint training_record_form check (form in ('COURSE', 'SELF_STUDY', 'VENDOR', 'MENTORING', 'OTHER')),
  topic         text        not null,
  held_on       date        not null,
  evidence      text        not null,
  skill_kind    text,
  skill_model   text,
  state         text        not null constraint training_record_state check (state in ('RECORDED', 'CONFIRMED')),
  confirmed_by  text,
  confirmed_at  timestamptz,
  created_at    timestamptz not null,
  created_by    text        not null,
  changed_at    timestamptz not null,
  changed_by    text        not null,
  trace_id      text        not null,
  constraint training_record_skill check (skill_kind is null or skill_model is not null)
);
create index training_record_technician on training_record (technician_id, id);
create trigger audit after insert or update on training_record for each row execute function audit();

-- R11.19. The ideas of a month, for the departments they concern.
create table suggestion_digest (
  id           uuid        not null constraint suggestion_digest_pk primary key,
  version      bigint      not null default 1,
  month_from   date        not null constraint suggestion_digest_once unique,
  due_on       date        not null,
  summary      text        not null,
  state        text        not null constraint suggestion_digest_state check (state in ('DRAFT', 'DELIVERED')),
  delivered_at timestamptz,
  late         boolean     not null default false,
  created_at   timestamptz not null,
  created_by   text        not null,
  changed_at   timestamptz not null,
  changed_by   text        not null,
  trace_id     text        not null,
  constraint suggestion_digest_month check (extract(day from month_from) = 1)
);
create trigger audit after insert or update on suggestion_digest for each row execute function audit();

create table suggestion_delivery (
  id              uuid        not null constraint suggestion_delivery_pk primary key,
  version         bigint      not null default 1,
  digest_id       uuid        not null constraint suggestion_delivery_digest references suggestion_digest,
  department_id   uuid        not null,
  delivered_at    timestamptz not null,
  acknowledged_by text,
  acknowledged_at timestamptz,
  created_at      timestamptz not null,
  created_by      text        not null,
  changed_at      timestamptz not null,
  changed_by      text        not null,
  trace_id        text        not null,
  constraint suggestion_delivery_once unique (digest_id, department_id)
);
create trigger audit after insert or update on suggestion_delivery for each row execute function audit();

-- R11.19. A call, letter or visit, and the one reply that is due for it. subject, subject_id: the request or the complaint that it
-- became, if any. departments: whom a valuable idea concerns.
create table inbound_item (
  id                  uuid        not null constraint inbound_item_pk primary key,
  version             bigint      not null default 1,
  medium              text        not null constraint inbound_item_medium check (medium in ('CALL', 'LETTER', 'VISIT')),
  kind                text        not null constraint inbound_item_kind check (kind in ('CONSULTATION', 'OPINION', 'SUGGESTION', 'COMPLAINT', 'OTHER')),
  state               text        not null constraint inbound_item_state check (state in ('REPLY_DUE', 'REPLIED', 'CLOSED')),
  customer_id         uuid,
  caller_name         text,
  contact             text,
  text                text        not null,
  received_at         timestamptz not null,
  reply_due_at        timestamptz not null,
  subject             text        constraint inbound_item_subject_kind check (subject in ('SERVICE_REQUEST', 'COMPLAINT')),
  subject_id          uuid,
  reply               text,
  replied_by_id       uuid,
  replied_at          timestamptz,
  reply_late          boolean     not null default false,
  satisfaction_by_id  uuid,
  satisfaction_at     timestamptz,
  satisfaction        bigint      constraint inbound_item_satisfaction check (satisfaction between 1 and 5),
  satisfaction_text   text,
  answered_at         timestamptz,
  dissatisfied        boolean     not null default false,
  valuable            boolean     not null default false,
  departments         uuid[]      not null default '{}',
  digest_id           uuid        constraint inbound_item_digest references suggestion_digest,
  closed_at           timestamptz,
  created_at          timestamptz not null,
  created_by          text        not null,
  changed_at          timestamptz not null,
  changed_by          text        not null,
  trace_id            text        not null,
  constraint inbound_item_subject_whole check ((subject is null) = (subject_id is null)),
  constraint inbound_item_subject_once unique (subject, subject_id),
  constraint inbound_item_valuable check (not valuable or cardinality(departments) > 0)
);
create index inbound_item_digest_of on inbound_item (digest_id) where digest_id is not null;
create index inbound_item_outside on inbound_item (received_at) where valuable and digest_id is null;
create trigger audit after insert or update on inbound_item for each row execute function audit();

-- R11.20. An opinion that a service centre recorded. center_answer: what the centre told the customer by itself.
create table center_opinion (
  id                  uuid        not null constraint center_opinion_pk primary key,
  version             bigint      not null default 1,
  center_id           uuid        not null,
  state               text        not null constraint center_opinion_state check (state in ('RECORDED', 'FORWARDED', 'HANDLED', 'INFORMED')),
  customer_id         uuid,
  customer_name       text        not null,
  contact             text,
  text                text        not null,
  recorded_at         timestamptz not null,
  recorded_by_id      uuid        not null,
  forward_due_at      timestamptz not null,
  department_id       uuid,
  forwarded_at        timestamptz,
  forwarded_late      boolean     not null default false,
  center_answer       text,
  center_answered_at  timestamptz,
  handling_opinion    text,
  result              text,
  handled_by_id       uuid,
  handled_at          timestamptz,
  inform_due_at       timestamptz,
  informed_text       text,
  customer_informed_at timestamptz,
  informed_late       boolean     not null default false,
  closed_at           timestamptz,
  created_at          timestamptz not null,
  created_by          text        not null,
  changed_at          timestamptz not null,
  changed_by          text        not null,
  trace_id            text        not null
);
create index center_opinion_center on center_opinion (center_id, id);
create index center_opinion_department on center_opinion (department_id, id);
create trigger audit after insert or update on center_opinion for each row execute function audit();

-- The centre's people, those of the department it was forwarded to, and who watches over all.
create function center_opinion_readable(o center_opinion, actor text, roles text[]) returns boolean language sql stable as $$
  select roles && '{customer_service,customer_service_manager,general_manager,auditor}'
      or exists (select from known_employee e where e.subject = actor and e.department_id in (o.center_id, o.department_id))
$$;

-- A technician's return to the company: what he collected is due at finance (R11.14).
create table field_return (
  id            uuid        not null constraint field_return_pk primary key,
  version       bigint      not null default 1,
  technician_id uuid        not null,
  returned_at   timestamptz not null,
  due_at        timestamptz not null,
  created_at    timestamptz not null,
  created_by    text        not null,
  changed_at    timestamptz not null,
  changed_by    text        not null,
  trace_id      text        not null
);
create index field_return_technician on field_return (technician_id, id);
create trigger audit after insert or update on field_return for each row execute function audit();

create table fee_hand_in (
  id             uuid        not null constraint fee_hand_in_pk primary key,
  version        bigint      not null default 1,
  technician_id  uuid        not null,
  total_fen      bigint      not null,
  received_by_id uuid        not null,
  received_at    timestamptz not null,
  late           boolean     not null,
  created_at     timestamptz not null,
  created_by     text        not null,
  changed_at     timestamptz not null,
  changed_by     text        not null,
  trace_id       text        not null
);
create index fee_hand_in_technician on fee_hand_in (technician_id, id);
create trigger audit after insert or update on fee_hand_in for each row execute function audit();

-- The one fee of an order (R11.13). REFUSED: the customer did not pay; customer service goes after it. TO_CONFIRM, CONFIRMED: paid
-- to the company's account. reminded_at, alarmed_at: nobody returned with it by the end of the day, and of the next working day.
create table repair_fee (
  id             uuid        not null constraint repair_fee_pk primary key,
  version        bigint      not null default 1,
  order_id       uuid        not null constraint repair_fee_order references service_order,
  state          text        not null constraint repair_fee_state check (state in ('REFUSED', 'COLLECTED', 'HANDED_IN', 'TO_CONFIRM', 'CONFIRMED')),
  amount_fen     bigint      not null constraint repair_fee_amount check (amount_fen > 0),
  method         text        constraint repair_fee_method check (method in ('CASH', 'TRANSFER', 'CARD', 'QR', 'TRANSFER_TO_COMPANY')),
  collector_id   uuid,
  collected_at   timestamptz,
  refusal_reason text,
  refused_at     timestamptz,
  return_id      uuid        constraint repair_fee_return references field_return,
  due_at         timestamptz,
  reminded_at    timestamptz,
  alarmed_at     timestamptz,
  overdue        boolean     not null default false,
  hand_in_id     uuid        constraint repair_fee_hand_in references fee_hand_in,
  received_by_id uuid,
  received_at    timestamptz,
  created_at     timestamptz not null,
  created_by     text        not null,
  changed_at     timestamptz not null,
  changed_by     text        not null,
  trace_id       text        not null,
  constraint repair_fee_once unique (order_id)
);
create index repair_fee_open on repair_fee (collector_id) where state = 'COLLECTED';
create index repair_fee_of_return on repair_fee (return_id);
create index repair_fee_of_hand_in on repair_fee (hand_in_id);
create trigger audit after insert or update on repair_fee for each row execute function audit();

-- Append only, but for cancelled_at. A cancelling entry has a number of its own, and the amount below zero.
create table repair_invoice (
  id           uuid        not null constraint repair_invoice_pk primary key,
  version      bigint      not null default 1,
  order_id     uuid        not null constraint repair_invoice_order references service_order,
  kind         text        not null constraint repair_invoice_kind check (kind in ('INVOICE', 'CANCELLATION')),
  number       text        not null constraint repair_invoice_number unique,
  amount_fen   bigint      not null,
  cancels_id   uuid        constraint repair_invoice_cancels references repair_invoice constraint repair_invoice_cancelled_once unique,
  reason       text,
  cancelled_at timestamptz,
  issued_by_id uuid        not null,
  created_at   timestamptz not null,
  created_by   text        not null,
  changed_at   timestamptz not null,
  changed_by   text        not null,
  trace_id     text        not null,
  constraint repair_invoice_sign check ((kind = 'INVOICE') = (amount_fen > 0) and (kind = 'CANCELLATION') = (cancels_id is not null))
);
create unique index repair_invoice_one on repair_invoice (order_id) where kind = 'INVOICE' and cancelled_at is null;
create trigger audit after insert or update on repair_invoice for each row execute function audit();

-- R11.21. What somebody permitted by word of mouth, or by other means.
create table verbal_approval (
  id             uuid        not null constraint verbal_approval_pk primary key,
  version        bigint      not null default 1,
  order_id       uuid        not null constraint verbal_approval_order references service_order,
  technician_id  uuid        not null,
  giver_id       uuid        not null,
  means          text        not null constraint verbal_approval_means check (means in ('ORAL', 'OTHER')),
  means_text     text,
  missing        text        not null,
  allowed        text        not null,
  done           text        not null,
  asked_at       timestamptz not null,
  due_at         timestamptz not null,
  state          text        not null constraint verbal_approval_state check (state in ('PENDING', 'CONFIRMED', 'DENIED')),
  answered_at    timestamptz,
  answer         text,
  late           boolean     not null default false,
  created_at     timestamptz not null,
  created_by     text        not null,
  changed_at     timestamptz not null,
  changed_by     text        not null,
  trace_id       text        not null,
  constraint verbal_approval_described check (means = 'ORAL' or means_text is not null)
);
create index verbal_approval_of_order on verbal_approval (order_id, id);
create trigger audit after insert or update on verbal_approval for each row execute function audit();

-- R11.22. Whom the company may send in an emergency, and a manager's consent to it, given before.
create table outsourcing_vendor (
  id         uuid        not null constraint outsourcing_vendor_pk primary key,
  version    bigint      not null default 1,
  code       text        not null constraint outsourcing_vendor_code unique,
  name       text        not null,
  contact    text        not null,
  status     text        not null constraint outsourcing_vendor_status check (status in ('ACTIVE', 'ENDED')) default 'ACTIVE',
  created_at timestamptz not null,
  created_by text        not null,
  changed_at timestamptz not null,
  changed_by text        not null,
  trace_id   text        not null
);
create trigger audit after insert or update on outsourcing_vendor for each row execute function audit();

create table outsourcing_consent (
  id            uuid        not null constraint outsourcing_consent_pk primary key,
  version       bigint      not null default 1,
  order_id      uuid        not null constraint outsourcing_consent_order references service_order,
  manager_id    uuid        not null,
  vendor_id     uuid        constraint outsourcing_consent_vendor references outsourcing_vendor,
  employee_id   uuid,
  reason        text        not null,
  consented_at  timestamptz not null,
  assignment_id uuid        constraint outsourcing_consent_assignment references order_assignment,
  created_at    timestamptz not null,
  created_by    text        not null,
  changed_at    timestamptz not null,
  changed_by    text        not null,
  trace_id      text        not null,
  constraint outsourcing_consent_who check (num_nonnulls(vendor_id, employee_id) = 1)
);
create index outsourcing_consent_of_order on outsourcing_consent (order_id, id);
create trigger audit after insert or update on outsourcing_consent for each row execute function audit();
