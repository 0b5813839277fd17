// What pages show: sections that fail alone, counts that move, cards, tables, charts with their sources, days and marks.
import type { Children } from '../markup/jsx-runtime';
import type { Answer } from '../page';
import { isPlaceInList } from '../refusals';
import { sentenceIn } from '../words/sentences';
import type { MessageId, Precision } from '../words/words';
import { useWords, type Words } from '../words/words';
import { usePlace } from './place';
import { LostPlace } from './refusal';

/** A part of a page with a heading of its own. */
export function Section({ id, title, children }: { readonly id: string; readonly title: string; readonly children: Children }) {
  return (
    <section id={id} aria-labelledby={`${id}-heading`}>
      <h2 id={`${id}-heading`}>{title}</h2>
      {children}
    </section>
  );
}

/** What the graph says in English, in the language of the page; what the catalogue does not know is marked as English. Signs and numbers are nobody's. */
export function Sentence({ text }: { readonly text: string }) {
  const words = useWords();
  const said = sentenceIn(words, text);
  if (said !== undefined || !/[a-z]{2}/i.test(text)) return <>{said ?? text}</>;
  return <span lang="en">{text}</span>;
}

/** A text as somebody wrote it, in whichever language that is. */
export const AsWritten = ({ children }: { readonly children: Children }) => <span lang="">{children}</span>;

/**
 * Shows what one document answered. When it answered nothing, a link into its list leads to the beginning, and all else is told as `failed`:
 * other parts of the page stand.
 */
export function Answered<Data>({
  of: { data, refused },
  failed,
  children,
}: {
  readonly of: Answer<Data>;
  readonly failed: MessageId;
  children(data: Data): Children;
}) {
  const shown = data === undefined ? null : children(data);
  return shown ?? (isPlaceInList(refused?.field) ? <LostPlace /> : <Missing failed={failed} />);
}

/** Says that a part of the page cannot be shown. */
export function Missing({ failed }: { readonly failed: MessageId }) {
  const { t } = useWords();
  return <p class="refusal">{t(failed)}</p>;
}

/** Keeps numbers within it fresh while its tab can be seen. Nothing moves without JavaScript. */
export const Live = ({ feed, children }: { readonly feed: string | undefined; readonly children: Children }) =>
  feed ? <live-count src={feed}>{children}</live-count> : children;

/** A petition as far as its counts go. */
export interface Counted {
  readonly id: string;
  /** Such as OPEN: nobody can sign one that is closed any more. */
  readonly state: string;
  readonly goal?: number | null;
  readonly signatureCount: number | null;
  readonly paperCount: number | null;
  readonly totalCount: number | null;
}

/** How many have signed, and how far the goal is. Within `<Live>` it moves. */
export function Count({ of: { id, state, goal, signatureCount, paperCount, totalCount } }: { readonly of: Counted }) {
  const { t, rich } = useWords();
  const open = state === 'CLOSED' || state === 'DELIVERED' ? 'no' : 'yes';
  const moving = (name: string) => (inner: Children) => (
    <span data-count={id} data-of={name}>
      {inner}
    </span>
  );
  return (
    <>
      <p class="count">
        {rich('count.signed', {
          count: signatureCount ?? 0,
          open,
          n: (inner) => (
            <strong data-count={id} data-of="signatureCount">
              {inner}
            </strong>
          ),
        })}
        {paperCount ? <> {rich('count.paper', { count: paperCount, n: moving('paperCount') })}</> : null}
        {goal ? <> {t('count.goal', { goal, open })}</> : null}
      </p>
      {goal ? (
        <progress max={goal} value={totalCount ?? 0} data-count={id} data-of="totalCount" aria-label={t('count.progress')} />
      ) : null}
    </>
  );
}

/** One thing among several, such as a petition in a list. */
export const Card = ({ children }: { readonly children: Children }) => <li>{children}</li>;
/** Holds cards; beside each other where a wide page has room. */
export const Cards = ({ wide, children }: { readonly wide?: boolean; readonly children: Children }) => (
  <ul class={wide ? 'cards beside-each-other' : 'cards'}>{children}</ul>
);

/** Says that something was invented to show how Shelfbridge works, or belongs to the past. */
export function Mark({ demo, historical }: { readonly demo?: boolean | null; readonly historical?: boolean | null }) {
  const { t } = useWords();
  return (
    <>
      {historical && (
        <>
          {' '}
          <span class="mark">{t('mark.historical')}</span>
        </>
      )}
      {demo && (
        <>
          {' '}
          <span class="mark">{t('mark.demo')}</span>
        </>
      )}
    </>
  );
}

/** A day for people, and for programs that read the page. */
export function Day({ on, precision }: { readonly on: string; readonly precision?: Precision | null }) {
  const { day } = useWords();
  return <time datetime={on}>{day(on, precision)}</time>;
}

/** To whom a petition speaks, as its organizers wrote it. */
export function Aimed({ of: { target, language } }: { readonly of: { readonly target: string; readonly language: string } }) {
  const { rich } = useWords();
  return rich('petition.to', { target: () => <span lang={language}>{target}</span> });
}

/** A link to a petition by its title, which is in the language of the petition. */
export const ToPetition = ({
  of: { id, title, language },
}: {
  readonly of: { readonly id: string; readonly title: string; readonly language: string };
}) => (
  <a href={`/petitions/${id}`} lang={language}>
    {title}
  </a>
);

/** A link to another site; plain text when a browser should not open its address. */
export const Away = ({ to, children }: { readonly to: string | null | undefined; readonly children: Children }) =>
  isWeb(to) ? (
    <a href={to} rel="noreferrer nofollow">
      {children}
    </a>
  ) : (
    children
  );

const isWeb = (address: string | null | undefined): address is string => /^https?:\/\//i.test(address ?? '');

/** Text that people wrote, with their line breaks, and what they *emphasised* as such. */
export const Lines = ({ children, language = '' }: { readonly children: string; readonly language?: string | undefined }) => (
  <span class="lines" lang={language}>
    {children
      .split(/(?<![\p{L}\p{N}*])\*(\p{L}[^*\n]*)\*(?![\p{L}\p{N}*])/u)
      .map((part, at) => (at % 2 ? <em key={part}>{part}</em> : part))}
  </span>
);

/** One column of a table. */
export interface Column<Row> {
  readonly title: string;
  /** Written to the right, so that digits stand below each other. */
  readonly numeric?: boolean;
  cell(row: Row): Children;
}

/** Rows and columns; the first column names the row. On a narrow window it scrolls by itself, also by keys. */
export function Table<Row>({
  caption,
  columns,
  rows,
  empty,
  even = false,
}: {
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  /** What is said when there are no rows. */
  readonly empty: string;
  /** Whether all columns are seen side by side on a narrow window, their words broken where they must be. */
  readonly even?: boolean;
}) {
  if (rows.length === 0) return <p>{empty}</p>;
  const align = ({ numeric }: Column<Row>) => (numeric ? 'number' : undefined);
  return (
    <section class={even ? 'scroll even' : 'scroll'} tabindex={0} aria-label={caption}>
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.title} scope="col" class={align(column)}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr>
              {columns.map((column, i) =>
                i === 0 ? (
                  <th key={column.title} scope="row">
                    {column.cell(row)}
                  </th>
                ) : (
                  <td key={column.title} class={align(column)}>
                    {column.cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** A picture that people may trust and cite: caption, numbers as a table, sources, how old the knowledge is, and addresses of its own. */
export function Chart({
  caption,
  table,
  source,
  age,
  downloads,
  children,
}: {
  readonly caption: string;
  /** The same numbers as text. */
  readonly table: Children;
  readonly source: Children;
  /** How old the knowledge is that it shows: a sentence. */
  readonly age: string;
  /** Such as `{ SVG: '/policies/timeline.svg?...', CSV: '...' }`. */
  readonly downloads?: Readonly<Record<string, string>>;
  /** The `<svg>`, with a title. */
  readonly children: Children;
}) {
  const { t } = useWords();
  return (
    <figure class="chart">
      <figcaption>{caption}</figcaption>
      {children}
      <details>
        <summary>{t('chart.numbers')}</summary>
        {table}
      </details>
      <p class="source">
        {t('chart.source')} {source} {age}
        {Object.entries(downloads ?? {}).map(([kind, address]) => (
          <>
            {' · '}
            <a key={kind} href={address}>
              {kind}
            </a>
          </>
        ))}
      </p>
    </figure>
  );
}

/** Whether an address asks for something, and not for a whole list. */
export const isSearch = (fields: URLSearchParams) => [...fields].some(([name, text]) => text !== '' && name !== 'lang');

/** How many rows a list has. Without any: that none fits what was asked, or that none is there yet. */
export function HowMany({
  fields,
  count,
  some,
  none,
  yet,
}: {
  readonly fields: URLSearchParams;
  readonly count: number;
  readonly some: string;
  readonly none: string;
  readonly yet: string;
}) {
  return <p role="status">{count > 0 ? some : isSearch(fields) ? none : yet}</p>;
}

/** How old knowledge is, by the days on which parts of it were last checked; the oldest tells. */
export function checkedInWords({ t, day }: Words, checked: readonly (string | null)[]): string {
  const oldest = checked.flatMap((on) => on ?? []).toSorted()[0];
  return oldest ? t('chart.checked', { day: day(oldest) }) : t('chart.never');
}

/** Leads to the rows after these, keeping what was asked. */
export function Pager({
  fields,
  after,
  at,
}: {
  readonly fields: URLSearchParams;
  readonly after: { readonly hasNextPage: boolean; readonly endCursor?: string | null };
  /** The section that the rows stand in, where it is not at the top of its page. */
  readonly at?: string;
}) {
  const { t, language } = useWords();
  const here = usePlace().everyLanguage.find((each) => each.language === language);
  const follows = after.hasNextPage && after.endCursor;
  const isLater = (fields.get('after') ?? '') !== '';
  if (!follows && !isLater) return null;
  // What was sent by a form is no part of an address: it may be long, or private.
  const stands = new URLSearchParams(here?.path.split('?')[1]);
  const asked = [...fields].filter(([name]) => name !== 'after' && (here === undefined || stands.has(name)));
  const to = (more: readonly (readonly [string, string])[]) =>
    `?${new URLSearchParams([...asked, ...more].map(([name, text]) => [name, text]))}${at ? `#${at}` : ''}`;
  return (
    <p>
      {isLater && <a href={to([])}>{t('pager.first')}</a>}{' '}
      {follows && (
        <a class="button" rel="next" href={to([['after', after.endCursor ?? '']])}>
          {t('pager.more')}
        </a>
      )}
    </p>
  );
}

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'live-count': { readonly src: string; readonly children?: Children };
    }
  }
}
