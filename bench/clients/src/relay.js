// The documents that Relay's compiler turns into artifacts: a list by @connection, which refetches its further pages, a feed and a mutation.
graphql`
  fragment relay_list on Query
    @refetchable(queryName: "relayPageQuery")
    @argumentDefinitions(count: { type: "Int", defaultValue: 3 }, cursor: { type: "String" }) {
    petitions(first: $count, after: $cursor) @connection(key: "relay_petitions") {
      edges {
        node {
          id
          title
        }
      }
    }
  }
`;
graphql`
  query relayListQuery {
    ...relay_list
  }
`;
graphql`
  subscription relayCountSubscription($id: ID!) {
    petitionCount(id: $id) {
      petition {
        id
        signatureCount
      }
    }
  }
`;
graphql`
  mutation relaySignMutation($input: SignPetitionInput!) {
    signPetition(input: $input) {
      petition {
        id
        signatureCount
      }
    }
  }
`;
