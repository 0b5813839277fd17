// How does a policy stand in a file of facts, and which row of the record is that?

import { type EmbargoFact, embargoOfFact, licenseOfFact, type PriceFact, priceOfFact } from '#advocacy/terms/facts';
import type { LicenseTerms } from '#advocacy/terms/license';
import type { Confidence, DatePrecision } from '#kit/words/facts';
import type { PolicyPeriod } from '../periods/policyPeriod';
import type { RecordedVersion } from '../periods/recordedVersion';
import type { MaterialFormat, PolicyStatus } from '../terms/policyWords';

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
  readonly embargo: EmbargoFact | null;
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
    license: licenseOfFact(fact.terms),
    options: fact.options.map(licenseOfFact),
    embargo: fact.embargo && embargoOfFact(fact.embargo),
    prices: fact.prices.map(priceOfFact),
    grandfathering: fact.grandfathering,
    supersedesId: fact.supersedes,
    lastVerifiedOn: fact.lastVerifiedOn,
    sourceIds: fact.sources,
    seedIsSource: fact.seedIsSource,
    confidence: fact.confidence,
    note: fact.note,
  };
}
