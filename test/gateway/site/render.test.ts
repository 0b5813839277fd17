// Promises of templates: how they write what they are given.
import { Renderer, type View } from '#gateway/site/serveSite';

const renderer = new Renderer({ pages: [], layout: '{{{title}}}|{{{content}}}', partials: {}, refusals: {}, assets: new Map() });
const written = (template: string, asked: unknown, more: View = {}) =>
  renderer.page({ asked, ...more }, { title: 'A', done: 'B', indexed: false, template }).slice(2);

it.each([
  ['a number with its thousands', '{{#number}}{{n}}{{/number}}', { n: 1234567 }, '1,234,567'],
  ['nothing where there is no number', '{{#number}}{{n}}{{/number}}', { n: null }, ''],
  ['a day', '{{#day}}{{d}}{{/day}}', { d: '2019-11-01' }, '1 November 2019'],
  ['the day of a moment', '{{#day}}{{d}}{{/day}}', { d: '2019-11-01T23:59:00Z' }, '1 November 2019'],
  ['a month, when no more is known', '{{#day}}{{d}} {{p}}{{/day}}', { d: '2019-11-01', p: 'MONTH' }, 'November 2019'],
  ['a year, when no more is known', '{{#day}}{{d}} {{p}}{{/day}}', { d: '2019-11-01', p: 'YEAR' }, '2019'],
  ['about when it was', '{{#day}}{{d}} {{p}}{{/day}}', { d: '2019-11-01', p: 'APPROX' }, 'about 1 November 2019'],
  ['what is no day as it is', '{{#day}}{{d}}{{/day}}', { d: 'soon & never' }, 'soon &amp; never'],
  ['a country by its name', '{{#countryName}}{{c}}{{/countryName}}', { c: 'PT' }, 'Portugal'],
  ['what is no country as it is', '{{#countryName}}{{c}}{{/countryName}}', { c: '<b>' }, '&lt;b&gt;'],
  ['a part for one value of an enum', '{{#sIs.OPEN}}open{{/sIs.OPEN}}{{#sIs.SHUT}}shut{{/sIs.SHUT}}', { s: 'OPEN' }, 'open'],
  [
    'parts for the items of a list',
    '{{#l}}{{#sIs.A}}a{{/sIs.A}}{{#sIs.B}}b{{/sIs.B}}{{/l}}',
    { l: [{ s: 'A' }, { s: 'B' }] },
    'ab',
  ],
])('writes %s', (_what, template, asked, text) => {
  expect(written(`{{#asked}}${template}{{/asked}}`, asked)).toBe(text);
});

it('takes its title from what became of the form', () => {
  const template = '{{#form}}form{{/form}}';
  const page = { title: 'Before', done: 'After', indexed: false, template };
  expect(renderer.page({}, page)).toBe('Before|form');
  expect(renderer.page({ done: {} }, page)).toBe('After|');
  expect(renderer.page({ refused: { code: 'NEW', message: 'Because.' } }, page)).toBe('That did not work|');
});
