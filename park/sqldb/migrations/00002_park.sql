-- The park's own tables. Times are milliseconds since 1970, days are YYYY-MM-DD, '' and 0 are none, yes is 1.
-- +goose Up

-- Registers: what people of the park keep.

CREATE TABLE enterprise (
	id        TEXT    PRIMARY KEY, -- UUID
	name      TEXT    NOT NULL,
	code      TEXT    NOT NULL,    -- credit code
	address   TEXT    NOT NULL,
	contact   TEXT    NOT NULL,
	phone     TEXT    NOT NULL,
	area      TEXT    NOT NULL,    -- part of the park
	sectors   TEXT    NOT NULL,    -- ids, by comma
	latitude  TEXT    NOT NULL,    -- decimal degrees, WGS 84
	longitude TEXT    NOT NULL,
	note      TEXT    NOT NULL,
	active    INTEGER NOT NULL,
	changed   INTEGER NOT NULL
);
CREATE INDEX enterprise_name ON enterprise (name, id);
CREATE INDEX enterprise_code ON enterprise (code);

-- Which enterprise an inspection is of: tablets name it by credit code, or by an id that they gave.
CREATE TABLE enterprise_key (
	key        TEXT PRIMARY KEY,
	enterprise TEXT NOT NULL
);
CREATE INDEX enterprise_key_of ON enterprise_key (enterprise);

CREATE TABLE account (
	login      TEXT    PRIMARY KEY, -- lower case
	name       TEXT    NOT NULL,    -- of the person: operations name them by it
	role       TEXT    NOT NULL,    -- account.Role
	enterprise TEXT    NOT NULL,    -- of the role enterprise: whose
	password   TEXT    NOT NULL,    -- argon2id, PHC string; '' none yet
	subject    TEXT    NOT NULL,    -- of the identity provider, "issuer subject"
	lang       TEXT    NOT NULL,
	disabled   INTEGER NOT NULL,
	failures   INTEGER NOT NULL,    -- in a row
	locked     INTEGER NOT NULL,    -- until
	created    INTEGER NOT NULL,
	seen       INTEGER NOT NULL     -- last entry
);

-- id is SHA-256 of the cookie. A guest came by a list's QR code: no login, one enterprise.
CREATE TABLE session (
	id         BLOB    PRIMARY KEY,
	login      TEXT    NOT NULL,
	enterprise TEXT    NOT NULL,
	name       TEXT    NOT NULL,
	created    INTEGER NOT NULL,
	seen       INTEGER NOT NULL,
	until      INTEGER NOT NULL,
	link       BLOB    NOT NULL  -- of a guest: the one that was opened
);
CREATE INDEX session_of ON session (login);
CREATE INDEX session_link ON session (link);

-- Links that let somebody in. id is SHA-256 of the secret in it.
CREATE TABLE link (
	id         BLOB    PRIMARY KEY,
	kind       TEXT    NOT NULL, -- account.LinkKind
	login      TEXT    NOT NULL,
	enterprise TEXT    NOT NULL,
	inspection TEXT    NOT NULL,
	until      INTEGER NOT NULL,
	used       INTEGER NOT NULL, -- first
	uses       INTEGER NOT NULL
);
CREATE INDEX link_login ON link (login);
CREATE INDEX link_enterprise ON link (enterprise);

-- Tokens of programs. id is SHA-256 of the token.
CREATE TABLE token (
	id         BLOB    PRIMARY KEY,
	name       TEXT    NOT NULL,
	scope      TEXT    NOT NULL, -- account.Scope, by comma
	enterprise TEXT    NOT NULL, -- '' all
	creator    TEXT    NOT NULL,
	created    INTEGER NOT NULL,
	seen       INTEGER NOT NULL,
	until      INTEGER NOT NULL,
	revoked    INTEGER NOT NULL
);

-- What programs were answered that named their request (Idempotency-Key): asked again they get the same, and nothing is done twice.
CREATE TABLE answered (
	token TEXT    NOT NULL, -- account.Token.ID
	key   TEXT    NOT NULL,
	sum   BLOB    NOT NULL, -- SHA-256 of what was asked
	body  BLOB    NOT NULL, -- empty: it was done, and the answer was not written yet
	at    INTEGER NOT NULL,
	PRIMARY KEY (token, key)
);
CREATE INDEX answered_at ON answered (at);

-- Who changed which plain table; what people say of inspections is in operations.
CREATE TABLE audit (
	id    TEXT    PRIMARY KEY, -- UUIDv7
	at    INTEGER NOT NULL,
	who   TEXT    NOT NULL,
	what  TEXT    NOT NULL, -- a code that pages put into words
	about TEXT    NOT NULL
);
CREATE INDEX audit_at ON audit (at);

CREATE TABLE webhook (
	id      TEXT    PRIMARY KEY,
	url     TEXT    NOT NULL,
	secret  TEXT    NOT NULL,
	events  TEXT    NOT NULL, -- by comma
	active  INTEGER NOT NULL,
	creator TEXT    NOT NULL,
	created INTEGER NOT NULL
);

CREATE TABLE delivery (
	webhook  TEXT    NOT NULL,
	id       TEXT    NOT NULL, -- of the message, the same at every try
	event    TEXT    NOT NULL,
	body     BLOB    NOT NULL,
	created  INTEGER NOT NULL,
	next     INTEGER NOT NULL, -- try; 0: no more
	attempts INTEGER NOT NULL,
	status   INTEGER NOT NULL, -- HTTP, of the last try
	answer   TEXT    NOT NULL, -- or the error
	PRIMARY KEY (webhook, id)
);
CREATE INDEX delivery_next ON delivery (next);

-- Projections: made of operations alone, and made again by "parkd rebuild".

CREATE TABLE projection (
	name   TEXT    PRIMARY KEY,
	cursor INTEGER NOT NULL, -- of "all": arrival number up to which they stand; the others in park/project/state.go
	place  TEXT    NOT NULL  -- of "rebuild": how far it is
);

-- Which runs speak of an inspection.
CREATE TABLE inspection_run (
	inspection TEXT    NOT NULL,
	arrival    INTEGER NOT NULL,
	PRIMARY KEY (inspection, arrival)
);
CREATE INDEX inspection_run_arrival ON inspection_run (arrival, inspection);

CREATE TABLE inspection (
	inspection TEXT    PRIMARY KEY,
	key        TEXT    NOT NULL, -- credit code, or the id, of the enterprise; '' while the opening is missing
	name       TEXT    NOT NULL, -- of the enterprise, as recorded
	visit      TEXT    NOT NULL,
	day        TEXT    NOT NULL,
	experts    TEXT    NOT NULL, -- by 、
	sectors    TEXT    NOT NULL, -- ids, by comma
	outcomes   TEXT    NOT NULL, -- JSON of []inspection.Outcome as sealed
	sealed     INTEGER NOT NULL,
	findings   INTEGER NOT NULL, -- neither withdrawn nor joined
	majors     INTEGER NOT NULL,
	closed     INTEGER NOT NULL,
	conflicts  INTEGER NOT NULL,
	tasks      INTEGER NOT NULL, -- open
	late       INTEGER NOT NULL, -- entries after the seal
	newer      INTEGER NOT NULL, -- operations of kinds from a newer version
	updated    INTEGER NOT NULL  -- HLC
);
CREATE INDEX inspection_day ON inspection (day, inspection);
CREATE INDEX inspection_conflicts ON inspection (conflicts);
CREATE INDEX inspection_key ON inspection (key, day, inspection);

CREATE TABLE answer (
	inspection TEXT    NOT NULL,
	criterion  TEXT    NOT NULL,
	unit       TEXT    NOT NULL,
	feed       TEXT    NOT NULL,
	seq        INTEGER NOT NULL,
	rank       INTEGER NOT NULL, -- 0 counts
	settled    INTEGER NOT NULL,
	value      TEXT    NOT NULL,
	reason     TEXT    NOT NULL,
	place      TEXT    NOT NULL,
	note       TEXT    NOT NULL,
	at         INTEGER NOT NULL,
	PRIMARY KEY (inspection, criterion, unit, feed, seq)
);

CREATE TABLE finding (
	inspection  TEXT    NOT NULL,
	finding     TEXT    NOT NULL,
	key         TEXT    NOT NULL, -- as of the inspection
	number      INTEGER NOT NULL,
	criterion   TEXT    NOT NULL,
	sector      TEXT    NOT NULL,
	level       TEXT    NOT NULL, -- as recorded
	grade       TEXT    NOT NULL, -- that counts
	status      TEXT    NOT NULL,
	open        INTEGER NOT NULL, -- something is to be done
	place       TEXT    NOT NULL,
	description TEXT    NOT NULL,
	basis       TEXT    NOT NULL,
	measure     TEXT    NOT NULL,
	deadline    TEXT    NOT NULL,
	due         TEXT    NOT NULL, -- that counts; 9999-12-31 none, so that it comes last
	found       TEXT    NOT NULL, -- day
	ended       TEXT    NOT NULL, -- day it was closed or transferred
	person      TEXT    NOT NULL, -- of the plan
	joined      TEXT    NOT NULL, -- the finding that stands for it
	photos      INTEGER NOT NULL,
	proofs      INTEGER NOT NULL,
	changed     INTEGER NOT NULL, -- HLC of the last operation that spoke of it
	PRIMARY KEY (inspection, finding)
);
CREATE INDEX finding_id ON finding (finding);
CREATE INDEX finding_due ON finding (open, due, inspection, finding);
CREATE INDEX finding_grade ON finding (grade, open, due, inspection, finding);
CREATE INDEX finding_key ON finding (key, open, due, inspection, finding);
CREATE INDEX finding_status ON finding (status, open, due, inspection, finding);
CREATE INDEX finding_sector ON finding (sector, open, due, inspection, finding);
CREATE INDEX finding_criterion ON finding (criterion, open, due, inspection, finding);

-- What a finding waits for, and since when: a finding may wait for several things.
CREATE TABLE wait (
	inspection TEXT NOT NULL,
	finding    TEXT NOT NULL,
	what       TEXT NOT NULL, -- project.Waits
	key        TEXT NOT NULL,
	since      TEXT NOT NULL, -- day
	due        TEXT NOT NULL, -- as of the finding
	PRIMARY KEY (inspection, finding, what)
);
CREATE INDEX wait_what ON wait (what, due, inspection, finding);
CREATE INDEX wait_finding ON wait (finding);
CREATE INDEX wait_key ON wait (key, what, due, inspection, finding);

CREATE TABLE evidence (
	inspection TEXT    NOT NULL,
	finding    TEXT    NOT NULL,
	criterion  TEXT    NOT NULL,
	unit       TEXT    NOT NULL,
	sum        TEXT    NOT NULL, -- SHA-256 of the photo, hexadecimal
	proof      INTEGER NOT NULL,
	size       INTEGER NOT NULL,
	name       TEXT    NOT NULL,
	mime       TEXT    NOT NULL,
	taken      TEXT    NOT NULL,
	PRIMARY KEY (inspection, finding, criterion, unit, sum, proof)
);
CREATE INDEX evidence_sum ON evidence (sum);

CREATE TABLE task (
	inspection TEXT    NOT NULL,
	task       TEXT    NOT NULL,
	key        TEXT    NOT NULL,
	criterion  TEXT    NOT NULL,
	unit       TEXT    NOT NULL,
	finding    TEXT    NOT NULL,
	addressee  TEXT    NOT NULL, -- '' whoever is at the inspection
	text       TEXT    NOT NULL,
	author     TEXT    NOT NULL,
	due        TEXT    NOT NULL, -- 9999-12-31 none
	done       INTEGER NOT NULL,
	PRIMARY KEY (inspection, task)
);
CREATE INDEX task_open ON task (done, due, inspection, task);
CREATE INDEX task_key ON task (key, done, due, inspection, task);

-- Sums of what the tables above hold, so that a page does not count a million rows. dim names what name is: project.Dims.
CREATE TABLE tally (
	dim   TEXT    NOT NULL,
	name  TEXT    NOT NULL,
	state TEXT    NOT NULL,
	n     INTEGER NOT NULL,
	PRIMARY KEY (dim, name, state)
);
