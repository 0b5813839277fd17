// The timeline shows all policies up to a day as bars, and tells what surely ended from what nobody confirmed lately.
import { openStage, type Stage } from '../../support/advocacy';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

interface Bar {
  period: {
    id: string;
    effectiveFrom: { date: string; precision: string } | null;
    confidence: string;
    sources: { url: string }[];
  };
  drawnFrom: string;
  drawnTo: string;
  end: string;
  inForce: boolean;
  termsInWords: string;
  knowledge: { ageDays: number | null; marks: string[] };
}
const timeline = async (
  args: string,
): Promise<{
  drawnFrom: string;
  drawnTo: string;
  hasMore: boolean;
  lanes: { publisher: { id: string; name: string }; bars: Bar[] }[];
}> =>
  (
    await stage.ask(`{ policyTimeline(${args}) { on drawnFrom drawnTo hasMore lanes { publisher { id name } bars {
      period { id effectiveFrom { date precision } confidence sources { url } } drawnFrom drawnTo end inForce asOption termsInWords knowledge { ageDays marks } } } } }`)
  ).policyTimeline;
const bars = async (args: string) =>
  Object.fromEntries((await timeline(args)).lanes.flatMap((lane) => lane.bars.map((bar) => [bar.period.id, bar] as const)));

it('has a lane for each publisher with a policy, by name, in one statement for all policies', async () => {
  stage.statements.length = 0;
  const { lanes, drawnFrom, drawnTo, hasMore } = await timeline('on: "2026-11-23"');
  expect(stage.statements.filter((text) => /policy_period/.test(text))).toHaveLength(1);
  const names = lanes.map(({ publisher }) => publisher.name);
  expect(names).toEqual(names.toSorted((a, b) => a.localeCompare(b, 'en')));
  expect(lanes.every(({ bars }) => bars.length > 0)).toBe(true);
  expect([drawnFrom <= '2011-01-01', drawnTo, hasMore]).toEqual([true, '2026-11-23', false]);
});

it('draws an ended embargo to its end, and what nobody confirmed lately as without an end', async () => {
  const all = await bars('on: "2026-11-23"');
  expect(all['blackstone-2019-embargo']).toMatchObject({
    drawnFrom: '2019-07-01',
    drawnTo: '2022-07-01',
    end: 'ENDED',
    inForce: false,
  });
  expect(all['prh-2018-24m']).toMatchObject({ drawnTo: '2026-11-23', end: 'NO_END_FOUND', inForce: true });
  expect(all['prh-2018-24m']!.knowledge.marks).toContain('STALE');
  expect(all['prh-2018-24m']!.period.sources.length).toBeGreaterThan(0);
});

it('ends at the day asked for, and never after today', async () => {
  const then = await bars('on: "2019-12-01"');
  expect(then['blackstone-2019-embargo']).toMatchObject({
    drawnTo: '2019-12-01',
    end: expect.stringMatching(/CONFIRMED|NO_END_FOUND/),
    inForce: true,
  });
  expect(Object.values(then).every(({ drawnTo }) => drawnTo <= '2019-12-01')).toBe(true);
  const far = await timeline('on: "9999-12-31"');
  expect(far.drawnTo).toBe('2026-11-23');
  expect(far.lanes.flatMap((lane) => lane.bars).every(({ drawnTo }) => drawnTo <= '2026-11-23')).toBe(true);
});

it('is for a country and a format, and for some publishers alone', async () => {
  expect(await bars('on: "2026-11-23"')).not.toHaveProperty('random-house-de-2018');
  expect(await bars('on: "2026-11-23", territory: "DE"')).toHaveProperty('random-house-de-2018');
  expect(Object.keys(await bars('on: "2026-11-23", territory: null')).length).toBeGreaterThan(50);
  const { lanes } = await timeline('on: "2026-11-23", publisherIds: ["macmillan"], format: EBOOK');
  expect(lanes.map(({ publisher }) => publisher.id)).toEqual(['macmillan']);
  await expect(timeline('on: "2026-11-23", publisherIds: ["nobody"]')).rejects.toThrow(/^NOT_FOUND/);
});

it('shows what was known at a moment, and no proposal', async () => {
  const early = await bars('on: "2019-12-01", asKnownOn: "2019-06-01T00:00:00Z"');
  expect(early).not.toHaveProperty('mac-2019-embargo');
  expect(Object.values(await bars('on: "2026-11-23", territory: null')).some(({ termsInWords }) => termsInWords === '')).toBe(
    false,
  );
  await expect(bars('on: "2019-12-01", asKnownOn: "2010-12-31T00:00:00Z"')).rejects.toThrow(/^BEFORE_RECORDS/);
});
