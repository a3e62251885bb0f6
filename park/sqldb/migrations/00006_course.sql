-- A finding's course, as the annual assessment asks for it. The projector fills these when it makes the tables again (layout 2).
-- From here on finding.open has three values: 0 nothing is to be done; 1 it is open and its day counts: it is late once that is past; 2 it is
-- open and was reported by its day: it is the park's turn, and it is not late however long that takes.
-- +goose Up
ALTER TABLE finding ADD COLUMN unit       TEXT    NOT NULL DEFAULT ''; -- its name
ALTER TABLE finding ADD COLUMN fixed      INTEGER NOT NULL DEFAULT 0;  -- on the spot
ALTER TABLE finding ADD COLUMN notified   TEXT    NOT NULL DEFAULT ''; -- day the enterprise first was told
ALTER TABLE finding ADD COLUMN reported   TEXT    NOT NULL DEFAULT ''; -- day of the first report of rectification that no later failed re-check voided
ALTER TABLE finding ADD COLUMN failed     INTEGER NOT NULL DEFAULT 0;  -- re-checks
ALTER TABLE finding ADD COLUMN extensions TEXT    NOT NULL DEFAULT ''; -- "asked decided until" by semicolon; "-" is none: project.Extensions
