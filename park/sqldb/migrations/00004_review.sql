-- The annual assessment's flow. Steps, entries and seals are only ever added; results and sums are computed and can be computed again.
-- Times are milliseconds since 1970, days are YYYY-MM-DD, '' is none; points are exact, as text, or in hundredths where they are sorted by.
-- +goose Up

-- What was done to a year: its state is what its steps make of it.
CREATE TABLE review_step (
	year     INTEGER NOT NULL,
	n        INTEGER NOT NULL, -- 1, 2, 3 …
	kind     TEXT    NOT NULL, -- review.StepKind
	at       INTEGER NOT NULL,
	who      TEXT    NOT NULL,
	login    TEXT    NOT NULL,
	day      TEXT    NOT NULL, -- cut-off, or the last day of publicity
	says     TEXT    NOT NULL, -- reason, or the minute
	people   TEXT    NOT NULL, -- who decided
	scheme   TEXT    NOT NULL, -- YAML, when one was chosen
	PRIMARY KEY (year, n)
);

-- What people say of one enterprise's year. enterprise is what it was called by the register then: enterprise_key says what it is now.
CREATE TABLE review_entry (
	id         TEXT    PRIMARY KEY, -- UUIDv7
	year       INTEGER NOT NULL,
	enterprise TEXT    NOT NULL,
	kind       TEXT    NOT NULL, -- review.Kind
	item       TEXT    NOT NULL, -- of the scheme; of an event: its kind
	re         TEXT    NOT NULL, -- the entry that it strikes or answers
	points     TEXT    NOT NULL,
	says       TEXT    NOT NULL,
	document   TEXT    NOT NULL,
	day        TEXT    NOT NULL,
	evidence   TEXT    NOT NULL, -- JSON of []assess.Evidence
	at         INTEGER NOT NULL,
	who        TEXT    NOT NULL,
	login      TEXT    NOT NULL
);
CREATE INDEX review_entry_of ON review_entry (year, enterprise, id);
CREATE INDEX review_entry_kind ON review_entry (year, kind, id);

-- What the results of a year were computed from.
CREATE TABLE review_stand (
	year    INTEGER PRIMARY KEY,
	at      INTEGER NOT NULL,
	as_of   TEXT    NOT NULL,
	scheme  TEXT    NOT NULL,
	step    INTEGER NOT NULL, -- last
	cursor  INTEGER NOT NULL, -- of the projections
	audit   TEXT    NOT NULL, -- last line
	missing INTEGER NOT NULL  -- enterprises that still lack points
);

CREATE TABLE review_result (
	year       INTEGER NOT NULL,
	enterprise TEXT    NOT NULL,
	name       TEXT    NOT NULL,
	position   INTEGER NOT NULL, -- 1 the best, each once
	rank       INTEGER NOT NULL, -- the same of equals
	score      INTEGER NOT NULL, -- hundredths
	grade      TEXT    NOT NULL, -- that counts
	earned     TEXT    NOT NULL, -- by the score alone
	lowered    TEXT    NOT NULL, -- items, by comma
	missing    INTEGER NOT NULL, -- items without points
	sum        TEXT    NOT NULL, -- SHA-256 of the result
	PRIMARY KEY (year, enterprise)
);
CREATE INDEX review_result_position ON review_result (year, position);

-- Sums over a year's results; dim names what name and state are: review.Dims.
CREATE TABLE review_sum (
	year  INTEGER NOT NULL,
	dim   TEXT    NOT NULL,
	name  TEXT    NOT NULL,
	state TEXT    NOT NULL,
	n     INTEGER NOT NULL,
	PRIMARY KEY (year, dim, name, state)
);

-- data is the snapshot, gzip; what is sealed is never changed.
CREATE TABLE review_seal (
	year       INTEGER NOT NULL,
	enterprise TEXT    NOT NULL,
	version    INTEGER NOT NULL, -- of the enterprise's year, from 1
	sealing    INTEGER NOT NULL, -- of the year, from 1: it counts once the step is there
	at         INTEGER NOT NULL,
	who        TEXT    NOT NULL,
	hash       TEXT    NOT NULL, -- SHA-256 of the snapshot, hexadecimal
	previous   TEXT    NOT NULL, -- hash of the version before
	score      INTEGER NOT NULL,
	grade      TEXT    NOT NULL,
	sum        TEXT    NOT NULL, -- as of the result
	size       INTEGER NOT NULL, -- of the snapshot, bytes
	data       BLOB    NOT NULL,
	PRIMARY KEY (year, enterprise, version)
);
