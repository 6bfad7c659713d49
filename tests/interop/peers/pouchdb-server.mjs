// The server of PouchDB's makers, over LevelDB, with what replication needs and no more.

import { mkdirSync } from 'node:fs';
import { sep } from 'node:path';
import PouchDB from 'pouchdb';
import expressPouchDB from 'express-pouchdb';
import { dossiers } from './dossiers.mjs';
import { serve } from './serve.mjs';

const BATCH = 1000;

const folder = process.argv[3] + sep;
mkdirSync(folder);
const Kept = PouchDB.defaults({ prefix: folder });
const database = new Kept('dossiers');
const revisions = new Map();

async function put(documents) {
  const written = await database.bulkDocs(
    documents.map((dossier) => ({ ...dossier, _id: dossier.code, _rev: revisions.get(dossier.code) })),
  );
  for (const { ok, id, rev, message } of written) {
    if (!ok) throw new Error(`${id}: ${message}`);
    revisions.set(id, rev);
  }
}

for (let from = 0; from < dossiers.length; from += BATCH) {
  await put(dossiers.slice(from, from + BATCH));
}
await serve(expressPouchDB(Kept, { mode: 'minimumForPouchDB' }), put);
