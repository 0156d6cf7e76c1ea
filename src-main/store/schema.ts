/** "PLab" in ASCII: marks the file as a Poison Lab library. */
export const applicationId = 0x504c6162;

/**
 * The database by version: entry n brings a library from version n to n + 1. Never edited once released;
 * a change of the schema is a new entry.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE sessions (
    instance TEXT PRIMARY KEY, pid INTEGER NOT NULL, started TEXT NOT NULL, host TEXT NOT NULL,
    opened_at TEXT NOT NULL
  ) STRICT;

  CREATE TABLE leases (
    name TEXT PRIMARY KEY, fence INTEGER NOT NULL, instance TEXT NOT NULL, pid INTEGER NOT NULL,
    started TEXT NOT NULL, host TEXT NOT NULL, heartbeat INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE fences (id INTEGER PRIMARY KEY CHECK (id = 1), last INTEGER NOT NULL) STRICT;
  INSERT INTO fences VALUES (1, 0);

  CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

  CREATE TABLE datasets (
    fingerprint TEXT PRIMARY KEY, name TEXT NOT NULL, users INTEGER NOT NULL, items INTEGER NOT NULL,
    ratings INTEGER NOT NULL, record TEXT NOT NULL, deleted_at TEXT,
    gone INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0, 1))
  ) STRICT;
  CREATE UNIQUE INDEX dataset_names ON datasets (name) WHERE deleted_at IS NULL;
  CREATE TABLE subsets (
    parent TEXT NOT NULL, selection TEXT NOT NULL, fingerprint TEXT NOT NULL, PRIMARY KEY (parent, selection)
  ) STRICT;

  CREATE TABLE payloads (hash TEXT PRIMARY KEY, bytes INTEGER NOT NULL, content BLOB) STRICT;

  CREATE TABLE clean_models (
    key TEXT PRIMARY KEY, dataset TEXT NOT NULL, payload TEXT NOT NULL REFERENCES payloads (hash),
    created_at TEXT NOT NULL
  ) STRICT;
  CREATE INDEX clean_models_by_payload ON clean_models (payload);

  CREATE TABLE campaigns (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, record TEXT NOT NULL,
    created_at TEXT NOT NULL, updated_at TEXT NOT NULL, deleted_at TEXT
  ) STRICT;
  CREATE UNIQUE INDEX campaign_names ON campaigns (name) WHERE deleted_at IS NULL;
  CREATE TABLE campaign_runs (
    campaign INTEGER NOT NULL REFERENCES campaigns (id) ON DELETE CASCADE, position INTEGER NOT NULL,
    key TEXT NOT NULL, PRIMARY KEY (campaign, position)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX campaign_runs_by_key ON campaign_runs (key);

  CREATE TABLE runs (
    key TEXT PRIMARY KEY,
    status TEXT NOT NULL CHECK (status IN ('queued', 'done', 'failed', 'cancelled')),
    config TEXT NOT NULL, label TEXT NOT NULL, dataset TEXT NOT NULL, dataset_name TEXT NOT NULL,
    malicious_users INTEGER NOT NULL, attack TEXT NOT NULL, gradient TEXT,
    metrics TEXT, seconds REAL, error TEXT, provenance TEXT, targets TEXT, warnings TEXT,
    series TEXT REFERENCES payloads (hash), profiles TEXT REFERENCES payloads (hash),
    created_at TEXT NOT NULL, finished_at TEXT, deleted_at TEXT,
    CHECK (status <> 'done' OR (metrics IS NOT NULL AND series IS NOT NULL AND profiles IS NOT NULL))
  ) STRICT;
  CREATE INDEX runs_by_dataset ON runs (dataset);
  CREATE INDEX runs_in_bin ON runs (deleted_at) WHERE deleted_at IS NOT NULL;
  CREATE INDEX runs_by_attack ON runs (attack, gradient, finished_at) WHERE status = 'done';
  CREATE INDEX runs_by_series ON runs (series);
  CREATE INDEX runs_by_profiles ON runs (profiles);

  CREATE TABLE queue (
    position INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE REFERENCES runs (key) ON DELETE CASCADE,
    campaign TEXT NOT NULL, cancel_requested INTEGER NOT NULL DEFAULT 0, added_at TEXT NOT NULL
  ) STRICT;
  `,
  `
  CREATE TABLE imported_profiles (
    hash TEXT NOT NULL REFERENCES payloads (hash), dataset TEXT NOT NULL, record TEXT NOT NULL,
    imported_at TEXT NOT NULL, PRIMARY KEY (hash, dataset)
  ) STRICT;
  CREATE INDEX imported_profiles_by_dataset ON imported_profiles (dataset);
  `,
  `
  CREATE TABLE uniqueness (
    run TEXT PRIMARY KEY REFERENCES runs (key) ON DELETE CASCADE, record TEXT NOT NULL, created_at TEXT NOT NULL
  ) STRICT;
  `,
  `
  CREATE TABLE calibrations (id INTEGER PRIMARY KEY AUTOINCREMENT, record TEXT NOT NULL) STRICT;
  `,
  `
  CREATE TABLE run_notes (
    run TEXT PRIMARY KEY REFERENCES runs (key) ON DELETE CASCADE,
    starred INTEGER NOT NULL CHECK (starred IN (0, 1)), note TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE run_tags (
    run TEXT NOT NULL REFERENCES runs (key) ON DELETE CASCADE, tag TEXT NOT NULL, PRIMARY KEY (run, tag)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE views (
    id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, query TEXT NOT NULL, deleted_at TEXT
  ) STRICT;
  CREATE UNIQUE INDEX view_names ON views (name) WHERE deleted_at IS NULL;
  `,
  `
  CREATE TABLE audits (
    key TEXT PRIMARY KEY, subject TEXT NOT NULL, dataset TEXT NOT NULL, record TEXT NOT NULL, created_at TEXT NOT NULL
  ) STRICT;
  CREATE INDEX audits_by_subject ON audits (subject, created_at);
  CREATE INDEX audits_by_dataset ON audits (dataset);
  `,
  `
  ALTER TABLE queue ADD COLUMN paused INTEGER NOT NULL DEFAULT 0 CHECK (paused IN (0, 1));
  `,
  `
  CREATE TABLE predicted_effects (
    run TEXT PRIMARY KEY REFERENCES runs (key) ON DELETE CASCADE, payload TEXT NOT NULL REFERENCES payloads (hash),
    created_at TEXT NOT NULL
  ) STRICT;
  CREATE INDEX predicted_effects_by_payload ON predicted_effects (payload);
  `,
  `
  CREATE TABLE events (
    id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, kind TEXT NOT NULL CHECK (kind IN ('run', 'lab')),
    message TEXT NOT NULL, run TEXT REFERENCES runs (key) ON DELETE SET NULL
  ) STRICT;
  CREATE INDEX events_by_run ON events (run);
  `,
  `
  ALTER TABLE campaigns ADD COLUMN report TEXT;
  UPDATE campaigns SET report = (SELECT value FROM settings s WHERE s.name = 'report of ' || campaigns.name)
    WHERE id = (SELECT o.id FROM campaigns o WHERE o.name = campaigns.name
      ORDER BY o.deleted_at IS NOT NULL, o.deleted_at DESC, o.id DESC LIMIT 1);
  DELETE FROM settings WHERE name LIKE 'report of %';
  `,
];
