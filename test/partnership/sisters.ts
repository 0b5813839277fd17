// How do two libraries become sisters within a test?
import { type Stage, staffOf } from './stage';

/** One proposes, the other accepts: both have agreed to the terms. Answers with the id of the partnership. */
export async function becomeSisters(stage: Stage, from: string, to: string, terms: object = {}): Promise<string> {
  const { proposePartnership } = await stage
    .as(staffOf(from))
    .ask('mutation ($input: ProposePartnershipInput!) { proposePartnership(input: $input) { id } }', {
      input: { fromLibraryId: from, toLibraryId: to, message: 'Shall we?', terms },
    });
  await stage.as(staffOf(to)).ask('mutation ($input: AcceptPartnershipInput!) { acceptPartnership(input: $input) { id } }', {
    input: { partnershipId: proposePartnership.id, version: 1 },
  });
  return proposePartnership.id;
}
