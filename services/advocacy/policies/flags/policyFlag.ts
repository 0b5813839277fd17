// Which terms of a policy would a law on reasonable terms bar?
import { Field, ObjectType } from 'type-graphql';
import { LicenseModel } from '#advocacy/terms/license';
import { enumOf } from '#kit/words/enums';
import type { PolicyPeriod } from '../periods/policyPeriod';
import { connecticut, Law, maryland } from './laws';

export const PolicyFlagCode = enumOf(
  'PolicyFlagCode',
  'What a law on reasonable terms bars. The check is mechanical and no legal advice.',
  {
    LOAN_AND_TIME_LIMIT: 'A license is limited both in loans and in time.',
    COPY_LIMIT_AT_RELEASE: 'The number of copies is limited on the day of release.',
    NO_LASTING_OPTION: 'Licenses expire by time, and the same titles can neither be had for good nor paid by the loan.',
    NOT_OFFERED: 'Libraries can not license at all.',
  },
);
export type PolicyFlagCode = keyof typeof PolicyFlagCode;

@ObjectType({ description: 'A term of a policy that a law on reasonable terms would bar.' })
export class PolicyFlag {
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
export function flagsOf(period: PolicyPeriod, applied: readonly PolicyPeriod[]): PolicyFlag[] | null {
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
