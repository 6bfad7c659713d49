-- Random bytes beside what is written most often, so that the checksum of the log says nothing without a page more in each transaction
-- (`FORMAT.md` §7). They mean nothing and are never read.

ALTER TABLE outbox_item ADD COLUMN noise BLOB;
ALTER TABLE report_draft ADD COLUMN noise BLOB;
ALTER TABLE report ADD COLUMN noise BLOB;
ALTER TABLE dossier ADD COLUMN noise BLOB;
