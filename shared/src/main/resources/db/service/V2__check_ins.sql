create table check_in (
    id uuid primary key,
    tenant_id uuid not null references tenant,
    user_id uuid not null,
    checkin_date date not null,
    groups jsonb not null,
    created_at timestamptz not null default clock_timestamp()
);

create index check_in_newest on check_in (tenant_id, user_id, checkin_date desc, created_at desc);

-- Predictions that took longer than their client waited, so that it may ask for them, and nobody else.
create table prediction_task (
    task_id text primary key,
    tenant_id uuid not null references tenant,
    user_id uuid,
    created_at timestamptz not null default now()
);

create index prediction_task_age on prediction_task (created_at);
create index prediction_task_user on prediction_task (tenant_id, user_id);
