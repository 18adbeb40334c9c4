-- R11.3, R11.13. WAIVED: the customer refused to pay, and a discount or the proof of the purchase left nothing to be paid.
alter table repair_fee drop constraint repair_fee_state;
alter table repair_fee add constraint repair_fee_state
  check (state in ('REFUSED', 'COLLECTED', 'HANDED_IN', 'TO_CONFIRM', 'CONFIRMED', 'WAIVED'));
