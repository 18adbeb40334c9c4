-- The final classification, proposals, escalations and the monthly analysis (R12.4, R12.6 to R12.10, R12.17, R12.19, R12.20).

-- R12.4: of timeliness or information, but no shipment is concerned. R12.7: nobody knows when it happened.
alter table complaint
  add column no_shipment boolean not null default false,
  add column incident_unknown boolean not null default false;

-- R12.6, R12.9: what makes a complaint invalid (N1 to N6) or malignant (M1 to M3). grounds: which half or alternative of the
-- criterion; finding_ids: ["…"], by which findings; evidence: in words. PROPOSED by whoever suspects it, ESTABLISHED by the handler.
create table complaint_criterion (
  id           uuid        not null constraint complaint_criterion_pk primary key,
  version      bigint      not null default 1,
  complaint_id uuid        not null constraint complaint_criterion_complaint references complaint,
  round        bigint      not null,
  code         text        not null constraint complaint_criterion_code check (code in ('N1', 'N2', 'N3', 'N4', 'N5', 'N6', 'M1', 'M2', 'M3')),
  grounds      text[]      not null default '{}',
  finding_ids  json        not null default '[]',
  evidence     text,
  state        text        not null constraint complaint_criterion_state check (state in ('PROPOSED', 'ESTABLISHED', 'WITHDRAWN')),
  named_by_id  uuid,
  withdraw_reason text,
  created_at   timestamptz not null,
  created_by   text        not null,
  changed_at   timestamptz not null,
  changed_by   text        not null,
  trace_id     text        not null
);
create index complaint_criterion_of on complaint_criterion (complaint_id, state);
create trigger audit after insert or update on complaint_criterion for each row execute function audit();

-- R12.17: what is to be done, for inside use. number 1 is the proposal that counts, further ones are revisions. steps: [{"text",
-- "responsible_employee_id", "due_on"}]. message_id: the arrangement the complainant got of it.
create table complaint_proposal (
  id                  uuid        not null constraint complaint_proposal_pk primary key,
  version             bigint      not null default 1,
  complaint_id        uuid        not null constraint complaint_proposal_complaint references complaint,
  round               bigint      not null,
  number              bigint      not null,
  kind                text        not null constraint complaint_proposal_kind check (kind in ('PLAN', 'SOLUTION')),
  text                text        not null,
  steps               json        not null,
  within_service_duty boolean     not null default false,
  amount_fen          bigint      constraint complaint_proposal_amount check (amount_fen >= 0),
  proposed_by_id      uuid        not null,
  proposed_at         timestamptz not null,
  late                boolean     not null default false,
  message_id          uuid,
  created_at          timestamptz not null,
  created_by          text        not null,
  changed_at          timestamptz not null,
  changed_by          text        not null,
  trace_id            text        not null,
  constraint complaint_proposal_number unique (complaint_id, number)
);
create trigger audit after insert or update on complaint_proposal for each row execute function audit();

-- R12.19: reported to whom stands above the responsible person. passed: [{"employee_id", "until"}], those who did not answer in
-- time. addressee_id: null, nobody stands above. message_id: the notice to wait sent with it.
create table complaint_escalation (
  id                 uuid        not null constraint complaint_escalation_pk primary key,
  version            bigint      not null default 1,
  complaint_id       uuid        not null constraint complaint_escalation_complaint references complaint,
  round              bigint      not null,
  cause              text        not null constraint complaint_escalation_cause check (cause in ('MANUAL', 'AUTOMATIC')),
  reason             text        not null,
  responsible_id     uuid,
  escalated_by_id    uuid,
  addressee_id       uuid,
  passed             json        not null default '[]',
  message_id         uuid        not null,
  escalated_at       timestamptz not null,
  ack_due_at         timestamptz not null,
  acknowledged_at    timestamptz,
  acknowledged_by_id uuid,
  instruction        text,
  created_at         timestamptz not null,
  created_by         text        not null,
  changed_at         timestamptz not null,
  changed_by         text        not null,
  trace_id           text        not null
);
create unique index complaint_escalation_automatic on complaint_escalation (complaint_id) where cause = 'AUTOMATIC';
create index complaint_escalation_of on complaint_escalation (complaint_id, id);
create index complaint_escalation_open on complaint_escalation (addressee_id) where acknowledged_at is null;
create trigger audit after insert or update on complaint_escalation for each row execute function audit();

-- F10: what was received and handled in a month. month: its first day. revision 0 is the first report; figures: as they were at the
-- cut-off, [{"part", "figure", "key", "count", "percent", "value"}].
create table complaint_analysis_report (
  id                   uuid        not null constraint complaint_analysis_report_pk primary key,
  version              bigint      not null default 1,
  unit_id              uuid        not null constraint complaint_analysis_report_unit references complaint_unit,
  month                date        not null,
  revision             bigint      not null,
  author_id            uuid        not null,
  cut_off              timestamptz not null,
  due_on               date        not null,
  late                 boolean     not null,
  figures              json        not null,
  analysis             text        not null,
  improvement_measures text        not null,
  recognition          text        not null,
  created_at           timestamptz not null,
  created_by           text        not null,
  changed_at           timestamptz not null,
  changed_by           text        not null,
  trace_id             text        not null,
  constraint complaint_analysis_report_once unique (unit_id, month, revision)
);
create trigger audit after insert or update on complaint_analysis_report for each row execute function audit();

-- A share of a whole in percent, half up to two decimals; null: there is no whole (R12.20).
create function share_percent(part bigint, whole bigint) returns numeric language sql immutable as $$
  select case when whole > 0 then ((20000 * part + whole) / (2 * whole) / 100.0)::numeric(7, 2) end
$$;

-- The average of a sum over so many, half up to one decimal; null: there are none.
create function average_tenths(total bigint, count bigint) returns numeric language sql immutable as $$
  select case when count > 0 then ((20 * total + count) / (2 * count) / 10.0)::numeric(20, 1) end
$$;
