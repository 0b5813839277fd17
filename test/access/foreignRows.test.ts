// No account touches rows of another account, by any mutation and any id (insecure direct object references).
import { type GraphQLInputType, getNamedType, isInputObjectType } from 'graphql';
import type { DataSource } from 'typeorm';
import { summaryTask, summaryTasks } from '#advocacy/petitions/organizing/summaries';
import { systemClock } from '#kit/words/clock';
import { type Identity, Role } from '#kit/words/identity';
import { silentLog } from '#kit/words/log';
import { eventually } from '../support/reader';
import { type Asked, ask, fieldsOf, somebody } from './everyField';
import { liveThrough } from './lives';
import { added, idsOfEveryKind, rowsOf, touched } from './rows';
import { openScene, type Subgraph } from './subgraphs';

/** Everybody may write these, also to rows of others. */
const open = new Set(['signPetition', 'submitListing', 'requestSignatureLinks']);

/** The names of all arguments and input fields of a mutation that are ids. */
function idNames({ schema }: Asked, mutation: string): string[] {
  const namesIn = (name: string, type: GraphQLInputType): string[] => {
    const inner = getNamedType(type);
    if (isInputObjectType(inner)) return Object.values(inner.getFields()).flatMap((field) => namesIn(field.name, field.type));
    return inner.name === 'ID' ? [name] : [];
  };
  return [
    ...new Set((schema.getMutationType()?.getFields()[mutation]?.args ?? []).flatMap(({ name, type }) => namesIn(name, type))),
  ];
}

/** Sends each foreign id in each place alone, with own ids in the others, and in all places at once. Answers with the codes of the refusals. */
async function attack(asked: Asked, identity: Identity, foreign: readonly string[], own: (name: string) => string) {
  const codes = new Map<string, Set<unknown>>();
  for (const mutation of fieldsOf(asked.schema, 'mutation').filter((name) => !open.has(name))) {
    const heard = new Set<unknown>();
    codes.set(mutation, heard);
    const places = idNames(asked, mutation);
    for (const id of foreign)
      for (const place of ['all', ...places]) {
        const { errors = [] } = await ask(asked, 'mutation', mutation, identity, (name) =>
          place === 'all' || name === place ? id : own(name),
        );
        heard.add(errors[0]?.extensions.code ?? 'DONE');
      }
  }
  return codes;
}

/** A job counts the names in areas of the demonstration whenever a minute begins: it changes rows that no account touches. */
function countedNames(database: DataSource): Promise<void> {
  const count = summaryTasks({ database, clock: systemClock, log: silentLog })[summaryTask] as () => Promise<void>;
  return eventually('the names in all areas are counted', async () => {
    await count();
    return (await database.query('SELECT 1 FROM area_count WHERE shown IS NULL OR not_shown IS NULL')).length === 0;
  });
}

it.each<[Role, Subgraph, string]>([
  [Role.STAFF, 'partnership', 'endPartnership'],
  [Role.STAFF, 'advocacy', 'withdrawEndorsement'],
  [Role.ORGANIZER, 'advocacy', 'closePetition'],
])(
  '%s touch no row of others in the %s subgraph',
  async (role, name, until) => {
    const { asked, close } = await openScene(name);
    const { database } = asked;
    await liveThrough(asked, name, until);
    if (name === 'advocacy') await countedNames(database);
    const ownLibrary = 'demo-tokyo-jp';
    const own = (wanted: string) =>
      /library|from/i.test(wanted) ? ownLibrary : role === Role.STAFF ? 'seeking-demo-tokyo-jp' : 'own-petition';
    const identity = somebody(role, [ownLibrary]);
    const foreign = (await idsOfEveryKind(database)).filter((id) => !id.includes(ownLibrary));
    expect(foreign.length).toBeGreaterThan(10);
    const before = await rowsOf(database);
    const codes = await attack(asked, identity, foreign, own);
    const after = await rowsOf(database);
    const made =
      name === 'advocacy' ? await database.query('SELECT id FROM petition WHERE owner_subject = $1', [identity.subject]) : [];
    const ownIds = [ownLibrary, identity.subject as string, ...made.map(({ id }: { id: string }) => id)];
    const ofOthers = (rows: readonly string[]) => rows.filter((row) => !ownIds.some((id) => row.includes(id)));
    expect(ofOthers(touched(before, after))).toEqual([]);
    expect(ofOthers(added(before, after))).toEqual([]);
    // Each mutation was refused at least once because of a right, a role or a row, so none stopped earlier for another reason.
    const shallow = [...codes].filter(
      ([, heard]) => !['FORBIDDEN', 'NOT_FOUND', 'LINK_INVALID', 'BAD_LINK'].some((code) => heard.has(code)),
    );
    expect(shallow.map(([mutation, heard]) => [mutation, ...heard])).toEqual([]);
    await close();
  },
  120_000,
);
