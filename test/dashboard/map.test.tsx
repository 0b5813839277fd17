// Promises of maps: one outline for all, every country that is named has its place, and a narrow window sees where something is.
import { foundOn, nearView, shadeOf, WorldMap } from '#dashboard/charts/map';
import { middleOf, world, worldOutline, worldSize } from '#dashboard/charts/world';
import { countryCodes } from '#dashboard/words/places';
import { written } from '../../dashboard/markup/jsx-runtime';

const drawn = (values: readonly (readonly [country: string, value: number])[]) =>
  written(
    <WorldMap
      title="Signatures"
      outline="/assets/world.svg?v=1"
      values={values.map(([country, value]) => ({ country, value, title: `${country}: ${value}` }))}
      written={String}
    />,
  );

it('the outline names each country that has a shape, and weighs at most 30 kB compressed', async () => {
  const { gzipSync } = await import('node:zlib');
  const outline = worldOutline();
  expect(outline).toContain('<path id="PT" d="M');
  expect(outline).toContain('<path id="AU" d="M');
  expect(outline).not.toContain('NaN');
  expect(gzipSync(outline).length).toBeLessThanOrEqual(30_000);
});

it('the land has its place and size from its own outline: two units from the edges of the map', () => {
  const { width, height } = worldSize;
  const numbers = [...worldOutline().matchAll(/[ML](-?[\d.]+),(-?[\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)] as const);
  const [across, down] = [numbers.map(([x]) => x), numbers.map(([, y]) => y)];
  expect([Math.min(...across), Math.max(...across)]).toEqual([2, width - 2]);
  expect(Math.min(...down)).toBeGreaterThanOrEqual(2);
  expect(Math.max(...down)).toBeLessThanOrEqual(height - 2);
});

it('every country that a form offers has its place on the map, small ones too', () => {
  const lost = countryCodes.filter((code) => {
    const [x, y] = middleOf(code) ?? [-1, -1];
    return code !== 'AQ' && !(x >= 0 && x <= worldSize.width && y >= 0 && y <= worldSize.height);
  });
  expect(lost).toEqual([]);
  expect(middleOf('QQ')).toBeUndefined();
});

it('the middle of France lies in Europe, and Singapore between Malaysia and Indonesia', () => {
  const [x, y] = middleOf('FR') ?? [0, 0];
  const [left, top, right, bottom] = world().countries.get('DE')?.box ?? [0, 0, 0, 0];
  expect(Math.abs(x - (left + right) / 2) < 60 && Math.abs(y - (top + bottom) / 2) < 60).toBe(true);
  const [singapore, malaysia] = [middleOf('SG'), middleOf('MY')];
  expect(Math.abs((singapore?.[0] ?? 0) - (malaysia?.[0] ?? 99))).toBeLessThan(40);
});

it('a country is shaded by its number, told in words, and has its number written on it; one without a shape is a circle', () => {
  const map = drawn([
    ['PT', 12],
    ['SG', 3],
    ['SE', 0],
    ['QQ', 5],
  ]);
  expect(map).toContain('<g class="shade-2"><title>PT: 12</title><use href="/assets/world.svg?v=1#PT"/></g>');
  expect(map).toMatch(/<circle class="shade-1" cx="[\d.]+" cy="[\d.]+" r="[\d.]+"><title>SG: 3<\/title><\/circle>/);
  expect(map).toMatch(/>12<\/text>/);
  expect(map).toMatch(/>SG 3<\/text>/);
  expect(map).not.toMatch(/SE: 0|QQ|NaN|undefined/);
  expect([0, 1, 9, 10, 999, 1_000_000].map(shadeOf)).toEqual([0, 1, 1, 2, 3, 5]);
});

it('a narrow window sees the part of the world in which something is, and all of it when that is nowhere', () => {
  const title = '';
  expect(nearView(foundOn({}))).toEqual([0, 0, worldSize.width, worldSize.height]);
  const [left, top, right, bottom] = nearView(foundOn({ values: [{ country: 'PT', value: 1, title }] }));
  expect(right - left).toBeLessThan(worldSize.width / 2);
  expect(bottom - top).toBeGreaterThan((right - left) / 2);
  const [x = 0, y = 0] = middleOf('PT') ?? [];
  expect(x > left && x < right && y > top && y < bottom).toBe(true);
  const both = nearView(
    foundOn({
      places: [
        { at: [-122, 47], title },
        { at: [151, -33], title },
      ],
    }),
  );
  expect(both[2] - both[0]).toBeGreaterThan(worldSize.width * 0.7);
});
