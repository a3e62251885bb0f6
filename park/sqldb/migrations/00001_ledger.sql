-- What sync keeps. Files of layout 1 that were made before there were migrations have these tables already.
-- +goose Up
CREATE TABLE IF NOT EXISTS setting (
	name  TEXT PRIMARY KEY,
	value BLOB NOT NULL
);

-- state is the CBOR of server.Feed.
CREATE TABLE IF NOT EXISTS feed (
	id    BLOB PRIMARY KEY,
	state BLOB NOT NULL
);

-- data stands last: who looks only at the columns before it does not read it. A park spread over several machines spreads by feed.
CREATE TABLE IF NOT EXISTS run (
	arrival INTEGER PRIMARY KEY, -- sqlite: the file is in this order
	arrival INTEGER NOT NULL,    -- postgres: see the key
	feed    BLOB    NOT NULL,
	first   INTEGER NOT NULL,
	PRIMARY KEY (feed, first, arrival), -- postgres: feed first
	last    INTEGER NOT NULL,
	via     BLOB    NOT NULL,
	at      INTEGER NOT NULL,
	data    BLOB    NOT NULL
);

CREATE INDEX IF NOT EXISTS run_of_feed ON run (feed, first); -- sqlite: part of the key elsewhere
CREATE INDEX IF NOT EXISTS run_arrival ON run (arrival); -- postgres: the key elsewhere

-- turn is written by every transaction that writes, where one after another has to wait for it; arrival is the last run's.
CREATE TABLE IF NOT EXISTS counter (
	name TEXT    PRIMARY KEY,
	n    INTEGER NOT NULL
);
INSERT INTO counter (name, n) VALUES ('turn', 0);
INSERT INTO counter (name, n) SELECT 'arrival', coalesce(max(arrival), 0) FROM run;

-- Runs of which not every single signature was looked at yet. A table of its own stays small, and looking at
-- a run does not write its megabyte again.
CREATE TABLE IF NOT EXISTS unchecked (
	arrival INTEGER PRIMARY KEY
);

-- data is the CBOR of wire.Device.
CREATE TABLE IF NOT EXISTS device (
	feed  BLOB    PRIMARY KEY,
	since INTEGER NOT NULL,
	data  BLOB    NOT NULL
);

-- data is the CBOR of server.Invitation.
CREATE TABLE IF NOT EXISTS invitation (
	id   TEXT PRIMARY KEY,
	data BLOB NOT NULL
);

CREATE TABLE IF NOT EXISTS photo (
	sum  BLOB    PRIMARY KEY,
	size INTEGER NOT NULL,
	at   INTEGER NOT NULL,
	via  BLOB    NOT NULL
);

DROP TABLE IF EXISTS ledger_schema;
