-- Layout 1. Keys begin with what a park spread over several machines would spread by.

CREATE TABLE ledger_schema (
	version INTEGER NOT NULL
);

CREATE TABLE setting (
	name  TEXT PRIMARY KEY,
	value BLOB NOT NULL
);

-- state is the CBOR of server.Feed.
CREATE TABLE feed (
	id    BLOB PRIMARY KEY,
	state BLOB NOT NULL
);

-- data stands last: who looks only at the columns before it does not read it.
CREATE TABLE run (
	arrival INTEGER PRIMARY KEY,
	feed    BLOB    NOT NULL,
	first   INTEGER NOT NULL,
	last    INTEGER NOT NULL,
	via     BLOB    NOT NULL,
	at      INTEGER NOT NULL,
	data    BLOB    NOT NULL
);

CREATE INDEX run_of_feed ON run (feed, first);

-- Runs of which not every single signature was looked at yet. A table of its own stays small, and looking at
-- a run does not write its megabyte again.
CREATE TABLE unchecked (
	arrival INTEGER PRIMARY KEY
);

-- data is the CBOR of wire.Device.
CREATE TABLE device (
	feed  BLOB    PRIMARY KEY,
	since INTEGER NOT NULL,
	data  BLOB    NOT NULL
);

-- data is the CBOR of server.Invitation.
CREATE TABLE invitation (
	id   TEXT PRIMARY KEY,
	data BLOB NOT NULL
);

CREATE TABLE photo (
	sum  BLOB    PRIMARY KEY,
	size INTEGER NOT NULL,
	at   INTEGER NOT NULL,
	via  BLOB    NOT NULL
);
