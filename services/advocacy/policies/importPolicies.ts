// Imports a file of policies row by row, or tries it and leaves nothing behind.

import { coerceInputValue, type GraphQLInputType, type GraphQLSchema } from 'graphql';
import type { DataSource, EntityManager } from 'typeorm';
import { Change } from '#kit/data/change';
import { NewSource, settleSources } from '#kit/data/sourced';
import type { Clock } from '#kit/words/clock';
import { Source, wholeDay } from '#kit/words/facts';
import { BadInput, Problem } from '#kit/words/problem';
import { validateArgument } from '#kit/words/validation';
import { amountOfFact } from '../terms/facts';
import { Embargo, ExpiryRule, LicenseModel, LicenseTerms, Money, Price } from '../terms/license';
import { RecordPolicyInput } from './policyInput';
import { contentOfVersion, currentVersion, isSame, lockRecord, Tried } from './policyRecord';
import { addPolicy, contentOfInput } from './recordPolicy';

/** An object read from JSON, not yet checked. */
type Json = Readonly<Record<string, unknown>>;

/** The fields of a row as data/README.md describes them. The history in `corrections` belongs to the seed and is not read here. */
const fields = new Set(
  `id publisherId formats titleScope optionKey reach territories status announcedOn announcedPrecision effectiveFrom effectiveFromPrecision
   effectiveTo effectiveToPrecision endAnnouncedOn terms options embargo prices grandfathering supersedes lastVerifiedOn sources
   seedIsSource confidence note corrections`.split(/\s+/),
);

/** The same policy as the mutation recordPolicy takes it, checked by the same rules. @throws BadInput naming the first field that is wrong */
async function inputOfRow(row: unknown, newSources: readonly Json[], schema: GraphQLSchema): Promise<RecordPolicyInput> {
  if (!isObject(row))
    throw new BadInput('row', 'A row must be an object that describes one policy.', { reason: 'NOT_AN_OBJECT' });
  const unknown = Object.keys(row).find((field) => !fields.has(field));
  if (unknown)
    throw new BadInput(unknown, `A policy has no field ${JSON.stringify(unknown)}. Its fields are ${[...fields].join(', ')}.`, {
      reason: 'FIELD_UNKNOWN',
      allowed: [...fields],
    });
  const named = newSources.filter(({ id }) => Array.isArray(row.sources) && row.sources.includes(id));
  const type = schema.getType('RecordPolicyInput') as GraphQLInputType;
  const input = coerceInputValue(reshaped(row, named), type, (path, _value, error) => {
    throw new BadInput(path.join('.'), `${path.join('.') || 'row'}: ${error.message}`, { reason: 'VALUE_WRONG' });
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

/** Fields of the parts of a row that are written otherwise than recordPolicy takes them. */
const partsOf = {
  // Files also tell the length of an embargo in days, which amount and unit say.
  embargo: ['amount', 'atLeast', 'unit', 'days', 'copiesAllowedDuring', 'appliesTo', 'firstCopyTerms', 'firstCopyPrice'],
  price: ['kind', 'scope', 'rule', 'amount', 'min', 'max', 'currency'],
};

/** @throws BadInput for a field that would be dropped without a word */
function refuseUnread(part: Json, path: string, kind: keyof typeof partsOf): void {
  const allowed = partsOf[kind];
  const unread = Object.keys(part).find((name) => !allowed.includes(name));
  if (unread !== undefined)
    throw new BadInput(
      `${path}.${unread}`,
      `${path} has no field ${JSON.stringify(unread)}. Its fields are ${allowed.join(', ')}.`,
      { reason: 'FIELD_UNKNOWN', allowed },
    );
}

function reshaped(row: Json, newSources: readonly Json[]): Json {
  const date = (day: unknown, precision: unknown) =>
    day == null ? null : { date: day, ...(precision != null && { precision }) };
  const { embargo } = row;
  if (isObject(embargo)) refuseUnread(embargo, 'embargo', 'embargo');
  return {
    ...pick(row, [
      'id',
      'publisherId',
      'formats',
      'titleScope',
      'optionKey',
      'reach',
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
          ...pick(embargo, ['amount', 'atLeast', 'unit', 'copiesAllowedDuring', 'appliesTo']),
          firstCopyTerms: embargo.firstCopyTerms == null ? null : reshapedTerms(embargo.firstCopyTerms),
          firstCopyPrice: embargo.firstCopyPrice == null ? null : reshapedPrice(embargo.firstCopyPrice, 'embargo.firstCopyPrice'),
        }
      : (embargo ?? null),
    prices: list(row.prices).map((price, i) => reshapedPrice(price, `prices[${i}]`)),
    sourceIds: row.sources,
    newSources,
  };
}

/** Of unknown terms the rule of expiry is unknown too; files write NONE there. */
const reshapedTerms = (terms: unknown): unknown =>
  isObject(terms) && terms.model === LicenseModel.UNKNOWN ? { ...terms, expiryRule: ExpiryRule.UNKNOWN } : terms;

function reshapedPrice(price: unknown, path: string): unknown {
  if (!isObject(price)) return price;
  refuseUnread(price, path, 'price');
  const money = (value: unknown) =>
    value == null
      ? null
      : {
          amount: typeof value === 'number' || typeof value === 'string' ? amountOfFact(value) : value,
          currency: price.currency,
        };
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

interface PolicyImport {
  readonly database: DataSource;
  readonly schema: GraphQLSchema;
  readonly clock: Clock;
  /** Who imports, for the audit log. */
  readonly subject: string;
  /** What was read from JSON: `policies` as in data/policies.json and, where they are new, `sources` as in data/sources.json. */
  readonly file: unknown;
  /** False for a dry run. */
  readonly apply: boolean;
}

/** What became of a row, or would with `apply`. */
export interface RowReport {
  /** From 1. */
  readonly row: number;
  readonly id: string | null;
  readonly outcome: 'ADDED' | 'UNCHANGED' | 'REFUSED';
  /** Why it was refused: the code of the problem and its words. */
  readonly reason: string | null;
  /** The field that stood in the way, as a row names it or as recordPolicy does; null when it was none, or none alone. */
  readonly field: string | null;
  /** The extensions of the refusal as JSON, with its code and reason; null when it was not refused. */
  readonly refusal: string | null;
}

/**
 * Adds the policies that are not recorded yet and answers a report on every row. A refused row leaves nothing behind and does not
 * affect the others. A row that is on record in the same words is UNCHANGED, so importing a file again does nothing. A dry run does and checks
 * everything, rows against each other too, and takes it back.
 * @throws BadInput when the file holds no list of policies
 */
export async function importPolicies({ database, schema, clock, subject, file, apply }: PolicyImport): Promise<RowReport[]> {
  const { policies, sources = [] } = (file ?? {}) as { policies?: unknown; sources?: unknown };
  if (!Array.isArray(policies))
    throw new BadInput('policies', 'The file must be an object with a list named policies.', { reason: 'NO_POLICIES' });
  if (!Array.isArray(sources))
    throw new BadInput('sources', 'sources must be a list of objects with id, title and url.', { reason: 'NO_POLICIES' });
  const reports: RowReport[] = [];
  try {
    await database.transaction(async (manager) => {
      await lockRecord(manager);
      for (const [index, row] of policies.entries()) {
        const id = typeof row?.id === 'string' ? row.id : null;
        const outcome = await importRow(row, new Change(manager, 'importPolicies', subject, clock), sources, schema);
        reports.push({ row: index + 1, id, ...outcome });
      }
      if (!apply) throw new Tried(reports);
    });
  } catch (end) {
    if (!(end instanceof Tried)) throw end;
  }
  return reports;
}

async function importRow(
  row: Json,
  writing: Change,
  sources: readonly Json[],
  schema: GraphQLSchema,
): Promise<Pick<RowReport, 'outcome' | 'reason' | 'field' | 'refusal'>> {
  try {
    // A savepoint of its own, to which a refusal rolls back.
    return await writing.manager.transaction(async (manager) => {
      const input = await inputOfRow(row, await missing(manager, sources), schema);
      const content = { ...contentOfInput(input), seedIsSource: row.seedIsSource === true };
      const current = await currentVersion(manager, input.id);
      if (current && isSame(contentOfVersion(current), content))
        return { outcome: 'UNCHANGED', reason: null, field: null, refusal: null } as const;
      await settleSources(manager, input.sourceIds, input.newSources);
      await addPolicy(content, writing.within(manager));
      return { outcome: 'ADDED', reason: null, field: null, refusal: null } as const;
    });
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    const { code, field } = problem.extensions;
    const refusal = JSON.stringify(problem.extensions);
    return {
      outcome: 'REFUSED',
      reason: `${code}: ${problem.message}`,
      field: typeof field === 'string' ? field : null,
      refusal,
    };
  }
}

/** Sources of the file that the record does not have. A month or a year stands for its first day, and says so. */
async function missing(manager: EntityManager, sources: readonly Json[]): Promise<Json[]> {
  const ids = sources.map(({ id }) => id).filter((id) => typeof id === 'string');
  const there = await manager.createQueryBuilder(Source, 's').where('s.id = ANY(:ids)', { ids }).getMany();
  return sources
    .filter(({ id }) => !there.some((source) => source.id === id))
    .map(({ publishedOn = null, publishedAfter: _bound, ...source }) => {
      if (typeof publishedOn !== 'string' || !/^\d{4}(-\d\d){0,2}$/.test(publishedOn)) return { ...source, publishedOn };
      const { day, precision } = wholeDay(publishedOn);
      return { ...source, publishedOn: day, publishedPrecision: precision };
    });
}

/** One line for each row and a sum, ready to print. */
export function reportInWords(reports: readonly RowReport[], applied: boolean): string {
  const lines = reports.map(({ row, id, outcome, reason }) =>
    [`row ${row}`, id ?? '(no id)', outcome, reason].filter(Boolean).join('\t'),
  );
  const count = (outcome: RowReport['outcome']) => reports.filter((report) => report.outcome === outcome).length;
  const sum = `${count('ADDED')} added, ${count('UNCHANGED')} unchanged, ${count('REFUSED')} refused`;
  return `${[...lines, applied ? `${sum}.` : `Dry run, nothing was written: ${sum}.`].join('\n')}\n`;
}
