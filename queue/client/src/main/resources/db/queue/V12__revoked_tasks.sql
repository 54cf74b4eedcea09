-- Monitors ask every worker for what was revoked last.
create index finished_task_revoked on finished_task (finished_at desc) where state = 'REVOKED';
