-- What a line of a list shows stands beside the rest, so that a page need not make sense of a hundred whole dossiers. A dossier that was kept
-- before has none until it is kept again: then the whole is read.

ALTER TABLE dossier ADD COLUMN excerpt TEXT;
