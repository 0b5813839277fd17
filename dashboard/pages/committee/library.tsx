// The record of a library as the committee keeps it: corrected, taken down, made one with another.
import { CommitteeLibrariesDocument } from '../../../schema/typed/CommitteeLibraries';
import { CommitteeLibraryDocument, type CommitteeLibraryQuery } from '../../../schema/typed/CommitteeLibrary';
import { CorrectLibraryDocument } from '../../../schema/typed/CorrectLibrary';
import { CorrectListingDocument } from '../../../schema/typed/CorrectListing';
import { MergeLibrariesDocument } from '../../../schema/typed/MergeLibraries';
import { TakeDownLibraryDocument } from '../../../schema/typed/TakeDownLibrary';
import { TakeDownListingDocument } from '../../../schema/typed/TakeDownListing';
import { UndoMergeDocument } from '../../../schema/typed/UndoMerge';
import { Button, Form, Hidden } from '../../components/form';
import { Away, Mark, Missing, Section } from '../../components/show';
import { ask, page } from '../../page';
import { type MessageId, useWords } from '../../words/words';
import { Compared, libraryLink } from './compared';
import { CorrectLibrary, CorrectListing, Reason } from './correct';
import { MergeLibraries, Merges, type Previewed } from './merge';
import { CommitteeRooms } from './room';

/** What is said once a form was accepted. */
const said: Readonly<Record<string, MessageId>> = {
  correct: 'committee.correct.done',
  correctListing: 'committee.listing.corrected',
  takeDownListing: 'committee.listing.takenDown',
  preview: 'committee.merge.previewed',
  merge: 'committee.merge.done',
  undo: 'committee.merges.undo.done',
};

export const committeeLibrary = page({
  address: '/committee/libraries/:id',
  where: { id: /^[a-z0-9-]{1,100}$/i },
  audience: 'committee',
  wide: true,
  title: ({ answers, t }) => answers.record.data?.library?.name ?? t('committee.unnamed'),
  done: ({ form, t }) => t(said[form.sent ?? ''] ?? 'committee.correct.done'),
  asks: {
    record: ask(CommitteeLibraryDocument),
    others: ask(CommitteeLibrariesDocument, (fields) => {
      const text = fields.get('other');
      return text ? { filter: { text } } : undefined;
    }),
  },
  needs: 'record',
  forms: {
    correct: CorrectLibraryDocument,
    correctListing: CorrectListingDocument,
    takeDownListing: TakeDownListingDocument,
    takeDown: TakeDownLibraryDocument,
    preview: MergeLibrariesDocument,
    merge: MergeLibrariesDocument,
    undo: UndoMergeDocument,
  },
  reaches: { undo: ['MERGE_UNDONE'], takeDownListing: ['WITHDRAWN'] },
  leads: { takeDown: () => '/committee/libraries?down=true#taken-down' },
  content: ({ answers, form, done, t }) => {
    const { library, ownListings, libraryMerges } = answers.record.data ?? {};
    if (!library) return <Missing failed="committee.failed" />;
    const listing = ownListings?.nodes.find(({ state }) => state === 'PUBLISHED' || state === 'SUBMITTED');
    const previewed = form.sent === 'preview' ? (done as Previewed | undefined) : undefined;
    return (
      <>
        <CommitteeRooms />
        <About library={library} />
        <Compared subject={library} doubles={library.possibleDuplicates} title={t('committee.library.record')} />
        <div class="narrow">
          <MergeLibraries library={library} others={answers.others} form={form} previewed={previewed} />
          <Merges merges={libraryMerges?.nodes ?? []} into={[library.id, ...library.mergedIds]} form={form} />
          <CorrectLibrary library={library} form={form} />
          <Section id="listing" title={t('committee.listing')}>
            {listing ? <CorrectListing listing={listing} form={form} /> : <p>{t('committee.listing.none')}</p>}
          </Section>
          <Section id="take-down" title={t('committee.takeDown')}>
            <p>{t('committee.takeDown.what')}</p>
            {listing ? (
              <p>{t('committee.takeDown.first')}</p>
            ) : (
              <Form of={form} name="takeDown" action="#main">
                <Hidden name="libraryId" value={library.id} />
                <Reason name="reason" />
                <Button label={t('committee.takeDown.press')} grave />
              </Form>
            )}
          </Section>
        </div>
      </>
    );
  },
});

type Library = NonNullable<CommitteeLibraryQuery['library']>;

function About({ library }: { readonly library: Library }) {
  const { t, country } = useWords();
  const { id, demo, doubts, mergedIds, sisters, sources } = library;
  return (
    <>
      <Mark demo={demo} />
      {doubts.map((doubt) => (
        <p key={doubt} class="refusal">
          {t(`committee.doubt.${doubt}`)}
        </p>
      ))}
      {mergedIds.length > 0 && <p>{t('committee.library.merged', { count: mergedIds.length })}</p>}
      {sisters.length > 0 && (
        <p>
          {t('committee.library.sisters')}{' '}
          {sisters.map(({ id, name, country: code }, i) => (
            <>
              {i > 0 && '; '}
              {libraryLink(id, name)} ({country(code)})
            </>
          ))}
        </p>
      )}
      <p>
        <a href={`/libraries/${id}`}>{t('committee.library.public')}</a>
      </p>
      {sources.length > 0 && (
        <p class="source">
          {t('committee.library.sources')}{' '}
          {sources.map(({ id, title, url }, i) => (
            <>
              {i > 0 && '; '}
              <Away key={id} to={url}>
                {title}
              </Away>
            </>
          ))}
        </p>
      )}
    </>
  );
}
