// What is asked of the gateways?

export interface Operation {
  readonly query: string;
  readonly variables?: object;
}

/** What is the same for all readers, and therefore asked of the one of ours that gives them one answer. */
export const sameForAll = 'same dashboard';

/** Three fetches one after the other, one fetch, and one mutation. */
export const workloads: Readonly<Record<'three hops' | 'one hop' | 'signing', Operation>> = {
  'three hops': {
    query: `query Dashboard { petitions(first: 10) { totalCount nodes { id title state signatureCount targetPublisher { id name bigFive }
    endorsements(first: 7) { totalCount nodes { endorsedOn library { id name country city
      sisters(first: 2) { id name country endorsedPetitions(first: 1) { id title } } } } } } } }`,
  },
  'one hop': { query: 'query List { petitions(first: 10) { totalCount nodes { id title state signatureCount } } }' },
  signing: {
    query: `mutation SignPetition($input: SignPetitionInput!) {
      signPetition(input: $input) { outcome petition { id signatureCount } } }`,
    variables: {
      input: { petitionId: 'petition-1', name: 'Ana', email: 'ana@example.org', country: 'AU', consentToShowName: true },
    },
  },
};

/** By its name, all that is asked again and again. */
export const asked: Readonly<Record<string, Operation>> = { ...workloads, [sameForAll]: workloads['three hops'] };

/** The query of three hops as nobody has asked it before: with an alias of its own. */
export const neverSeen = (alias: string): Operation => ({
  query: workloads['three hops'].query.replace(' title ', ` title_${alias}: title `),
});
