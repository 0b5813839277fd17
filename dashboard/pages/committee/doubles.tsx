// Libraries of the list that may be one: the committee makes them one, or says that they are two and is never asked again.
import { PossibleDoublesDocument, type PossibleDoublesQuery } from '../../../schema/typed/PossibleDoubles';
import { TellLibrariesApartDocument } from '../../../schema/typed/TellLibrariesApart';
import { Button, Form, Hidden, Refusal } from '../../components/form';
import { Country } from '../../components/names';
import { Card, Cards, Mark, Missing, Pager, Table } from '../../components/show';
import { ask, type Form as FormState, page } from '../../page';
import { useWords } from '../../words/words';
import { libraryLink } from './compared';
import { Reason } from './correct';
import { CommitteeRooms, factsOf } from './room';

type Double = NonNullable<PossibleDoublesQuery['possibleDoubles']>['nodes'][number];
type Library = NonNullable<Double['library']>;

export const committeeDoubles = page({
  address: '/committee/doubles',
  audience: 'committee',
  title: ({ t }) => t('committee.doubles.title'),
  asks: {
    doubles: ask(PossibleDoublesDocument, (fields) => ({
      country: fields.get('country') || null,
      after: fields.get('after') || null,
    })),
  },
  forms: { apart: TellLibrariesApartDocument },
  done: ({ t }) => t('committee.doubles.done'),
  content: ({ answers, form, t }) => {
    const { data, refused } = answers.doubles;
    const found = data?.possibleDoubles;
    const isAsked = refused?.code === 'BAD_USER_INPUT';
    return (
      <>
        <CommitteeRooms />
        <p class="lead">{t('committee.doubles.lead')}</p>
        {isAsked && <Refusal refused={refused} />}
        <Form
          of={{ ...form, sent: undefined, refused: isAsked ? refused : undefined }}
          method="get"
          label={t('committee.doubles.title')}
        >
          <Country name="country" label={t('listings.country')} none={t('listings.anywhere')} />
          <Button label={t('committee.libraries.press')} />
        </Form>
        {found && (
          <>
            <p role="status">{t('committee.doubles.found', { count: found.totalCount })}</p>
            <Cards wide>
              {found.nodes.map(
                ({ library, other, reasons }, i) =>
                  library &&
                  other && (
                    <Pair
                      key={`${library.id} ${other.id}`}
                      library={library}
                      other={other}
                      place={i + 1}
                      reasons={reasons}
                      form={form}
                    />
                  ),
              )}
            </Cards>
            <Pager fields={form.fields} after={found.pageInfo} />
          </>
        )}
        {!found && !isAsked && <Missing failed="committee.failed" />}
      </>
    );
  },
});

/** Two libraries side by side, why they may be one, and what can be done about it. */
function Pair({
  library,
  other,
  place,
  reasons,
  form,
}: {
  readonly library: Library;
  readonly other: Library;
  readonly place: number;
  readonly reasons: Double['reasons'];
  readonly form: FormState;
}) {
  const words = useWords();
  const { t, rich } = words;
  const of = (each: Library) => (
    <>
      {libraryLink(each.id, each.name)}
      <Mark demo={each.demo} />
    </>
  );
  const rows = factsOf(words)
    .filter(([, read]) => read(library) !== t('committee.unknown') || read(other) !== t('committee.unknown'))
    .filter(([label]) => label !== 'listing.name');
  return (
    <Card>
      <h2>{rich('committee.doubles.pair', { one: () => of(library), other: () => of(other) })}</h2>
      <p>{reasons.map((reason) => t(`committee.like.${reason}`)).join('; ')}</p>
      <Table
        caption={t('committee.doubles.compared', { place })}
        empty=""
        even
        rows={rows}
        columns={[
          { title: t('committee.compared.what'), cell: ([label]) => t(label) },
          { title: library.name, cell: ([, read]) => read(library) },
          { title: other.name, cell: ([, read]) => read(other) },
        ]}
      />
      <p>
        <a href={`/committee/libraries/${encodeURIComponent(library.id)}?other=${encodeURIComponent(other.name)}#merge`}>
          {t('committee.doubles.merge')}
        </a>
      </p>
      <Form of={form} name="apart" one={`${library.id} ${other.id}`} action="#main">
        <Hidden name="libraryIds" value={`${library.id}\n${other.id}`} />
        <Reason name="reason" />
        <Button label={t('committee.doubles.apart')} />
      </Form>
    </Card>
  );
}
