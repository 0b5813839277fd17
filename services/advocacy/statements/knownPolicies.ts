// Are the policies that a statement or boycott is about on record?
import type { EntityManager } from 'typeorm';
import { PolicyPeriod } from '#advocacy/policies/index';
import { BadInput } from '#kit/words/problem';

/** @throws BadInput naming the first policy that is not */
export async function refuseUnknownPolicies(manager: EntityManager, ids: readonly string[]): Promise<void> {
  const known = await manager.createQueryBuilder(PolicyPeriod, 'p').where('p.id = ANY(:ids)', { ids }).getMany();
  const unknown = ids.find((id) => !known.some((period) => period.id === id));
  if (unknown) throw new BadInput('policyIds', `No policy has the id ${JSON.stringify(unknown)}.`);
}
