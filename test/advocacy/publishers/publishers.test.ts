// Publishers can be listed, found and followed to their houses.
import { openStage, type Stage } from '../../support/advocacy';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const names = (nodes: { id: string }[]) => nodes.map(({ id }) => id);

it('lists publishers by name, page after page, none twice and none left out', async () => {
  const seen: string[] = [];
  for (let after: string | null = null, more = true; more; ) {
    const { publishers } = await stage.ask(
      'query ($after: String) { publishers(first: 5, after: $after) { totalCount nodes { id name } pageInfo { endCursor hasNextPage } } }',
      { after },
    );
    expect(publishers.totalCount).toBe(23);
    seen.push(...names(publishers.nodes));
    after = publishers.pageInfo.endCursor;
    more = publishers.pageInfo.hasNextPage;
  }
  expect(seen.slice(0, 3)).toEqual(['amazon-publishing', 'audible', 'bastei-luebbe']);
  expect(new Set(seen).size).toBe(23);
});

it('finds publishers by kind, standing and part of a name', async () => {
  const find = async (filter: object) =>
    names(
      (await stage.ask('query ($f: PublisherFilter) { publishers(filter: $f) { nodes { id } } }', { f: filter })).publishers
        .nodes,
    );
  expect(await find({ bigFive: true })).toEqual([
    'hachette',
    'harpercollins',
    'macmillan',
    'penguin-random-house',
    'simon-schuster',
  ]);
  expect(await find({ kinds: ['IMPRINT'] })).toEqual(['minotaur', 'tor']);
  expect(await find({ text: 'hbg' })).toEqual(['hachette']);
  expect(await find({ text: '%' })).toEqual([]);
});

it('follows imprints, predecessors and parents', async () => {
  const { tor, prh } = await stage.ask(`{ tor: publisher(id: "tor") { kind parent { id imprints { id } } }
    prh: publisher(id: "penguin-random-house") { predecessors { id } parent { id } } }`);
  expect(tor).toEqual({ kind: 'IMPRINT', parent: { id: 'macmillan', imprints: [{ id: 'minotaur' }, { id: 'tor' }] } });
  expect(prh).toEqual({ predecessors: [{ id: 'penguin' }, { id: 'random-house' }], parent: null });
});

it('refuses an unknown publisher by name', async () => {
  await expect(stage.ask('{ publisher(id: "nobody") { id } }')).rejects.toThrow('NOT_FOUND: No publisher has the id "nobody"');
});
