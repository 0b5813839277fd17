// The mutations by which editors keep the record of policies.
import { Arg, Ctx, Field, Mutation, ObjectType, Resolver } from 'type-graphql';
import type { Request } from '#kit/data/request';
import { Audience } from '#kit/words/audience';
import { Role } from '#kit/words/identity';
import { PolicyChange } from './policyChange';
import { CorrectPolicyInput, EndPolicyInput, RecordPolicyInput, VerifyPolicyInput } from './policyInput';
import { PolicyPeriod } from './policyPeriod';
import { correctPolicy, endPolicy, type Recorded, recordPolicy, verifyPolicy } from './recordPolicy';

@ObjectType({ description: 'What the mutation added to the record.' })
export class PolicyPayload {
  @Field(() => PolicyPeriod, { description: 'The policy in its new version.' })
  policy!: PolicyPeriod;

  @Field(() => PolicyChange, {
    nullable: true,
    description: 'The new entry in the feed of changes; null when only the record changed, not the terms.',
  })
  change!: PolicyChange | null;
}

const refusals =
  'For editors. Errors: UNAUTHENTICATED, FORBIDDEN, VERSION_CONFLICT (someone changed the policy since you read it), POLICY_OVERLAP, CONTRADICTORY_TERMS, BAD_USER_INPUT (with the field).';

@Resolver()
export class PolicyMutationsResolver {
  @Audience(Role.EDITOR)
  @Mutation(() => PolicyPayload, { description: `Records a policy. ${refusals} POLICY_EXISTS (the id is taken).` })
  recordPolicy(
    @Arg('input', () => RecordPolicyInput, { description: 'The policy and its sources.' }) input: RecordPolicyInput,
    @Ctx() request: Request,
  ): Promise<Recorded> {
    return recordPolicy(input, request);
  }

  @Audience(Role.EDITOR)
  @Mutation(() => PolicyPayload, {
    description: `Corrects what the record says about a policy; earlier versions stay readable. ${refusals}`,
  })
  correctPolicy(
    @Arg('input', () => CorrectPolicyInput, { description: 'What is right, and why the record was wrong.' })
    input: CorrectPolicyInput,
    @Ctx() request: Request,
  ): Promise<Recorded> {
    return correctPolicy(input, request);
  }

  @Audience(Role.EDITOR)
  @Mutation(() => PolicyPayload, { description: `Records the end of a policy. ${refusals}` })
  endPolicy(
    @Arg('input', () => EndPolicyInput, { description: 'The policy and its end.' }) input: EndPolicyInput,
    @Ctx() request: Request,
  ): Promise<Recorded> {
    return endPolicy(input, request);
  }

  @Audience(Role.EDITOR)
  @Mutation(() => PolicyPayload, { description: `Records that a policy still held on a day. ${refusals}` })
  verifyPolicy(
    @Arg('input', () => VerifyPolicyInput, { description: 'The policy, the day and where it was read.' })
    input: VerifyPolicyInput,
    @Ctx() request: Request,
  ): Promise<Recorded> {
    return verifyPolicy(input, request);
  }
}
