-- A sealed year shows what was sealed, beside what the same would be now; and why it was decided while points were missing.
-- +goose Up

ALTER TABLE review_step ADD COLUMN unjudged TEXT NOT NULL DEFAULT ''; -- of a decision or a sealing: why items stay without points

-- Results are those that count: of a sealed year as sealed. kept is the last sealed version, now is as things stand.
ALTER TABLE review_result ADD COLUMN version    INTEGER NOT NULL DEFAULT 0;  -- last sealed; 0 none
ALTER TABLE review_result ADD COLUMN hash       TEXT    NOT NULL DEFAULT ''; -- of that version's snapshot
ALTER TABLE review_result ADD COLUMN kept_score INTEGER NOT NULL DEFAULT 0;  -- hundredths
ALTER TABLE review_result ADD COLUMN kept_grade TEXT    NOT NULL DEFAULT '';
ALTER TABLE review_result ADD COLUMN now_score  INTEGER NOT NULL DEFAULT 0;
ALTER TABLE review_result ADD COLUMN now_grade  TEXT    NOT NULL DEFAULT '';
ALTER TABLE review_result ADD COLUMN moved      INTEGER NOT NULL DEFAULT 0;  -- a further sealing would keep something new

-- Years that are compared with have what was sealed at once; the rest is computed when somebody looks at the year.
UPDATE review_result SET
	version = (SELECT max(s.version) FROM review_seal s WHERE s.year = review_result.year AND s.enterprise = review_result.enterprise
		AND s.sealing <= (SELECT count(*) FROM review_step t WHERE t.year = s.year AND t.kind = 'seal'))
WHERE EXISTS (SELECT 1 FROM review_seal s WHERE s.year = review_result.year AND s.enterprise = review_result.enterprise
	AND s.sealing <= (SELECT count(*) FROM review_step t WHERE t.year = s.year AND t.kind = 'seal'));
UPDATE review_result SET
	kept_score = (SELECT s.score FROM review_seal s WHERE s.year = review_result.year AND s.enterprise = review_result.enterprise AND s.version = review_result.version),
	kept_grade = (SELECT s.grade FROM review_seal s WHERE s.year = review_result.year AND s.enterprise = review_result.enterprise AND s.version = review_result.version),
	hash       = (SELECT s.hash  FROM review_seal s WHERE s.year = review_result.year AND s.enterprise = review_result.enterprise AND s.version = review_result.version)
WHERE version > 0;
DELETE FROM review_stand WHERE year IN (SELECT year FROM review_step WHERE kind = 'seal');
