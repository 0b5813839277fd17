// A policy that applied on a day, with the laws on reasonable terms that would bar it.
import { ArgsType, Field, ID, ObjectType } from 'type-graphql';
import { enumOf } from '#kit/words/enums';
import { Source } from '#kit/words/facts';
import { CountryCode, DateScalar } from '#kit/words/scalars';
import { Publisher } from '../publishers/index';
import { LicenseModel } from '../terms/license';
import { isOption, policiesInForce, type Question } from './inForce';
import { MaterialFormat, PolicyPeriod } from './policyPeriod';

@ArgsType()
export class BeliefArgs {
  @Field(() => Date, {
    nullable: true,
    description:
      'Answers with what was believed at this moment; without it, with what is known now. A moment before 2011-01-01 is refused with the code BEFORE_RECORDS.',
  })
  asKnownOn?: Date | null;

  @Field(() => MaterialFormat, { nullable: true, description: 'Only policies for this format; without it, for all formats.' })
  format?: MaterialFormat | null;

  @Field(() => CountryCode, {
    nullable: true,
    description: 'Only policies documented for this country; without it, for all countries.',
  })
  territory?: string | null;
}

@ArgsType()
export class PolicyArgs extends BeliefArgs {
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
export function questionOf<On>({ asKnownOn, format, territory }: BeliefArgs, on: On) {
  return { on, asKnownOn: asKnownOn ?? null, format: format ?? null, territory: territory ?? null };
}

@ObjectType({ description: 'A law or bill on the terms under which publishers license to libraries.' })
export class Law {
  @Field(() => ID, { description: 'A short readable name, such as us-ct-sb-1234.' })
  id!: string;

  @Field({ description: 'Its name.' })
  name!: string;

  @Field({ description: 'The state it is for, by its ISO 3166-2 code, such as US-CT.' })
  jurisdiction!: string;

  @Field({ description: 'How far it got, with dates, as far as our sources say.' })
  status!: string;

  @Field(() => [String], {
    description:
      'What it also bars but the record of policies does not hold, so that it is never flagged; in no particular order.',
  })
  notChecked!: readonly string[];

  /** The field sources shows them. */
  sourceIds!: readonly string[];

  @Field(() => [Source], { description: 'Where we read it, the most important source first.' })
  sources?: readonly Source[];
}

const connecticut: Law = {
  id: 'us-ct-sb-1234',
  name: 'Connecticut SB 1234',
  jurisdiction: 'US-CT',
  status:
    'Passed the House on 2025-05-15; acts only when states with 7 million people together pass the like. The signature was not found in our sources.',
  notChecked: ['bans on lending or interlibrary loan', 'no copy for preservation', 'secrecy of terms'],
  sourceIds: ['hh-ct', 'ebsg-ct', 'ctp-ct'],
};

const maryland: Law = {
  id: 'us-md-reasonable-terms',
  name: 'Maryland law on reasonable terms for libraries',
  jurisdiction: 'US-MD',
  status: 'In force on 2022-01-01, enjoined on 2022-02-16, declared unconstitutional on 2022-06-13.',
  notChecked: ['which terms are reasonable'],
  sourceIds: ['reu-md', 'pw-md'],
};

const PolicyFlagCode = enumOf(
  'PolicyFlagCode',
  'What a law on reasonable terms bars. The check is mechanical and is not legal advice.',
  {
    LOAN_AND_TIME_LIMIT: 'A license is limited both in loans and in time.',
    COPY_LIMIT_AT_RELEASE: 'The number of copies is limited on the day of release.',
    NO_LASTING_OPTION:
      'Licenses expire by time, and libraries can neither buy the same titles permanently nor pay for them by the loan.',
    NOT_OFFERED: 'Libraries cannot license the titles at all.',
  },
);
type PolicyFlagCode = keyof typeof PolicyFlagCode;

@ObjectType({ description: 'A term of a policy that a law on reasonable terms would bar.' })
class PolicyFlag {
  @Field(() => PolicyFlagCode, { description: 'What is barred.' })
  code!: PolicyFlagCode;

  @Field({ description: 'The terms that are barred, in words.' })
  explanation!: string;

  @Field(() => Law, { description: 'The law that bars it.' })
  law!: Law;
}

/**
 * The flags of a policy among all that applied on the same day to the same publisher; null when its terms are not known.
 * Source of the rules: the laws named, as summed up by the sources named with them.
 */
function flagsOf(period: PolicyPeriod, applied: readonly PolicyPeriod[]): PolicyFlag[] | null {
  const { license, embargo } = period;
  const { model, checkouts, durationMonths } = license;
  if (model === LicenseModel.UNKNOWN) return null;
  if (model === LicenseModel.NOT_OFFERED) {
    return [{ code: PolicyFlagCode.NOT_OFFERED, explanation: `Not offered to libraries: ${period.titleScope}.`, law: maryland }];
  }
  const flags: PolicyFlag[] = [];
  const flag = (code: PolicyFlagCode, explanation: string) => flags.push({ code, explanation, law: connecticut });
  if (checkouts !== null && durationMonths !== null) {
    flag(PolicyFlagCode.LOAN_AND_TIME_LIMIT, `Limited to ${checkouts} loans and to ${durationMonths} months.`);
  }
  if (embargo && embargo.amount > 0) {
    const copies = embargo.copiesAllowedDuring === 1 ? '1 copy' : `${embargo.copiesAllowedDuring} copies`;
    flag(
      PolicyFlagCode.COPY_LIMIT_AT_RELEASE,
      `At most ${copies} for ${embargo.amount} ${embargo.unit.toLowerCase()}s after release.`,
    );
  }
  if (durationMonths !== null && !applied.some((other) => lasts(other) && reaches(other, period))) {
    const partly = applied.some(lasts) ? ', except for a part of the titles' : '';
    flag(
      PolicyFlagCode.NO_LASTING_OPTION,
      `Expires after ${durationMonths} months, without a perpetual license or payment by the loan${partly}.`,
    );
  }
  return flags;
}

/** Without a limit of time, or paid by the loan. */
const lasts = ({ license, options }: PolicyPeriod) =>
  [license, ...options].some(
    ({ model, durationMonths }) =>
      durationMonths === null && model !== LicenseModel.NOT_OFFERED && model !== LicenseModel.UNKNOWN,
  );

/** Whether one policy covers the titles and a format of another. */
const reaches = (wide: PolicyPeriod, narrow: PolicyPeriod) =>
  (wide.titleScope.startsWith('ALL') || wide.titleScope === narrow.titleScope) &&
  narrow.formats.some((format) => wide.formats.includes(format));

@ObjectType({ description: 'A policy that applied to a publisher on a day.' })
export class PolicyInForce {
  @Field(() => PolicyPeriod, { description: 'The policy, in the version that was believed.' })
  period!: PolicyPeriod;

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

  @Field(() => [PolicyFlag], {
    nullable: true,
    description:
      'What a law on reasonable terms would bar in it, given what else applied on the day; empty when nothing is barred, null when its terms are not known.',
  })
  flags!: PolicyFlag[] | null;
}

/** What applied, as it is shown. @throws BeforeRecords */
export function shown(line: readonly (readonly PolicyPeriod[])[], question: Question): PolicyInForce[] {
  const applied = policiesInForce(line, question);
  const periods = applied.map(({ period }) => period);
  return applied.map((one) => ({ ...one, asOption: isOption(one.period), flags: flagsOf(one.period, periods) }));
}
