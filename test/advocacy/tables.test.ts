// Promises of: are the tables those of the entities, and does seeding twice change nothing?
import { entities, migrations } from '#advocacy/features';
import { seed } from '#advocacy/subgraph';
import { openDatabase } from '#kit/data/database';
import { readFacts } from '#kit/words/facts';
import { silentLog } from '#kit/words/log';
import { createDatabase } from '../support/postgres';

it('the advocacy tables are those of the entities, and two processes that seed at once seed once', async () => {
  const { url, drop } = await createDatabase();
  const open = () => openDatabase({ url, name: 'test', entities, migrations, log: silentLog });
  const [one, two] = await Promise.all([open(), open()]);
  const { upQueries } = await one.driver.createSchemaBuilder().log();
  expect(upQueries.map(({ query }) => query)).toEqual([]);
  await Promise.all([seed(one, 'demo'), seed(two, 'demo')]);
  const counts = async () =>
    Promise.all(entities.map(async (entity) => [entity.name, await one.getRepository(entity as never).count()] as const));
  const first = await counts();
  await seed(two, 'demo');
  expect(await counts()).toEqual(first);
  const { statements } = readFacts<{ statements: unknown[] }>('statements.json');
  const { petitions, boycotts } = readFacts<{ petitions: unknown[]; boycotts: unknown[] }>('petitions.json');
  const { sources } = readFacts<{ sources: unknown[] }>('sources.json');
  const { laws } = readFacts<{ laws: unknown[] }>('laws.json');
  expect(Object.fromEntries(first)).toMatchObject({
    Petition: petitions.length + 2,
    Statement: statements.length,
    Boycott: boycotts.length,
    Source: sources.length,
    Law: laws.length,
  });
  await Promise.all([one.destroy(), two.destroy()]);
  await drop();
});
