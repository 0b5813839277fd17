// Promises of charts: what they draw of what is known, how surely, and that it can be read without colours and on narrow windows.

import { Timeline, type TimelineBar, timelineOf, tracksOf } from '#dashboard/charts/timeline';
import { barsOf } from '../../dashboard/charts/bars';
import { written } from '../../dashboard/markup/jsx-runtime';

const bar = (from: string, to: string, more: Partial<TimelineBar> = {}): TimelineBar => ({
  kind: 'time',
  labels: ['24 months'],
  title: `24 months from ${from}`,
  from,
  to,
  begins: 'DAY',
  ends: 'DAY',
  noEndFound: false,
  embargo: false,
  option: false,
  ...more,
});
const draw = (bars: readonly TimelineBar[], narrow = false) =>
  written(
    <svg aria-label="drawn">
      {
        timelineOf({ id: 'c', title: 'C', from: '2011-01-01', to: '2021-01-01', lanes: [{ name: 'Ours', bars }] }, narrow)
          .children
      }
    </svg>,
  );
const rects = (text: string) =>
  [...text.matchAll(/<rect class="(bar[^"]*)" x="([\d.]+)" y="[\d.]+" width="([\d.]+)"/g)].map(([, look, x, width]) => [
    look,
    Math.round(Number(x)),
    Math.round(Number(width)),
  ]);

describe('the timeline', () => {
  it('puts bars that meet on one track, and bars that overlap below each other', () => {
    const [one, two, three] = [bar('2011-01-01', '2013-01-01'), bar('2012-01-01', '2014-01-01'), bar('2013-01-01', '2015-01-01')];
    expect(tracksOf([one, two, three])).toEqual([[one, three], [two]]);
  });

  it('draws an end where it was, whole and with sharp edges when its days are known', () => {
    const text = draw([bar('2011-01-01', '2016-01-01')]);
    expect(rects(text)).toEqual([['bar time', 196, 447]]);
    expect(text).not.toContain('c-in)');
    expect(text).not.toContain('c-out)');
  });

  it.each(['MONTH', 'YEAR', 'APPROX'] as const)('fades an edge that is known by %s', (precision) => {
    const text = draw([bar('2012-01-01', '2016-01-01', { begins: precision, ends: precision })]);
    expect(text).toContain('url(#c-in)');
    expect(text).toContain('url(#c-out)');
  });

  it('fades a start before the record, and marks one that was only seen to hold by a diamond', () => {
    expect(draw([bar('2011-01-01', '2016-01-01', { begins: null })])).toContain('url(#c-in)');
    const seen = draw([bar('2012-01-01', '2016-01-01', { begins: 'AS_OF' })]);
    expect(seen).toContain('class="seen"');
    expect(seen).not.toContain('url(#c-in)');
  });

  it('draws what no end was found of as sure up to its last confirmation, and openly after it', () => {
    const open = { noEndFound: true, ends: null } as const;
    expect(rects(draw([bar('2012-01-01', '2021-01-01', { ...open, sureTo: '2016-01-01' })])).map(([look]) => look)).toEqual([
      'bar time',
      'bar time open',
    ]);
    expect(rects(draw([bar('2012-01-01', '2021-01-01', { ...open, sureTo: null })])).map(([look]) => look)).toEqual([
      'bar time open',
    ]);
    expect(rects(draw([bar('2012-01-01', '2021-01-01', { ...open, sureTo: '2026-01-01' })])).map(([look]) => look)).toEqual([
      'bar time',
    ]);
  });

  it('draws a policy of one day, and one that ended on its first', () => {
    for (const [, , width] of rects(draw([bar('2019-11-01', '2019-11-01'), bar('2020-11-01', '2020-11-02')])))
      expect(width).toBeGreaterThanOrEqual(1);
  });

  it('tells kinds by a pattern too, an embargo by a bar, and options by their edge', () => {
    expect(draw([bar('2011-01-01', '2016-01-01', { kind: 'none' })])).toContain('fill="url(#c-none)"');
    expect(draw([bar('2011-01-01', '2016-01-01', { embargo: true, option: true })])).toMatch(/bar time option.*class="embargo"/);
  });

  it('writes words in a bar, after it, before it, or not at all, wherever they fit first', () => {
    const place = (text: string) => /<text x="([\d.]+)" y="40"( text-anchor="end")?>24 months/.exec(text)?.slice(1);
    expect(place(draw([bar('2012-01-01', '2016-01-01')]))?.[1]).toBeUndefined();
    expect(Number(place(draw([bar('2012-01-01', '2012-02-01')]))?.[0])).toBeGreaterThan(290);
    expect(place(draw([bar('2020-12-01', '2021-01-01')]))?.[1]).toBe(' text-anchor="end"');
    expect(place(draw([bar('2011-01-01', '2011-02-01'), bar('2011-02-01', '2011-03-01')]))).toBeDefined();
  });

  it('has a drawing of its own for narrow windows, with each bar on a track and its words above it', () => {
    const both = written(
      <Timeline
        id="p"
        title="P"
        from="2011-01-01"
        to="2021-01-01"
        lanes={[{ name: 'Ours', bars: [bar('2012-01-01', '2012-02-01')] }]}
      />,
    );
    expect(both.match(/<svg[^>]*>/g)).toEqual([
      expect.stringContaining('class="drawing wide-drawing" viewBox="0 0 1100'),
      expect.stringContaining('class="drawing narrow-drawing" viewBox="0 0 360'),
    ]);
    expect(draw([bar('2012-01-01', '2012-02-01'), bar('2013-01-01', '2014-01-01')], true).match(/24 months</g)).toHaveLength(2);
    expect(both).toContain('aria-label="P"');
  });

  it('leads narrow windows to a picture at another address where two drawings are too much for a page', () => {
    const one = written(
      <Timeline id="p" title="P" from="2011-01-01" to="2021-01-01" lanes={[]} narrowAt="/p.svg?on=2019-11-15" />,
    );
    expect(one.match(/<svg/g)).toHaveLength(1);
    expect(one).toContain(
      '<img class="narrow-drawing" src="/p.svg?on=2019-11-15" width="360" height="30" alt="P" loading="lazy"/>',
    );
  });

  it('draws one that began before the record began to be kept, and names as text', () => {
    const lanes = [{ name: '<b>Ours</b>', bars: [bar('2009-06-01', '2012-01-01', { labels: ['<i>'] })] }];
    const { children } = timelineOf({ id: 'c', title: 'C', from: '2009-06-01', to: '2012-06-01', lanes });
    const text = written(<svg aria-label="drawn">{children}</svg>);
    expect(text).toContain('&lt;b>');
    expect(text).toContain('&lt;i>');
    expect(text).toContain('2010');
  });
});

it.each([
  [['126 days', '0 days'], 'Simon &amp; Schuster (selected titles): 126 days'],
  [['126 days', '712.80 USD to 2,152.80 USD, at most 2.99 USD a loan'], 'Simon &amp; Schuster (selected titles)'],
])('bars of a narrow window keep their name beside words, or above words that are long: %j', (words, named) => {
  const bars = words.map((each, i) => ({
    ...{ label: i === 0 ? 'Simon & Schuster (selected titles)' : 'Hachette', words: each },
    ...{ upper: 4, lower: 2, kind: 'time' as const },
  }));
  const html = written(barsOf({ id: 'b', title: 'B', bars, tick: String }, true).children);
  expect(html).toContain(`>${named}</text>`);
  for (const each of words) expect(html).toMatch(new RegExp(`<text[^>]*>[^<]*${each}</text>`));
});
