// Pages that only tell: headings with paragraphs, whose words may lead to the rooms of the site.
import { Section } from '../../components/show';
import type { Children } from '../../markup/jsx-runtime';
import { type Page, page } from '../../page';
import type { MessageId } from '../../words/words';

/** Where the tags of these words lead. */
const rooms = {
  take: '/signatures/links',
  petitions: '/petitions',
  policies: '/policies',
  compare: '/compare',
  embargoes: '/embargoes',
  publishers: '/publishers',
  sisters: '/sisters',
  listings: '/listings',
  add: '/listings/new',
  tips: '/tips',
  account: '/account',
} as const;

const links = Object.fromEntries(
  Object.entries(rooms).map(([tag, address]) => [tag, (words: Children) => <a href={address}>{words}</a>]),
);

interface Told {
  readonly address: string;
  readonly title: MessageId;
  readonly lead: MessageId;
  /** By their headings, the paragraphs. */
  readonly sections: readonly (readonly [heading: MessageId, ...paragraphs: MessageId[]])[];
}

/** A page that asks nothing and sends nothing. */
export const told = ({ address, title, lead, sections }: Told): Page =>
  page({
    address,
    title: ({ t }) => t(title),
    description: ({ t }) => t(lead),
    indexed: true,
    content: ({ t, rich }) => (
      <>
        <p class="lead">{t(lead)}</p>
        {sections.map(([heading, ...paragraphs]) => (
          <Section key={heading} id={heading.split('.')[1] ?? heading} title={t(heading)}>
            {paragraphs.map((id) => (
              <p key={id}>{rich(id, links)}</p>
            ))}
          </Section>
        ))}
      </>
    ),
  });
