-- Tasks that are sent at every tick of their timing, and what is known of each.
create table periodic_task (
    name text primary key,
    timing text not null,
    catch_up text not null,
    -- The task, its queue, arguments and options.
    call json not null,
    paused boolean not null default false,
    -- The first tick that has not been dealt with.
    next_tick timestamptz not null,
    last_tick timestamptz,
    last_sent_at timestamptz,
    last_task text,
    last_failure text,
    last_failed_at timestamptz
);

-- Which node deals with which of them, and when next: the table of the library db-scheduler.
create table periodic_execution (
    task_name text not null,
    task_instance text not null,
    task_data bytea,
    execution_time timestamptz not null,
    picked boolean not null,
    picked_by text,
    last_success timestamptz,
    last_failure timestamptz,
    consecutive_failures int,
    last_heartbeat timestamptz,
    version bigint not null,
    priority smallint,
    primary key (task_name, task_instance)
);

create index periodic_execution_due on periodic_execution (execution_time);
create index periodic_execution_heartbeat on periodic_execution (last_heartbeat);

-- Old rows are deleted by age, in batches.
create index finished_task_age on finished_task (finished_at);
create index scheduled_task_age on scheduled_task (sent_at) where sent_at is not null;
