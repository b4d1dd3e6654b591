/** Marks a SQLite file as a store of this engine: "VEng" in ASCII (`PRAGMA application_id`). */
export const APPLICATION_ID = 0x56456e67;

/**
 * What takes a store from one version to the next: entry 0 makes version 1 out of an empty file. An entry
 * never changes once it has been released; a new version is a new entry.
 */
export const MIGRATIONS: readonly string[] = [
  // The numbers of `jobs`, `runs` and `events` are never used twice (AUTOINCREMENT): a late answer to a job
  // that is gone must not be taken for the answer to a newer one.
  `
  CREATE TABLE events (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    payload TEXT NOT NULL,
    received_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX events_by_age ON events (received_at);

  CREATE TABLE runs (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    function_id TEXT NOT NULL,
    event_seq INTEGER NOT NULL REFERENCES events (seq),
    status TEXT NOT NULL,
    planning INTEGER NOT NULL,
    position INTEGER NOT NULL,
    concurrency_keys TEXT NOT NULL,
    parent_run_seq INTEGER,
    parent_step_id TEXT,
    output TEXT,
    error TEXT,
    queued_at INTEGER NOT NULL,
    started_at INTEGER,
    ended_at INTEGER
  ) STRICT;
  CREATE INDEX runs_by_event ON runs (event_seq);
  CREATE INDEX runs_by_end ON runs (ended_at) WHERE ended_at IS NOT NULL;
  CREATE INDEX runs_by_status ON runs (status, seq);
  CREATE INDEX runs_by_function ON runs (function_id, seq);

  CREATE TABLE steps (
    run_seq INTEGER NOT NULL REFERENCES runs (seq),
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    operation TEXT NOT NULL,
    status TEXT NOT NULL,
    grouped INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    settled_order INTEGER,
    output TEXT,
    error TEXT,
    found_at INTEGER NOT NULL,
    ended_at INTEGER,
    PRIMARY KEY (run_seq, id)
  ) STRICT;

  CREATE INDEX steps_by_settlement ON steps (run_seq, settled_order);

  CREATE TABLE failures (
    run_seq INTEGER NOT NULL REFERENCES runs (seq),
    step_id TEXT NOT NULL,
    attempt INTEGER NOT NULL,
    error TEXT NOT NULL,
    failed_at INTEGER NOT NULL,
    retry_at INTEGER
  ) STRICT;
  CREATE INDEX failures_by_run ON failures (run_seq);

  CREATE TABLE jobs (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    run_seq INTEGER NOT NULL REFERENCES runs (seq),
    kind TEXT NOT NULL,
    step_id TEXT NOT NULL,
    due_at INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    starts INTEGER NOT NULL,
    UNIQUE (run_seq, kind, step_id)
  ) STRICT;
  CREATE INDEX jobs_by_time ON jobs (due_at);

  CREATE TABLE waits (
    run_seq INTEGER NOT NULL REFERENCES runs (seq),
    step_id TEXT NOT NULL,
    event_name TEXT NOT NULL,
    first_path TEXT NOT NULL,
    first_value TEXT NOT NULL,
    condition TEXT NOT NULL,
    expires_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX waits_by_event ON waits (event_name, first_path, first_value);
  CREATE INDEX waits_by_run ON waits (run_seq, step_id);
  `,
  // Whether steps are under way is seen from the jobs.
  'ALTER TABLE runs DROP COLUMN planning',
  // Conditions become texts of CEL: a comparison with what is at a path was `[{"path":"[\"data\",\"n\"]","value":"1"}]`.
  `
  UPDATE waits SET condition = coalesce((
    SELECT group_concat('async' || replace(part.value ->> 'path', '","', '"]["') || ' == ' || (part.value ->> 'value'), ' && ')
    FROM json_each(waits.condition) AS part), '');

  CREATE TABLE gates (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    function_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    at REAL NOT NULL,
    ends_at INTEGER,
    run_seq INTEGER,
    UNIQUE (function_id, kind, key)
  ) STRICT;
  CREATE INDEX gates_by_time ON gates (kind, at);
  CREATE INDEX gates_by_run ON gates (run_seq) WHERE run_seq IS NOT NULL;

  CREATE TABLE held_events (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    gate_seq INTEGER NOT NULL REFERENCES gates (seq),
    event_seq INTEGER NOT NULL REFERENCES events (seq),
    parent_run_seq INTEGER,
    parent_step_id TEXT
  ) STRICT;
  CREATE INDEX held_events_by_gate ON held_events (gate_seq);
  CREATE INDEX held_events_by_event ON held_events (event_seq);

  CREATE TABLE run_events (
    run_seq INTEGER NOT NULL REFERENCES runs (seq),
    position INTEGER NOT NULL,
    event_seq INTEGER NOT NULL REFERENCES events (seq),
    PRIMARY KEY (run_seq, position)
  ) STRICT;
  CREATE INDEX run_events_by_event ON run_events (event_seq);

  ALTER TABLE runs ADD COLUMN event_count INTEGER NOT NULL DEFAULT 1;
  ALTER TABLE steps ADD COLUMN request TEXT;
  `,
];

/** The version that this release reads and writes. */
export const STORE_VERSION = MIGRATIONS.length;
