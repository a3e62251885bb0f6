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

-- data stands last: who looks only at the columns before it does not read it.
CREATE TABLE IF NOT EXISTS run (
	arrival INTEGER PRIMARY KEY,
	feed    BLOB    NOT NULL,
	first   INTEGER NOT NULL,
	last    INTEGER NOT NULL,
	via     BLOB    NOT NULL,
	at      INTEGER NOT NULL,
	data    BLOB    NOT NULL
);

CREATE INDEX IF NOT EXISTS run_of_feed ON run (feed, first);

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
