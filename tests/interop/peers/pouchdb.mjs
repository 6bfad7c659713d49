// PouchDB: a database in LevelDB replicates from express-pouchdb. A second argument sets the size of a batch; without it PouchDB's own.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import PouchDB from 'pouchdb';
import { obey } from './obey.mjs';

const options = process.argv[3] ? { batch_size: Number(process.argv[3]) } : {};

await obey(join(import.meta.dirname, 'pouchdb-server.mjs'), async (folder, url) => {
  mkdirSync(folder);
  const database = new PouchDB(join(folder, 'dossiers'));
  // Opened, and its files made.
  await database.info();
  return {
    pull: () => database.replicate.from(`${url}/dossiers`, options),
    count: async () => (await database.info()).doc_count,
    read: (code) => database.get(code),
    close: () => database.destroy(),
  };
});
