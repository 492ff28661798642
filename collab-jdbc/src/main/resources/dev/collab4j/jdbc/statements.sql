-- What all databases understand; the rest is in the folder of each. H2 knows PostgreSQL's BYTEA.

-- :create_schema_version
CREATE TABLE IF NOT EXISTS ${prefix}schema_version (version INT NOT NULL PRIMARY KEY)

-- :select_schema_version
SELECT MAX(version) FROM ${prefix}schema_version

-- :insert_schema_version
INSERT INTO ${prefix}schema_version (version) VALUES (?)

-- :select_doc
SELECT id, generation, version, deleted, snapshot_bytes FROM ${prefix}doc WHERE name = ?

-- :insert_doc
INSERT INTO ${prefix}doc (name, generation, version, deleted, snapshot_bytes) VALUES (?, ?, ?, ?, ?)

-- :raise_version
UPDATE ${prefix}doc SET version = version + 1, snapshot_bytes = ?
WHERE name = ? AND generation = ? AND version = ? AND NOT deleted

-- :bury_doc
UPDATE ${prefix}doc SET generation = generation + 1, version = 0, deleted = TRUE, snapshot_bytes = 0
WHERE name = ? AND generation = ? AND NOT deleted

-- :revive_doc
UPDATE ${prefix}doc SET generation = generation + 1, version = 0, deleted = FALSE, snapshot_bytes = 0
WHERE name = ? AND generation = ? AND deleted

-- :list_first_docs
SELECT name FROM ${prefix}doc WHERE NOT deleted ORDER BY name LIMIT ?

-- :list_docs
SELECT name FROM ${prefix}doc WHERE NOT deleted AND name > ? ORDER BY name LIMIT ?

-- Both conditions see one moment: an update that a snapshot is just covering is found by one of them. A twin that is being
-- stored at that moment is seen by neither, and ends this by a duplicate key.
-- :append_update
INSERT INTO ${prefix}update_pending (doc, generation, origin, counter, payload, author, session_id, accepted_ms)
SELECT k.doc, k.generation, k.origin, k.counter, CAST(? AS BYTEA), CAST(? AS VARCHAR), CAST(? AS VARCHAR),
       CAST(? AS BIGINT)
FROM (VALUES (CAST(? AS BIGINT), CAST(? AS BIGINT), CAST(? AS BIGINT), CAST(? AS BIGINT)))
     AS k (doc, generation, origin, counter)
WHERE NOT EXISTS (
        SELECT 1 FROM ${prefix}update_pending p
        WHERE p.doc = k.doc AND p.generation = k.generation AND p.origin = k.origin AND p.counter = k.counter)
  AND NOT EXISTS (
        SELECT 1 FROM ${prefix}doc_origin o
        WHERE o.doc = k.doc AND o.generation = k.generation AND o.origin = k.origin AND o.last_counter >= k.counter)

-- arrival > 0 is always so, and has PostgreSQL take its index.
-- :list_updates
SELECT arrival, OCTET_LENGTH(payload) FROM ${prefix}update_pending
WHERE doc = ? AND generation = ? AND arrival > ? AND arrival > 0 ORDER BY arrival LIMIT ?

-- :select_updates
SELECT origin, counter, payload, author, session_id, accepted_ms FROM ${prefix}update_pending
WHERE doc = ? AND generation = ? AND arrival > ? AND arrival <= ? AND arrival > 0 ORDER BY arrival

-- :cover_update
DELETE FROM ${prefix}update_pending WHERE doc = ? AND generation = ? AND origin = ? AND counter = ?

-- :raise_origin
UPDATE ${prefix}doc_origin SET last_counter = GREATEST(last_counter, ?)
WHERE doc = ? AND generation = ? AND origin = ?

-- :insert_origin
INSERT INTO ${prefix}doc_origin (last_counter, doc, generation, origin) VALUES (?, ?, ?, ?)

-- :select_chunk
SELECT payload FROM ${prefix}snapshot_chunk WHERE doc = ? AND generation = ? AND version = ? AND chunk = ?

-- :insert_chunk
INSERT INTO ${prefix}snapshot_chunk (doc, generation, version, chunk, payload) VALUES (?, ?, ?, ?, ?)

-- :delete_old_chunks
DELETE FROM ${prefix}snapshot_chunk WHERE doc = ? AND (generation < ? OR version < ?)

-- :sweep_chunks
DELETE FROM ${prefix}snapshot_chunk WHERE doc = ? AND generation < ?

-- :sweep_updates
DELETE FROM ${prefix}update_pending WHERE doc = ? AND generation < ?

-- :sweep_origins
DELETE FROM ${prefix}doc_origin WHERE doc = ? AND generation < ?

-- :erase_author
UPDATE ${prefix}update_pending SET author = NULL, session_id = NULL WHERE author = ?
