// Is a row of a file a policy, and which?
import { Decimal } from 'decimal.js';
import { coerceInputValue, type GraphQLInputType, type GraphQLSchema } from 'graphql';
import { Embargo } from '#advocacy/terms/embargo';
import { ExpiryRule, LicenseModel, LicenseTerms } from '#advocacy/terms/license';
import { Money, Price } from '#advocacy/terms/price';
import { BadInput } from '#kit/words/problem';
import { validateArgument } from '#kit/words/validation';
import { NewSource, RecordPolicyInput } from '../recording/policyInput';

/** Something read from JSON, of which nothing is known yet. */
export type Json = Readonly<Record<string, unknown>>;

/** The fields of a row as data/README.md describes them. The history in `corrections` belongs to the seed and is not read here. */
const fields = new Set(
  `id publisherId formats titleScope optionKey territories status announcedOn announcedPrecision effectiveFrom effectiveFromPrecision
   effectiveTo effectiveToPrecision endAnnouncedOn terms options embargo prices grandfathering supersedes lastVerifiedOn sources
   seedIsSource confidence note corrections`.split(/\s+/),
);

/** The same policy as the mutation recordPolicy takes it, checked by the same rules. @throws BadInput naming the first field that is wrong */
export async function inputOfRow(row: unknown, newSources: readonly Json[], schema: GraphQLSchema): Promise<RecordPolicyInput> {
  if (!isObject(row)) throw new BadInput('row', 'A row must be an object that describes one policy.');
  const unknown = Object.keys(row).find((field) => !fields.has(field));
  if (unknown)
    throw new BadInput(unknown, `A policy has no field ${JSON.stringify(unknown)}; the fields are ${[...fields].join(', ')}.`);
  const named = newSources.filter(({ id }) => Array.isArray(row.sources) && row.sources.includes(id));
  const type = schema.getType('RecordPolicyInput') as GraphQLInputType;
  const input = coerceInputValue(reshaped(row, named), type, (path, _value, error) => {
    throw new BadInput(path.join('.'), `${path.join('.') || 'row'}: ${error.message}`);
  }) as RecordPolicyInput;
  const checked = instance(RecordPolicyInput, {
    ...input,
    license: instance(LicenseTerms, input.license),
    options: input.options.map((terms) => instance(LicenseTerms, terms)),
    embargo: input.embargo ? embargoOf(input.embargo) : null,
    prices: input.prices.map(priceOf),
    newSources: input.newSources.map((source) => instance(NewSource, source)),
  });
  await validateArgument(checked);
  return checked;
}

function reshaped(row: Json, newSources: readonly Json[]): Json {
  const date = (day: unknown, precision: unknown) =>
    day == null ? null : { date: day, ...(precision != null && { precision }) };
  const { embargo } = row;
  return {
    ...pick(row, [
      'id',
      'publisherId',
      'formats',
      'titleScope',
      'optionKey',
      'territories',
      'status',
      'endAnnouncedOn',
      'grandfathering',
    ]),
    ...pick(row, ['supersedes', 'lastVerifiedOn', 'confidence', 'note']),
    announcedOn: date(row.announcedOn, row.announcedPrecision),
    effectiveFrom: date(row.effectiveFrom, row.effectiveFromPrecision),
    effectiveTo: date(row.effectiveTo, row.effectiveToPrecision),
    license: reshapedTerms(row.terms),
    options: list(row.options).map(reshapedTerms),
    embargo: isObject(embargo)
      ? {
          ...pick(embargo, ['amount', 'unit', 'copiesAllowedDuring', 'appliesTo']),
          firstCopyTerms: embargo.firstCopyTerms == null ? null : reshapedTerms(embargo.firstCopyTerms),
          firstCopyPrice: embargo.firstCopyPrice == null ? null : reshapedPrice(embargo.firstCopyPrice),
        }
      : (embargo ?? null),
    prices: list(row.prices).map(reshapedPrice),
    sourceIds: row.sources,
    newSources,
  };
}

/** Of unknown terms the rule of expiry is unknown too; files write NONE there. */
const reshapedTerms = (terms: unknown): unknown =>
  isObject(terms) && terms.model === LicenseModel.UNKNOWN ? { ...terms, expiryRule: ExpiryRule.UNKNOWN } : terms;

function reshapedPrice(price: unknown): unknown {
  if (!isObject(price)) return price;
  const money = (value: unknown) =>
    value == null
      ? null
      : { amount: typeof value === 'number' ? new Decimal(value).toFixed(2) : value, currency: price.currency };
  return { ...pick(price, ['kind', 'scope', 'rule']), amount: money(price.amount), min: money(price.min), max: money(price.max) };
}

const embargoOf = (embargo: Embargo): Embargo =>
  instance(Embargo, {
    ...embargo,
    firstCopyTerms: embargo.firstCopyTerms && instance(LicenseTerms, embargo.firstCopyTerms),
    firstCopyPrice: embargo.firstCopyPrice && priceOf(embargo.firstCopyPrice),
  });

const priceOf = (price: Price): Price =>
  instance(Price, {
    ...price,
    amount: price.amount && instance(Money, price.amount),
    min: price.min && instance(Money, price.min),
    max: price.max && instance(Money, price.max),
  });

const instance = <T extends object>(Class: new () => T, value: T): T => Object.assign(new Class(), value);
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : value == null ? [] : [value]);
const pick = (from: Json, names: readonly string[]): Json =>
  Object.fromEntries(names.filter((name) => from[name] !== undefined).map((name) => [name, from[name]]));
