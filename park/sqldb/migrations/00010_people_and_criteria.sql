-- Links that let somebody in are listed and withdrawn: by whom they were made, and when; 0 and '' of those that were there before. Rows of
-- inspections are made again when the criteria that they name come to hand. The projector fills these when it makes the tables again (layout 3).
-- +goose Up

ALTER TABLE link ADD COLUMN made      INTEGER NOT NULL DEFAULT 0;
ALTER TABLE link ADD COLUMN creator   TEXT    NOT NULL DEFAULT ''; -- as the audit names people
ALTER TABLE link ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0;  -- until is not later then

ALTER TABLE inspection ADD COLUMN revision TEXT NOT NULL DEFAULT ''; -- of the criteria that it names
CREATE INDEX inspection_revision ON inspection (revision, inspection);

-- By which library the rows of a revision's inspections were made: a projection too.
CREATE TABLE criteria_revision (
	revision TEXT PRIMARY KEY,
	made_by  TEXT NOT NULL -- revision; '' by several
);
