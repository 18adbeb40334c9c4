-- What is listed of a customer, and goes with it when it is merged.
create index overlimit_request_of_customer on overlimit_request (customer_id, id);
create index instruction_of_customer on instruction (customer_id, id);
create index countermeasure_of_customer on countermeasure (customer_id, id);
create index suspension_of_customer on suspension (customer_id, id);
create index termination_notice_of_customer on termination_notice (customer_id, id);
create index trading_card_of_customer on trading_card (customer_id, id);
create index trading_condition_of_customer on trading_condition (customer_id, id);
