// The dossiers that the file of the first argument holds, one a line: both ends of a peer begin with them.

import { readFileSync } from 'node:fs';

export const dossiers = readFileSync(process.argv[2], 'utf8')
  .split('\n')
  .filter((line) => line)
  .map((line) => JSON.parse(line));
