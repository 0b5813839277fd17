// A draft of policies from terms that another format writes: what was read, what is to fill in, and why.
import { Decimal } from 'decimal.js';
import { isCurrency, type LicenseModel, licenseModelOf } from '../terms/license';

/** Stands in a draft where somebody has to fill in a value; import-policies refuses it by the name of its field. */
export const open = '?';

/** A field of a draft that the document does not fill. */
export interface Lack {
  /** As a row of policies names it, such as terms.durationMonths. */
  readonly field: string;
  readonly why: string;
}

/** A limit as a document states it: a number, null for none, or why neither can be told. */
export type Limit = number | null | { readonly why: string };

/** What one license or offer says of itself. */
export interface StatedOffer {
  /** How the document names it. */
  readonly id: string;
  /** The publisher of the title, as the document names it; null when it names none. */
  readonly publisher: string | null;
  /** Formats of policies; empty when they cannot be told. */
  readonly formats: readonly string[];
  readonly formatSaid: string;
  /** False when lending is not allowed at all. */
  readonly offered: boolean;
  readonly limits: {
    readonly checkouts: Limit;
    readonly durationMonths: Limit;
    readonly concurrency: Limit;
    readonly lengthDays: Limit;
  };
  readonly price: { readonly amount: string; readonly currency: string } | null;
  /** Why there is no price, in words. */
  readonly unpriced: string;
  /** Codes of countries; the word WORLD stands for all. Empty when they are not stated, or not as countries. */
  readonly territories: readonly string[];
  /** Why there are none, in words. */
  readonly unplaced: string;
  /** What the document says of a time in which libraries cannot buy it, in words; null for nothing. */
  readonly heldBack: string | null;
  /** What was read and has no field, or was understood in one of several ways. */
  readonly notes: readonly string[];
}

interface DraftTerms {
  readonly model: LicenseModel | typeof open;
  readonly checkouts: number | null | typeof open;
  readonly durationMonths: number | null | typeof open;
  readonly concurrency: number | null | typeof open;
  readonly lengthDays: number | null | typeof open;
  readonly lendingDays: null;
  readonly expiryRule: string;
}

/** A row of policies to complete, with how many offers it stands for. */
export interface DraftRow {
  readonly row: Readonly<Record<string, unknown>>;
  readonly stands: number;
  /** The first of them. */
  readonly from: string;
  readonly lacks: readonly Lack[];
  readonly notes: readonly string[];
}

/** A price as a document writes it, its currency also in small letters. `unpriced` says why there is no price. */
export function statedPrice(amount: string, written: string, unpriced: string): Pick<StatedOffer, 'price' | 'unpriced'> {
  const currency = written.toUpperCase();
  if (!isCurrency(currency)) {
    const said = written ? `The currency of the price is ${JSON.stringify(written)}, which ISO 4217 does not know.` : '';
    return { price: null, unpriced: said || 'The price names no currency.' };
  }
  if (!/^\d{1,12}(\.\d{1,12})?$/.test(amount)) return { price: null, unpriced };
  return { price: { amount, currency }, unpriced: '' };
}

/** What no document of terms of a license says of a publisher's policy. */
const neverSaid: readonly Lack[] = [
  { field: 'id', why: 'A readable name for the policy is yours to choose.' },
  { field: 'publisherId', why: 'The document does not say which publisher of the record sets the terms.' },
  {
    field: 'titleScope',
    why: 'The terms are those of single titles; say for which titles they hold, such as ALL or NEW_RELEASES.',
  },
  {
    field: 'effectiveFrom',
    why: 'The document does not say since when the publisher offers these terms; null for before the record.',
  },
  {
    field: 'terms.lendingDays',
    why: 'Neither ODL nor ONIX has a word for the days that a license can be lent in all; null unless the contract sets such a limit.',
  },
  { field: 'embargo', why: 'The document does not say whether new titles are held back; null for no embargo.' },
  { field: 'sources', why: 'Name at least one source of the record, or add it to sources of the file.' },
  { field: 'confidence', why: 'Only you know how well the document supports a policy.' },
];

const names = ['checkouts', 'durationMonths', 'concurrency', 'lengthDays'] as const;

function termsOf({ limits, offered }: StatedOffer): { terms: DraftTerms; lacks: Lack[] } {
  if (!offered) {
    const terms = { model: 'NOT_OFFERED', checkouts: null, durationMonths: null, concurrency: null, lengthDays: null } as const;
    return { terms: { ...terms, lendingDays: null, expiryRule: 'NONE' }, lacks: [] };
  }
  const lacks = names.flatMap((name): Lack[] => {
    const limit = limits[name];
    return typeof limit === 'object' && limit !== null ? [{ field: `terms.${name}`, why: limit.why }] : [];
  });
  const value = (name: (typeof names)[number]) => {
    const limit = limits[name];
    return typeof limit === 'object' && limit !== null ? open : limit;
  };
  const [checkouts, durationMonths, concurrency, lengthDays] = names.map(value) as (number | null | typeof open)[];
  const stated = {
    checkouts: checkouts!,
    durationMonths: durationMonths!,
    concurrency: concurrency!,
    lengthDays: lengthDays!,
    lendingDays: null,
  };
  if (checkouts === open || durationMonths === open || concurrency === open) {
    lacks.unshift({ field: 'terms.model', why: 'It follows from the limits, of which some cannot be told.' });
    lacks.push({ field: 'terms.expiryRule', why: 'It follows from the limits too.' });
    return { terms: { model: open, ...stated, expiryRule: open }, lacks };
  }
  const model = licenseModelOf({ checkouts: checkouts!, durationMonths: durationMonths!, concurrency: concurrency! });
  if (model === null) {
    const why = `No model lends to ${concurrency} readers at once without an end. Record it with the model that is nearest, and tell it in note.`;
    lacks.unshift({ field: 'terms.model', why });
  }
  const expiryRule =
    checkouts == null ? (durationMonths == null ? 'NONE' : 'TIME') : durationMonths == null ? 'CHECKOUTS' : 'EARLIER_OF';
  return { terms: { model: model ?? open, ...stated, expiryRule }, lacks };
}

/** A row for each set of terms that offers share, in the order of the document. */
export function draftOf(offers: readonly StatedOffer[], kind: string): DraftRow[] {
  const groups = new Map<string, StatedOffer[]>();
  for (const offer of offers) {
    const { formats, territories, heldBack } = offer;
    const key = JSON.stringify([formats, termsOf(offer), territories, heldBack]);
    const group = groups.get(key);
    if (group) group.push(offer);
    else groups.set(key, [offer]);
  }
  return [...groups.values()].map((group) => rowOf(group, kind));
}

function rowOf(group: readonly StatedOffer[], kind: string): DraftRow {
  const [first] = group;
  const { terms, lacks } = termsOf(first!);
  const { formats, territories, id } = first!;
  const isWorld = territories.includes('WORLD');
  const prices = pricesOf(group);
  const unstated: Lack[] = [];
  if (formats.length === 0) unstated.push({ field: 'formats', why: `${first!.formatSaid} Write EBOOK or AUDIOBOOK.` });
  if (territories.length === 0)
    unstated.push({ field: 'territories', why: `${first!.unplaced} Name the countries where the terms hold.` });
  if (prices.length === 0)
    unstated.push({ field: 'prices', why: `${first!.unpriced} An empty list says that no price was stated.` });
  const notes = [...new Set(group.flatMap((offer) => offer.notes))].slice(0, 20);
  const row = {
    id: open,
    publisherId: open,
    formats: formats.length > 0 ? formats : [open],
    titleScope: open,
    ...(isWorld ? { reach: 'WORLD', territories: [] } : { territories: territories.length > 0 ? territories : [open] }),
    status: 'IN_FORCE_PERIOD',
    announcedOn: null,
    effectiveFrom: open,
    effectiveTo: null,
    terms,
    options: [],
    embargo: open,
    prices,
    grandfathering: null,
    lastVerifiedOn: null,
    sources: [open],
    confidence: open,
    note: `Read from ${kind}: ${id}${group.length > 1 ? ` and ${group.length - 1} more` : ''}.`.slice(0, 500),
  };
  const houses = [...new Set(group.flatMap(({ publisher }) => publisher ?? []))].slice(0, 5);
  const known: Readonly<Record<string, string | null>> = {
    embargo: first!.heldBack,
    publisherId:
      houses.length > 0
        ? `The document names the publisher of its titles: ${houses.join('; ')}. Write the id that the house has in the record.`
        : null,
  };
  const never = neverSaid.map((lack) => ({ ...lack, why: known[lack.field] ?? lack.why }));
  return { row, stands: group.length, from: id, lacks: [...never, ...unstated, ...lacks], notes };
}

/** A price of a title is an example of a policy: one for each currency, as a range where titles differ. */
function pricesOf(group: readonly StatedOffer[]) {
  const stated = group.flatMap(({ price }) => price ?? []);
  return [...new Set(stated.map(({ currency }) => currency))].map((currency) => {
    const all = stated.filter((price) => price.currency === currency).map(({ amount }) => amount);
    const amounts = [...new Set(all)].sort((a, b) => new Decimal(a).cmp(b));
    const scope = `EXAMPLE: ${all.length === 1 ? 'one title' : `${all.length} titles`} of a document of terms`;
    const [least, most] = [amounts[0]!, amounts.at(-1)!];
    return amounts.length === 1
      ? { kind: 'EXACT', amount: least, min: null, max: null, currency, scope, rule: null }
      : { kind: 'RANGE', amount: null, min: least, max: most, currency, scope, rule: null };
  });
}

/** What was read and what is to fill in, field by field, ready to print. */
export function draftInWords(rows: readonly DraftRow[], kind: string): string {
  const lines = rows.flatMap(({ row, stands, from, lacks, notes }, i) => [
    `draft ${i + 1}, from ${from}${stands > 1 ? ` and ${stands - 1} more with the same terms` : ''}:`,
    `  terms\t${JSON.stringify(row.terms)}`,
    ...lacks.map(({ field, why }) => `  lacks ${field}\t${why}`),
    ...notes.map((note) => `  note\t${note}`),
  ]);
  const sum = `${kind}: ${rows.reduce((n, { stands }) => n + stands, 0)} read, ${rows.length} drafts. Nothing was written to the record.`;
  return `${[...lines, sum].join('\n')}\n`;
}
