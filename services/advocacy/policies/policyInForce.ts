// A policy that applied on a day, with the laws on reasonable terms that would bar it.
import { ArgsType, Field, ObjectType } from 'type-graphql';
import type { Loaders } from '#kit/data/request';
import { CountryCode, DateScalar } from '#kit/words/validation';
import { Law, lawsBehind, PolicyFlagCode } from '../laws/index';
import { Publisher } from '../publishers/index';
import { type Embargo, holdsBack, LicenseModel } from '../terms/license';
import { lengthInWords } from '../terms/words';
import { isOption, KnownBy, meets, policiesInForce, type Question, TerritoryArgs } from './inForce';
import { MaterialFormat, PolicyPeriod } from './policyPeriod';

const knownOn =
  'Answers with what was believed at this moment; without it, with what is known now. A moment before 2011-01-01 is refused with the code BEFORE_RECORDS.';
export const knownByWhat = 'By which of its days a version counts as known at asKnownOn; without asKnownOn it changes nothing.';
const oneFormat = 'Only policies for this format; without it, for all formats.';

@ArgsType()
export class BeliefArgs extends TerritoryArgs {
  @Field(() => Date, { nullable: true, description: knownOn })
  asKnownOn?: Date | null;

  @Field(() => KnownBy, { defaultValue: 'RECORD', description: knownByWhat })
  knownBy!: KnownBy;

  @Field(() => MaterialFormat, { nullable: true, description: oneFormat })
  format?: MaterialFormat | null;
}

@ArgsType()
export class PolicyArgs {
  @Field(() => Date, { nullable: true, description: knownOn })
  asKnownOn?: Date | null;

  @Field(() => KnownBy, { defaultValue: 'RECORD', description: knownByWhat })
  knownBy!: KnownBy;

  @Field(() => MaterialFormat, { nullable: true, description: oneFormat })
  format?: MaterialFormat | null;

  @Field(() => CountryCode, {
    nullable: true,
    description:
      'Only policies that hold in this country: those documented for it, for the world, or for places that are not known; without it, those of all countries.',
  })
  territory?: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Only policies that held on this day, so no proposals; without it, all of them.',
  })
  on?: string | null;
}

@ArgsType()
export class InForceArgs extends BeliefArgs {
  @Field(() => DateScalar, { description: 'The day to ask about; it can lie in the future.' })
  on!: string;
}

/** The question that arguments ask, with null for what was left out. */
export function questionOf<On>({ asKnownOn, knownBy, format, territory }: BeliefArgs | PolicyArgs, on: On) {
  return { on, asKnownOn: asKnownOn ?? null, knownBy, format: format ?? null, territory: territory ?? null };
}

@ObjectType({ description: 'A term of a policy that a law on reasonable terms would bar.' })
export class PolicyFlag {
  @Field(() => PolicyFlagCode, { description: 'What is barred.' })
  code!: PolicyFlagCode;

  @Field({ description: 'The terms that are barred, in words.' })
  explanation!: string;

  @Field(() => Law, { description: 'The law that bars it.' })
  law!: Law;
}

/** What a check found, whichever law bars it. */
type Finding = Omit<PolicyFlag, 'law'>;

/**
 * What the checks find in a policy among all that applied on the same day to the same publisher; null when its terms are not known.
 * Source of the rules: the laws whose rows name the checks, as summed up by the sources named with them.
 */
function findingsOf(period: PolicyPeriod, applied: readonly PolicyPeriod[]): Finding[] | null {
  const { license, embargo } = period;
  const { model, checkouts, durationMonths } = license;
  if (model === LicenseModel.UNKNOWN) return null;
  if (model === LicenseModel.NOT_OFFERED) {
    return [{ code: PolicyFlagCode.NOT_OFFERED, explanation: `Not offered to libraries: ${period.titleScope}.` }];
  }
  const flags: Finding[] = [];
  const flag = (code: PolicyFlagCode, explanation: string) => flags.push({ code, explanation });
  if (checkouts !== null && durationMonths !== null) {
    flag(PolicyFlagCode.LOAN_AND_TIME_LIMIT, `Limited to ${checkouts} loans and to ${durationMonths} months.`);
  }
  if (holdsBack(embargo)) {
    const copies = embargo.copiesAllowedDuring === 1 ? '1 copy' : `${embargo.copiesAllowedDuring} copies`;
    flag(PolicyFlagCode.COPY_LIMIT_AT_RELEASE, `At most ${copies} for ${lengthAfterRelease(embargo)} after release.`);
  }
  if (durationMonths !== null && !applied.some((other) => lasts(other) && covers(other, period))) {
    const partly = applied.some(lasts) ? ', except for a part of the titles' : '';
    flag(
      PolicyFlagCode.NO_LASTING_OPTION,
      `Expires after ${durationMonths} months, without a perpetual license or payment by the loan${partly}.`,
    );
  }
  return flags;
}

const lengthAfterRelease = (embargo: Embargo) =>
  embargo.amount === null && embargo.atLeast == null ? 'an unknown time' : lengthInWords(embargo);

/** Without a limit of time, or paid by the loan. */
const lasts = ({ license, options }: PolicyPeriod) =>
  [license, ...options].some(
    ({ model, durationMonths }) =>
      durationMonths === null && model !== LicenseModel.NOT_OFFERED && model !== LicenseModel.UNKNOWN,
  );

/** Whether one policy covers the titles and a format of another, in a country of both. */
const covers = (wide: PolicyPeriod, narrow: PolicyPeriod) =>
  meets(wide, narrow) &&
  (wide.titleScope.startsWith('ALL') || wide.titleScope === narrow.titleScope) &&
  narrow.formats.some((format) => wide.formats.includes(format));

@ObjectType({ description: 'A policy that applied to a publisher on a day.' })
export class PolicyInForce {
  @Field(() => PolicyPeriod, { description: 'The policy, in the version that was believed.' })
  period!: PolicyPeriod;

  /** The day asked about; the field knowledge speaks of it. */
  on!: string;

  /** The field inheritedFrom shows the publisher of this id. */
  inheritedFromId!: string | null;

  @Field(() => Publisher, {
    nullable: true,
    description: 'The house from which an imprint without a policy of its own inherits this one; null for its own policy.',
  })
  inheritedFrom?: Publisher | null;

  @Field(() => [MaterialFormat], { description: 'The formats to which it applied, of those asked for; at least one.' })
  formats!: readonly MaterialFormat[];

  @Field({
    description: 'True when it was one of several terms to choose from, or a temporary option beside the standing policy.',
  })
  asOption!: boolean;

  /** The field flags names the laws behind them. */
  findings!: readonly Finding[] | null;
}

/** What applied, as it is shown. @throws BeforeRecords */
export function shown(line: readonly (readonly PolicyPeriod[])[], question: Question): PolicyInForce[] {
  const applied = policiesInForce(line, question);
  const periods = applied.map(({ period }) => period);
  return applied.map((one) => ({
    ...one,
    on: question.on,
    asOption: isOption(one.period),
    findings: findingsOf(one.period, periods),
  }));
}

/** The findings with the laws that bar them, one flag for each law; null when the terms are not known. What no law on record bars is no flag. */
export async function flagsOf({ findings }: PolicyInForce, loaders: Loaders): Promise<PolicyFlag[] | null> {
  if (findings === null) return null;
  const laws = await Promise.all(findings.map(({ code }) => lawsBehind(loaders).load(code)));
  return findings.flatMap((finding, i) => laws[i]!.map((law) => ({ ...finding, law })));
}
