// The named documents that dashboards send, as they are committed.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const folder = resolve(__dirname, '..', '..', 'schema', 'operations');

export const operation = (name: string): string => readFileSync(join(folder, `${name}.graphql`), 'utf8');
