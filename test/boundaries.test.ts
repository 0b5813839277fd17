// Promises of the house: who may import whom, whose tables a feature may name, and who may read the environment.
import { resolve } from 'node:path';
import { circles, isProduct, readHouse, type SourceFile, twofoldNames } from '../bench/house/imports';

const house = readHouse(resolve(__dirname, '..'));

/**
 * ALL ROOMS, from the ground up. A file imports its own room and rooms above it in this list, never below: arrows go down only. Rooms on
 * one line stand side by side and do not know each other.
 */
const floors: readonly (readonly RegExp[])[] = [
  [/^schema\/typed\//],
  [/^languages\//],
  [/^services\/kit\/words\//],
  [/^services\/kit\/process\//],
  [/^services\/kit\/data\//],
  [/^services\/kit\/live\//],
  [/^services\/kit\/subgraph\//],
  [/^services\/advocacy\/(publishers|terms|laws)\//, /^services\/partnership\/programme\//],
  [/^services\/advocacy\/licensing\//, /^services\/partnership\/libraries\//],
  [/^services\/advocacy\/policies\//, /^services\/partnership\/listings\//],
  [/^services\/advocacy\/petitions\//, /^services\/partnership\/(partnerships|suggestions)\//],
  [/^services\/advocacy\/statements\//, /^services\/partnership\/(meetings|stories)\//],
  [/^services\/advocacy\/campaigns\//, /^services\/advocacy\/importPolicies\/(?!main\.ts)/],
  [/^services\/(advocacy|partnership)\/[^/]+\.ts$/],
  [/^services\/(advocacy|partnership)\/(importPolicies|importSignatures|verify|migrations)\//],
  [/^gateway\/operation\//],
  [/^gateway\/execution\//, /^gateway\/access\//],
  [/^gateway\/graph\//],
  [/^gateway\/live\//],
  [/^dashboard\//],
  [/^gateway\/site\//],
  [/^gateway\/http\//],
  [/^gateway\/[^/]+\.ts$/],
  [/^start\//],
  [/^schema\//],
  [/^fixtures\//, /^docs\//],
  [/^bench\//],
];
const floorOf = (path: string) => floors.findIndex((rooms) => rooms.some((room) => room.test(path)));
const roomOf = (path: string) => floors[floorOf(path)]?.find((room) => room.test(path));

const arrows = house.files.flatMap(({ path, imports }) => imports.map((target) => ({ from: path, to: target })));
const from = (room: RegExp) => arrows.filter((arrow) => room.test(arrow.from));

describe('the rooms', () => {
  it('hold every source file', () => {
    expect(house.files.map(({ path }) => path).filter((path) => floorOf(path) < 0)).toEqual([]);
  });

  it('are left downwards only, by types as well', () => {
    const wrong = arrows.filter(({ from, to }) => roomOf(from) !== roomOf(to) && floorOf(from) <= floorOf(to));
    expect(wrong).toEqual([]);
  });

  it('hold no circle of files', () => {
    expect(circles(new Map(house.files.map(({ path, imports }) => [path, imports])))).toEqual([]);
  });

  it.each([
    ['a subgraph', /^services\/advocacy\//, /^(languages|services\/(advocacy|kit))\//],
    ['the other subgraph', /^services\/partnership\//, /^(languages|services\/(partnership|kit))\//],
    ['the gateway', /^gateway\//, /^(gateway|services\/kit\/(words|process)|dashboard|languages)\//],
    ['the start', /^start\//, /^(start\/|services\/kit\/(words|process)\/|services\/\w+\/config\.ts|gateway\/settings\.ts)/],
    ['the schema composition', /^schema\//, /^(schema\/|services\/kit\/words\/|services\/\w+\/subgraph\.ts)/],
    ['the pages', /^dashboard\//, /^(dashboard|schema\/typed|languages)\//],
  ])('keep %s to what it may know', (_what, room, allowed) => {
    expect(from(room).filter(({ to }) => !allowed.test(to))).toEqual([]);
  });

  it('that have an index are entered by it', () => {
    const indexes = new Set(
      house.files.flatMap(({ path }) => (path.endsWith('/index.ts') ? [path.replace('/index.ts', '')] : [])),
    );
    const feature = (path: string) => /^services\/(?:advocacy|partnership)\/\w+(?=\/)/.exec(path)?.[0];
    const wrong = arrows.filter(({ from, to }) => {
      const [here, there] = [feature(from), feature(to)];
      return (
        there && indexes.has(there) && here !== there && /^services\//.test(from) && !/\/(index|migrations\/\w+)\.ts$/.test(to)
      );
    });
    expect(wrong).toEqual([]);
  });
});

describe('a feature', () => {
  const features = /^(services\/(?:advocacy|partnership)\/\w+)\/(?!migrations)/;
  const featureOf = ({ path }: SourceFile) => (path.includes('/migrations/') ? undefined : features.exec(path)?.[1]);

  /** By table, the feature whose entity it is. */
  const tables = new Map(
    house.files.flatMap((file) => {
      const feature = featureOf(file);
      if (!feature) return [];
      return [...file.text.matchAll(/@Entity\((?:'(\w+)')?[^)]*\)[\s\S]*?\nexport class (\w+)/g)].map(
        ([, name, type = '']) =>
          [name ?? type.replace(/(?<=[a-z])[A-Z]/g, (letter) => `_${letter}`).toLowerCase(), feature] as const,
      );
    }),
  );

  it('names only tables of its own in SQL', () => {
    expect(tables.size).toBeGreaterThan(25);
    const wrong = house.files.flatMap((file) => {
      const feature = featureOf(file);
      if (!feature) return [];
      return [...file.text.matchAll(/\b(?:FROM|JOIN|INTO|UPDATE|TABLE)\s+(?:ONLY\s+)?"?([a-z_]+)"?/g)].flatMap(
        ([, table = '']) => {
          const owner = tables.get(table);
          return owner && owner !== feature ? [`${file.path}: ${table} of ${owner}`] : [];
        },
      );
    });
    expect(wrong).toEqual([]);
  });

  it.each(['licensing', 'terms'])('such as %s is free of databases, servers and Node where it is a rule', (name) => {
    const rules = house.files.filter(({ path }) => path.startsWith(`services/advocacy/${name}/`));
    expect(rules.length).toBeGreaterThan(0);
    const impure = rules.filter(({ packages }) => packages.some((each) => /^(typeorm|pg|@apollo\/|node:)/.test(each)));
    expect(impure.map(({ path }) => path)).toEqual([]);
  });
});

describe('every source file', () => {
  it('begins with a line that says what it holds', () => {
    expect(house.files.filter(({ text }) => !/^(#!.*\n)?\/\/ [A-Z]/.test(text)).map(({ path }) => path)).toEqual([]);
  });

  it('holds one idea, in at most 400 lines', () => {
    expect(
      house.files.filter(({ path, lines }) => lines > 400 && !path.startsWith('schema/typed/')).map(({ path }) => path),
    ).toEqual([]);
  });

  it('exports names of one meaning each, but for a few', () => {
    const twofold = twofoldNames(house.files.filter(isProduct));
    expect(twofold.length > 5 ? twofold : []).toEqual([]);
  });

  it('leaves the environment to main.ts and migrate.ts, which hand it on, and to what Node loads before it', () => {
    const entrances = /(^|\/)(main|migrate)\.ts$|^start\/codeCache\.ts$|^bench\//;
    const readers = house.files.filter(({ path, text }) => /process\.env\b/.test(text) && !entrances.test(path));
    expect(readers.map(({ path }) => path)).toEqual([]);
  });
});
