-- R11.18. The published channel by which a request, a call, letter or visit came.
alter table service_request add column public_channel_id uuid constraint service_request_public_channel references public_channel;
alter table inbound_item add column public_channel_id uuid constraint inbound_item_public_channel references public_channel;
