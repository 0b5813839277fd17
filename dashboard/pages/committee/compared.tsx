// A library beside those that may be the same, fact by fact.
import type { CommitteeSubmissionQuery } from '../../../schema/typed/CommitteeSubmission';
import { Mark, Table } from '../../components/show';
import type { Children } from '../../markup/jsx-runtime';
import { type MessageId, useWords } from '../../words/words';
import { type Described, factsOf } from './room';

type Duplicate = NonNullable<CommitteeSubmissionQuery['submission']>['possibleDuplicates'][number];

/** Facts of one library and of what may be the same, side by side. */
export function Compared({
  subject,
  title,
  doubles,
}: {
  readonly subject: Described;
  /** What the library is called above its column. */
  readonly title: string;
  readonly doubles: readonly Duplicate[];
}) {
  const words = useWords();
  const { t } = words;
  const columns = doubles.map((double, i) => ({ ...double, heading: titleOf(double, i + 1) }));
  function titleOf({ library }: Duplicate, position: number) {
    return t(library ? 'committee.compared.listed' : 'committee.compared.waiting', { position });
  }
  return (
    <>
      {doubles.length === 0 && <p>{t('committee.compared.none')}</p>}
      <Table
        caption={t('committee.compared')}
        empty=""
        even={columns.length < 2}
        rows={factsOf(words)}
        columns={[
          { title: t('committee.compared.what'), cell: ([label]) => t(label satisfies MessageId) },
          { title, cell: ([, read]) => read(subject) },
          ...columns.map(({ heading, library, newLibrary }) => ({
            title: heading,
            cell: ([label, read]: ReturnType<typeof factsOf>[number]) => {
              const other = library ?? newLibrary;
              if (library && label === 'listing.name')
                return (
                  <>
                    {libraryLink(library.id, read(library))}
                    <Mark demo={library.demo} />
                  </>
                );
              return other ? read(other) : '';
            },
          })),
        ]}
      />
      {columns.length > 0 && (
        <ul class="plain">
          {columns.map(({ heading, reasons, submissionId, library }) => (
            <li key={heading}>
              <strong>{heading}</strong>: {reasons.map((reason) => t(`committee.like.${reason}`)).join('; ')}.{' '}
              {submissionId && <a href={`/committee/submissions/${submissionId}`}>{t('committee.compared.open')}</a>}
              {library && (
                <>
                  {t(library.listing ? 'committee.compared.seeks' : 'committee.compared.seeksNot')}{' '}
                  {t('committee.compared.sisters', { count: library.sisters.length })}
                </>
              )}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** Leads to the record of a library, as the committee sees it. */
export const libraryLink = (id: string, name: Children) => <a href={`/committee/libraries/${encodeURIComponent(id)}`}>{name}</a>;
