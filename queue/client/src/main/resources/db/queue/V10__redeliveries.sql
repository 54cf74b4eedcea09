-- How often an attempt was delivered again from a queue that does not count that itself, as classic queues do not.
create table redelivery (
    task_id text not null,
    attempt int not null,
    count int not null,
    last_at timestamptz not null default now(),
    primary key (task_id, attempt)
);

create index redelivery_last_at on redelivery (last_at);
