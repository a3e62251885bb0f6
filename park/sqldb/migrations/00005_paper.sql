-- Official numbers of papers: given once, without gaps by mark and year, never taken back and never given again.
-- +goose Up

CREATE TABLE paper_number (
	mark       TEXT    NOT NULL, -- 机关代字
	year       INTEGER NOT NULL,
	number     INTEGER NOT NULL, -- from 1
	inspection TEXT    NOT NULL,
	paper      TEXT    NOT NULL, -- report.Key: the kind, and the findings that it is of
	at         INTEGER NOT NULL,
	who        TEXT    NOT NULL,
	PRIMARY KEY (mark, year, number)
);
CREATE UNIQUE INDEX paper_number_of ON paper_number (inspection, paper);
