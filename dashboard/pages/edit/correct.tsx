// A correction of what the record says about a policy: only what the editor changed is sent, with the reason.
import { Button, Choice, Field, Form, Hidden, TextArea, Wrong } from '../../components/form';
import { Section } from '../../components/show';
import { useWords } from '../../words/words';
import { PreciseDay, readDays } from './days';
import { Rows } from './room';
import { known, type Part, type Policy, SourceFields, Which } from './source';
import { EmbargoTerms, isTyped, License, Price, readCorrectedTerms, readScopes, statedTerms, TitleScope } from './terms';

const days = ['announcedOn', 'effectiveFrom', 'effectiveTo'] as const;
const texts = ['titleScope', 'confidence', 'endAnnouncedOn', 'grandfathering', 'note'] as const;
const sureness = ['HIGH', 'MEDIUM', 'LOW', 'DEMO'] as const;
const labels = {
  announcedOn: 'edit.correct.announced',
  effectiveFrom: 'edit.correct.from',
  effectiveTo: 'edit.correct.to',
} as const;
const within = (field: string) => `input.correction.${field}`;

/** What each field of the form says before anything is changed. */
function stated(policy: Policy): (readonly [name: string, text: string])[] {
  return [
    ...texts.map((name) => [within(name), policy[name] ?? ''] as const),
    ...statedTerms(within, policy),
    ...days.flatMap((name) => {
      const at = policy[name];
      return [[within(`${name}.date`), at?.date ?? ''] as const, [within(`${name}.precision`), at?.precision ?? ''] as const];
    }),
  ];
}

/** Leaves out what the editor left alone, and removes what they emptied. */
export function readCorrection(fields: URLSearchParams): void {
  readScopes(fields);
  const was = (name: string) => fields.get(`was.${name}`) ?? '';
  const same = (name: string) => plain(fields.get(name) ?? '') === plain(was(name));
  for (const name of texts.map(within)) {
    if (same(name)) fields.delete(name);
    else if (fields.get(name) === '') fields.append('clears', name);
  }
  readCorrectedTerms(fields, within);
  for (const name of days.map(within)) {
    const [date, precision] = [`${name}.date`, `${name}.precision`];
    readDays(fields, [name]);
    if (!fields.get(date)?.trim()) {
      if (was(date) !== '') fields.append('clears', name);
    } else if (same(date) && same(precision)) {
      fields.delete(date);
      fields.delete(precision);
    }
  }
}

/** Browsers send every line break of a text as two characters. */
const plain = (text: string) => text.replace(/\r\n/g, '\n').trim();

export function CorrectPolicy({ policy, form }: Part) {
  const { t } = useWords();
  const refused = form.sent === 'correct' ? form.refused : undefined;
  return (
    <Section id="correct" title={t('edit.correct')}>
      <p>{t('edit.correct.lead')}</p>
      <Form of={form} name="correct" action="#main" guarded>
        <Which policy={policy} />
        {stated(policy).map(([name, text]) => (
          // After a refusal what the editor had before them then, so that a change of somebody else in between is not taken back.
          <Hidden key={name} name={`was.${name}`} value={refused && refused.code !== 'VERSION_CONFLICT' ? undefined : text} />
        ))}
        <Wrong at="input.correction">{t('edit.correct.nothing')}</Wrong>
        <TitleScope name={within('titleScope')} value={policy.titleScope} />
        {days.map((name) => (
          <PreciseDay key={name} name={within(name)} label={t(labels[name])} hint={t('edit.optional')} value={policy[name]} />
        ))}
        <details open={isTyped(form, within('license')) || isTyped(form, within('options'))}>
          <summary>{t('edit.new.license')}</summary>
          <License name={within('license')} of={policy.license} required />
          <Rows form={form} name={within('options')} legend={t('edit.new.option')} there={policy.options.length}>
            {(at, index) => <License name={at} of={policy.options[index]} />}
          </Rows>
        </details>
        <details open={isTyped(form, within('embargo'))}>
          <summary>{t('policies.embargo')}</summary>
          <EmbargoTerms name={within('embargo')} form={form} of={policy.embargo} />
        </details>
        <details open={isTyped(form, within('prices'))}>
          <summary>{t('policies.price')}</summary>
          <p>{t('edit.new.prices.lead')}</p>
          <Rows form={form} name={within('prices')} legend={t('policies.price')} there={policy.prices.length}>
            {(at, index) => <Price name={at} of={policy.prices[index]} />}
          </Rows>
        </details>
        <Field
          name={within('endAnnouncedOn')}
          label={t('edit.end.announced')}
          hint={t('edit.optional')}
          type="date"
          value={policy.endAnnouncedOn}
        />
        <Choice
          name={within('confidence')}
          label={t('edit.correct.confidence')}
          options={sureness
            .filter((each) => each !== 'DEMO' || policy.confidence === each)
            .map((each) => [each, t('fact.confidence.words', { confidence: each })])}
          value={policy.confidence}
        />
        <TextArea
          name={within('grandfathering')}
          label={t('edit.grandfathering')}
          value={policy.grandfathering}
          maxlength={1000}
        />
        <TextArea name={within('note')} label={t('edit.note')} value={policy.note} maxlength={2000} />
        <TextArea
          name="input.reason"
          label={t('edit.correct.reason')}
          hint={t('edit.correct.reason.hint')}
          rows={2}
          required
          maxlength={500}
        />
        <SourceFields known={known(policy)} />
        <Button label={t('edit.correct.press')} />
      </Form>
    </Section>
  );
}
