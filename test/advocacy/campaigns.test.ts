// Promises of: what belongs to a petition, statement, boycott or policy, and what to read about it.
import { openStage, type Stage } from '../support/advocacy';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const ids = (nodes: { id: string }[]) => nodes.map(({ id }) => id);

it('leads from a petition to its publisher, its policy and what was written about it', async () => {
  const { petition } = await stage.ask(
    '{ petition(id: "ebooksforall") { targetPublisher { name } relatedPolicies { id embargo { amount } } resources { kind publisher publishedOn { date } source { url } } } }',
  );
  expect(petition.targetPublisher.name).toBe('Macmillan Publishers');
  expect(petition.relatedPolicies).toEqual([{ id: 'mac-2019-embargo', embargo: { amount: 8 } }]);
  expect(petition.resources.length).toBeGreaterThanOrEqual(5);
  const days = petition.resources.map(({ publishedOn }: { publishedOn: { date: string } }) => publishedOn.date);
  expect(days).toEqual(days.toSorted());
});

it('leads from the embargo to the petition, the statements and the reading list about it', async () => {
  const { petition } = await stage.ask(
    '{ petition(id: "ebooksforall") { relatedPolicies { petitions { id } statements { id } resources { source { id } } } } }',
  );
  const [embargo] = petition.relatedPolicies;
  expect(ids(embargo.petitions)).toEqual(['ebooksforall']);
  expect(ids(embargo.statements)).toContain('nla-2019-10-09');
  expect(ids(embargo.resources.map(({ source }: { source: { id: string } }) => source))).toContain('ala-tmpl');
});

it('reads the policies of all statements of a page in one statement', async () => {
  const query = 'query ($first: Int!) { statements(first: $first) { nodes { id policies { id } resources { source { id } } } } }';
  stage.statements.length = 0;
  await stage.ask(query, { first: 20 });
  // The page, the policies, the reading lists and their sources.
  expect(stage.statements.length).toBe(4);
});

it('knows which publisher a boycott targets, and which policies caused it', async () => {
  const { boycotts } = await stage.ask('{ boycotts { id targetPublisher { id } policies { id } } }');
  expect(boycotts).toContainEqual({
    id: 'boycott-macmillan-2019',
    targetPublisher: { id: 'macmillan' },
    policies: [{ id: 'mac-2019-embargo' }],
  });
});
