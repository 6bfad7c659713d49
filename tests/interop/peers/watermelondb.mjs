// WatermelonDB: its `synchronize` and its SQLite adapter for Node, as they come.

// Before it is loaded: without this it checks more than an app in people's hands does.
process.env.NODE_ENV = 'production';

import { mkdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { obey } from './obey.mjs';

const require = createRequire(import.meta.url);
const { Database, Model, appSchema, tableSchema } = require('@nozbe/watermelondb');
const { default: SQLiteAdapter } = require('@nozbe/watermelondb/adapters/sqlite');
const { synchronize } = require('@nozbe/watermelondb/sync');
const { default: logger } = require('@nozbe/watermelondb/utils/common/logger');

// It would speak on standard output, where the answers are.
logger.silence();

class Dossier extends Model {
  static table = 'dossiers';
}

/** What a list shows and sorts by in columns, the rest as JSON. */
const schema = appSchema({
  version: 1,
  tables: [
    tableSchema({
      name: 'dossiers',
      columns: [
        { name: 'procedure_code', type: 'string' },
        { name: 'procedure_name', type: 'string' },
        { name: 'agency_id', type: 'string' },
        { name: 'agency_name', type: 'string' },
        { name: 'unit', type: 'string' },
        { name: 'status_code', type: 'number', isOptional: true },
        { name: 'status_text', type: 'string', isOptional: true },
        { name: 'received_at', type: 'number', isOptional: true, isIndexed: true },
        { name: 'appointment_at', type: 'number', isOptional: true },
        { name: 'finished_at', type: 'number', isOptional: true },
        { name: 'ratable', type: 'boolean' },
        { name: 'details', type: 'string' },
      ],
    }),
  ],
});

await obey(join(import.meta.dirname, 'watermelondb-server.mjs'), async (folder, url) => {
  mkdirSync(folder);
  const adapter = new SQLiteAdapter({ dbName: join(folder, 'dossiers.db'), schema });
  const database = new Database({ adapter, modelClasses: [Dossier] });
  const table = database.get('dossiers');
  // Opened, and its tables made.
  await table.query().fetchCount();
  return {
    pull: () =>
      synchronize({
        database,
        async pullChanges({ lastPulledAt }) {
          const answer = await fetch(`${url}/pull?last_pulled_at=${lastPulledAt ?? 0}`);
          if (!answer.ok) throw new Error(`the server answers ${answer.status}`);
          return answer.json();
        },
      }),
    count: () => table.query().fetchCount(),
    read: async (code) => JSON.parse((await table.find(code))._getRaw('details')),
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
});
