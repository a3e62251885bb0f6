-- Giving a number is an operation: numbers that were given before that are still to be said. A park that was put back from a backup learns of
-- those that it had given since, also of a second one for a paper: what counts is what the operations say, the table knows which are taken.
-- +goose Up

ALTER TABLE paper_number ADD COLUMN said INTEGER NOT NULL DEFAULT 0; -- 1: by an operation
DROP INDEX paper_number_of;
CREATE INDEX paper_number_of ON paper_number (inspection, paper);
