-- For whom somebody acted who sent something: relation (`child`, `relative`, `organisation`) and name.
ALTER TABLE reports ADD COLUMN acting_relation TEXT;
ALTER TABLE reports ADD COLUMN acting_name TEXT;
ALTER TABLE report_updates ADD COLUMN acting_relation TEXT;
ALTER TABLE report_updates ADD COLUMN acting_name TEXT;
-- A rating names nobody: the relation alone.
ALTER TABLE rating_answers ADD COLUMN acting_relation TEXT;
