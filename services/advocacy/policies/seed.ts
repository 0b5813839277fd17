// Which policies does the record begin with?
import type { EntityManager } from 'typeorm';
import { addMissing, readFacts } from '#kit/facts';
import { Publisher } from '../publishers';
import type { PolicyFact } from './policyFact';
import { PolicyPeriod } from './policyPeriod';
import { recordedHistory } from './recordedHistory';

/** Adds all versions of the policies of the facts that are not there yet. Publishers must be there already. */
export async function seedPolicies(manager: EntityManager): Promise<void> {
  const { policies } = readFacts<{ policies: PolicyFact[] }>('policies.json');
  const publishers = await manager.find(Publisher);
  const parents = new Map(publishers.map(({ id, parentId }) => [id, parentId]));
  const related = (a: string, b: string) => a === b || parents.get(a) === b || parents.get(b) === a;
  await addMissing(
    manager,
    PolicyPeriod,
    policies.flatMap((fact) => recordedHistory(fact, policies, related)),
  );
}
