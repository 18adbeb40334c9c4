-- Information cards, trading cards and conditions (R3.32, R3.33, R3.35, R3.36).

-- One for each customer, kept by the responsible salesperson (R3.32); its versions are its history. owner_id: null while
-- nobody answers for the customer. content_changed_on: when its keeper last looked after it.
create table info_card (
  id                     uuid        not null constraint info_card_pk primary key,
  version                bigint      not null default 1,
  customer_id            uuid        not null constraint info_card_customer unique references credit_profile,
  owner_id               uuid,
  name                   text,
  phone                  text,
  address                text,
  trade_contact          text,
  payment_attitude       text,
  payment_time           text,
  bank_dealings          text,
  financial_power_holder text,
  payment_mode           text,
  transaction_remarks    text,
  content_changed_on     date        not null,
  created_at             timestamptz not null,
  created_by             text        not null,
  changed_at             timestamptz not null,
  changed_by             text        not null,
  trace_id               text        not null
);
create index info_card_owner on info_card (owner_id);
create trigger audit after insert or update on info_card for each row execute function audit();

-- What a customer ordered (R3.33). quantity_milli: thousandths, since a quantity has up to three decimals.
create table purchase_entry (
  id             uuid        not null constraint purchase_entry_pk primary key,
  version        bigint      not null default 1,
  card_id        uuid        not null constraint purchase_entry_card references info_card,
  customer_id    uuid        not null,
  order_date     date        not null,
  product_name   text        not null,
  quantity_milli bigint      not null constraint purchase_entry_quantity check (quantity_milli > 0),
  unit_price_fen bigint      not null constraint purchase_entry_price check (unit_price_fen > 0),
  amount_fen     bigint      not null constraint purchase_entry_amount check (amount_fen > 0),
  cancelled_at   timestamptz,
  cancel_reason  text,
  created_at     timestamptz not null,
  created_by     text        not null,
  changed_at     timestamptz not null,
  changed_by     text        not null,
  trace_id       text        not null
);
create index purchase_entry_of_customer on purchase_entry (customer_id, order_date);
create trigger audit after insert or update on purchase_entry for each row execute function audit();

-- The date of an instant where the business is (C1).
create function date_at(instant timestamptz, offset_minutes bigint) returns date language sql immutable as $$
  select (instant at time zone 'UTC' + make_interval(mins => offset_minutes::int))::date
$$;

-- R3.33: which of the required fields ("basic.phone") a card lacks. Purchases are required from the first order on; the
-- figures of the transactions are there by themselves.
create function info_card_missing(card info_card, required json) returns text[] language sql stable as $$
  select coalesce(array_agg(field order by place), '{}')
    from json_array_elements_text(required) with ordinality as needed (field, place)
   where case field
           when 'basic.purchases' then
             exists (select from reservation o
                      where o.customer_id = card.customer_id and o.state in ('PLACED', 'RESERVED', 'COMMITTED', 'SETTLED'))
             and not exists (select from purchase_entry e where e.customer_id = card.customer_id and e.cancelled_at is null)
           when 'business.transaction_figures' then false
           else coalesce(btrim(to_jsonb(card) ->> split_part(field, '.', 2)), '') = ''
         end
$$;

create sequence trading_card_form;

-- The form in two copies that trading begins with (R3.35, SM-19). customer_id: once it was filled in.
create table trading_card (
  id               uuid        not null constraint trading_card_pk primary key,
  version          bigint      not null default 1,
  form_no          text        not null constraint trading_card_form_no unique,
  customer_id      uuid        constraint trading_card_customer references credit_profile,
  template_version bigint      not null,
  filled_by        json,
  filled_on        date,
  items            json,
  copies           json,
  state            text        not null constraint trading_card_state check (state in ('ISSUED', 'FILLED', 'ACTIVE', 'CLOSED')),
  activated_at     timestamptz,
  activated_by     text,
  closed_at        timestamptz,
  close_reason     text,
  created_at       timestamptz not null,
  created_by       text        not null,
  changed_at       timestamptz not null,
  changed_by       text        not null,
  trace_id         text        not null
);
create unique index trading_card_active on trading_card (customer_id) where state = 'ACTIVE';
create trigger audit after insert or update on trading_card for each row execute function audit();

-- R3.36, SM-20. What is SATISFIED with a valid_until in the past has lapsed, whether or not it was marked so. lapsed_on:
-- the first day that it no longer was met, until it is met again.
create table trading_condition (
  id                      uuid        not null constraint trading_condition_pk primary key,
  version                 bigint      not null default 1,
  customer_id             uuid        not null constraint trading_condition_customer references credit_profile,
  type                    text        not null constraint trading_condition_type
    check (type in ('EXCHANGE_CONTRACT', 'PERSONAL_GUARANTEE', 'JOINT_GUARANTEE', 'COLLATERAL', 'NOTARISED_CONTRACT', 'OTHER')),
  applies_to              text        not null constraint trading_condition_applies_to check (applies_to in ('CREDIT', 'ALL')),
  basis                   text        not null constraint trading_condition_basis check (basis in ('REPORT', 'ADJUSTMENT', 'COUNTERMEASURE')),
  basis_id                uuid        not null,
  details                 text,
  value_fen               bigint,
  valid_until             date,
  lapsed_on               date,
  guarantor_name          text,
  guarantor_customer_id   uuid,
  document_ref            text,
  evidence_by             text,
  evidence_at             timestamptz,
  confirmed_by            text,
  confirmed_at            timestamptz,
  state                   text        not null constraint trading_condition_state check (state in ('REQUIRED', 'SATISFIED', 'LAPSED', 'WAIVED')),
  waived_by_adjustment_id uuid,
  created_at              timestamptz not null,
  created_by              text        not null,
  changed_at              timestamptz not null,
  changed_by              text        not null,
  trace_id                text        not null
);
create index trading_condition_standing on trading_condition (customer_id) include (applies_to, valid_until, state) where state <> 'WAIVED';
create trigger audit after insert or update on trading_condition for each row execute function audit();
