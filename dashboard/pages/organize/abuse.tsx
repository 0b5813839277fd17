// Signatures that are abuse: how many meet the conditions is looked at first, then they are struck out; and what was can be put back.
import { PutBackSignaturesDocument, type PutBackSignaturesMutation } from '../../../schema/typed/PutBackSignatures';
import { StrikeOutSignaturesDocument, type StrikeOutSignaturesMutation } from '../../../schema/typed/StrikeOutSignatures';
import { StrikesOfPetitionDocument, type StrikesOfPetitionQuery } from '../../../schema/typed/StrikesOfPetition';
import { Button, Choice, Field, Form, Hidden, TextArea } from '../../components/form';
import { Country, Region } from '../../components/names';
import { isShownAgain } from '../../components/refusal';
import { Card, Cards, Count, Day, Missing, Section } from '../../components/show';
import { ask, type Form as FormState, page } from '../../page';
import { momentWritten } from '../../words/places';
import { useWords, type Words } from '../../words/words';
import { dayOf } from './terms';

type Work = NonNullable<StrikesOfPetitionQuery['petitionWork']>;
type Strike = Work['strikes'][number];
type Struck = NonNullable<StrikeOutSignaturesMutation['strikeOutSignatures']>;

/** What says which signatures are meant, as the form names it. */
const conditions = ['from', 'to', 'domainHash', 'domain', 'country', 'region'] as const;

export const organizeAbuse = page({
  address: '/organize/:id/abuse',
  audience: 'organizer',
  title: ({ t }) => t('abuse.title'),
  asks: { work: ask(StrikesOfPetitionDocument) },
  needs: 'work',
  forms: { look: StrikeOutSignaturesDocument, strike: StrikeOutSignaturesDocument, back: PutBackSignaturesDocument },
  before: { look: (fields) => asMoments(fields, true), strike: (fields) => asMoments(fields, false) },
  done: ({ form, done, t }) => {
    if (form.sent === 'back') {
      const back = (done as unknown as PutBackSignaturesMutation).putBackSignatures;
      return t('abuse.done.back', { count: back?.signatures ?? 0 });
    }
    const struck = struckBy(done);
    if (!struck) return '';
    const { signatures: count, withoutDomain } = struck;
    return t(form.sent === 'look' ? 'abuse.found' : 'abuse.done.strike', { count, withoutDomain });
  },
  content: ({ answers, done, form, t, rich }) => {
    const work = answers.work.data?.petitionWork;
    if (!work) return <Missing failed="organize.failed" />;
    const { petition, strikes } = work;
    const looked = form.sent === 'look' ? struckBy(done) : undefined;
    return (
      <>
        <p>
          {rich('abuse.of', {
            petition: () => (
              <a href={`/organize/${petition.id}`} lang="">
                {petition.title}
              </a>
            ),
          })}
        </p>
        {petition.state === 'DRAFT' ? (
          <p>{t('abuse.draft')}</p>
        ) : (
          <>
            <Count of={petition} />
            {looked && looked.signatures > 0 && <Striking form={form} looked={looked} />}
            <Looking work={work} form={form} isLooked={looked !== undefined} />
          </>
        )}
        <Section id="strikes" title={t('abuse.strikes')}>
          {strikes.length === 0 && <p>{t('abuse.strikes.none')}</p>}
          <Cards>
            {strikes.map((strike) => (
              <StruckOut key={strike.id} strike={strike} timeZone={petition.timeZone} form={form} />
            ))}
          </Cards>
        </Section>
      </>
    );
  },
});

const struckBy = (done: unknown): Struck | undefined =>
  (done as StrikeOutSignaturesMutation | undefined)?.strikeOutSignatures ?? undefined;

/** Hours are typed as clocks in the time zone of the petition show them. */
function asMoments(fields: URLSearchParams, preview: boolean): void {
  fields.set('input.preview', String(preview));
  for (const name of ['input.from', 'input.to']) {
    const at = momentWritten(fields.get(name) ?? '', fields.get('timeZone') ?? 'UTC');
    if (at !== undefined) fields.set(name, at);
  }
}

/** The form that looks. It also tells why nothing was struck out, so that its conditions can be changed. */
function Looking({ work, form, isLooked }: { readonly work: Work; readonly form: FormState; readonly isLooked: boolean }) {
  const words = useWords();
  const { t, zoneName } = words;
  const { id, timeZone } = work.petition;
  const kept = isLooked ? form.fields : new URLSearchParams();
  const wanted = (name: string) => kept.get(`input.${name}`) ?? '';
  return (
    <Section id="look" title={t('abuse.which')}>
      <Form of={refusedHere(form, words)} name="look">
        <p class="lead">{t('abuse.lead')}</p>
        <Hidden name="input.petitionId" value={id} />
        <Hidden name="timeZone" value={timeZone} />
        <Field
          name="input.from"
          label={t('abuse.from')}
          hint={t('abuse.zone', { timeZone: zoneName(timeZone) })}
          type="datetime-local"
          value={wanted('from')}
        />
        <Field
          name="input.to"
          label={t('abuse.to')}
          hint={t('abuse.zone', { timeZone: zoneName(timeZone) })}
          type="datetime-local"
          value={wanted('to')}
        />
        {work.domains.length > 0 && (
          <Choice
            name="input.domainHash"
            label={t('abuse.domains')}
            hint={t('abuse.domains.hint', { moment: words.moment(work.domainsAsOf, timeZone) })}
            none={t('abuse.any')}
            options={work.domains.map(({ domainHash, signatures: count, firstAt, lastAt }) => [
              domainHash,
              t('abuse.domains.one', {
                count,
                days: dayOf(firstAt, timeZone) === dayOf(lastAt, timeZone) ? 'one' : 'several',
                from: words.day(dayOf(firstAt, timeZone)),
                to: words.day(dayOf(lastAt, timeZone)),
              }),
            ])}
            value={wanted('domainHash')}
          />
        )}
        <Field
          name="input.domain"
          label={t('abuse.domain')}
          hint={t('abuse.domain.hint')}
          maxlength={254}
          autocomplete="off"
          value={wanted('domain')}
        />
        <Country name="input.country" label={t('abuse.country')} none={t('abuse.any')} value={wanted('country')} />
        <Region name="input.region" label={t('abuse.region')} hint={t('abuse.region.hint')} value={wanted('region')} />
        <TextArea
          name="input.reason"
          label={t('abuse.reason')}
          hint={t('abuse.reason.hint')}
          rows={2}
          required
          maxlength={2000}
          value={wanted('reason')}
        />
        <Button label={t('abuse.look')} />
      </Form>
    </Section>
  );
}

/** A refusal to strike out is shown at the conditions, which are looked at again. */
function refusedHere(form: FormState, { t }: Words): FormState {
  const { refused, sent } = form;
  if (!refused || (sent !== 'strike' && sent !== 'look')) return form;
  const { field } = refused;
  if (field === 'expected')
    return { ...form, sent: 'look', refused: { ...refused, field: undefined, message: t('abuse.changed') } };
  if (field === 'input')
    return { ...form, sent: 'look', refused: { ...refused, field: undefined, message: t('abuse.conditions') } };
  return { ...form, sent: 'look' };
}

/** What was looked at, to be struck out as it is. */
function Striking({ form, looked }: { readonly form: FormState; readonly looked: Struck }) {
  const { t } = useWords();
  const sent = ['timeZone', ...['petitionId', 'reason', ...conditions].map((name) => `input.${name}`)];
  return (
    <Form of={form} name="strike">
      {sent.map((name) => {
        const value = form.fields.get(name);
        return value ? <Hidden key={name} name={name} value={value} /> : null;
      })}
      <Hidden name="input.expected" value={looked.signatures} />
      <Button label={t('abuse.strike', { count: looked.signatures })} grave />
    </Form>
  );
}

function StruckOut({ strike, timeZone, form }: { readonly strike: Strike; readonly timeZone: string; readonly form: FormState }) {
  const words = useWords();
  const { t, rich } = words;
  const { id, reason, signatures, struckAt, putBackAt, putBack } = strike;
  return (
    <Card>
      <p>{rich('abuse.batch', { count: signatures, day: () => <Day on={struckAt} /> })}</p>
      <p lang="">{reason}</p>
      <p>{t('abuse.batch.which', { which: conditionsOf(strike, timeZone, words) })}</p>
      {putBackAt ? (
        <p>{rich('abuse.batch.back', { count: putBack, day: () => <Day on={putBackAt} /> })}</p>
      ) : (
        <details open={isShownAgain(form, 'back', id)}>
          <summary>{t('abuse.back.lead')}</summary>
          <Form of={form} name="back" one={id} action="#strikes">
            <Hidden name="input.id" value={id} />
            <Field name="input.reason" label={t('organize.reason')} hint={t('abuse.reason.hint')} required maxlength={2000} />
            <Button label={t('abuse.back')} />
          </Form>
        </details>
      )}
    </Card>
  );
}

function conditionsOf(
  { signedFrom, signedBefore, byDomain, country, region }: Strike,
  timeZone: string,
  { t, moment, country: nameOf, regionName }: Words,
): string {
  return [
    signedFrom && t('abuse.which.from', { moment: moment(signedFrom, timeZone) }),
    signedBefore && t('abuse.which.to', { moment: moment(signedBefore, timeZone) }),
    byDomain && t('abuse.which.domain'),
    country && t('abuse.which.area', { area: region ? `${nameOf(country)}, ${regionName(region)}` : nameOf(country) }),
  ]
    .filter((text) => typeof text === 'string' && text !== '')
    .join('; ');
}
