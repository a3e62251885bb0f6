-- Links that let somebody in are listed and withdrawn: by whom they were made, and when; 0 and '' of those that were there before.
-- +goose Up

ALTER TABLE link ADD COLUMN made      INTEGER NOT NULL DEFAULT 0;
ALTER TABLE link ADD COLUMN creator   TEXT    NOT NULL DEFAULT ''; -- as the audit names people
ALTER TABLE link ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0;  -- until is not later then
