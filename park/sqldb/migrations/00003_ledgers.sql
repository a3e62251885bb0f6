-- Safety Month and the ledgers. Nothing in these tables is changed or deleted: a correction is a new version, a struck entry a version with
-- its reason. Only register.Merge writes over the column enterprise, as it does everywhere.
-- +goose Up

CREATE TABLE ledger (
	id         TEXT    NOT NULL, -- UUIDv7 of the entry
	version    INTEGER NOT NULL, -- from 1; the highest counts
	enterprise TEXT    NOT NULL, -- of the register
	kind       TEXT    NOT NULL, -- ledger.Kind
	year       INTEGER NOT NULL,
	day        TEXT    NOT NULL,
	who        TEXT    NOT NULL, -- name of the person
	park       INTEGER NOT NULL, -- entered at the park, not by the enterprise
	at         INTEGER NOT NULL,
	handed     INTEGER NOT NULL, -- of a month: this version was handed in
	struck     TEXT    NOT NULL, -- reason; '' stands
	data       TEXT    NOT NULL, -- JSON of the kind's body
	PRIMARY KEY (id, version)
);
CREATE INDEX ledger_year ON ledger (year, kind, enterprise, id);
CREATE INDEX ledger_day ON ledger (day, id);
CREATE INDEX ledger_enterprise ON ledger (enterprise, year, kind, id);

-- Who reported a hazard within an enterprise. A table of its own: whoever reads ledgers does not meet it.
CREATE TABLE ledger_reporter (
	id       TEXT    NOT NULL, -- of the entry
	version  INTEGER NOT NULL, -- with which the name was given
	park     INTEGER NOT NULL, -- by the park: then the enterprise does not see it
	reporter TEXT    NOT NULL,
	PRIMARY KEY (id, version)
);

-- Which pictures that the park holds an enterprise's ledgers name.
CREATE TABLE ledger_picture (
	enterprise TEXT NOT NULL,
	sha256     TEXT NOT NULL, -- hex
	id         TEXT NOT NULL, -- of the entry
	PRIMARY KEY (enterprise, sha256, id)
);
