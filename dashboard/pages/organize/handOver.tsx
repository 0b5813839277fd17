// What can be handed over: the counts, the areas, and the names that may be shown; to read, to print, and as a table.
import { HandOverDocument, type HandOverQuery } from '../../../schema/typed/HandOver';
import { HandOverNamesDocument, type HandOverNamesQuery } from '../../../schema/typed/HandOverNames';
import { Aimed, Answered, Count, Day, Missing, Pager, Section, Table } from '../../components/show';
import { ask, page } from '../../page';
import { useWords } from '../../words/words';

export const organizeHandOver = page({
  address: '/organize/:id/hand-over',
  audience: 'organizer',
  title: ({ t }) => t('handOver.title'),
  asks: { work: ask(HandOverDocument), names: ask(HandOverNamesDocument) },
  together: [['work', 'names']],
  needs: 'work',
  // As long as there are names: programs and people get the same file.
  exports: [
    {
      address: '/organize/:id/hand-over.csv',
      subgraph: 'advocacy',
      path: (fields) => `/exports/hand-over.csv?${new URLSearchParams({ petition: fields.get('id') ?? '', bom: '1' })}`,
    },
  ],
  content: ({ answers, form, t, rich, country, regionName, number }) => {
    const work = answers.work.data?.petitionWork;
    if (!work) return <Missing failed="organize.failed" />;
    const ofArea = [
      {
        title: t('handOver.country'),
        cell: (area: Area) => (area.country ? country(area.country) : t('handOver.region.none')),
      },
      {
        title: t('handOver.region'),
        cell: ({ region }: Area) => (region ? regionName(region) : t('handOver.region.none')),
      },
      { title: t('handOver.count'), numeric: true, cell: ({ count }: Area) => number(count) },
    ];
    const { petition, areas, paperAreas, namesToShow } = work;
    return (
      <>
        <p>
          {rich('handOver.of', {
            petition: () => (
              <a href={`/organize/${petition.id}`} lang="">
                {petition.title}
              </a>
            ),
          })}
        </p>
        <p class="lead" lang="">
          {petition.ask}
        </p>
        <p>
          <Aimed of={petition} />
        </p>
        <Count of={petition} />
        <p>
          <a href={`/organize/${petition.id}/hand-over.csv`}>{t('handOver.csv')}</a>
        </p>
        <Section id="areas" title={t('handOver.areas')}>
          <Table caption={t('handOver.areas.lead')} empty={t('handOver.areas.none')} rows={areas} columns={ofArea} />
          {paperAreas.length > 0 && <Table caption={t('handOver.areas.paper')} empty="" rows={paperAreas} columns={ofArea} />}
        </Section>
        <Section id="names" title={t('handOver.names')}>
          <p>{t('handOver.names.lead', { count: namesToShow })}</p>
          <Answered of={answers.names} failed="handOver.names.failed">
            {({ petitionWork: named }) => named && <Names of={named.petition} after={form.fields.get('after')} />}
          </Answered>
        </Section>
      </>
    );
  },
});

type Work = NonNullable<HandOverQuery['petitionWork']>;
type Area = Work['areas'][number] | Work['paperAreas'][number];
type Supported = NonNullable<HandOverNamesQuery['petitionWork']>['petition'];

/** The names, a hundred at a time. */
function Names({ of: { supporters }, after }: { readonly of: Supported; readonly after: string | null }) {
  const { t, country, regionName } = useWords();
  const { nodes, pageInfo } = supporters;
  const isWhole = !after && !pageInfo.hasNextPage;
  return (
    <>
      {nodes.length > 0 && (
        <Table
          caption={t(isWhole ? 'handOver.names.all' : 'handOver.names.part')}
          empty=""
          rows={nodes}
          columns={[
            { title: t('handOver.name'), cell: ({ name }) => name },
            { title: t('handOver.country'), cell: (one) => country(one.country) },
            { title: t('handOver.region'), cell: ({ region }) => (region ? regionName(region) : '') },
            { title: t('handOver.day'), cell: ({ signedOn }) => <Day on={signedOn} /> },
          ]}
        />
      )}
      <Pager fields={new URLSearchParams(after ? { after } : {})} after={pageInfo} at="names" />
    </>
  );
}
