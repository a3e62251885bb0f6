-- Sectors of findings are those of the criteria that an inspection names: its rows are made again when these come to hand. The projector fills
-- both when it makes the tables again (layout 4).
-- +goose Up

ALTER TABLE inspection ADD COLUMN revision TEXT NOT NULL DEFAULT ''; -- of the criteria that it names
CREATE INDEX inspection_revision ON inspection (revision, inspection);

-- By which library the rows of a revision's inspections were made: a projection too.
CREATE TABLE criteria_revision (
	revision TEXT PRIMARY KEY,
	made_by  TEXT NOT NULL -- revision; '' by several
);
