// Pages as HTML, from their templates and data; nothing that people wrote becomes code.
import Mustache from 'mustache';
import type { PageFile, RefusalWords, SiteFiles } from './pageFiles';

/** What templates read. Mustache escapes all of it. */
export interface View {
  /** The answer to the page's query; parts may be null. */
  readonly asked?: unknown;
  /** The answer to the form, once it was accepted. */
  readonly done?: unknown;
  /** Why the form, or the page itself, was refused. */
  readonly refused?: { readonly code: string; readonly message: string } | undefined;
  /** What the form was sent with; `sent` is the text from which a script fills it in again. */
  readonly fields?: unknown;
  readonly sent?: string;
  /** A new value for each page that is shown, so that one form sent twice differs from two forms. */
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

/** Sections that write for people: numbers, countries by their codes, and days, with how exactly they are known: `2019-10-01 MONTH`. */
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

/** Adds `stateIs.OPEN`, which is true, beside a `state` that is `OPEN`: Mustache has no comparison. */
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
