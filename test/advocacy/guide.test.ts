// Promises of: does every operation of the analyst's guide work, and are its figures those of the record?
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { openStage, type Stage } from '../support/advocacy';

const guide = readFileSync(resolve(__dirname, '..', '..', 'docs', 'analysts.md'), 'utf8');
const operations = [...guide.matchAll(/```graphql\n([\s\S]*?)```/g)].map(([, text = '']) => text);

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

it.each(operations.map((text) => [text.split('(')[0], text]))(
  'the operation %s of the guide is answered',
  async (_name, text) => {
    const data = await stage.ask(text);
    expect(Object.values(data)).not.toContain(null);
  },
);

it('the table of the guide is what the comparison answers', async () => {
  const comparison = operations.find((text) => text.includes('harpercollins') && text.includes('compareLending')) ?? '';
  const { compareLending } = await stage.ask(comparison);
  const written = [...guide.matchAll(/^\| [^|]+ \| (\d+) \| ([\d,.]+ USD|`\w+`) \| [^|]+ \| (\d+) days/gm)];
  expect(written).toHaveLength(5);
  for (const [, licenses, total, days] of written) {
    expect(compareLending.rows).toContainEqual(
      expect.objectContaining({
        licensesNeeded: Number(licenses),
        totalCost: total?.includes('`') ? null : { amount: total?.replace(/,| USD/g, ''), currency: 'USD' },
        wait: expect.objectContaining({ worstCaseDays: Number(days) }),
      }),
    );
  }
});

it('the break-even, markup and growth of the guide are what the record answers', async () => {
  const asked = (word: string) => operations.find((text) => text.includes(word)) ?? '';
  const { compareLending } = await stage.ask(asked('breakEven'));
  const [simon, , random] = compareLending.rows;
  expect(guide).toContain(`breakEven.loans: "${simon.breakEven.loans}"`);
  expect(guide).toContain(`breakEven.months: ${random.breakEven.months}`);
  expect(guide).toContain(`55 USD are ${random.markup} times`);
  const { policyDiff } = await stage.ask(asked('priceChange'));
  expect(guide).toContain(`annualGrowth: "${policyDiff[0].priceChange.annualGrowth}"`);
  expect(guide).toContain(`${policyDiff[0].priceChange.changePercent} %`);
});
