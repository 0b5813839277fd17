// A fact and what it rests on: opened, terms show their sources, how sure they are, and when somebody last confirmed them.
import { Away } from '../../components/show';
import { useWords } from '../../words/words';
import { beginInWords, endInWords, licenseInWords, type PolicyBar } from './terms';

export interface SourceShown {
  readonly id: string;
  readonly title: string;
  readonly url: string | null;
}

/** Sources by their titles, each once. */
export function Sources({ of }: { readonly of: readonly SourceShown[] }) {
  return (
    <ul class="sources">
      {of.map(({ id, title, url }) => (
        <li key={id}>
          <Away to={url}>{title}</Away>
        </li>
      ))}
    </ul>
  );
}

/** Terms that open. `bare` leaves out the way to all about it. */
export function Fact({
  of: { period, knowledge, end },
  publisher,
}: {
  readonly of: Pick<PolicyBar, 'period' | 'knowledge' | 'end'>;
  readonly publisher?: string;
}) {
  const words = useWords();
  const { t, day } = words;
  const { lastVerifiedOn, marks } = knowledge;
  const told = marks.map((mark) => t('fact.mark', { mark })).filter((text) => text !== '');
  return (
    <details class="fact">
      <summary>{licenseInWords(words, period.license)}</summary>
      <p>
        {t('fact.period', { from: beginInWords(words, { ...period }), to: endInWords(words, { end, period }) })}{' '}
        {t('fact.confidence', { words: t('fact.confidence.words', { confidence: period.confidence }) })}{' '}
        {lastVerifiedOn ? t('fact.checked', { day: day(lastVerifiedOn) }) : t('fact.unchecked')} {told.join(' ')}
      </p>
      <Sources of={period.sources} />
      {publisher && (
        <p>
          <a href={`/publishers/${publisher}#${period.id}`}>{t('fact.history')}</a>
        </p>
      )}
    </details>
  );
}

const ways = [
  ['/policies', 'ways.policies', true],
  ['/compare', 'ways.compare', true],
  ['/embargoes', 'ways.embargoes', true],
  ['/publishers', 'ways.publishers', false],
] as const;

/** What these pages are asked alike: a day, what was known when, where, and for which kind of title. */
const shared = ['on', 'asKnownOn', 'territory', 'format'];

/** The ways between the pages about policies. What was asked on one of them is asked on the next. */
export function Ways({ here, fields }: { readonly here: string; readonly fields?: URLSearchParams }) {
  const { t } = useWords();
  const asked = new URLSearchParams([...(fields ?? [])].filter(([name]) => shared.includes(name)));
  const question = asked.size > 0 ? `?${asked}` : '';
  return (
    <nav class="ways" aria-label={t('ways.label')}>
      {ways.map(([address, id, asksAlike]) => (
        <a
          key={address}
          href={asksAlike ? `${address}${question}` : address}
          aria-current={address === here ? 'page' : undefined}
        >
          {t(id)}
        </a>
      ))}
    </nav>
  );
}
