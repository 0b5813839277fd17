// Which gateways are compared, and how is each started on a port over the same subgraphs?
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse, print, visit } from 'graphql';
import type { Program } from './processes';

/** Where the subgraphs are, and where a contender may write what it is configured by. */
export interface Field {
  readonly folder: string;
  /** A file, with the addresses of the subgraphs in it. */
  readonly supergraph: string;
  /** What the address of each subgraph begins with; its name follows. */
  readonly origin: string;
  /** By which the tokens of the readers are verified, as a JSON Web Key Set. */
  readonly keys: string;
}

export interface Contender {
  readonly name: string;
  readonly program: (port: number, field: Field) => Program;
}

const node = process.execPath;
const built = (file: string) => join(__dirname, '..', `${file}.js`);
const contenders = resolve('bench/contenders');
const installed = (path: string) => join(contenders, 'node_modules', path);
const hive = installed('.bin/hive-gateway');
const grafbase = installed('@grafbase/cli-x86_64-unknown-linux-musl/grafbase');

/** Our gateway as a commit has it, from the folder in which it was built. One that knows how to share answers does so as it is told. */
export const ourselvesAt = (
  root: string,
  name: string,
  sharing: 'tagged' | 'off' = 'off',
  more: Readonly<Record<string, string>> = {},
): Contender => ({
  name,
  program: (port, { supergraph, keys }) => ({
    command: node,
    args: [join(root, 'dist', 'bench', 'gateway', 'ours.js'), String(port), supergraph, keys, sharing],
    cwd: root,
    environment: { NODE_ENV: 'production', APOLLO_TELEMETRY_DISABLED: 'true', ...more },
  }),
});

const here = resolve(__dirname, '..', '..', '..');
/** As the image runs it. */
const asImage = { NODE_OPTIONS: '--max-semi-space-size=8' };
/** Executes every request, as the others do; and gives one answer to all who ask in the same moment, as it does unless told otherwise. */
const [ours, sharing] = [ourselvesAt(here, 'ours', 'off', asImage), ourselvesAt(here, 'ours sharing', 'tagged', asImage)];

/** Which contender needs a database, and is started only when it is asked for. */
export const counting = 'ours counting';

/** Counts its readers in a database, as several gateways do together. */
export const ourselvesCounting = (databaseUrl: string): Contender =>
  ourselvesAt(here, counting, 'off', { ...asImage, RATE_LIMIT_DATABASE_URL: databaseUrl });

const apollo = (name: string, ...more: readonly string[]): Contender => ({
  name,
  program: (port, { supergraph }) => ({
    command: node,
    args: [built('gateway/apollo'), String(port), supergraph, ...more],
    environment: { NODE_ENV: 'production', APOLLO_TELEMETRY_DISABLED: 'true' },
  }),
});

const byHive: Contender = {
  name: 'hive',
  program: (port, { supergraph }) => ({
    command: node,
    args: [hive, 'supergraph', supergraph, '--port', String(port), '--host', '127.0.0.1', '--fork', '1'],
    cwd: contenders,
    environment: { NODE_ENV: 'production' },
  }),
};

/** Its command composes for itself, and cannot read descriptions in blocks. */
const byGrafbase: Contender = {
  name: 'grafbase',
  program(port, { folder, origin }) {
    const home = join(folder, 'grafbase');
    mkdirSync(home);
    const subgraphs = ['advocacy', 'partnership'].map((name) => {
      const schema = join(home, `${name}.graphql`);
      writeFileSync(schema, undescribed(readFileSync(join('schema', `${name}.graphql`), 'utf8')));
      return `[subgraphs.${name}]\nurl = "${origin}/${name}"\nschema_path = "${schema}"\n`;
    });
    const forwarding = '[[headers]]\nrule = "forward"\nname = "authorization"\n';
    writeFileSync(join(home, 'grafbase.toml'), `[graph]\npath = "/graphql"\n${subgraphs.join('')}${forwarding}`);
    chmodSync(grafbase, 0o755);
    return { command: grafbase, args: ['--home', home, 'dev', '--config', join(home, 'grafbase.toml'), '--port', String(port)] };
  },
};

const undescribed = (sdl: string) =>
  print(visit(parse(sdl), { enter: (each) => ('description' in each ? { ...each, description: undefined } : undefined) }));

/** Hive and Grafbase only where they are installed. */
export const everyone: readonly Contender[] = [
  ours,
  sharing,
  apollo('apollo'),
  apollo('tuned apollo', 'tuned'),
  ...(existsSync(hive) ? [byHive] : []),
  ...(existsSync(grafbase) ? [byGrafbase] : []),
];
