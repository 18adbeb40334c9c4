-- Investigations, field surveys and reports (R3.21 to R3.28).

-- SM-6. no_results: channels that gave nothing, each with the reason. scores: of R3.5, by criterion with the findings
-- they rest on; investigation_score is their sum.
create table investigation (
  id                        uuid        not null constraint investigation_pk primary key,
  version                   bigint      not null default 1,
  customer_id               uuid        not null constraint investigation_customer references credit_profile,
  reason                    text        not null,
  cause                     text        not null constraint investigation_cause check (cause in ('SALES', 'PERIODIC', 'EMERGENCY')),
  requested_by              text        not null,
  state                     text        not null constraint investigation_state
    check (state in ('REQUESTED', 'IN_PROGRESS', 'COMPLETED', 'REPORTED', 'CANCELLED')),
  assigned_to               text,
  channels                  text[]      not null default '{}',
  no_results                json,
  insolvency_or_enforcement boolean     not null default false,
  started_at                timestamptz,
  completed_at              timestamptz,
  completed_on              date,
  scores                    json,
  investigation_score       bigint,
  scored_by                 text,
  scored_at                 timestamptz,
  report_id                 uuid,
  created_at                timestamptz not null,
  created_by                text        not null,
  changed_at                timestamptz not null,
  changed_by                text        not null,
  trace_id                  text        not null
);
create unique index investigation_open on investigation (customer_id) where state in ('REQUESTED', 'IN_PROGRESS');
create index investigation_of_customer on investigation (customer_id, id);
create trigger audit after insert or update on investigation for each row execute function audit();

-- A fact that was found, and where (R3.22). finding_kind: INSOLVENCY_OR_ENFORCEMENT is an override of R3.5. survey_id:
-- the field survey that it was made of.
create table investigation_finding (
  id               uuid        not null constraint investigation_finding_pk primary key,
  version          bigint      not null default 1,
  investigation_id uuid        not null constraint investigation_finding_investigation references investigation,
  channel          text        not null constraint investigation_finding_channel
    check (channel in ('BANK', 'CUSTOMER_OR_ASSOCIATION', 'INTERNAL', 'FIELD')),
  sub_source       text        constraint investigation_finding_sub_source check (sub_source in ('COLLEAGUE', 'AFFILIATE', 'NEWS')),
  source           text        not null,
  obtained_on      date        not null,
  fact             text        not null,
  evidence_ref     text        not null,
  finding_kind     text        not null default 'ORDINARY' constraint investigation_finding_kind
    check (finding_kind in ('ORDINARY', 'INSOLVENCY_OR_ENFORCEMENT')),
  survey_id        uuid,
  created_at       timestamptz not null,
  created_by       text        not null,
  changed_at       timestamptz not null,
  changed_by       text        not null,
  trace_id         text        not null
);
create index investigation_finding_of on investigation_finding (investigation_id, id);
create trigger audit after insert or update on investigation_finding for each row execute function audit();

-- What a salesperson collected at the customer's (R3.23). A correction is a new survey that replaces this one.
create table field_survey (
  id               uuid        not null constraint field_survey_pk primary key,
  version          bigint      not null default 1,
  customer_id      uuid        not null constraint field_survey_customer references credit_profile,
  investigation_id uuid,
  number           bigint      not null default 1,
  replaces_id      uuid,
  state            text        not null constraint field_survey_state check (state in ('DRAFT', 'SUBMITTED', 'REPLACED')),
  visited_on       date,
  items            json        not null,
  not_obtainable   bigint      not null default 0,
  submitted_at     timestamptz,
  created_at       timestamptz not null,
  created_by       text        not null,
  changed_at       timestamptz not null,
  changed_by       text        not null,
  trace_id         text        not null
);
create index field_survey_of_customer on field_survey (customer_id, id);
create index field_survey_of_investigation on field_survey (investigation_id);
create trigger audit after insert or update on field_survey for each row execute function audit();

-- R3.25, R3.28. filed_on is the report date; from then on nothing of it changes. recommendation_findings: the numbers, from
-- 1, of the findings that the recommendation rests on.
create table credit_report (
  id                           uuid        not null constraint credit_report_pk primary key,
  version                      bigint      not null default 1,
  customer_id                  uuid        not null constraint credit_report_customer references credit_profile,
  kind                         text        not null constraint credit_report_kind check (kind in ('INVESTIGATION', 'PERIODIC')),
  investigation_id             uuid,
  state                        text        not null constraint credit_report_state check (state in ('DRAFT', 'FILED', 'ACKNOWLEDGED')),
  template_version             bigint      not null,
  period_from                  date,
  period_to                    date,
  channels_used                text[]      not null default '{}',
  sections                     json        not null,
  findings                     json        not null,
  scores                       json,
  investigation_score          bigint,
  insolvency_or_enforcement    boolean     not null default false,
  declared_single_purchase_fen bigint,
  declared_cycle_days          bigint,
  recommended_grade            text,
  recommended_limit_fen        bigint,
  recommended_term_days        bigint,
  recommended_conditions       json,
  recommendation_findings      json,
  prepared_by                  text        not null,
  filed_at                     timestamptz,
  filed_on                     date,
  deliver_by                   date,
  late                         boolean     not null default false,
  warnings                     text[]      not null default '{}',
  acknowledged_at              timestamptz,
  acknowledged_by              text,
  created_at                   timestamptz not null,
  created_by                   text        not null,
  changed_at                   timestamptz not null,
  changed_by                   text        not null,
  trace_id                     text        not null
);
create unique index credit_report_of_investigation on credit_report (investigation_id);
create index credit_report_of_customer on credit_report (customer_id, filed_on);
create trigger audit after insert or update on credit_report for each row execute function audit();

-- What a salesperson reported by word of mouth (R3.26).
create table oral_report (
  id                  uuid        not null constraint oral_report_pk primary key,
  version             bigint      not null default 1,
  customer_id         uuid        not null constraint oral_report_customer references credit_profile,
  kind                text        not null constraint oral_report_kind check (kind in ('ROUTINE', 'EMERGENCY')),
  salesperson_id      uuid        not null,
  reported_to_id      uuid        not null,
  spoken_at           timestamptz not null,
  summary             text        not null,
  emergency_report_id uuid,
  created_at          timestamptz not null,
  created_by          text        not null,
  changed_at          timestamptz not null,
  changed_by          text        not null,
  trace_id            text        not null
);
create index oral_report_of_customer on oral_report (customer_id, id);
create index oral_report_of_salesperson on oral_report (salesperson_id, spoken_at);
create trigger audit after insert or update on oral_report for each row execute function audit();

-- Whose it is, what a report's finding refers to (R3.28); null: there is no such thing. item: of a field survey that was
-- handed over.
create function credit_evidence_owner(type text, evidence_id uuid, item text) returns uuid language sql stable as $$
  select case type
         when 'FINDING' then (select i.customer_id from investigation_finding f join investigation i on i.id = f.investigation_id
                               where f.id = evidence_id)
         when 'SURVEY_ITEM' then (select s.customer_id from field_survey s
                                   where s.id = evidence_id and s.state <> 'DRAFT' and s.items -> item is not null)
         when 'RECEIVABLE' then (select r.customer_id from receivable r where r.id = evidence_id)
         when 'PAYMENT' then (select p.customer_id from payment p where p.id = evidence_id)
         when 'BILL_INCIDENT' then (select b.customer_id from bill_incident b where b.id = evidence_id)
         end
$$;
