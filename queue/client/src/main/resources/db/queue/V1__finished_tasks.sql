-- The fence: a task's effects and this row commit together, so a task that is delivered again cannot have them twice.
create table finished_task (
    task_id text primary key,
    state text not null,
    -- The result record as Celery clients read it; json, since jsonb refuses some texts.
    result json,
    -- The result store could not be told; a worker tells it later.
    unannounced boolean not null default false,
    finished_at timestamptz not null default now()
);

create index finished_task_unannounced on finished_task (finished_at) where unannounced;
