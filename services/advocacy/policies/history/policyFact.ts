// How does a policy stand in a file of facts, and which row of the record is that?
import { Decimal } from 'decimal.js';
import type { Confidence, DatePrecision } from '#kit/words/facts';
import type { PolicyPeriod } from '../periods/policyPeriod';
import type { RecordedVersion } from '../periods/recordedVersion';
import type { Embargo } from '../terms/embargo';
import type { MaterialFormat, PolicyStatus } from '../terms/policyWords';
import type { Money, Price, PriceKind } from '../terms/price';
import { ExpiryRule, LicenseModel, type LicenseTerms } from '../terms/terms';

export interface PriceFact {
  readonly kind: PriceKind;
  readonly amount: number | null;
  readonly min: number | null;
  readonly max: number | null;
  readonly currency: string;
  readonly scope: string | null;
  readonly rule: string | null;
}

/** One entry of `policies` in data/policies.json; data/README.md tells what each field means. */
export interface PolicyFact {
  readonly id: string;
  readonly publisherId: string;
  readonly formats: MaterialFormat[];
  readonly titleScope: string;
  readonly optionKey?: string | null;
  readonly territories: string[];
  readonly status: PolicyStatus;
  readonly announcedOn: string | null;
  readonly announcedPrecision: DatePrecision | null;
  readonly effectiveFrom: string | null;
  readonly effectiveFromPrecision: DatePrecision | null;
  readonly effectiveTo: string | null;
  readonly effectiveToPrecision: DatePrecision | null;
  readonly endAnnouncedOn: string | null;
  readonly terms: LicenseTerms;
  readonly options: LicenseTerms[];
  readonly embargo: (Omit<Embargo, 'firstCopyPrice'> & { readonly firstCopyPrice: PriceFact | null }) | null;
  readonly prices: PriceFact[];
  readonly grandfathering: string | null;
  readonly supersedes: string | null;
  readonly lastVerifiedOn: string | null;
  readonly sources: string[];
  readonly seedIsSource: boolean;
  readonly confidence: Confidence;
  readonly note: string | null;
  /** What was believed before a correction, field by field. */
  readonly corrections?: readonly { readonly on: string; readonly reason: string; readonly before: Partial<PolicyFact> }[];
}

/** A policy without what its record adds: version and recorded time. */
export type PolicyContent = Omit<
  PolicyPeriod,
  keyof RecordedVersion | 'announcedOn' | 'effectiveFrom' | 'effectiveTo' | 'embargoKnown' | 'licenseLimits'
>;

/** The columns of a fact. */
export function contentOf(fact: PolicyFact): PolicyContent {
  return {
    id: fact.id,
    publisherId: fact.publisherId,
    formats: fact.formats,
    titleScope: fact.titleScope,
    optionKey: fact.optionKey ?? null,
    territories: fact.territories,
    status: fact.status,
    announcedDay: fact.announcedOn,
    announcedPrecision: fact.announcedPrecision,
    effectiveFromDay: fact.effectiveFrom,
    effectiveFromPrecision: fact.effectiveFromPrecision,
    effectiveToDay: fact.effectiveTo,
    effectiveToPrecision: fact.effectiveToPrecision,
    endAnnouncedOn: fact.endAnnouncedOn,
    license: termsOf(fact.terms),
    options: fact.options.map(termsOf),
    embargo: fact.embargo && embargoOf(fact.embargo),
    prices: fact.prices.map(priceOf),
    grandfathering: fact.grandfathering,
    supersedesId: fact.supersedes,
    lastVerifiedOn: fact.lastVerifiedOn,
    sourceIds: fact.sources,
    seedIsSource: fact.seedIsSource,
    confidence: fact.confidence,
    note: fact.note,
  };
}

/** Of unknown terms the rule of expiry is unknown too; the facts write NONE there. */
function termsOf(terms: LicenseTerms): LicenseTerms {
  return terms.model === LicenseModel.UNKNOWN ? { ...terms, expiryRule: ExpiryRule.UNKNOWN } : terms;
}

function embargoOf({
  amount,
  unit,
  copiesAllowedDuring,
  firstCopyTerms,
  firstCopyPrice,
  appliesTo,
}: NonNullable<PolicyFact['embargo']>): Embargo {
  return {
    amount,
    unit,
    copiesAllowedDuring,
    firstCopyTerms,
    firstCopyPrice: firstCopyPrice && priceOf(firstCopyPrice),
    appliesTo,
  };
}

function priceOf({ kind, amount, min, max, currency, scope, rule }: PriceFact): Price {
  const money = (value: number | null): Money | null =>
    value === null ? null : { amount: new Decimal(value).toFixed(2), currency };
  return { kind, amount: money(amount), min: money(min), max: money(max), scope, rule };
}
