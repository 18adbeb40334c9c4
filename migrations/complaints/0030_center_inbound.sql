-- R11.20. The call, letter or visit in which a service centre heard an opinion.
alter table center_opinion add column inbound_item_id uuid
  constraint center_opinion_inbound_item references inbound_item
  constraint center_opinion_inbound_once unique;
