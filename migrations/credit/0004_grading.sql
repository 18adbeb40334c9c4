-- How a grade, a limit and a term change (R3.5 to R3.12, R3.18, R3.19).

-- The periodic verification of a grade (R3.18). facts: limit and one purchase, exposure, arrears, bill incidents and
-- conditions, as they were.
create table grade_verification (
  id             uuid        not null constraint grade_verification_pk primary key,
  version        bigint      not null default 1,
  customer_id    uuid        not null constraint grade_verification_customer references credit_profile,
  report_id      uuid        not null,
  present_grade  text        not null,
  computed_grade text        not null,
  facts          json        not null,
  result         text        not null constraint grade_verification_result check (result in ('CONFIRMED', 'ADJUST')),
  due_on         date,
  verified_on    date        not null,
  late           boolean     not null default false,
  remarks        text,
  created_at     timestamptz not null,
  created_by     text        not null,
  changed_at     timestamptz not null,
  changed_by     text        not null,
  trace_id       text        not null
);
create index grade_verification_of_customer on grade_verification (customer_id, verified_on);
create trigger audit after insert or update on grade_verification for each row execute function audit();

-- A proposal of finance, its two approvals and its acknowledgement (R3.19, SM-3). created_by is the proposer;
-- scrutiny: what a limit of C needs, by item (R3.10); ack_late: it was acknowledged after ack_due_on.
create table credit_adjustment (
  id                   uuid        not null constraint credit_adjustment_pk primary key,
  version              bigint      not null default 1,
  customer_id          uuid        not null constraint credit_adjustment_customer references credit_profile,
  kind                 text        not null constraint credit_adjustment_kind check (kind in ('INITIAL', 'PERIODIC', 'EMERGENCY', 'OTHER')),
  state                text        not null constraint credit_adjustment_state
    check (state in ('DRAFT', 'SUBMITTED', 'MANAGER_APPROVED', 'EFFECTIVE', 'ACKNOWLEDGED', 'REJECTED', 'WITHDRAWN')),
  from_grade           text        not null,
  from_limit_fen       bigint      not null,
  from_term_days       bigint      not null,
  to_grade             text        not null,
  to_limit_fen         bigint      not null,
  to_term_days         bigint      not null,
  conditions           json,
  waived_condition_ids json,
  scrutiny             json,
  scrutinised_by       text,
  scrutinised_at       timestamptz,
  verification_id      uuid,
  report_id            uuid,
  emergency_report_id  uuid,
  bill_incident_id     uuid,
  reason               text        not null,
  approval_step        bigint      not null default 0,
  submitted_at         timestamptz,
  submitted_by         text,
  effective_at         timestamptz,
  ack_due_on           date,
  acknowledged_at      timestamptz,
  acknowledged_by      text,
  ack_late             boolean     not null default false,
  ended_at             timestamptz,
  created_at           timestamptz not null,
  created_by           text        not null,
  changed_at           timestamptz not null,
  changed_by           text        not null,
  trace_id             text        not null
);
create unique index credit_adjustment_open on credit_adjustment (customer_id)
 where state in ('DRAFT', 'SUBMITTED', 'MANAGER_APPROVED');
create index credit_adjustment_of_customer on credit_adjustment (customer_id, id);
create index credit_adjustment_of_verification on credit_adjustment (verification_id) where verification_id is not null;
create trigger audit after insert or update on credit_adjustment for each row execute function audit();

-- Both as they are shown, with whose customer it is.
create view grade_verification_shown as
select v.id, v.customer_id, c.name as customer_name, v.report_id, v.present_grade, v.computed_grade, v.facts, v.result,
       (select a.id from credit_adjustment a where a.verification_id = v.id order by a.id limit 1) as adjustment_id,
       v.due_on, v.verified_on, v.late, v.remarks, v.version, v.created_at, v.created_by, v.changed_at,
       p.responsible_salesperson_id as _responsible_salesperson_id
  from grade_verification v
  join known_customer c on c.id = v.customer_id
  join credit_profile p on p.id = v.customer_id;

create view credit_adjustment_shown as
select a.id, a.customer_id, c.name as customer_name, a.kind, a.state, a.from_grade, a.from_limit_fen, a.from_term_days,
       a.to_grade, a.to_limit_fen, a.to_term_days, a.conditions, a.waived_condition_ids, a.scrutiny, a.scrutinised_by,
       a.scrutinised_at, a.verification_id, a.report_id, a.emergency_report_id, a.bill_incident_id, a.reason,
       approval_acts(a.id) as approvals, a.submitted_at, a.submitted_by, a.effective_at, a.ack_due_on,
       a.ack_late as _ack_late, a.acknowledged_at, a.acknowledged_by,
       a.ended_at, a.version, a.created_at, a.created_by, a.changed_at,
       p.responsible_salesperson_id as _responsible_salesperson_id
  from credit_adjustment a
  join known_customer c on c.id = a.customer_id
  join credit_profile p on p.id = a.customer_id;
