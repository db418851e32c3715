// SPDX-License-Identifier: Apache-2.0
#include "ledger/schema.h"

#include <array>

namespace dragoman {
namespace {

constexpr char kTables[] = R"sql(
CREATE TABLE migrations (
  version INTEGER PRIMARY KEY,
  note TEXT NOT NULL
) STRICT;

CREATE TABLE stories (
  story INTEGER PRIMARY KEY,               -- in order of arrival
  id TEXT NOT NULL,
  hash TEXT NOT NULL,                      -- of id, text, title, date, source, url
  source TEXT, date TEXT, title TEXT, url TEXT, lang TEXT, path TEXT,
  text TEXT NOT NULL,
  superseded_by INTEGER REFERENCES stories (story) DEFERRABLE INITIALLY DEFERRED,
  UNIQUE (id, hash)
) STRICT;
CREATE INDEX stories_hash ON stories (hash);
CREATE INDEX stories_superseded ON stories (superseded_by) WHERE superseded_by IS NOT NULL;
CREATE UNIQUE INDEX stories_current ON stories (id) WHERE superseded_by IS NULL;

CREATE TABLE codings (
  coding INTEGER PRIMARY KEY,
  story INTEGER NOT NULL REFERENCES stories (story),
  coder TEXT NOT NULL,
  source TEXT, date TEXT,                  -- of the story as the coder read them, dateline included
  records INTEGER NOT NULL,                -- how many there are
  live INTEGER NOT NULL CHECK (live IN (0, 1)),  -- the coding in force of a story in force
  UNIQUE (story, coder)
) STRICT;
CREATE UNIQUE INDEX codings_live ON codings (story) WHERE live = 1;

CREATE TABLE sentences (
  sentence INTEGER PRIMARY KEY,
  coding INTEGER NOT NULL REFERENCES codings (coding),
  position INTEGER NOT NULL,               -- index of the sentence in its story
  start INTEGER, "end" INTEGER,            -- code points of the story text
  text TEXT NOT NULL,
  UNIQUE (coding, position)
) STRICT;
CREATE VIRTUAL TABLE sentence_words USING fts5 (
  text, content='sentences', content_rowid='sentence', tokenize='unicode61 remove_diacritics 2'
);

CREATE TABLE records (
  record INTEGER PRIMARY KEY,
  coding INTEGER NOT NULL REFERENCES codings (coding),
  position INTEGER NOT NULL,               -- in the story
  id TEXT NOT NULL,
  sentence INTEGER NOT NULL REFERENCES sentences (sentence),
  type TEXT NOT NULL, quad TEXT NOT NULL, mode TEXT, cameo TEXT,
  score REAL NOT NULL, goldstein REAL NOT NULL,
  date_start TEXT, date_end TEXT, date_precision TEXT NOT NULL,
  place TEXT, place_folded TEXT, place_country TEXT, place_admin1 TEXT, admin1_folded TEXT,
  lat REAL, lon REAL, geonameid INTEGER,
  modality TEXT NOT NULL, historical INTEGER NOT NULL, confidence REAL NOT NULL,
  json TEXT NOT NULL,                      -- the record as it was written
  UNIQUE (coding, position)
) STRICT;
CREATE INDEX records_type ON records (type, mode);
CREATE INDEX records_date ON records (date_start, date_end);
CREATE INDEX records_place ON records (place_folded);
CREATE INDEX records_admin1 ON records (admin1_folded) WHERE admin1_folded IS NOT NULL;
CREATE INDEX records_sentence ON records (sentence);
CREATE VIRTUAL TABLE record_places USING rtree (record, south, north, west, east);

CREATE TABLE entities (
  entity INTEGER PRIMARY KEY,
  record INTEGER NOT NULL REFERENCES records (record),
  role TEXT NOT NULL CHECK (role IN ('actor', 'recipient', 'speaker')),
  position INTEGER NOT NULL,
  name TEXT, folded_name TEXT, country TEXT, code TEXT, text TEXT,
  cue TEXT, stance TEXT,                   -- of speakers
  UNIQUE (record, role, position)
) STRICT;
CREATE INDEX entities_country ON entities (country, role, record);
CREATE INDEX entities_name ON entities (folded_name, role, record);

CREATE TABLE entity_sectors (
  entity INTEGER NOT NULL REFERENCES entities (entity),
  position INTEGER NOT NULL,
  sector TEXT NOT NULL,
  PRIMARY KEY (entity, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX entity_sectors_sector ON entity_sectors (sector, entity);

CREATE TABLE record_contexts (
  record INTEGER NOT NULL REFERENCES records (record),
  position INTEGER NOT NULL,
  context TEXT NOT NULL,
  PRIMARY KEY (record, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX record_contexts_context ON record_contexts (context, record);

CREATE TABLE magnitudes (
  record INTEGER NOT NULL REFERENCES records (record),
  kind TEXT NOT NULL,
  min INTEGER, max INTEGER,
  PRIMARY KEY (record, kind)
) STRICT, WITHOUT ROWID;
)sql";

constexpr char kViews[] = R"sql(
CREATE VIEW event_records AS
SELECT r.record, r.id AS record_id, s.id AS story_id, c.source, c.date AS story_date, s.title, s.url, s.path,
       t.position AS sentence_index, t.text AS sentence,
       r.type, r.quad, r.mode, r.cameo, r.score, r.goldstein, r.date_start, r.date_end, r.date_precision,
       (SELECT group_concat(code, ';') FROM (SELECT code FROM entities e WHERE e.record = r.record AND e.role = 'actor' ORDER BY e.position)) AS actors,
       (SELECT group_concat(code, ';') FROM (SELECT code FROM entities e WHERE e.record = r.record AND e.role = 'recipient' ORDER BY e.position)) AS recipients,
       (SELECT group_concat(code, ';') FROM (SELECT code FROM entities e WHERE e.record = r.record AND e.role = 'speaker' ORDER BY e.position)) AS speakers,
       (SELECT group_concat(context, ';') FROM (SELECT context FROM record_contexts x WHERE x.record = r.record ORDER BY x.position)) AS contexts,
       r.place, r.place_country, r.place_admin1, r.lat, r.lon, r.geonameid,
       (SELECT min FROM magnitudes m WHERE m.record = r.record AND m.kind = 'killed') AS killed_min,
       (SELECT max FROM magnitudes m WHERE m.record = r.record AND m.kind = 'killed') AS killed_max,
       r.modality, r.historical, r.confidence, c.coder
FROM codings c JOIN stories s ON s.story = c.story JOIN records r ON r.coding = c.coding JOIN sentences t ON t.sentence = r.sentence
WHERE c.live = 1;
)sql";

constexpr char kDesk[] = R"sql(
CREATE TABLE reviews (
  review INTEGER PRIMARY KEY,              -- in order of arrival; the last one of a record counts
  record INTEGER NOT NULL REFERENCES records (record),
  verdict TEXT NOT NULL CHECK (verdict IN ('accept', 'reject', 'correct')),
  correction TEXT,                         -- JSON of the fields that should be otherwise, as in a record
  note TEXT,
  author TEXT NOT NULL,
  at TEXT NOT NULL                         -- UTC, YYYY-MM-DDTHH:MM:SSZ
) STRICT;
CREATE INDEX reviews_record ON reviews (record, review);

CREATE TABLE saved_views (
  name TEXT PRIMARY KEY,
  query TEXT NOT NULL,                     -- the query string of the page
  author TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX records_map ON records (place_country, place, quad) WHERE lat IS NOT NULL;
)sql";

constexpr char kDossiers[] = R"sql(
CREATE TABLE dossiers (
  name TEXT PRIMARY KEY,
  parties TEXT NOT NULL, places TEXT NOT NULL, mediators TEXT NOT NULL,  -- JSON arrays
  since TEXT, until TEXT,
  author TEXT NOT NULL,
  at TEXT NOT NULL                         -- UTC, YYYY-MM-DDTHH:MM:SSZ
) STRICT, WITHOUT ROWID;

CREATE TABLE alerts (
  alert INTEGER PRIMARY KEY,               -- in the order in which they were told
  key TEXT NOT NULL UNIQUE,                -- what was told: not told again
  json TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;
)sql";

// The latest records without sorting all; sums by time and type without reading records whole.
constexpr char kDeskIndexes[] = R"sql(
CREATE INDEX records_latest ON records (coalesce(date_start, ''), record);
CREATE INDEX records_sums ON records (coding, date_start, quad, score, type);
)sql";

constexpr char kEvents[] = R"sql(
CREATE TABLE story_groups (
  story INTEGER PRIMARY KEY REFERENCES stories (story),
  story_group INTEGER NOT NULL,            -- the first of the near-duplicate stories
  words INTEGER NOT NULL,                  -- different pairs of words
  sketch BLOB NOT NULL
) STRICT;
CREATE INDEX story_groups_group ON story_groups (story_group);
CREATE TABLE story_bands (band INTEGER NOT NULL, story INTEGER NOT NULL, PRIMARY KEY (band, story)) STRICT, WITHOUT ROWID;

CREATE TABLE event_members (               -- records in force
  record INTEGER PRIMARY KEY REFERENCES records (record),
  event INTEGER NOT NULL,                  -- the record that it began with
  score REAL NOT NULL,                     -- how sure it is that the record belongs there
  features BLOB NOT NULL
) STRICT;
CREATE INDEX event_members_event ON event_members (event, record);
CREATE TABLE event_keys (key INTEGER NOT NULL, record INTEGER NOT NULL, PRIMARY KEY (key, record)) STRICT, WITHOUT ROWID;

CREATE TABLE event_decisions (             -- by hand, on records by their id, so that they outlast a new coding
  decision INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('merge', 'split')),
  a TEXT NOT NULL, b TEXT NOT NULL
) STRICT;
CREATE INDEX event_decisions_a ON event_decisions (a);
CREATE INDEX event_decisions_b ON event_decisions (b);
)sql";

// The members are looked up for each record that is asked for: rows of a few bytes, apart from what is compared.
constexpr char kNarrowMembers[] = R"sql(
CREATE TABLE event_features (record INTEGER PRIMARY KEY REFERENCES records (record), features BLOB NOT NULL) STRICT;
INSERT INTO event_features SELECT record, features FROM event_members ORDER BY record;
ALTER TABLE event_members DROP COLUMN features;

CREATE TABLE record_dyads (                -- two countries in one record, with its days ('' when unknown)
  first TEXT NOT NULL, second TEXT NOT NULL,
  date_start TEXT NOT NULL,
  record INTEGER NOT NULL REFERENCES records (record),
  directed INTEGER NOT NULL,               -- 1: the first did it to the second; 0: both are actors (there in either order)
  date_end TEXT NOT NULL,
  PRIMARY KEY (first, second, date_start, record, directed)
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO record_dyads (first, second, directed, date_start, date_end, record)
SELECT a.country, b.country, b.role = 'recipient', coalesce(r.date_start, ''), coalesce(r.date_end, ''), r.record
FROM entities a JOIN entities b ON b.record = a.record AND b.entity <> a.entity JOIN records r ON r.record = a.record
WHERE a.role = 'actor' AND b.role <> 'speaker' AND a.country IS NOT NULL AND b.country IS NOT NULL;
)sql";

constexpr std::array<Migration, kLedgerSchema> kMigrations = {{
    {1, "stories, codings, sentences, records, entities", kTables},
    {2, "view event_records", kViews},
    {3, "reviews and saved views", kDesk},
    {4, "dossiers and alerts told", kDossiers},
    {5, "indexes of the desk", kDeskIndexes},
    {6, "groups of stories, events of records", kEvents},
    {7, "what events are compared by, and dyads, have tables of their own", kNarrowMembers},
}};

}  // namespace

std::span<const Migration> ledger_migrations() { return kMigrations; }

}  // namespace dragoman
