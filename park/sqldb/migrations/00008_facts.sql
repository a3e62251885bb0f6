-- What the annual assessment asks of an inspection's findings, as one text: it reads every finding of the park, and an engine takes longer to
-- bring a million rows in the order of enterprises than it takes to assess them. The projector fills it when it makes the tables again (layout 3).
-- +goose Up
ALTER TABLE inspection ADD COLUMN facts TEXT NOT NULL DEFAULT ''; -- project.EachFact reads it
