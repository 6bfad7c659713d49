// A server as WatermelonDB's guide asks for: everything that changed since, as rows of its tables, in one answer of JSON under gzip.
// The rows lie ready in memory.

import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { dossiers } from './dossiers.mjs';
import { serve } from './serve.mjs';

const packed = promisify(gzip);

let now = 1;
const rows = new Map(dossiers.map((dossier) => [dossier.code, { row: row(dossier), created: now, changed: now }]));

function row(dossier) {
  const { code, procedure, agency, unit, status, received_at, appointment_at, finished_at, ratable, ...rest } = dossier;
  return {
    id: code,
    procedure_code: procedure.code,
    procedure_name: procedure.name,
    agency_id: agency.id,
    agency_name: agency.name,
    unit,
    status_code: status.code ?? null,
    status_text: status.text ?? null,
    received_at: time(received_at),
    appointment_at: time(appointment_at),
    finished_at: time(finished_at),
    ratable,
    details: JSON.stringify(rest),
  };
}

function time(text) {
  return text ? Date.parse(text) : null;
}

await serve(
  async (request, response) => {
    const since = Number(new URL(request.url, 'http://localhost').searchParams.get('last_pulled_at'));
    const created = [];
    const updated = [];
    for (const kept of rows.values()) {
      if (kept.created > since) created.push(kept.row);
      else if (kept.changed > since) updated.push(kept.row);
    }
    const answer = { changes: { dossiers: { created, updated, deleted: [] } }, timestamp: now };
    const body = await packed(JSON.stringify(answer));
    response.setHeader('content-type', 'application/json');
    response.setHeader('content-encoding', 'gzip');
    response.setHeader('content-length', body.length);
    response.end(body);
  },
  (changed) => {
    now += 1;
    for (const dossier of changed) {
      Object.assign(rows.get(dossier.code), { row: row(dossier), changed: now });
    }
  },
);
