// Reads what an uploader says of a file in the address of the upload, or in the words of the command.
import { countryOf } from '#kit/words/places';
import { BadInput } from '#kit/words/problem';
import { columnNames } from './columns';
import type { PaperWishes } from './importPaper';
import { type DateOrder, dateOrders, oneSpelling } from './paperRow';

const switches: Readonly<Record<string, boolean>> = {
  '': true,
  '1': true,
  true: true,
  yes: true,
  '0': false,
  false: false,
  no: false,
};

/** How each is written, for refusals. */
const known = [
  'preview=1',
  `dates=${dateOrders.join('|')}`,
  'country=US',
  'sheet=MARK',
  'header=none',
  'faults=all',
  ...columnNames.map((name) => `column.${name}=HEADER`),
];

/** @throws BadInput for a word that is not known or says what is impossible */
export function wishesIn(query: Readonly<Record<string, unknown>>, charset?: string): PaperWishes {
  const columns: Record<string, string> = {};
  let wishes: PaperWishes = {
    preview: false,
    dates: null,
    country: null,
    sheet: null,
    hasHeader: true,
    everyFault: false,
    columns,
    charset,
  };
  for (const [name, value] of Object.entries(query)) {
    const refuse = (allowed: string) =>
      new BadInput(name, `${JSON.stringify(name)} cannot be ${JSON.stringify(value)}. Write ${allowed}.`);
    if (typeof value !== 'string' || value.length > 200) throw refuse(`${name} once, with at most 200 characters`);
    const column = /^column\.(.+)$/.exec(name)?.[1];
    if (name === 'preview') {
      const preview = switches[value.toLowerCase()];
      if (preview === undefined) throw refuse('preview=1 or preview=0');
      wishes = { ...wishes, preview };
    } else if (name === 'dates') {
      const dates = value.toUpperCase() as DateOrder;
      if (!dateOrders.includes(dates)) throw refuse(`dates=${dateOrders.join(', dates=')}`);
      wishes = { ...wishes, dates };
    } else if (name === 'country') {
      const country = countryOf(value);
      if (country === undefined) throw refuse('a country such as country=US');
      wishes = { ...wishes, country };
    } else if (name === 'sheet') {
      const sheet = oneSpelling(value);
      if (!sheet || sheet.length > 100) throw refuse('the mark of the sheet, at most 100 characters');
      wishes = { ...wishes, sheet };
    } else if (name === 'header') {
      if (value !== 'none' && value !== 'yes') throw refuse('header=none or header=yes');
      wishes = { ...wishes, hasHeader: value === 'yes' };
    } else if (name === 'faults') {
      if (value !== 'all' && value !== 'first') throw refuse('faults=all or faults=first');
      wishes = { ...wishes, everyFault: value === 'all' };
    } else if (column !== undefined && columnNames.includes(column as never)) columns[column] = value;
    else
      throw new BadInput(
        name,
        `An upload of signatures on paper knows no ${JSON.stringify(name.slice(0, 100))}. It knows: ${known.join(', ')}.`,
      );
  }
  return wishes;
}
