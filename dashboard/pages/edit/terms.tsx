// The terms of a policy as forms hold them: licenses, an embargo, prices; what is recorded anew and what is corrected.
import type { EditorPolicyQuery } from '../../../schema/typed/EditorPolicy';
import { Choice, Field } from '../../components/form';
import { Currency } from '../../components/names';
import type { Form } from '../../page';
import { useWords } from '../../words/words';
import { soldInWords, titlesInWords } from '../policies/terms';
import { OneOf } from './room';

type Recorded = NonNullable<EditorPolicyQuery['policyPeriod']>;
type LicenseOf = Recorded['license'];
type EmbargoOf = NonNullable<Recorded['embargo']>;
type PriceOf = Recorded['prices'][number];

const models = [
  'PERPETUAL_ONE_USER',
  'METERED_BY_TIME',
  'METERED_BY_CHECKOUTS',
  'METERED_BY_TIME_OR_CHECKOUTS',
  'METERED_BY_LENDING_DAYS',
  'METERED_CONCURRENT_CHECKOUTS',
  'SIMULTANEOUS_USE',
  'COST_PER_CIRC',
  'NOT_OFFERED',
  'UNKNOWN',
];
const units = ['DAY', 'WEEK', 'MONTH', 'YEAR'];
const priceKinds = ['EXACT', 'RANGE', 'CAP', 'TYPICAL_CAP', 'RULE'];

const scopes =
  'ALL ALL_NEW_LICENSES NEW_RELEASES BACKLIST SELECTED SELECTED_NEW_RELEASES SELECTED_BACKLIST BACKLIST_12M_PLUS BIG_FIVE'.split(
    ' ',
  );
const sold =
  'PER_CHECKOUT OPTION_1 OPTION_2 FRONTLIST_ADULT FRONTLIST_YOUNG_ADULT FRONTLIST_CHILDREN MOST_NEW_RELEASES PUBLISHED_UNDER_12_MONTHS PUBLISHED_12_MONTHS_OR_MORE'.split(
    ' ',
  );

/** A choice of what is usual, and of what is on record; other words are typed beside it. */
const withOwn = (usual: readonly string[], own: string | null | undefined) =>
  own && !usual.includes(own) ? [...usual, own] : usual;

/** For which titles a policy holds: chosen, or in words of the source. */
export function TitleScope({ name, value }: { readonly name: string; readonly value?: string }) {
  const words = useWords();
  const { t } = words;
  const options = withOwn(scopes, value).map((scope) => [scope, titlesInWords(words, scope)] as const);
  return (
    <>
      <Choice name={name} label={t('edit.correct.scope')} options={options} value={value} />
      <Field name={`${name}InWords`} label={t('edit.scope.other')} hint={t('edit.scope.other.hint')} maxlength={80} />
    </>
  );
}

/** Whether anything was typed below a name. */
export const isTyped = ({ fields }: Form, name: string) =>
  [...fields].some(([each, text]) => each.startsWith(`${name}.`) && text !== '');

/** What a license allows; what ends it follows from its model. */
export function License({
  name,
  required,
  of,
}: {
  readonly name: string;
  readonly required?: boolean;
  readonly of?: LicenseOf | null | undefined;
}) {
  const { t } = useWords();
  return (
    <>
      <OneOf
        name={`${name}.model`}
        label={t('edit.license.model')}
        none={t(required ? 'edit.choose' : 'edit.license.none')}
        required={required === true}
        of={models}
        words="edit.model"
        value={of?.model}
      />
      <div class="asking">
        <Field name={`${name}.checkouts`} label={t('edit.license.checkouts')} type="number" min={1} value={of?.checkouts} />
        <Field
          name={`${name}.durationMonths`}
          label={t('edit.license.months')}
          type="number"
          min={1}
          value={of?.durationMonths}
        />
        <Field name={`${name}.concurrency`} label={t('edit.license.readers')} type="number" min={1} value={of?.concurrency} />
        <Field name={`${name}.lendingDays`} label={t('edit.license.lendingDays')} type="number" min={1} value={of?.lendingDays} />
        <Field name={`${name}.lengthDays`} label={t('edit.license.days')} type="number" min={1} value={of?.lengthDays} />
      </div>
    </>
  );
}

/** An embargo; nothing where no unit is chosen. */
export function EmbargoTerms({
  name,
  form,
  of,
}: {
  readonly name: string;
  readonly form: Form;
  readonly of?: EmbargoOf | null | undefined;
}) {
  const { t } = useWords();
  const first = of?.firstCopyTerms ?? of?.firstCopyPrice;
  return (
    <>
      <OneOf
        name={`${name}.unit`}
        label={t('edit.new.embargo.unit')}
        hint={t('edit.new.embargo.hint')}
        none={t('policies.noEmbargo')}
        of={units}
        words="edit.unit"
        value={of?.unit}
      />
      <div class="asking">
        <Field name={`${name}.amount`} label={t('edit.new.embargo.amount')} type="number" min={0} value={of?.amount} />
        <Field name={`${name}.atLeast`} label={t('edit.new.embargo.atLeast')} type="number" min={0} value={of?.atLeast} />
        <Field
          name={`${name}.copiesAllowedDuring`}
          label={t('edit.new.embargo.copies')}
          type="number"
          min={0}
          value={of?.copiesAllowedDuring}
        />
      </div>
      <Field name={`${name}.appliesTo`} label={t('edit.new.embargo.appliesTo')} maxlength={200} value={of?.appliesTo} />
      <details open={isTyped(form, `${name}.firstCopyTerms`) || isTyped(form, `${name}.firstCopyPrice`) || !!first}>
        <summary>{t('edit.new.embargo.first')}</summary>
        <License name={`${name}.firstCopyTerms`} of={of?.firstCopyTerms} />
        <Price name={`${name}.firstCopyPrice`} of={of?.firstCopyPrice} />
      </details>
    </>
  );
}

const currencyOf = (of: PriceOf | null | undefined) => (of?.amount ?? of?.min ?? of?.max)?.currency;

/** A price as a source states it: one amount, two ends, or a rule in words. */
export function Price({ name, of }: { readonly name: string; readonly of?: PriceOf | null | undefined }) {
  const words = useWords();
  const { t } = words;
  return (
    <>
      <OneOf
        name={`${name}.kind`}
        label={t('edit.price.kind')}
        none={t('policies.none.price')}
        of={priceKinds}
        words="edit.price.kind"
        value={of?.kind}
      />
      <div class="asking">
        <Field name={`${name}.amount.amount`} label={t('edit.price.amount')} value={of?.amount?.amount} />
        <Field name={`${name}.min.amount`} label={t('edit.price.min')} value={of?.min?.amount} />
        <Field name={`${name}.max.amount`} label={t('edit.price.max')} value={of?.max?.amount} />
        <Currency name={`${name}.currency`} label={t('edit.price.currency')} value={currencyOf(of)} />
      </div>
      <Choice
        name={`${name}.scope`}
        label={t('edit.price.scope')}
        none={t('edit.price.scope.all')}
        options={withOwn(sold, of?.scope).map((scope) => [scope, soldInWords(words, scope)] as const)}
        value={of?.scope}
      />
      <Field name={`${name}.scopeInWords`} label={t('edit.scope.other')} maxlength={200} />
      <Field name={`${name}.rule`} label={t('edit.price.rule')} maxlength={500} value={of?.rule} />
    </>
  );
}

/** What ends a license, as its model and its limits say it. */
const endings: Readonly<Record<string, (isTimed: boolean, isCounted: boolean) => string>> = {
  METERED_BY_LENDING_DAYS: (isTimed, isCounted) => (isTimed || isCounted ? 'EARLIER_OF' : 'LENDING_DAYS'),
  METERED_BY_TIME: () => 'TIME',
  METERED_BY_CHECKOUTS: () => 'CHECKOUTS',
  METERED_BY_TIME_OR_CHECKOUTS: () => 'EARLIER_OF',
  METERED_CONCURRENT_CHECKOUTS: (isTimed) => (isTimed ? 'EARLIER_OF' : 'CHECKOUTS'),
  SIMULTANEOUS_USE: (isTimed) => (isTimed ? 'TIME' : 'NONE'),
  UNKNOWN: () => 'UNKNOWN',
};

/** What stands in words takes the place of what was chosen; of titles it becomes a word in capitals, as the record has them. */
export function readScopes(fields: URLSearchParams): void {
  for (const [name, text] of [...fields]) {
    if (!/[sS]copeInWords$/.test(name)) continue;
    fields.delete(name);
    const word = text
      .trim()
      .toUpperCase()
      .replace(/[^A-Z0-9]+/g, '_')
      .replace(/^_|_$/g, '');
    if (text.trim()) fields.set(name.replace(/InWords$/, ''), /titleScope/.test(name) ? word || text : text.trim());
  }
}

/** What people write once or leave to us: the end of each license, the currency of each amount. */
export function readTerms(fields: URLSearchParams): void {
  readScopes(fields);
  for (const [name, text] of [...fields]) {
    const at = name.slice(0, name.lastIndexOf('.'));
    const has = (limit: string) => (fields.get(`${at}.${limit}`) ?? '').trim() !== '';
    if (name.endsWith('.model') && text !== '' && !name.startsWith('was.'))
      fields.set(`${at}.expiryRule`, endings[text]?.(has('durationMonths'), has('checkouts')) ?? 'NONE');
    if (name.endsWith('.currency') && text.trim() !== '' && !name.startsWith('was.')) {
      for (const part of ['amount', 'min', 'max'])
        if (fields.get(`${at}.${part}.amount`)?.trim()) fields.set(`${at}.${part}.currency`, text.trim().toUpperCase());
      fields.delete(name);
    }
  }
}

type Stated = readonly (readonly [name: string, text: string])[];

const text = (value: string | number | null | undefined) => (value === null || value === undefined ? '' : String(value));

const statedLicense = (at: string, of: LicenseOf | null): Stated =>
  (['model', 'checkouts', 'durationMonths', 'concurrency', 'lendingDays', 'lengthDays'] as const).map((name) => [
    `${at}.${name}`,
    text(of?.[name]),
  ]);

const statedPrice = (at: string, of: PriceOf | null): Stated => [
  [`${at}.kind`, text(of?.kind)],
  ...(['amount', 'min', 'max'] as const).map((name) => [`${at}.${name}.amount`, text(of?.[name]?.amount)] as const),
  [`${at}.currency`, text(currencyOf(of))],
  [`${at}.scope`, text(of?.scope)],
  [`${at}.rule`, text(of?.rule)],
];

const statedEmbargo = (at: string, of: EmbargoOf | null): Stated => [
  ...(['unit', 'amount', 'atLeast', 'copiesAllowedDuring', 'appliesTo'] as const).map(
    (name) => [`${at}.${name}`, text(of?.[name])] as const,
  ),
  ...statedLicense(`${at}.firstCopyTerms`, of?.firstCopyTerms ?? null),
  ...statedPrice(`${at}.firstCopyPrice`, of?.firstCopyPrice ?? null),
];

/** The parts of the terms that are corrected each as a whole. */
export const termParts = ['license', 'options', 'embargo', 'prices'] as const;

/** What the fields of the terms say before anything is changed; those that are empty are left out. */
export function statedTerms(within: (field: string) => string, { license, options, embargo, prices }: Recorded): Stated {
  const all = [
    ...statedLicense(within('license'), license),
    ...options.flatMap((each, i) => statedLicense(within(`options.${i}`), each)),
    ...statedEmbargo(within('embargo'), embargo),
    ...prices.flatMap((each, i) => statedPrice(within(`prices.${i}`), each)),
  ];
  return all.filter(([, value]) => value !== '');
}

/** Leaves out each part of the terms that the editor left alone, and removes what they emptied. */
export function readCorrectedTerms(fields: URLSearchParams, within: (field: string) => string): void {
  for (const part of termParts.map(within)) {
    const below = (prefix: string) =>
      [...fields].flatMap(([name, value]) =>
        name.startsWith(`${prefix}.`) && value.trim() !== '' ? [`${name.slice(prefix.length)}=${value.trim()}`] : [],
      );
    const [typed, was] = [below(part).toSorted(), below(`was.${part}`).toSorted()];
    if (typed.join('\n') !== was.join('\n')) {
      if (typed.length === 0) fields.append('clears', part);
    } else for (const name of [...fields.keys()]) if (name.startsWith(`${part}.`)) fields.delete(name);
  }
  readTerms(fields);
}
