// The codes that clients read in `extensions.code`, in families, with words written for people who write clients.

/** One code: what it means, and what the reader of it does next. */
export interface CodeWords {
  readonly means: string;
  readonly next: string;
  /** What else stands in `extensions`. */
  readonly with?: string;
}

/** Codes that ask the client for the same kind of step. */
export interface Family {
  readonly title: string;
  /** How a client treats every code of the family, also one that it does not know yet. */
  readonly rule: string;
  readonly codes: Readonly<Record<string, CodeWords>>;
}

const limit = (what: string, setting: string): CodeWords => ({
  means: `The operation ${what}.`,
  next: `Ask for less in one operation; the operator sets the limit by \`${setting}\`.`,
  with: '`limit`, `measured`, `setting`',
});

/** ALL CODES. A test compares this table with what the code sends. */
export const families: readonly Family[] = [
  {
    title: 'The request',
    rule: 'The client sent something that no repetition mends: correct the program.',
    codes: {
      BAD_REQUEST: {
        means: 'The body holds no operation.',
        next: 'Send a JSON object with the text of an operation as `query`.',
      },
      GRAPHQL_PARSE_FAILED: { means: 'The document is not GraphQL.', next: 'See `locations`.' },
      GRAPHQL_VALIDATION_FAILED: {
        means: 'The document does not fit the schema, or a subscription cannot be served.',
        next: 'See the message and `locations`.',
      },
      OPERATION_RESOLUTION_FAILURE: {
        means: 'The document has no operation of the name in `operationName`, or several operations and no name was sent.',
        next: 'Send the name of one of them; an empty name counts as none.',
        with: '`field`, `allowed`',
      },
      OPERATION_NOT_PLANNABLE: {
        means: "No correct plan was found for the operation; the message says which fields stand in each other's way.",
        next: 'Ask for them in two operations.',
      },
      OPERATION_NOT_SUPPORTED: {
        means: 'A subscription was expected, and the document holds a query or mutation.',
        next: 'Send queries and mutations by HTTP POST.',
      },
      OPERATION_NOT_REGISTERED: {
        means: 'This gateway answers registered documents only.',
        next: 'Ask the operator to register the document (`OPERATIONS`).',
      },
      PERSISTED_QUERY_NOT_FOUND: {
        means: 'No document with this hash is known here.',
        next: 'Send the text along; clients that follow the protocol do.',
      },
      UNSAFE_REQUEST: {
        means:
          'Any web page could have sent a request like this, a query too: a GET, or a POST without JSON. It may only ask for registered queries, unless the page is of an origin in `ALLOWED_ORIGINS`. A mutation was sent by GET, or over a WebSocket without an account.',
        next: 'Send a POST with `content-type: application/json`, or add the header `apollo-require-preflight: true`. urql: `preferGetMethod: false`. EventSource can send neither: give it a registered query or subscription.',
        with: '`allowed`',
      },
      ORIGIN_NOT_ALLOWED: {
        means:
          'A web page of another origin asked, and the operator has not let it in. Browsers show this in their network panel only.',
        next: 'Ask the operator to add the origin of the page to `ALLOWED_ORIGINS`. In development `http://localhost` with any port is let in.',
        with: '`field`, `setting`',
      },
      METHOD_NOT_ALLOWED: {
        means: 'An address was asked by a method that it does not answer, such as the graph by PUT or a table by POST.',
        next: 'Use one of `allowed`; the graph takes POST. graphql-sse: `singleConnection: false`.',
        with: '`allowed`',
      },
      BODY_TOO_LARGE: { means: 'The body exceeds `MAX_BODY_BYTES`.', next: 'Send less in one request.' },
      UNSUPPORTED_ENCODING: { means: 'The body is compressed.', next: 'Send it uncompressed.' },
      UNSUPPORTED_MEDIA_TYPE: {
        means: 'The content type is not JSON; of a file that is sent in, not CSV.',
        next: 'Send `content-type: application/json`; a file itself, not within a form, as `text/csv`.',
        with: '`field`, `allowed` (files)',
      },
      NOT_ACCEPTABLE: {
        means: 'A stream was asked for in a form we do not send.',
        next: 'Accept `text/event-stream` or `multipart/mixed`, or use a WebSocket.',
      },
      GATEWAY_REQUIRED: {
        means: "The gateway's signature is missing, forged, expired, or meant for another subgraph.",
        next: 'Ask the gateway, not the subgraph. Operators: compare keys and clocks.',
      },
    },
  },
  {
    title: 'Too much at once',
    rule: 'Ask for less in one operation.',
    codes: {
      DOCUMENT_TOO_LONG: limit('has too many tokens', 'MAX_TOKENS'),
      DOCUMENT_TOO_DEEP: limit('is nested too deeply', 'MAX_DEPTH'),
      TOO_MANY_FIELDS: limit('selects too many fields', 'MAX_FIELDS'),
      TOO_MANY_ALIASES: limit('has too many aliases', 'MAX_ALIASES'),
      TOO_MANY_DIRECTIVES: limit('has too many directives', 'MAX_DIRECTIVES'),
      TOO_MANY_OPERATIONS: limit('stands in a document of too many operations', 'MAX_OPERATIONS'),
      OPERATION_TOO_COSTLY: {
        means: 'The operation, or each event of it, asks for too many values.',
        next: 'Ask for shorter pages (`first`) or fewer nested lists; the operator sets `MAX_COST` and `MAX_EVENT_COST`.',
      },
      OPERATION_TOO_COMPLEX: {
        means: 'To plan the operation takes more time, memory or ways to try than one document may.',
        next: 'Ask for fewer fields at once; the operator sets the limit by the setting in `setting`.',
        with: '`limit`, `setting`',
      },
      RESPONSE_TOO_LARGE: {
        means: 'The answer exceeds what one answer may hold.',
        next: 'Ask for shorter pages.',
        with: '`limit`',
      },
    },
  },
  {
    title: 'The input',
    rule: 'A person can correct it: show the message at the field that `extensions.field` names.',
    codes: {
      BAD_USER_INPUT: {
        means: 'An argument or input field cannot be used as given.',
        next: 'Correct it; the message says how.',
        with: '`field`; where there is one, `reason`, `limit`, `allowed`',
      },
      CONTRADICTORY_TERMS: {
        means: 'The terms of a policy contradict each other.',
        next: 'Correct one of them.',
        with: '`field`',
      },
      POLICY_OVERLAP: {
        means: 'Two standing policies of one publisher would hold for the same titles, formats, countries and days.',
        next: 'End the earlier one, or record this one as an option.',
      },
      UNKNOWN_TIME_ZONE: {
        means: 'The time zone is no area and city, nor UTC; abbreviations such as EST mean several places.',
        next: 'Give one such as America/Chicago; `allowed` names the cities that were probably meant.',
        with: '`field`, `timeZone`, `allowed`',
      },
      CONSENT_NEEDED: {
        means: 'The form was sent without agreement that the listing is published and the contact kept.',
        next: 'Ask for the agreement.',
      },
      OWN_SISTER: { means: 'A library proposed to itself.', next: 'Choose another library.' },
      PARTNERS_NOT_ABROAD: { means: 'Both libraries lie in one country.', next: 'Choose a library in another country.' },
      BEFORE_RECORDS: {
        means: 'The moment of `asKnownOn` lies before anything was recorded.',
        next: 'Ask about a later moment, or leave it out.',
      },
    },
  },
  {
    title: 'Who asks',
    rule: 'Sign in, or ask somebody who holds the role.',
    codes: {
      UNAUTHENTICATED: { means: 'Nobody is signed in, or the token is invalid.', next: 'Send a valid bearer token.' },
      FORBIDDEN: {
        means: 'The account is known and may not do this: the role is missing, or it belongs to others.',
        next: 'Ask somebody who may.',
        with: '`roles` or `libraryId`',
      },
      SIGN_IN_FAILED: {
        means:
          'A sign-in to the pages did not come to its end: it was cancelled, took longer than ten minutes, or came back from elsewhere.',
        next: 'Start again at /account/sign-in.',
      },
      CONSENT_MISSING: { means: 'A partner that the story names has not allowed it.', next: 'Ask that partner for consent.' },
    },
  },
  {
    title: 'Nothing there',
    rule: 'Show that it was not found, or that a newer link is needed; do not repeat.',
    codes: {
      NOT_FOUND: { means: 'Nothing has this id.', next: 'Use ids that list queries return.', with: '`kind`, `id`' },
      BAD_LINK: { means: 'The link is damaged, made for something else, or too old.', next: 'Use the newest mail.' },
      LINK_INVALID: { means: 'The link is damaged, or made for something else.', next: 'Copy the whole address from the mail.' },
      LINK_EXPIRED: { means: 'The link has expired.', next: 'Request a new one.' },
      LINK_USED: {
        means: 'What the link was for is done, or a newer link replaced it.',
        next: 'Nothing, or use the newest mail.',
      },
      ATTEMPT_CHANGED: {
        means: 'Someone signed again with the address after the person was shown what will count. Nothing was confirmed.',
        next: 'Ask `signatureToConfirm` again, show it, and confirm that.',
      },
      LINK_REPLACED: { means: 'The library replaced this calendar address.', next: 'Use the new address.' },
    },
  },
  {
    title: 'The state of things',
    rule: 'Read the record again and show what is possible now; `extensions` often says `state` and `allowed`.',
    codes: {
      WRONG_STATE: {
        means: "The petition's state does not allow this.",
        next: 'The message says what is possible now.',
        with: '`state`',
      },
      PETITION_NOT_OPEN: { means: 'The petition takes no signatures now.', next: 'Show its state.', with: '`state`' },
      IMPORT_UNDONE: { means: 'The import was undone before.', next: 'Read the lists again.', with: '`importId`' },
      MERGE_UNDONE: { means: 'The merge was undone before.', next: 'Read the lists again.', with: '`mergeId`' },
      MERGE_FINAL: {
        means: 'The merge is too old to be undone.',
        next: 'Enter the library anew, and correct what belongs to it.',
        with: '`mergeId`, `limit`',
      },
      NOT_DOCUMENTED: {
        means: 'The pair was taken over before, or began in another way.',
        next: 'Go on with the partnership.',
        with: '`partnershipId`',
      },
      LIBRARY_STATE: {
        means: 'The library is taken down already, is in the list, or answers as another one since it was merged.',
        next: 'Read it again.',
        with: '`libraryId`, `state`',
      },
      LISTING_STATE: { means: "The listing's state does not allow this.", next: 'Read the listing again.', with: '`state`' },
      MEETING_STATE: {
        means: 'The series of meetings is over, or its state or proposer does not allow this.',
        next: 'Read it again.',
        with: '`state`',
      },
      STORY_STATE: { means: "The story's state does not allow this.", next: 'Read the story again.', with: '`state`' },
      ACTION_NOT_ALLOWED: {
        means: "The partnership's state, or whose turn it is, does not allow this.",
        next: '`Partnership.actions` says what is possible.',
        with: '`state`',
      },
      ALREADY_REVIEWED: { means: 'Somebody of the committee was faster, or the listing was withdrawn.', next: 'Read it again.' },
      AGREEMENT_SUPERSEDED: { means: 'Newer terms were proposed meanwhile.', next: 'Read the newest terms and agree to them.' },
      VERSION_CONFLICT: { means: 'Somebody changed the record after it was read.', next: 'Read it again and repeat.' },
      NEWER_LISTING: { means: 'A newer listing of the library stands already.', next: 'Renew that one.' },
      NOT_SEEKING: { means: 'The library does not look for a sister now.', next: 'Choose another library.' },
      NO_CAPACITY: { means: 'The library has as many sisters as it can take on.', next: 'Choose another library.' },
      NO_LIVE_COUNT: {
        means: 'The petition is historical: nobody signs it here, so its count does not move.',
        next: 'Show its reported counts.',
      },
      PETITION_EXISTS: { means: 'The id is taken.', next: 'Choose another id.' },
      POLICY_EXISTS: { means: 'The id is taken.', next: 'Choose another id, or correct the existing policy.' },
      STATEMENT_EXISTS: { means: 'The id is taken.', next: 'Choose another id.' },
      BOYCOTT_EXISTS: { means: 'The id is taken.', next: 'Choose another id.' },
      LAW_EXISTS: { means: 'The id is taken.', next: 'Choose another id, or correct the existing law.' },
      PUBLISHER_EXISTS: { means: 'The id is taken.', next: 'Choose another id, or correct the existing publisher.' },
      PARTNERSHIP_EXISTS: { means: 'The pair has a living partnership or proposal.', next: 'Use that one.' },
    },
  },
  {
    title: 'Slow down',
    rule: 'Wait, then repeat; `Retry-After` says how long where it is known.',
    codes: {
      RATE_LIMITED: {
        means: 'One account or address asked too often.',
        next: 'Wait for `Retry-After`.',
        with: '`limit`, `retryAfterSeconds`; `field` when a mutation has a limit of its own',
      },
      SIGNING_BUSY: { means: 'More people sign than this process can hold.', next: 'Repeat with the same `clientMutationId`.' },
      UPLOADS_BUSY: {
        means: 'As many files as one process reads at once are being read.',
        next: 'Wait for `Retry-After`, then send the file again.',
        with: '`limit`, `retryAfterSeconds`',
      },
      SUBMISSIONS_BUSY: { means: 'Unusually many unconfirmed submissions arrived within an hour.', next: 'Repeat later.' },
      TOO_MANY_SUBMISSIONS: { means: 'One address submitted too often.', next: 'Repeat later.' },
      TOO_MANY_PROPOSALS: { means: 'The library has too many open proposals.', next: 'Wait for answers, or withdraw some.' },
      TOO_MANY_MEETINGS: { means: 'More meetings lie ahead than two libraries hold.', next: 'Plan a shorter series.' },
      NEWS_TOO_SOON: {
        means: 'The last news of the petition went out a short while ago.',
        next: 'Wait until the moment that the message names.',
      },
      SUBSCRIPTION_LIMIT: {
        means: 'The gateway, or one client, holds as many live feeds as it may.',
        next: 'Close feeds, or connect again later.',
      },
      TOO_MANY_EVENTS: {
        means:
          'A feed that sends every event (`FEED_DELIVERY`) ended, because its reader or the other subgraphs were too slow for it.',
        next: 'Open it again, and query for what came meanwhile.',
        with: '`limit`, `characters`',
      },
    },
  },
  {
    title: 'Our side',
    rule: 'Not the fault of the client: keep what arrived, and repeat later.',
    codes: {
      SUBGRAPH_UNAVAILABLE: {
        means: 'A part of the graph does not answer in time.',
        next: 'Show the other fields; repeat later.',
      },
      EVENTS_MISSED: {
        means: 'A feed that sends every event (`FEED_DELIVERY`) was interrupted for a moment, and goes on.',
        next: 'Query for what came meanwhile.',
        with: '`serviceName`',
      },
      INVALID_SUBGRAPH_ANSWER: {
        means: 'A subgraph sent a value that its schema does not allow.',
        next: 'Null stands in its place; report it.',
      },
      DOWNSTREAM_SERVICE_ERROR: {
        means: 'A subgraph failed to deliver a part of an event.',
        next: 'Keep the last state; the next event may hold it.',
      },
      SERVICE_UNAVAILABLE: {
        means:
          'The database of a subgraph does not answer or takes no changes, or the gateway has no schema yet, is stopping, or is too busy to plan an operation that is new to it.',
        next: 'Repeat in a moment. Of a change it is not known whether it was made: look first, or repeat with the same `clientMutationId`.',
      },
      SIGNING_UNAVAILABLE: {
        means: 'The database did not say whether the signature was stored.',
        next: 'Repeat with the same `clientMutationId`: nothing is counted twice.',
      },
      IDENTITY_PROVIDER_UNAVAILABLE: {
        means: 'The identity provider does not tell its keys now.',
        next: 'Repeat later, or ask without a token.',
      },
      INTERNAL_SERVER_ERROR: {
        means: 'Something failed on our side; the cause is in our logs only.',
        next: 'Repeat later; report it.',
      },
    },
  },
  {
    title: 'The end of a live feed',
    rule: 'Open the feed again; its first message is the current state.',
    codes: {
      SUBSCRIPTION_SCHEMA_RELOAD: { means: 'The schema changed.', next: 'Load the client again if the document no longer fits.' },
      SUBSCRIPTION_SOURCE_FAILED: { means: 'The subgraph ended the feed.', next: 'Open it again after a pause.' },
      SUBSCRIPTION_TOKEN_EXPIRED: {
        means: 'The token expired while the feed was open.',
        next: 'Open it again with a new token.',
      },
    },
  },
];

/** `docs/errors.md`, whole. */
export function errorsPage(): string {
  const sections = families.map(({ title, rule, codes }) => {
    const rows = Object.entries(codes).map(
      ([code, words]) => `| \`${code}\` | ${words.means} | ${words.next} | ${words.with ?? ''} |\n`,
    );
    return `## ${title}\n\n${rule}\n\n| code | meaning | what to do | also in extensions |\n| --- | --- | --- | --- |\n${rows.join('')}`;
  });
  return `# Error codes

\`errors[].extensions.code\` is stable: once sent, a name stays. The message says in words what was asked, what stood in the way and what
would work. Codes stand in families; a client that treats every code by the rule of its family needs no list of its own. A subgraph
that does not answer costs its own fields only. This page is made from \`docs/codes.ts\` by \`npm run docs\`.

${sections.join('\n')}`;
}
