// The count of a petition on the pages of other sites: what stands in their frame, and the lines that they copy.
import { EmbeddedPetitionDocument } from '../../../schema/typed/EmbeddedPetition';
import { PetitionCountDocument } from '../../../schema/typed/PetitionCount';
import { usePlace } from '../../components/place';
import { Count, Live, Mark } from '../../components/show';
import { ask, page } from '../../page';
import { useWords } from '../../words/words';

export const embeddedPetition = page({
  address: '/embed/petitions/:id',
  title: ({ answers, t }) => answers.petition.data?.petition?.title ?? t('embed.away'),
  titleLanguage: ({ answers }) => answers.petition.data?.petition?.language,
  asks: { petition: ask(EmbeddedPetitionDocument) },
  live: PetitionCountDocument,
  openFeed: '/embed/petitions/:id/live',
  embedded: true,
  content({ answers, form, live, t }) {
    const { origin } = usePlace();
    const shown = answers.petition.data?.petition;
    const isOpen = shown?.state === 'OPEN';
    return (
      <>
        {shown && !shown.historical && (
          <Live feed={shown.closedOn ? undefined : live}>
            <Count of={shown} />
          </Live>
        )}
        {shown && <Mark demo={shown.demo} historical={shown.historical} />}
        <p>
          {/* The frame is too small for a page with a form, and the site that shows it keeps its readers. */}
          <a class="sign" href={`${origin}/petitions/${form.fields.get('id')}`} target="_blank" rel="noopener">
            {t(isOpen ? 'embed.sign' : 'embed.read')}
          </a>
        </p>
      </>
    );
  },
});

interface Shown {
  readonly id: string;
  readonly title: string;
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** What other sites copy into a page of theirs: an element that reads the count, or a frame that shows it. */
export function embeddingLines({ id, title }: Shown, origin: string, site: string, { t, language }: ReturnType<typeof useWords>) {
  const plural = (['one', 'many', 'other'] as const).map((name) => `${name}="${escaped(t(`embed.${name}`))}"`).join(' ');
  const link = `<a href="${origin}/petitions/${id}">${escaped(title)}</a>`;
  return {
    element: [
      `<script type="module" src="${site}/assets/petition-count.js"></script>`,
      `<petition-count lang="${language}" ${plural}>${link}</petition-count>`,
    ].join('\n'),
    frame: `<iframe src="${origin}/embed/petitions/${id}" title="${escaped(title)}" width="320" height="280" loading="lazy" frameborder="0"></iframe>`,
  };
}

/** Offers those lines, with what the page that takes them must allow. */
export function Embedding({ of: shown }: { readonly of: Shown }) {
  const words = useWords();
  const { t } = words;
  const { origin, everyLanguage } = usePlace();
  // Scripts stand outside of every language.
  const site = new URL(everyLanguage[0]?.address ?? origin).origin;
  const lines = embeddingLines(shown, origin, site, words);
  return (
    <details>
      <summary>{t('embed.title')}</summary>
      {(['element', 'frame'] as const).map((kind) => (
        <div key={kind}>
          <p>{t(`embed.${kind}`)}</p>
          <pre class="wraps">
            <code>{lines[kind]}</code>
          </pre>
          <p>
            <button type="button" class="light" hidden data-copy={lines[kind]} data-copied={t('share.copied')}>
              {t('embed.copy')}
            </button>
          </p>
        </div>
      ))}
      <p>
        <small>{t('embed.policy', { site })}</small>
      </p>
    </details>
  );
}
