-- The idempotency record: a task's effects and this row commit together, so a task that is delivered again cannot have them twice.
create table finished_task (
    task_id text primary key,
    state text not null,
    -- The result record as Celery clients read it; text, since what Python writes need not be JSON to PostgreSQL: NaN and Infinity.
    result text,
    -- The result store could not be told; a worker tells it later.
    unannounced boolean not null default false,
    finished_at timestamptz not null default now()
);

create index finished_task_unannounced on finished_task (finished_at) where unannounced;
-- Old rows are deleted by age, in batches.
create index finished_task_age on finished_task (finished_at);
-- Monitors ask every worker for what was revoked last.
create index finished_task_revoked on finished_task (finished_at desc) where state = 'REVOKED';

-- Stamps whose tasks nobody wants any more. Groups have none: a row in finished_task under a group's id revokes its tasks.
create table revoked_stamp (
    stamp text primary key,
    revoked_at timestamptz not null default now()
);

create index revoked_stamp_age on revoked_stamp (revoked_at);

-- Tasks that wait, here and not in a worker's memory: for their eta, for a retry, for a turn, or for a place behind a gate. A row stays
-- after its message was sent, so that an older attempt that is delivered once more is known to be superseded.
create table scheduled_task (
    task_id text not null,
    -- How many times the task was tried before, as in its message.
    attempt int not null,
    task text not null,
    queue text not null,
    -- Messages of workflows go where their signatures say, which may be an exchange of another application.
    exchange text not null default '',
    due_at timestamptz not null,
    -- Which was scheduled first, where several are due at once.
    position bigint generated always as identity,
    sent_at timestamptz,
    -- One that was cancelled is never sent, so a worker must look at what was to follow it.
    cancelled boolean not null default false,
    -- The message: json, since jsonb refuses some texts.
    headers json not null,
    body bytea not null,
    content_type text,
    content_encoding text,
    reply_to text,
    priority int not null,
    -- Whether the message has a priority at all: none is not 0 to every broker, and it is sent on as it came.
    has_priority boolean not null default true,
    -- What the task may be revoked by, beside its id: its group and its stamps.
    marks text[] not null default '{}',
    -- The attempt has waited for its turn, or does: it need not ask for another.
    has_turn boolean not null default false,
    -- The task waits behind a gate rather than for its time.
    held boolean not null default false,
    -- The broker would not take the task when it was due: since when it has said so each time, when last, and what it said.
    stuck_since timestamptz,
    stuck_at timestamptz,
    stuck_why text,
    -- The task was sent, has not ended, and is on no queue: since when, and how often it was sent again for that.
    missing_since timestamptz,
    recovered int not null default 0,
    primary key (task_id, attempt)
);

create index scheduled_task_due on scheduled_task (due_at) where sent_at is null and not held;
create index scheduled_task_age on scheduled_task (sent_at) where sent_at is not null;
create index scheduled_task_sent on scheduled_task (queue, sent_at, task_id) where sent_at is not null and not cancelled;
create index scheduled_task_cancelled on scheduled_task (task_id) where cancelled;
create index scheduled_task_marks on scheduled_task using gin (marks) where sent_at is null;
create index scheduled_task_turn on scheduled_task (task, due_at) where sent_at is null and has_turn;
create index scheduled_task_stuck on scheduled_task (stuck_since) where stuck_since is not null and sent_at is null;

-- Who is inside a gate. A place is free again when its task leaves or has ended, or when nobody has renewed it in time.
create table gate_place (
    gate text not null,
    task_id text not null,
    share text not null,
    -- The process that runs the task, once one does.
    holder text,
    until timestamptz not null,
    -- Who was let in after one that has left may still be on its way.
    let_in_at timestamptz not null default now(),
    primary key (gate, task_id)
);

create index gate_place_holder on gate_place (holder) where holder is not null;

-- Who waits behind a gate, for one of its places; the task itself is held in the schedule.
create table gate_waiter (
    task_id text not null,
    attempt int not null,
    gate text not null,
    -- Whose task it is.
    share text not null,
    -- How many may be inside.
    places int not null,
    priority int not null,
    since timestamptz not null,
    -- Which came first, where several have waited for as long.
    position bigint generated always as identity,
    primary key (task_id, attempt)
);

create index gate_waiter_next on gate_waiter (gate, share, priority desc, since, position);

-- When each of those who share a gate was last let in.
create table gate_turn (
    gate text not null,
    share text not null,
    let_in_at timestamptz not null,
    primary key (gate, share)
);

-- Changes to the rates at which tasks may begin, as operators made them while workers ran.
create table rate_limit (
    task text primary key,
    rate text not null,
    version bigint not null default 1
);

-- How often an attempt was delivered again from a queue that does not count that itself, as classic queues do not.
create table redelivery (
    task_id text not null,
    attempt int not null,
    count int not null,
    -- How often a worker handed the attempt back, which is no failure.
    handed_back int not null default 0,
    last_at timestamptz not null default now(),
    primary key (task_id, attempt)
);

create index redelivery_last_at on redelivery (last_at);

-- Chords that are under way and that a worker or a client here has to do with. A row stays after the body was sent, so that a header
-- task that is delivered once more is known to be counted.
create table chord (
    group_id text primary key,
    -- The body: its signature.
    body text not null,
    -- The root of the tree of tasks that it belongs to.
    root_id text,
    -- How many tasks must end; null until the client that started it has said so.
    expected int,
    -- The header's results as Celery writes them, where the chord was started here.
    header json,
    -- Whether Redis has been told of it.
    announced boolean not null,
    since timestamptz not null default now(),
    -- Where nobody knows the size of a Celery client's: when the last of its header tasks was received here.
    received_at timestamptz not null default now(),
    -- When a worker looks at it next, lest it be forgotten.
    look_at timestamptz not null default now() + interval '2 seconds',
    -- How many header tasks were ever seen to have ended, here or in Redis, and since when fewer are: Redis has lost the others.
    seen int not null default 0,
    lost_since timestamptz,
    -- Since when all its tasks have been seen to have ended.
    complete_since timestamptz,
    ended_at timestamptz
);

create index chord_look on chord (look_at) where ended_at is null;

-- The header tasks that ended here, each until its chord has ended.
create table chord_part (
    group_id text not null,
    task_id text not null,
    place int,
    state text not null,
    result text,
    -- Whether Redis counts it.
    counted boolean not null default false,
    primary key (group_id, task_id)
);

-- Tasks that are sent at every tick of their timing, and what is known of each.
create table periodic_task (
    name text primary key,
    timing text not null,
    catch_up text not null,
    -- The task, its queue, arguments and options.
    call text not null,
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

-- Messages that can never run, or that no worker finished, taken from the dead-letter queues so that they can be looked at.
create table dead_letter (
    id uuid primary key,
    queue text not null,
    -- Of the message, as far as they are legible.
    task_id text,
    task text,
    -- Different messages may bear the same id where they are malformed: this tells them apart. Empty for tasks.
    variant text not null default '',
    -- dead: waits for an operator; resending: is being sent again; resent: has been, and is kept for its history.
    status text not null check (status in ('dead', 'resending', 'resent')),
    reason text not null,
    detail text not null,
    first_at timestamptz not null,
    last_at timestamptz not null,
    -- Each time that it died: at, reason, detail.
    history json not null,
    resent_at timestamptz,
    headers json not null,
    body bytea not null,
    content_type text,
    content_encoding text,
    correlation_id text,
    reply_to text,
    priority int not null,
    has_priority boolean not null default true
);

-- A task that dies again after it was sent again is the same letter.
create unique index dead_letter_task on dead_letter (queue, task_id, variant);
create index dead_letter_list on dead_letter (last_at) where status <> 'resent';
