// What would one title cost a library under the terms of each publisher, and how long would its readers wait?
import { ComparePageDocument, type ComparePageQuery } from '../../../schema/typed/ComparePage';
import { PublisherNamesDocument, type PublisherNamesQuery } from '../../../schema/typed/PublisherNames';
import { barsOf } from '../../charts/bars';
import { drawnAlone } from '../../charts/drawing';
import { Button, Choice, Field, Form, Refusal, Wrong } from '../../components/form';
import { Country, Currency, misread, mostShown, NameTicks } from '../../components/names';
import { usePlace } from '../../components/place';
import { Missing, Section } from '../../components/show';
import { Tick } from '../../components/tick';
import { ask, askWhole, type Form as FormState, flagIn, type Place, page, type Refused, type Shown } from '../../page';
import { useWords, type Words, wordsIn } from '../../words/words';
import { Ways } from '../policies/facts';
import { dayOf, publishersOf, questionInWords, questionOf } from '../policies/question';
import { ageOf, ComparisonCharts, ComparisonTable, costBar, Formulas, waitBar } from './figures';
import { addressOf, atField, filledIn, type Row, readerOf, scenarioInWords, units, variablesOf } from './scenario';

const rowsOf = (data: ComparePageQuery | undefined): readonly Row[] => data?.compareLending?.rows ?? [];

const captionOf = (words: Words, fields: URLSearchParams, now: Date) =>
  `${questionInWords(words, filledIn(fields, now), now)}; ${scenarioInWords(words, fields, now)}`;

/** A chart of the page as a file. */
function picture(words: Shown<typeof asks>, place: Place, chart: 'wait' | 'cost'): string {
  const { t, number, now, answers, form } = words;
  const { fields } = form;
  const rows = rowsOf(answers.rows.data);
  const title = chart === 'wait' ? t('compare.wait', { reader: readerOf(fields, now) }) : t('compare.cost');
  const narrow = flagIn(fields, 'narrow');
  const bars = rows.map((row) => (chart === 'wait' ? waitBar : costBar)(words, row));
  const source = `${t('chart.source')} ${place.origin}/compare?${addressOf(fields, now)}`;
  const said = [captionOf(words, fields, now), t(`compare.${chart}.read`), ageOf(words, rows), source];
  return drawnAlone(words, place, { id: chart, ...barsOf({ id: chart, title, bars, tick: number }, narrow) }, title, said);
}

const asks = {
  // With no publisher there is nothing to ask yet.
  rows: ask(ComparePageDocument, (fields, _who, now) => {
    const variables = variablesOf(fields, wordsIn('en'), now);
    return variables.publisherIds?.length ? variables : undefined;
  }),
  publishers: askWhole(PublisherNamesDocument, 'publishers'),
};

const namesOf = (data: PublisherNamesQuery | undefined) => data?.publishers?.nodes.map(({ id, name }) => [id, name] as const);

/** What the address names that no publisher is; nothing while the publishers are away. */
function unknownTo(known: ReturnType<typeof namesOf>, fields: URLSearchParams): readonly string[] {
  const ids = new Set(known?.map(([id]) => id));
  return (publishersOf(fields) ?? []).filter((id) => known && !ids.has(id)).map((id) => id.slice(0, 60));
}

export const compare = page({
  address: '/compare',
  title: ({ t }) => t('compare.title'),
  description: ({ t }) => t('compare.lead'),
  indexed: true,
  wide: true,
  charts: true,
  asks,
  asksWrongly: ({ publishers }, fields) => unknownTo(namesOf(publishers.data), fields).length > 0,
  files: [
    {
      address: '/compare/wait.svg',
      of: ['rows'],
      flags: ['narrow'],
      write: (shown, place) => picture(shown, place, 'wait'),
    },
    {
      address: '/compare/cost.svg',
      of: ['rows'],
      flags: ['narrow'],
      write: (shown, place) => picture(shown, place, 'cost'),
    },
    {
      address: '/compare/rows.json',
      of: ['rows'],
      write: (shown, { origin }) => {
        const { fields } = shown.form;
        const comparison = shown.answers.rows.data?.compareLending;
        return JSON.stringify({
          question: variablesOf(fields, wordsIn('en'), shown.now),
          page: `${origin}/compare?${addressOf(fields, shown.now)}`,
          comparison,
        });
      },
    },
  ],
  content: ({ answers, form, t, ...words }: Shown<typeof asks>) => {
    const { data, refused } = answers.rows;
    const aboutQuestion = refused && refused.status < 500 && refused.code !== 'RATE_LIMITED';
    const told = aboutQuestion
      ? atField({ ...refused, code: refused.field ? 'BAD_USER_INPUT' : refused.code }, form.fields)
      : undefined;
    const isGrowth = told?.field?.endsWith('demandGrowth');
    const wrong = told && isGrowth ? { ...told, message: t('compare.growth.wrong'), details: { inWords: true } } : told;
    const known = namesOf(answers.publishers.data);
    const unknown = unknownTo(known, form.fields);
    const rows = rowsOf(data).filter(({ label, publisher }) => publisher || (known?.length !== 0 && !unknown.includes(label)));
    const like = (unknown.length > 0 && known && misread({ t, ...words }, 'publisherIds', known, form.fields)) || '';
    const inVain = unknown.length > 0 ? vain(`${t('compare.unknown', { ids: unknown.join(', ') })} ${like}`.trim()) : undefined;
    return (
      <>
        <p class="lead">{t('compare.lead')}</p>
        <Ways here="/compare" fields={form.fields} />
        <Refusal refused={wrong ?? inVain} />
        <ScenarioForm form={form} refused={wrong ?? inVain} publishers={answers.publishers.data} rows={rows} now={words.now} />
        {!data && !refused && <p role="alert">{t('compare.none')}</p>}
        {rows.length > 0 && (
          <>
            <ComparisonCharts rows={rows} fields={form.fields} now={words.now} />
            <Section id="table" title={t('compare.table')}>
              <ComparisonTable rows={rows} caption={captionOf({ t, ...words }, form.fields, words.now)} />
              <p>{t('compare.leftOut')}</p>
              <Formulas rows={rows} />
            </Section>
            <Citation fields={form.fields} now={words.now} />
          </>
        )}
        {refused && !data && !wrong && <Missing failed="compare.failed" />}
      </>
    );
  },
});

const vain = (message: string): Refused => ({
  ...{ code: 'BAD_USER_INPUT', message, status: 400, headers: {} },
  ...{ field: 'publisherIds', details: { inWords: true } },
});

/** Words and an address to cite, which asks what was known today, so that it shows the same numbers later. */
function Citation({ fields, now }: { readonly fields: URLSearchParams; readonly now: Date }) {
  const words = useWords();
  const { t, day } = words;
  const { origin } = usePlace();
  const known = questionOf(fields, now).asKnownOn?.slice(0, 10) ?? dayOf(now);
  const address = `${origin}/compare?${addressOf(fields, now, { asKnownOn: known })}`;
  return (
    <Section id="cite" title={t('compare.cite')}>
      <blockquote>
        {t('compare.cite.text', {
          question: questionInWords(
            words,
            new URLSearchParams([...filledIn(fields, now)].filter(([name]) => name !== 'asKnownOn')),
            now,
          ),
          scenario: scenarioInWords(words, fields, now),
          known: day(known),
        })}{' '}
        <a href={address}>{address}</a>
      </blockquote>
      <p>{t('compare.cite.hint')}</p>
    </Section>
  );
}

type Publisher = NonNullable<NonNullable<PublisherNamesQuery['publishers']>['nodes']>[number];

/** The form; all of it stands in the address. */
function ScenarioForm({
  form,
  refused,
  publishers,
  rows,
  now,
}: {
  readonly form: FormState;
  readonly refused: Refused | undefined;
  readonly publishers: PublisherNamesQuery | undefined;
  readonly rows: readonly Row[];
  readonly now: Date;
}) {
  const words = useWords();
  const { t } = words;
  const fields = filledIn(form.fields, now);
  const all = publishers?.publishers?.nodes ?? [];
  const ticked = new Set(fields.getAll('publisherIds'));
  const isOpen = (...names: string[]) =>
    names.some((name) => [...fields].some(([field, text]) => field.startsWith(name) && text !== ''));
  const ticks = (those: readonly Publisher[]) => (
    <div class="ticks">
      {those.map(({ id, name }) => (
        <Tick key={id} name="publisherIds" value={id}>
          {name}
        </Tick>
      ))}
    </div>
  );
  const others = all.filter(({ bigFive }) => !bigFive);
  const number = (
    name: string,
    label: string,
    max: number,
    more: { readonly min?: number; readonly hint?: string; readonly required?: boolean } = {},
  ) => <Field name={name} label={label} type="number" step="any" max={max} min={0} {...more} />;
  // Where a price is missing, people may give their own.
  const unpriced = rows.filter(
    ({ publisher, unavailable, price }) =>
      publisher &&
      (price?.basis === 'OVERRIDE' || unavailable.some(({ field, reason }) => field === 'totalCost' && /^PRICE/.test(reason))),
  );
  const hintFor = (id: string) => {
    const prices = rows.filter(({ publisher }) => publisher?.id === id).flatMap(({ period }) => period?.prices ?? []);
    const stated = prices.flatMap(({ amount, min, max }) => (amount ?? max ?? min)?.currency ?? []);
    return stated.length === 0
      ? t('compare.price.hint')
      : t('compare.price.stated', { currencies: [...new Set(stated)].join(', ') });
  };
  const given = [...fields.keys()].flatMap((name) => all.filter(({ id }) => name === `price.${id}`));
  const priced = new Map([...given, ...unpriced.flatMap(({ publisher }) => publisher ?? [])].map(({ id, name }) => [id, name]));
  return (
    <Form of={{ ...form, fields, refused }} method="get" label={t('compare.form')}>
      {all.length > mostShown ? (
        <NameTicks
          name="publisherIds"
          legend={t('compare.publishers')}
          options={all.map(({ id, name }) => [id, name])}
          none={t('compare.none')}
          chosen={all.filter(({ bigFive }) => bigFive).map(({ id }) => id)}
        />
      ) : (
        <fieldset>
          <legend>{t('compare.publishers')}</legend>
          <Wrong at="publisherIds">{t('compare.none')}</Wrong>
          {all.length === 0 && <p>{t('publishers.list.none')}</p>}
          {ticks(all.filter(({ bigFive }) => bigFive))}
          {others.length > 0 && (
            <details open={others.some(({ id }) => ticked.has(id))}>
              <summary>{t('compare.others')}</summary>
              {ticks(others)}
            </details>
          )}
        </fieldset>
      )}
      <fieldset>
        <legend>{t('compare.library')}</legend>
        <div class="asking small">
          {number('scenario.copies', t('compare.copies'), 10_000, { required: true })}
          {number('scenario.holds', t('compare.holds'), 10_000, { required: true })}
          {number('scenario.reader', t('compare.reader'), 10_000, { min: 1, required: true })}
          {number('scenario.checkoutsPerYear', t('compare.checkouts'), 366, { required: true })}
          {number('scenario.years', t('compare.years'), 30, { required: true })}
          {number('scenario.loanDays', t('compare.loanDays'), 365, { min: 1, required: true })}
        </div>
        <details
          open={isOpen(
            'scenario.copiesAtStart',
            'scenario.p',
            'scenario.d',
            'scenario.consumerPrice',
            'consumerPrice',
            'per',
            'price.',
          )}
        >
          <summary>{t('compare.more')}</summary>
          <div class="asking">
            {[...priced].map(([id, label]) => (
              <Field key={id} name={`price.${id}`} label={t('compare.price', { label })} hint={hintFor(id)} />
            ))}
            <Choice
              name="scenario.copiesAtStart"
              label={t('compare.atStart')}
              options={(['FREE', 'JUST_LENT'] as const).map((each) => [each, t(`compare.atStart.${each}`)] as const)}
            />
            {number('scenario.promisedWaitDays', t('compare.promise'), 10_000)}
            <Field name="scenario.demandGrowth" label={t('compare.growth')} hint={t('compare.growth.hint')} maxlength={20} />
            <Field name="scenario.consumerPrice" label={t('compare.consumer')} />
            <Field name="scenario.perLoanPrice" label={t('compare.perLoan')} />
            <Field name="scenario.perpetualPrice" label={t('compare.perpetual')} />
            <Field name="scenario.print.price" label={t('compare.print.price')} />
            {number('scenario.print.loansPerCopy', t('compare.print.loans'), 10_000, { min: 1 })}
          </div>
        </details>
        <details open={isOpen('embargo.amount')}>
          <summary>{t('compare.if')}</summary>
          <p>{t('compare.if.hint')}</p>
          <div class="asking">
            {number('embargo.amount', t('compare.if.amount'), 3650)}
            <Choice
              name="embargo.unit"
              label={t('compare.if.unit')}
              options={[...units]
                .sort((one) => (one === 'WEEK' ? -1 : 0))
                .map((unit) => [unit, t(`compare.unit.${unit}`)] as const)}
            />
            {number('embargo.copiesAllowedDuring', t('compare.if.copies'), 10_000)}
          </div>
        </details>
      </fieldset>
      <fieldset>
        <legend>{t('compare.day')}</legend>
        <div class="asking">
          <Field name="on" label={t('policies.on')} type="date" required min="1900-01-01" max="2999-12-31" />
          <Country name="territory" label={t('policies.territory')} none={t('policies.everywhere')} />
          <Currency name="scenario.currency" label={t('edit.price.currency')} required />
          <Choice
            name="format"
            label={t('policies.format')}
            options={(['EBOOK', 'AUDIOBOOK'] as const).map((each) => [each, t(`policies.format.${each}`)] as const)}
          />
          <Field
            name="asKnownOn"
            label={t('policies.asKnownOn')}
            hint={t('policies.asKnownOn.hint')}
            type="date"
            min="2011-01-01"
          />
        </div>
      </fieldset>
      <Button label={t('compare.show')} />
    </Form>
  );
}
