// For those who write a dashboard: where the graph is, what it answers, a count as it moves, limits and errors.
import { print } from 'graphql';
import { usePlace } from '../../components/place';
import { Answered, Section, Table } from '../../components/show';
import { type Api, type Answer as Given, page } from '../../page';
import { useWords } from '../../words/words';
import { asked, livePetition, questions } from './questions';

/** The codes that every dashboard meets sooner or later. */
export const toldCodes = [
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'UNSAFE_REQUEST',
  'ORIGIN_NOT_ALLOWED',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'RATE_LIMITED',
  'OPERATION_TOO_COSTLY',
  'SUBGRAPH_UNAVAILABLE',
  'INTERNAL_SERVER_ERROR',
] as const;

/** The lines of an answer that are shown; the graph gives all. */
const shownLines = 24;

export const developers = page({
  address: '/developers',
  title: ({ t }) => t('developers.title'),
  description: ({ t }) => t('developers.lead'),
  indexed: true,
  wide: true,
  asks: questions,
  content({ answers, t, rich }) {
    const { api, everyLanguage, origin: here } = usePlace();
    // The graph has no languages.
    const { origin } = new URL(everyLanguage[0]?.address ?? here);
    return (
      <>
        <p class="lead">{t('developers.lead')}</p>
        <Section id="endpoint" title={t('developers.endpoint')}>
          <pre class="wraps">
            <code>{`${origin}/graphql`}</code>
          </pre>
          <p>{t('developers.endpoint.how')}</p>
          <p>{t(api?.registeredOnly ? 'developers.endpoint.registered' : 'developers.endpoint.any')}</p>
          {api?.explorer && (
            <p>{rich('developers.explorer', { explorer: (inner) => <a href={`${origin}/graphql`}>{inner}</a> })}</p>
          )}
        </Section>
        <Section id="questions" title={t('developers.questions')}>
          {(Object.keys(questions) as (keyof typeof questions)[]).map((name) => (
            <article key={name} id={name}>
              <h3>{t(`developers.question.${name}`)}</h3>
              <div class="asked">
                <div>
                  <pre class="wraps">
                    <code>{print(questions[name].document)}</code>
                  </pre>
                  <p>{t('developers.variables')}</p>
                  <pre class="wraps">
                    <code>{JSON.stringify(asked[name])}</code>
                  </pre>
                </div>
                <div>
                  <Answered of={answers[name] as Given<unknown>} failed="developers.failed">
                    {(data) => <Answer data={data} address={`${origin}/graphql?${whole(name)}`} />}
                  </Answered>
                </div>
              </div>
            </article>
          ))}
        </Section>
        <Section id="live" title={t('developers.live')}>
          <p>{t('developers.live.how')}</p>
          <pre class="wraps">
            <code>{`curl -N ${origin}/embed/petitions/${livePetition}/live -H 'accept: text/event-stream'`}</code>
          </pre>
          <p>{t('developers.live.own')}</p>
          <pre class="wraps">
            <code>
              {`curl -N ${origin}/graphql -H 'accept: text/event-stream' -H 'content-type: application/json' \\\n  -d '{"query":"subscription { petitionCount(id: \\"${livePetition}\\") { petition { totalCount } } }"}'`}
            </code>
          </pre>
          <p>
            {rich('developers.live.embed', { petition: (inner) => <a href={`/petitions/${livePetition}#share`}>{inner}</a> })}
          </p>
        </Section>
        {api && <Limits of={api} />}
        <Section id="errors" title={t('developers.errors')}>
          <p>{t('developers.errors.how')}</p>
          <Table
            caption={t('developers.errors.codes')}
            columns={[
              { title: t('developers.errors.code'), cell: (code) => <code>{code}</code> },
              { title: t('developers.errors.next'), cell: (code) => t(`developers.error.${code}`) },
            ]}
            rows={toldCodes}
            empty=""
          />
        </Section>
      </>
    );
  },
});

/** The question as an address: registered documents may be asked by GET. */
const whole = (name: keyof typeof questions) =>
  new URLSearchParams({ query: print(questions[name].document), variables: JSON.stringify(asked[name]) });

function Answer({ data, address }: { readonly data: unknown; readonly address: string }) {
  const { t } = useWords();
  const lines = JSON.stringify({ data }, null, 1).split('\n');
  const isWhole = lines.length <= shownLines;
  return (
    <>
      <p>{t('developers.answer')}</p>
      <pre class="wraps">
        <code>{[...lines.slice(0, shownLines), ...(isWhole ? [] : ['…'])].join('\n')}</code>
      </pre>
      {!isWhole && (
        <p>
          <a href={address}>{t('developers.whole')}</a>
        </p>
      )}
    </>
  );
}

function Limits({ of: { limits } }: { readonly of: Api }) {
  const { t, number } = useWords();
  return (
    <Section id="limits" title={t('developers.limits')}>
      <p>{t('developers.limits.how')}</p>
      <Table
        caption={t('developers.limits.these')}
        columns={[
          { title: t('developers.limits.what'), cell: ({ setting }) => t(`developers.limit.${setting}`) },
          {
            title: t('developers.limits.most'),
            numeric: true,
            cell: ({ most, seconds }) => (seconds ? t('developers.limits.rate', { most, seconds }) : number(most)),
          },
        ]}
        rows={limits}
        empty=""
      />
    </Section>
  );
}
