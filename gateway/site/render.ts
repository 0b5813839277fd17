// How do a page and what is known for it become HTML, in which nothing that people wrote is code?
import Mustache from 'mustache';
import type { Refused } from './asking';
import type { PageFile, RefusalWords, SiteFiles } from './pageFiles';

/** What templates read. Mustache escapes all of it. */
export interface View {
  /** The answer to the page's query; parts may be null. */
  readonly asked?: unknown;
  /** The answer to the form, once it was accepted. */
  readonly done?: unknown;
  /** What stood in the way of the form, or of the page itself. */
  readonly refused?: Pick<Refused, 'code' | 'message'> | undefined;
  /** What the form was sent with, also as the text from which a script fills it in again. */
  readonly fields?: unknown;
  readonly sent?: string;
  /** A new value for each page that is shown, by which sending it twice is told from sending two. */
  readonly unique?: string;
  /** Where its live feed is read. */
  readonly live?: string | undefined;
}

const refusalPage: Pick<PageFile, 'title' | 'done' | 'template' | 'indexed'> = {
  title: '',
  done: '',
  indexed: false,
  template: '{{#refused}}{{> refusal}}{{/refused}}',
};

type Lambda = () => (text: string, render: (template: string) => string) => string;

/** Sections that write for people: numbers, countries by their codes, and days, which `2019-10-01 MONTH` says are known less exactly. */
const writing: Record<'number' | 'day' | 'countryName', Lambda> = {
  number: () => (text, render) => {
    const given = render(text);
    return given !== '' && Number.isFinite(Number(given)) ? Number(given).toLocaleString('en') : given;
  },
  day: () => (text, render) => {
    const given = render(text);
    const [, day, precision = ''] = /^(\d{4}-\d\d-\d\d)\S*(?: (\w+))?$/.exec(given.trim()) ?? [];
    if (!day) return given;
    const format = new Intl.DateTimeFormat('en-GB', { ...(exact[precision] ?? wholeDay), timeZone: 'UTC' });
    return `${{ APPROX: 'about ', AS_OF: 'as of ' }[precision] ?? ''}${format.format(new Date(day))}`;
  },
  countryName: () => (text, render) => {
    const given = render(text);
    return /^[A-Z]{2}$/.test(given) ? (countries.of(given) ?? given) : given;
  },
};
const wholeDay: Intl.DateTimeFormatOptions = { dateStyle: 'long' };
const exact: Readonly<Record<string, Intl.DateTimeFormatOptions>> = {
  MONTH: { month: 'long', year: 'numeric' },
  YEAR: { year: 'numeric' },
};
const countries = new Intl.DisplayNames('en', { type: 'region' });

/** Values of enums can be asked for, as Mustache knows no comparison: `stateIs.OPEN` is true beside a `state` that is `OPEN`. */
function flagged(value: unknown): object {
  if (Array.isArray(value)) return value.map((each) => (isObject(each) ? flagged(each) : each));
  const fields = Object.entries(value as object).map(([name, each]) => [name, isObject(each) ? flagged(each) : each] as const);
  const enums = fields.filter(([, each]) => typeof each === 'string' && /^[A-Z][A-Z0-9_]*$/.test(each));
  return Object.fromEntries([...fields, ...enums.map(([name, each]) => [`${name}Is`, { [each as string]: true }] as const)]);
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** Writes pages from their templates. */
export class Renderer {
  constructor(private readonly files: SiteFiles) {}

  /** One page in its layout; that of the refusal alone when no page is given. */
  page(given: View, page: typeof refusalPage = refusalPage): string {
    const { refused, done, fields } = given;
    const words = refused && this.#words(refused);
    const form = done === undefined && (words === undefined || words.again === true);
    const view = { ...flagged({ ...given, fields: fields ?? {}, form, refused: words && { ...refused, ...words } }), ...writing };
    const title = words?.heading ?? this.#render(done === undefined ? page.title : page.done, view);
    const content = this.#render(page.template, view);
    return this.#render(this.files.layout, { title, content, indexed: page.indexed });
  }

  #render = (template: string, view: object): string => Mustache.render(template, view, this.files.partials);

  #words({ code, message }: NonNullable<View['refused']>): RefusalWords {
    const { heading = 'That did not work', text = message, again } = this.files.refusals[code] ?? {};
    return { heading, text, ...(again && { again }) };
  }
}
