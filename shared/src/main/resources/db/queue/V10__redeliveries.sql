-- How often a message was delivered again from a queue that does not count that itself, as classic queues do not.
create table redelivery (
    task_id text primary key,
    count int not null,
    last_at timestamptz not null default now()
);

create index redelivery_last_at on redelivery (last_at);
