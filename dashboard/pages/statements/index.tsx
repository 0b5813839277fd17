// Who spoke about the terms of publishers, who was asked to, who answered, who is silent; and boycotts.
import {
  type OrganizationKind,
  type Stance,
  StatementListDocument,
  type StatementListQuery,
} from '../../../schema/typed/StatementList';
import { type ResponseState, WhoAnsweredDocument, type WhoAnsweredQuery } from '../../../schema/typed/WhoAnswered';
import { Button, Choice, Form, Hidden, Refusal } from '../../components/form';
import { Country } from '../../components/names';
import { Answered, AsWritten, Away, Card, Cards, Day, HowMany, Missing, Pager, Section } from '../../components/show';
import { ask, page } from '../../page';
import { useWords } from '../../words/words';

const stances = [
  'OPPOSES',
  'CONCERNED',
  'BOYCOTTS',
  'CALL_TO_RESPOND',
  'SUPPORTS_CAMPAIGN',
  'SUPPORTS_MODEL',
  'WELCOMES',
] as const satisfies readonly Stance[];
const kinds = [
  'ASSOCIATION',
  'STATE_CHAPTER',
  'CONSORTIUM',
  'COALITION',
  'LIBRARY',
  'LIBRARY_BOARD',
  'LOCAL_GOVERNMENT',
] as const satisfies readonly OrganizationKind[];
const states = ['ANSWERED', 'SPOKE_BEFORE', 'ANSWERED_UNDATED', 'SILENT'] as const satisfies readonly ResponseState[];

export const statements = page({
  address: '/statements',
  title: ({ t }) => t('statements.title'),
  description: ({ t }) => t('statements.lead'),
  asks: { statements: ask(StatementListDocument), answers: ask(WhoAnsweredDocument) },
  together: [['statements', 'answers']],
  indexed: true,
  wide: true,
  content: ({ answers, form, t, rich }) => {
    const { data, refused } = answers.statements;
    const found = data?.statements;
    const isAsked = refused?.code === 'BAD_USER_INPUT';
    return (
      <>
        <p class="lead">{t('statements.lead')}</p>
        <Answered of={answers.answers} failed="statements.failed">
          {({ callsToRespond, boycotts }) => (
            <>
              <Section id="calls" title={t('calls.title')}>
                {callsToRespond?.length ? (
                  <>
                    {callsToRespond.map((call) => (
                      <Call key={call.id} of={call} />
                    ))}
                    <p>{t('calls.silent')}</p>
                  </>
                ) : (
                  <p>{t('calls.none')}</p>
                )}
              </Section>
              <Section id="boycotts" title={t('boycotts.title')}>
                {boycotts?.length ? (
                  <Cards>
                    {boycotts.map((boycott) => (
                      <Boycott key={boycott.id} of={boycott} />
                    ))}
                  </Cards>
                ) : (
                  <p>{t('boycotts.none')}</p>
                )}
              </Section>
            </>
          )}
        </Answered>
        <Section id="statements" title={t('statements.list')}>
          {isAsked && <Refusal refused={refused} />}
          {form.fields.has('filter.policyIds') && (
            <p>{rich('statements.narrowed', { link: (inner) => <a href="/statements">{inner}</a> })}</p>
          )}
          <Form of={{ ...form, refused: isAsked ? refused : undefined }} method="get" label={t('statements.search')}>
            {form.fields.getAll('filter.policyIds').map((id) => (
              <Hidden key={id} name="filter.policyIds" value={id} />
            ))}
            <Choice
              name="filter.stances"
              label={t('statements.stance')}
              none={t('statements.stance.any')}
              options={stances.map((stance) => [stance, t(`statements.stance.${stance}`)] as const)}
            />
            <Choice
              name="filter.organizationKinds"
              label={t('statements.kind')}
              none={t('statements.kind.any')}
              options={kinds.map((kind) => [kind, t(`statements.kind.${kind}`)] as const)}
            />
            <Country name="filter.countries" label={t('statements.country')} none={t('statements.anywhere')} />
            <Button label={t('statements.press')} />
          </Form>
          {found && (
            <>
              <HowMany
                fields={form.fields}
                count={found.totalCount}
                some={t('statements.found', { count: found.totalCount })}
                none={t('statements.none')}
                yet={t('statements.yet')}
              />
              <ul class="plain">
                {found.nodes.map((statement) => (
                  <Said key={statement.id} of={statement} />
                ))}
              </ul>
              <Pager fields={form.fields} after={found.pageInfo} />
            </>
          )}
          {!found && !isAsked && <Missing failed="statements.failed" />}
        </Section>
      </>
    );
  },
});

type Statement = NonNullable<StatementListQuery['statements']>['nodes'][number];

/** One statement: who, when, what, where it was read, and about which policies. */
function Said({ of }: { readonly of: Statement }) {
  const { t } = useWords();
  const { id, title, stance, confidence, note, publishedOn, organizations, sources, policies } = of;
  const publishers = new Map(policies.map(({ publisher }) => [publisher.id, publisher.name]));
  return (
    <li id={id}>
      <strong>{organizations.map(({ name }) => name).join(', ')}</strong>,{' '}
      {publishedOn ? <Day on={publishedOn.date} precision={publishedOn.precision} /> : t('statements.undated')}:{' '}
      <Away to={sources[0]?.url}>{title}</Away> <span class="mark">{t(`statements.stance.${stance}`)}</span>
      <small>
        {publishers.size > 0 && (
          <>
            {t('statements.about')}{' '}
            {[...publishers].map(([publisher, name], i) => (
              <>
                {i > 0 && ', '}
                <a key={publisher} href={`/publishers/${encodeURIComponent(publisher)}`}>
                  {name}
                </a>
              </>
            ))}
            {'. '}
          </>
        )}
        {t('statements.sure', { confidence })} {note && <AsWritten>{note}</AsWritten>}
      </small>
    </li>
  );
}

type CallOf = NonNullable<WhoAnsweredQuery['callsToRespond']>[number];

/** A call to others, and what is known of each who was asked. */
function Call({ of: { statement, responses } }: { readonly of: CallOf }) {
  const { t, day, when, sorted } = useWords();
  const who = statement.organizations.map(({ name }) => name).join(', ');
  const on = statement.publishedOn;
  return (
    <>
      <p>
        {on ? t('calls.asked', { who, when: when(on.date, on.precision) }) : t('calls.asked.undated', { who })}{' '}
        <Away to={statement.sources[0]?.url}>{statement.title}</Away>
      </p>
      {states.map((state) => {
        const those = sorted(
          responses.filter((response) => response.state === state),
          ({ organization }) => organization.name,
        );
        return (
          those.length > 0 && (
            <details key={state} open={state === 'ANSWERED'}>
              <summary>{t(`calls.state.${state}`, { count: those.length })}</summary>
              <ul class="plain columns">
                {those.map(({ organization, statement: answer }) => (
                  <li key={organization.id}>
                    {organization.name}
                    {answer && (
                      <small>
                        {answer.publishedOn && `${day(answer.publishedOn.date, answer.publishedOn.precision)}: `}
                        {answer.title}
                      </small>
                    )}
                  </li>
                ))}
              </ul>
            </details>
          )
        );
      })}
    </>
  );
}

type BoycottOf = NonNullable<WhoAnsweredQuery['boycotts']>[number];

function Boycott({ of }: { readonly of: BoycottOf }) {
  const { t, rich, day } = useWords();
  const { id, title, coordinator, startedOn, endedOn, note, targetPublisher, reportedCounts, sources } = of;
  return (
    <Card>
      <h3 id={id}>{title}</h3>
      <p>
        {rich('boycotts.by', {
          coordinator,
          publisher: () =>
            targetPublisher && <a href={`/publishers/${encodeURIComponent(targetPublisher.id)}`}>{targetPublisher.name}</a>,
        })}{' '}
        {endedOn ? t('boycotts.span', { from: day(startedOn), to: day(endedOn) }) : t('boycotts.noEnd', { from: day(startedOn) })}
      </p>
      {reportedCounts.length > 0 && (
        <ul>
          {reportedCounts.map(({ metric, on, precision, count, qualifier }) => (
            <li key={`${metric} ${on} ${count}`}>
              {t('boycotts.metric', { metric, signed: t('petition.reported', { count, qualifier }), day: day(on, precision) })}
            </li>
          ))}
        </ul>
      )}
      {note && <p lang="">{note}</p>}
      <p class="source">
        {t('chart.source')}{' '}
        {sources.map(({ title: source, url }, i) => (
          <>
            {i > 0 && ', '}
            <Away key={source} to={url}>
              {source}
            </Away>
          </>
        ))}
      </p>
    </Card>
  );
}
