-- The credit check, reservations and receivables (R3.13 to R3.16), bill incidents (R3.38).

-- Every question that was asked, also the declined ones (R3.14). Written once.
create table credit_check (
  id                    uuid        not null constraint credit_check_pk primary key,
  version               bigint      not null default 1,
  customer_id           uuid        not null constraint credit_check_customer references credit_profile,
  department_id         uuid,
  order_ref             text        not null,
  amount_fen            bigint      not null,
  payment_mode          text        not null constraint credit_check_payment_mode
    check (payment_mode in ('CREDIT', 'CASH_ON_DELIVERY', 'PREPAYMENT')),
  prepaid_fen           bigint,
  reserve               boolean     not null,
  decision              text        not null constraint credit_check_decision check (decision in ('APPROVED', 'DECLINED')),
  reasons               text[]      not null,
  because               text        not null,
  required_payment_mode text,
  available_fen         bigint      not null,
  excess_fen            bigint      not null,
  term_days             bigint      not null,
  policy_version        bigint      not null,
  reservation_id        uuid,
  created_at            timestamptz not null,
  created_by            text        not null,
  changed_at            timestamptz not null,
  changed_by            text        not null,
  trace_id              text        not null
);
create index credit_check_of_customer on credit_check (customer_id, id);
create trigger audit after insert or update on credit_check for each row execute function audit();

-- An order that was let pass. PLACED: paid in cash or ahead, no exposure (R3.14). What is RESERVED counts until
-- expires_at, whether or not it was marked EXPIRED since (R3.15). merged_from_id: whose it was, of a customer that lives on
-- in this one; both may have had an order of one reference.
create table reservation (
  id                   uuid        not null constraint reservation_pk primary key,
  version              bigint      not null default 1,
  customer_id          uuid        not null constraint reservation_customer references credit_profile,
  department_id        uuid,
  order_ref            text        not null,
  check_id             uuid        not null,
  payment_mode         text        not null,
  amount_fen           bigint      not null constraint reservation_amount check (amount_fen > 0),
  within_limit_fen     bigint      not null,
  granted_fen          bigint      not null,
  overlimit_request_id uuid,
  term_days            bigint      not null,
  state                text        not null constraint reservation_state
    check (state in ('PLACED', 'RESERVED', 'COMMITTED', 'SETTLED', 'RELEASED', 'EXPIRED')),
  expires_at           timestamptz,
  shipped_fen          bigint,
  shipped_at           timestamptz,
  receivable_id        uuid,
  requested_by         text        not null,
  ended_at             timestamptz,
  ended_by             text,
  end_reason           text,
  merged_from_id       uuid,
  created_at           timestamptz not null,
  created_by           text        not null,
  changed_at           timestamptz not null,
  changed_by           text        not null,
  trace_id             text        not null
);
create unique index reservation_order on reservation (customer_id, order_ref, merged_from_id) nulls not distinct
 where state in ('PLACED', 'RESERVED', 'COMMITTED', 'SETTLED');
create index reservation_open on reservation (customer_id) include (within_limit_fen, granted_fen, expires_at)
 where state = 'RESERVED';
create index reservation_of_customer on reservation (customer_id, id);
create trigger audit after insert or update on reservation for each row execute function audit();

-- within_limit_fen, granted_fen: of the outstanding, what the limit covers and what an over-limit grant did; payments
-- reduce the latter first (R3.13). covered_fen: what of the amount the limit covered when it was shipped. settled_on: the
-- day of the payment that settled it. overdue_at: when credit.receivable_overdue was told.
create table receivable (
  id               uuid        not null constraint receivable_pk primary key,
  version          bigint      not null default 1,
  customer_id      uuid        not null constraint receivable_customer references credit_profile,
  reservation_id   uuid        not null constraint receivable_once unique,
  order_ref        text        not null,
  amount_fen       bigint      not null constraint receivable_amount check (amount_fen > 0),
  outstanding_fen  bigint      not null constraint receivable_outstanding check (outstanding_fen between 0 and amount_fen),
  within_limit_fen bigint      not null,
  granted_fen      bigint      not null,
  covered_fen      bigint      not null,
  shipped_on       date        not null,
  due_on           date        not null,
  state            text        not null constraint receivable_state check (state in ('OPEN', 'SETTLED')),
  settled_at       timestamptz,
  settled_on       date,
  overdue_at       timestamptz,
  created_at       timestamptz not null,
  created_by       text        not null,
  changed_at       timestamptz not null,
  changed_by       text        not null,
  trace_id         text        not null,
  constraint receivable_parts check (within_limit_fen >= 0 and granted_fen >= 0 and within_limit_fen + granted_fen = outstanding_fen)
);
create index receivable_open on receivable (customer_id) include (within_limit_fen, granted_fen, due_on) where state = 'OPEN';
create index receivable_of_customer on receivable (customer_id, due_on);
create trigger audit after insert or update on receivable for each row execute function audit();

-- R3.13: what a customer has reserved and not paid at an instant; used_fen is the part of both that the limit covers.
create function credit_exposure(customer uuid, at timestamptz)
  returns table (reserved_fen bigint, committed_fen bigint, used_fen bigint) language sql stable as $$
  select r.total, v.total, r.within_limit + v.within_limit
    from (select coalesce(sum(within_limit_fen + granted_fen), 0)::bigint as total,
                 coalesce(sum(within_limit_fen), 0)::bigint as within_limit
            from reservation
           where customer_id = customer and state = 'RESERVED' and expires_at > at) r,
         (select coalesce(sum(within_limit_fen + granted_fen), 0)::bigint as total,
                 coalesce(sum(within_limit_fen), 0)::bigint as within_limit
            from receivable
           where customer_id = customer and state = 'OPEN') v
$$;

-- A bill or cheque is PENDING until it is CLEARED; only what is CLEARED reduces the outstanding (R3.16).
-- GOODS, COLLATERAL: agreed value taken by a countermeasure (R3.31). due_on: when a bill falls due. incident_id: the bill
-- incident whose money this recovers.
create table payment (
  id                uuid        not null constraint payment_pk primary key,
  version           bigint      not null default 1,
  receivable_id     uuid        not null constraint payment_receivable references receivable,
  customer_id       uuid        not null,
  amount_fen        bigint      not null constraint payment_amount check (amount_fen > 0),
  instrument        text        not null constraint payment_instrument
    check (instrument in ('CASH', 'TRANSFER', 'BILL', 'CHEQUE', 'GOODS', 'COLLATERAL')),
  payer             text        not null default 'CUSTOMER' constraint payment_payer
    check (payer in ('CUSTOMER', 'THIRD_PARTY', 'GUARANTOR')),
  status            text        not null constraint payment_status
    check (status in ('PENDING', 'CLEARED', 'DISHONOURED', 'DELAYED', 'REVERSED')),
  paid_on           date        not null,
  cleared_on        date,
  number            text,
  bank              text,
  due_on            date,
  countermeasure_id uuid,
  incident_id       uuid,
  reversed_on       date,
  remarks           text,
  created_at        timestamptz not null,
  created_by        text        not null,
  changed_at        timestamptz not null,
  changed_by        text        not null,
  trace_id          text        not null
);
create index payment_of_receivable on payment (receivable_id, id);
create index payment_of_customer on payment (customer_id, id);
create index payment_pending on payment (receivable_id) include (amount_fen) where status = 'PENDING';
create index payment_of_incident on payment (incident_id) where incident_id is not null;
create index payment_by_instrument on payment (bank, number) where number is not null;
create trigger audit after insert or update on payment for each row execute function audit();

-- A bill or cheque that was refused or paid late (R3.38, SM-8). report_due_on: the last day for the detailed report.
-- loss_confirmed_…: who confirmed the loss that remains. reporting_line: those above the responsible salesperson when it
-- was opened (C18).
create table bill_incident (
  id                         uuid        not null constraint bill_incident_pk primary key,
  version                    bigint      not null default 1,
  customer_id                uuid        not null constraint bill_incident_customer references credit_profile,
  receivable_id              uuid,
  payment_id                 uuid,
  instrument                 text        not null constraint bill_incident_instrument check (instrument in ('BILL', 'CHEQUE')),
  number                     text        not null,
  bank                       text        not null,
  amount_fen                 bigint      not null constraint bill_incident_amount check (amount_fen > 0),
  due_on                     date        not null,
  kind                       text        not null constraint bill_incident_kind check (kind in ('DISHONOURED', 'DELAYED')),
  discovered_on              date        not null,
  circumstances              text,
  prospects                  text,
  proposal                   text,
  report_due_on              date        not null,
  reported_at                timestamptz,
  reported_on                date,
  emergency_report_id        uuid,
  recovered_fen              bigint      not null default 0,
  state                      text        not null constraint bill_incident_state check (state in ('OPEN', 'INSTRUCTED', 'CLOSED')),
  ruling                     text        constraint bill_incident_ruling check (ruling in ('RECOVER_ONLY', 'TERMINATE')),
  instruction_id             uuid,
  loss_confirmed_by_finance  text,
  loss_confirmed_by_superior text,
  closed_at                  timestamptz,
  closed_by                  text,
  reporting_line             uuid[]      not null default '{}',
  created_at                 timestamptz not null,
  created_by                 text        not null,
  changed_at                 timestamptz not null,
  changed_by                 text        not null,
  trace_id                   text        not null,
  constraint bill_incident_instrument_once unique (bank, number),
  constraint bill_incident_recovered check (recovered_fen between 0 and amount_fen)
);
create index bill_incident_open on bill_incident (customer_id) where state in ('OPEN', 'INSTRUCTED');
create index bill_incident_of_customer on bill_incident (customer_id, discovered_on);
create trigger audit after insert or update on bill_incident for each row execute function audit();

-- What was done to recover the money of a bill incident; recovered amounts are payments.
create table recovery_action (
  id            uuid        not null constraint recovery_action_pk primary key,
  version       bigint      not null default 1,
  incident_id   uuid        not null constraint recovery_action_incident references bill_incident,
  done_on       date        not null,
  action        text        not null,
  recovered_fen bigint      not null default 0,
  payment_id    uuid,
  created_at    timestamptz not null,
  created_by    text        not null,
  changed_at    timestamptz not null,
  changed_by    text        not null,
  trace_id      text        not null
);
create index recovery_action_of_incident on recovery_action (incident_id, id);
create trigger audit after insert or update on recovery_action for each row execute function audit();

-- As the API shows them.
create view receivable_shown as
select r.id, r.customer_id, c.name as customer_name, p.responsible_salesperson_id, r.reservation_id, r.order_ref, r.amount_fen,
       r.outstanding_fen, n.pending_fen, r.within_limit_fen, r.granted_fen, r.shipped_on, r.due_on, r.state, r.settled_at,
       r.settled_on, r.overdue_at, r.version, r.created_at, r.created_by, r.changed_at
  from receivable r
  join credit_profile p on p.id = r.customer_id
  join known_customer c on c.id = r.customer_id,
       lateral (select coalesce(sum(amount_fen), 0)::bigint as pending_fen
                  from payment where receivable_id = r.id and status = 'PENDING') n;

create view payment_shown as
select y.id, y.receivable_id, y.customer_id, r.order_ref, p.responsible_salesperson_id, y.amount_fen, y.instrument, y.payer,
       y.status, y.paid_on, y.cleared_on, y.number, y.bank, y.due_on, y.reversed_on, y.countermeasure_id, y.incident_id, y.remarks,
       y.version, y.created_at, y.created_by, y.changed_at, y.changed_by
  from payment y
  join receivable r on r.id = y.receivable_id
  join credit_profile p on p.id = y.customer_id;

create view bill_incident_shown as
select i.id, i.customer_id, c.name as customer_name, p.responsible_salesperson_id, i.receivable_id, i.payment_id, i.instrument,
       i.number, i.bank, i.amount_fen, i.due_on, i.kind, i.discovered_on, i.circumstances, i.prospects, i.proposal,
       i.report_due_on, i.reported_at, i.reported_on, i.emergency_report_id, i.recovered_fen,
       i.amount_fen - i.recovered_fen as remaining_loss_fen, i.state, i.ruling, i.instruction_id, i.loss_confirmed_by_finance,
       i.loss_confirmed_by_superior, i.closed_at, i.closed_by, i.version, i.created_at, i.created_by, i.changed_at
  from bill_incident i
  join credit_profile p on p.id = i.customer_id
  join known_customer c on c.id = i.customer_id;
