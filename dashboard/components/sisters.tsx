// What pages about sister libraries share: a pair by its names, text that people wrote in Markdown, sources, facts in two columns.
import type { PartnershipGoal } from '../../schema/typed/SisterPairs';
import type { Children } from '../markup/jsx-runtime';
import { type Precision, useWords, type Words } from '../words/words';
import { Away, Day, Mark, Section } from './show';

/** What partnerships are for, in the order of the programme's reasons. */
export const goals = [
  'BROADEN_STAFF_VIEW',
  'CULTURAL_KNOWLEDGE',
  'EXCHANGE_RESOURCES',
  'SHARE_TECHNOLOGY',
  'IMPROVE_ACCESS',
  'PROMOTE_AWARENESS',
  'RAISE_ISSUES',
] as const satisfies readonly PartnershipGoal[];

/** A goal by itself, as in a list to choose from; within a sentence it is the message as it stands. */
export function goalName({ t, language }: Pick<Words, 't' | 'language'>, goal: PartnershipGoal): string {
  const [first = '', ...rest] = t(`goal.${goal}`);
  return first.toLocaleUpperCase(language) + rest.join('');
}

/** A library as it is named beside another. */
export interface NamedLibrary {
  readonly id: string;
  readonly name: string;
  readonly country: string;
}

/** The name of a library, with the way to its page; without one where the committee took the library down, which then has no page. */
export const LibraryName = ({
  of: { id, name, listed },
}: {
  readonly of: Omit<NamedLibrary, 'country'> & { readonly listed: boolean };
}) => (listed ? <a href={`/libraries/${id}`}>{name}</a> : name);

/** "One and Other", as text. */
export const pairName = ({ t }: Pick<Words, 't'>, [one, other]: readonly NamedLibrary[]): string =>
  t('sisters.pair', { one: one?.name ?? '', other: other?.name ?? '' });

/** The two libraries of a partnership, each with its place and a link to its page. */
export function Partners({
  of,
}: {
  readonly of: readonly (NamedLibrary & { readonly city: string; readonly listed: boolean })[];
}) {
  const { country } = useWords();
  return (
    <ul class="plain">
      {of.map((library) => (
        <li key={library.id}>
          <LibraryName of={library} />, {library.city}, {country(library.country)}
        </li>
      ))}
    </ul>
  );
}

/** Since when they are sisters, as far as that is known. */
export function Since({ on }: { readonly on: { readonly date: string; readonly precision: Precision } | null }) {
  const { t, rich } = useWords();
  if (!on) return t('sisters.pairs.unknown');
  return rich('sisters.pairs.since', { precision: on.precision, day: () => <Day on={on.date} precision={on.precision} /> });
}

/** Markdown of which a subgraph has made safe HTML. Besides, the policy of each page runs no script within it. */
export const Written = ({ html }: { readonly html: string }) => (
  <div class="written" lang="" dangerouslySetInnerHTML={{ __html: html }} />
);

/** Where it was read. */
export function Sources({ of }: { readonly of: readonly { readonly title: string; readonly url: string | null }[] }) {
  if (of.length === 0) return null;
  return (
    <ul class="plain source">
      {of.map(({ title, url }) => (
        <li key={`${title} ${url}`}>
          <Away to={url}>{title}</Away>
        </li>
      ))}
    </ul>
  );
}

/** Names and what is known under them; what is not known is left out. */
export function Facts({ of }: { readonly of: readonly (readonly [name: string, fact: Children])[] }) {
  const known = of.filter(([, fact]) => fact !== null && fact !== undefined && fact !== '' && fact !== false);
  if (known.length === 0) return null;
  return (
    <dl class="facts">
      {known.map(([name, fact]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{fact}</dd>
        </div>
      ))}
    </dl>
  );
}

interface LinkedStory {
  readonly id: string;
  readonly title: string;
  readonly publishedOn: string | null;
  readonly demo: boolean;
}

/** What sisters told of their partnership, as links; nothing where nobody told anything. */
export function StoryLinks({ of: stories, title }: { readonly of: readonly LinkedStory[]; readonly title: string }) {
  if (stories.length === 0) return null;
  return (
    <Section id="stories" title={title}>
      <ul class="plain">
        {stories.map((story) => (
          <li key={story.id}>
            <a href={`/stories/${story.id}`} lang="">
              {story.title}
            </a>
            {story.publishedOn && (
              <>
                , <Day on={story.publishedOn} />
              </>
            )}
            <Mark demo={story.demo} />
          </li>
        ))}
      </ul>
    </Section>
  );
}
