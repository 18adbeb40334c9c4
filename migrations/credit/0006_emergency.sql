-- Emergency reports, instructions and what follows from them (R3.29 to R3.31, R3.37, R3.39).

-- SM-7. reporter: sub of who reported; reporter_id: that employee. reporting_line: those above the responsible
-- salesperson at the time (C18). source_id: of the visit, the oral report or the bill incident it came from.
create table emergency_report (
  id                         uuid        not null constraint emergency_report_pk primary key,
  version                    bigint      not null default 1,
  customer_id                uuid        not null constraint emergency_report_customer references credit_profile,
  category                   text        not null constraint emergency_report_category
    check (category in ('CREDIT_CHANGE', 'TRADE_ANOMALY', 'BILL_INCIDENT')),
  direction                  text        not null constraint emergency_report_direction check (direction in ('DETERIORATED', 'IMPROVED', 'UNCLEAR')),
  observed_at                timestamptz not null,
  description                text        not null,
  evidence_refs              json,
  suggested_measures         json,
  source                     text        not null constraint emergency_report_source
    check (source in ('SALESPERSON', 'FINANCE', 'ORAL', 'BILL_INCIDENT', 'VISIT')),
  source_id                  text,
  reporter                   text        not null,
  reporter_id                uuid,
  responsible_salesperson_id uuid,
  addressed_to_id            uuid        not null,
  reporting_line             uuid[]      not null,
  state                      text        not null constraint emergency_report_state check (state in ('REPORTED', 'INSTRUCTED', 'EXECUTING', 'CLOSED')),
  instruction_due_at         timestamptz not null,
  closed_at                  timestamptz,
  closed_by                  text,
  created_at                 timestamptz not null,
  created_by                 text        not null,
  changed_at                 timestamptz not null,
  changed_by                 text        not null,
  trace_id                   text        not null
);
create index emergency_report_of_customer on emergency_report (customer_id, id);
create unique index emergency_report_source_once on emergency_report (source, source_id);
create trigger audit after insert or update on emergency_report for each row execute function audit();

-- What a superior orders (R3.30): measures with their figures, or none. Never edited; a further one extends it.
create table instruction (
  id                  uuid        not null constraint instruction_pk primary key,
  version             bigint      not null default 1,
  customer_id         uuid        not null,
  emergency_report_id uuid        constraint instruction_emergency_report references emergency_report,
  bill_incident_id    uuid        constraint instruction_bill_incident references bill_incident,
  given_by            text        not null,
  given_by_id         uuid,
  measures            json        not null,
  no_measure          boolean     not null default false,
  ruling              text        constraint instruction_ruling check (ruling in ('RECOVER_ONLY', 'TERMINATE')),
  text                text        not null,
  created_at          timestamptz not null,
  created_by          text        not null,
  changed_at          timestamptz not null,
  changed_by          text        not null,
  trace_id            text        not null,
  constraint instruction_of_one check (num_nonnulls(emergency_report_id, bill_incident_id) >= 1)
);
create index instruction_of_report on instruction (emergency_report_id);
create index instruction_of_incident on instruction (bill_incident_id);
create trigger audit after insert or update on instruction for each row execute function audit();

-- R3.31. figure_fen: the deposit, the cap of a month (REDUCE_SUPPLY) or of an order (SHIPMENT_LIMIT), the value taken.
create table countermeasure (
  id             uuid        not null constraint countermeasure_pk primary key,
  version        bigint      not null default 1,
  customer_id    uuid        not null constraint countermeasure_customer references credit_profile,
  instruction_id uuid        not null constraint countermeasure_instruction references instruction,
  type           text        not null constraint countermeasure_type
    check (type in ('GUARANTOR', 'JOINT_GUARANTOR', 'INCREASE_DEPOSIT', 'NOTARISE_CONTRACT', 'REDUCE_SUPPLY', 'SHIPMENT_LIMIT',
                    'SUBROGATED_PAYMENT', 'PAYMENT_IN_KIND', 'CLAIM_GUARANTOR', 'TAKE_COLLATERAL', 'SUSPEND_SUPPLY', 'OTHER')),
  figure_fen     bigint,
  details        text,
  condition_id   uuid,
  payment_id     uuid,
  suspension_id  uuid,
  receivable_id  uuid,
  executed_by    text        not null,
  state          text        not null constraint countermeasure_state check (state in ('IN_FORCE', 'LIFTED')),
  lifted_at      timestamptz,
  lifted_by      text,
  lift_reason    text,
  created_at     timestamptz not null,
  created_by     text        not null,
  changed_at     timestamptz not null,
  changed_by     text        not null,
  trace_id       text        not null
);
create index countermeasure_in_force on countermeasure (customer_id, type) include (figure_fen) where state = 'IN_FORCE';
create index countermeasure_of_instruction on countermeasure (instruction_id);
create trigger audit after insert or update on countermeasure for each row execute function audit();

-- Credit deposit paid in, or (below zero) paid back.
create table deposit_payment (
  id          uuid        not null constraint deposit_payment_pk primary key,
  version     bigint      not null default 1,
  customer_id uuid        not null constraint deposit_payment_customer references credit_profile,
  amount_fen  bigint      not null constraint deposit_payment_amount check (amount_fen <> 0),
  paid_on     date        not null,
  remarks     text,
  created_at  timestamptz not null,
  created_by  text        not null,
  changed_at  timestamptz not null,
  changed_by  text        not null,
  trace_id    text        not null
);
create index deposit_payment_of_customer on deposit_payment (customer_id, id);
create trigger audit after insert or update on deposit_payment for each row execute function audit();

-- A temporary stop of supply (R3.37). ordered_rank: 1 a superior or sales manager, 2 the marketing director, 3 the
-- president: nobody of a lower rank resumes.
create table suspension (
  id                  uuid        not null constraint suspension_pk primary key,
  version             bigint      not null default 1,
  customer_id         uuid        not null constraint suspension_customer references credit_profile,
  emergency_report_id uuid,
  bill_incident_id    uuid,
  instruction_id      uuid,
  ordered_by          text        not null,
  ordered_by_id       uuid,
  ordered_rank        bigint      not null,
  reason              text        not null,
  started_at          timestamptz not null,
  review_on           date        not null,
  ended_at            timestamptz,
  ended_by            text,
  outcome             text        constraint suspension_outcome check (outcome in ('RESUMED', 'TERMINATED')),
  end_reason          text,
  created_at          timestamptz not null,
  created_by          text        not null,
  changed_at          timestamptz not null,
  changed_by          text        not null,
  trace_id            text        not null
);
create unique index suspension_open on suspension (customer_id) where ended_at is null;
create trigger audit after insert or update on suspension for each row execute function audit();

-- The notice to the customer that the trade is discontinued (R3.39).
create table termination_notice (
  id             uuid        not null constraint termination_notice_pk primary key,
  version        bigint      not null default 1,
  customer_id    uuid        not null constraint termination_notice_customer references credit_profile,
  instruction_id uuid        not null constraint termination_notice_instruction references instruction,
  sent_on        date        not null,
  channel        text        not null,
  addressee      text        not null,
  text           text        not null,
  late           boolean     not null default false,
  created_at     timestamptz not null,
  created_by     text        not null,
  changed_at     timestamptz not null,
  changed_by     text        not null,
  trace_id       text        not null,
  constraint termination_notice_once unique (instruction_id)
);
create trigger audit after insert or update on termination_notice for each row execute function audit();
