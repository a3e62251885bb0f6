-- When an enterprise came into the park and when it left: its year counts by months.
-- +goose Up

ALTER TABLE enterprise ADD COLUMN since TEXT NOT NULL DEFAULT ''; -- day
ALTER TABLE enterprise ADD COLUMN until TEXT NOT NULL DEFAULT '';
