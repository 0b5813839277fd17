// A policy that is not on record yet: its whole form, what recording it would change, and then the record.
import { EditorChoicesDocument, type EditorChoicesQuery } from '../../../schema/typed/EditorChoices';
import { RecordPolicyDocument, type RecordPolicyMutation } from '../../../schema/typed/RecordPolicy';
import { Button, Field, Form, TextArea, Wrong } from '../../components/form';
import { NameChoice } from '../../components/names';
import { Section } from '../../components/show';
import { Tick } from '../../components/tick';
import { askWhole, type Form as FormState, page } from '../../page';
import { countryWritten } from '../../words/places';
import { useWords } from '../../words/words';
import { valueInWords } from '../policies/terms';
import { PreciseDay, readDays } from './days';
import { PolicyFacts } from './policy';
import { EditRooms, NameField, NoteField, OneOf, PublisherOf, Rows, readable, readName, Sure, usePolicies } from './room';
import { readSource, SourceFields, sourcesOf } from './source';
import { EmbargoTerms, isTyped, License, Price, readScopes, readTerms, TitleScope } from './terms';

type Tried = NonNullable<RecordPolicyMutation['recordPolicy']>;

export const newPolicy = page({
  address: '/edit/policies/new',
  audience: 'editor',
  title: ({ t }) => t('edit.new.title'),
  done: ({ form, t }) => t(form.fields.get('preview') === 'true' ? 'edit.new.tried' : 'edit.new.done'),
  asks: { choices: askWhole(EditorChoicesDocument, 'publishers') },
  forms: { record: RecordPolicyDocument },
  before: {
    record: (fields) => {
      readScopes(fields);
      fields.set('input.optionKey', readable(fields.get('input.optionKey') ?? ''));
      readName(fields, ['publisherId', 'titleScope', 'effectiveFrom.date']);
      readSource(fields);
      readDays(fields, ['input.announcedOn', 'input.effectiveFrom', 'input.effectiveTo']);
      readTerms(fields);
      readPlaces(fields);
    },
  },
  leads: {
    record: ({ recordPolicy }, fields) =>
      fields.get('preview') === 'true' || !recordPolicy
        ? undefined
        : `/edit/policies/${encodeURIComponent(recordPolicy.policy.id)}?recorded=yes`,
  },
  content: ({ answers, done, form, t }) => {
    const tried = (done as RecordPolicyMutation | undefined)?.recordPolicy;
    return (
      <>
        <EditRooms />
        <p class="lead">{t('edit.new.lead')}</p>
        {tried && <WouldBe of={tried} />}
        <Policy form={form} choices={answers.choices.data} />
      </>
    );
  },
});

/** What would be recorded, and what readers of changes would be told. */
function WouldBe({ of: { policy, change } }: { readonly of: Tried }) {
  const words = useWords();
  const { t, day } = words;
  const when = change?.effectiveOn ? day(change.effectiveOn.date, change.effectiveOn.precision) : t('policies.unknown');
  const reasons = (change?.reasons ?? []).map(({ code, before, after }) => {
    const reason = t('policies.change.reason', { code });
    return before || after
      ? t('policies.change.step', { reason, before: valueInWords(words, before), after: valueInWords(words, after) })
      : reason;
  });
  return (
    <Section id="preview" title={t('edit.new.preview')}>
      <p>
        {change
          ? t('edit.new.change', {
              day: when,
              what: reasons.join('; ') || t('policies.change.kind', { kind: change.kind }),
              direction: t('policies.change.direction', { direction: change.direction ?? '' }),
            })
          : t('edit.new.noChange')}
      </p>
      <PolicyFacts of={policy} />
    </Section>
  );
}

const statuses = ['IN_FORCE_PERIOD', 'TEMPORARY_OPTION', 'PROPOSED_NEVER_IN_FORCE'];

function Policy({ form, choices }: { readonly form: FormState; readonly choices: EditorChoicesQuery | undefined }) {
  const { t } = useWords();
  const policies = usePolicies(choices);
  return (
    <Form of={form} name="record" action="#main" stays={form.fields.get('preview') === 'true'}>
      <fieldset>
        <legend>{t('edit.new.what')}</legend>
        <PublisherOf name="input.publisherId" label={t('policies.publisher')} choices={choices} required />
        <Wrong at="input.formats" />
        {(['EBOOK', 'AUDIOBOOK'] as const).map((format) => (
          <Tick key={format} name="input.formats" value={format} ticked={format === 'EBOOK'}>
            {t(`policies.format.${format}`)}
          </Tick>
        ))}
        <TitleScope name="input.titleScope" />
        <OneOf name="input.status" label={t('edit.new.status')} of={statuses} words="edit.new.status" />
        <Field name="input.optionKey" label={t('edit.new.optionKey')} hint={t('edit.new.optionKey.hint')} maxlength={80} />
        <NameField />
      </fieldset>
      <fieldset>
        <legend>{t('policies.where')}</legend>
        <OneOf name="input.reach" label={t('edit.new.reach')} of={['COUNTRIES', 'WORLD', 'UNKNOWN']} words="edit.new.reach" />
        <Field name="input.territories" label={t('edit.new.territories')} hint={t('edit.new.territories.hint')} />
      </fieldset>
      <fieldset>
        <legend>{t('edit.new.when')}</legend>
        <PreciseDay name="input.announcedOn" label={t('edit.correct.announced')} />
        <PreciseDay name="input.effectiveFrom" label={t('edit.correct.from')} hint={t('edit.new.from.hint')} />
        <PreciseDay name="input.effectiveTo" label={t('edit.correct.to')} hint={t('edit.optional')} />
        <Field name="input.endAnnouncedOn" label={t('edit.end.announced')} type="date" />
      </fieldset>
      <fieldset>
        <legend>{t('edit.new.license')}</legend>
        <License name="input.license" required />
      </fieldset>
      <details open={isTyped(form, 'input.options')}>
        <summary>{t('edit.new.options')}</summary>
        <Rows form={form} name="input.options" legend={t('edit.new.option')}>
          {(at) => <License name={at} />}
        </Rows>
      </details>
      <fieldset>
        <legend>{t('policies.embargo')}</legend>
        <EmbargoTerms name="input.embargo" form={form} />
      </fieldset>
      <fieldset>
        <legend>{t('policies.price')}</legend>
        <p>{t('edit.new.prices.lead')}</p>
        <Rows form={form} name="input.prices" legend={t('policies.price')}>
          {(at) => <Price name={at} />}
        </Rows>
      </fieldset>
      <fieldset>
        <legend>{t('edit.new.more')}</legend>
        <NameChoice
          name="input.supersedes"
          label={t('edit.new.supersedes')}
          none={t('edit.new.supersedes.none')}
          options={policies}
        />
        <TextArea name="input.grandfathering" label={t('edit.grandfathering')} rows={2} maxlength={1000} />
        <Field name="input.lastVerifiedOn" label={t('edit.verify.on')} hint={t('edit.optional')} type="date" />
        <Sure name="input.confidence" />
        <NoteField />
      </fieldset>
      <SourceFields known={sourcesOf(choices)} />
      <p class="presses">
        <Button label={t('edit.new.try')} name="preview" value="true" />
        <Button label={t('edit.new.press')} name="preview" value="false" />
      </p>
    </Form>
  );
}

/** Countries stand in one line, by their names or codes. What is neither stays, and is refused at its field. */
export function readPlaces(fields: URLSearchParams): void {
  const text = fields.get('input.territories') ?? '';
  const places = text.split(/[;\n]/.test(text) ? /[;\n]+/ : /,+/).flatMap((part) => {
    const place = part.trim();
    // A row of codes needs nothing between them.
    return (
      countryWritten(place) ??
      (/^\w{2,3}(\s+\w{2,3})*$/.test(place) ? place.split(/\s+/).map((code) => countryWritten(code) ?? code) : place)
    );
  });
  fields.set('input.territories', places.filter((place) => place !== '').join('\n'));
}
