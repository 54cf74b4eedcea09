create extension if not exists vector;

create table tenant (
    id uuid primary key,
    name text not null unique,
    created_at timestamptz not null default now()
);

-- Everything belongs to this one until tenants have keys of their own.
insert into tenant (id, name) values ('00000000-0000-0000-0000-000000000001', 'default');

-- A request to analyse photos or to search by selfie. A row is written before its tasks are published, accepted_at
-- once the broker has confirmed all of them; the row outlives expires_at, so that an expired job is not an unknown one.
create table job (
    id uuid primary key,
    tenant_id uuid not null references tenant,
    kind text not null check (kind in ('photos', 'search')),
    idempotency_key text,
    fingerprint text not null,
    event_id text,
    created_at timestamptz not null,
    accepted_at timestamptz,
    expires_at timestamptz not null,
    unique (tenant_id, idempotency_key)
);

create index job_stale on job (created_at) where accepted_at is null;
create index job_expired on job (expires_at);

create table job_item (
    job_id uuid not null references job on delete cascade,
    position int not null,
    photo_id uuid not null unique,
    task_id text not null unique,
    file_name text not null,
    sha256 text not null,
    store_key text not null,
    primary key (job_id, position)
);

create table photo (
    id uuid primary key,
    tenant_id uuid not null references tenant,
    event_id text,
    file_name text,
    store_key text not null,
    sha256 text not null,
    task_id text not null unique,
    analysis json not null,
    created_at timestamptz not null default now()
);

create index photo_event on photo (tenant_id, event_id, created_at);
create index photo_newest on photo (tenant_id, created_at desc, id);

-- Photos that no job leads to any more, until the store has deleted them.
create table unwanted_photo (
    store_key text primary key
);

-- Tenant and event are repeated here so that a filtered search by similarity stays on one table.
create table face (
    id bigint generated always as identity primary key,
    photo_id uuid not null references photo on delete cascade,
    tenant_id uuid not null references tenant,
    event_id text,
    position int not null,
    x1 double precision not null,
    y1 double precision not null,
    x2 double precision not null,
    y2 double precision not null,
    score double precision not null,
    quality double precision not null,
    -- Vectors of different models never compare; each model has a partial HNSW index of its own.
    model text,
    embedding vector,
    unique (photo_id, position),
    check ((model is null) = (embedding is null))
);

create index face_event on face (tenant_id, event_id);

create table bib (
    photo_id uuid not null references photo on delete cascade,
    tenant_id uuid not null references tenant,
    event_id text,
    position int not null,
    number text not null,
    confidence double precision not null,
    primary key (photo_id, position)
);

-- A runner types her number as she likes.
create index bib_number on bib (tenant_id, upper(number), event_id);

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
