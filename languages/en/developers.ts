// English: the page for those who write a dashboard.

export const developers = {
  'developers.title': 'For developers',
  'developers.lead':
    'Everything that these pages show comes from one GraphQL graph, which any dashboard may ask: policies, costs, petitions and their live counts, sister libraries.',
  'developers.endpoint': 'The endpoint',
  'developers.endpoint.how':
    'Queries and mutations go there by POST as JSON, and need no account unless they change what belongs to somebody. Live feeds come by WebSocket (graphql-ws), by server-sent events or by multipart, at the same address. The pages of other sites are let in by the operator (ALLOWED_ORIGINS).',
  'developers.endpoint.any': 'You may ask any question that stays within the limits below.',
  'developers.endpoint.registered': 'This server answers registered operations only; the questions below are among them.',
  'developers.explorer':
    'Open it in a browser for <explorer>the explorer</explorer>: the registered operations with variables filled in, live feeds, and the whole schema to read.',
  'developers.questions': 'Five questions with answers',
  'developers.question.policies': 'Under which terms did publishers license ebooks on 15 November 2019?',
  'developers.question.compare':
    'What would ten copies have cost a library that day, and how long would its readers have waited?',
  'developers.question.petitions': 'How many people have signed which petition?',
  'developers.question.seeking': 'Which libraries look for a sister?',
  'developers.question.library': 'Who are the sisters of one library, and which petitions do they share?',
  'developers.variables': 'With these variables:',
  'developers.answer': 'It is answered now:',
  'developers.whole': 'The whole answer',
  'developers.failed': 'This cannot be answered at the moment. Please come back in a minute.',
  'developers.live': 'A count as it moves',
  'developers.live.how': 'The count of a petition as server-sent events, readable by the pages of every site:',
  'developers.live.own': 'The same with a subscription of your own:',
  'developers.live.embed': 'To show a count on your own site, copy the lines that <petition>each petition</petition> offers.',
  'developers.limits': 'Limits',
  'developers.limits.how':
    'What goes beyond them is refused with a code, with the limit and with what was measured. Waiting clients read in Retry-After when to try again.',
  'developers.limits.these': 'Limits of this server',
  'developers.limits.what': 'What is limited',
  'developers.limits.most': 'At most',
  'developers.limits.rate': '{most, number} in {seconds, plural, one {one second} other {# seconds}}',
  'developers.limit.RATE_LIMIT': 'Operations of one account, or of one address without an account',
  'developers.limit.COST_LIMIT': 'Values that these may ask for',
  'developers.limit.MAX_COST': 'Values of one answer, estimated from the lists that are asked for',
  'developers.limit.MAX_FIELDS': 'Fields of one operation',
  'developers.limit.MAX_DEPTH': 'How deeply fields may be nested',
  'developers.limit.MAX_EVENT_COST': 'Values of one event of a live feed',
  'developers.limit.MAX_CONNECTIONS_PER_ADDRESS': 'Live connections of one address',
  'developers.limit.MAX_BODY_BYTES': 'Bytes of a request',
  'developers.errors': 'Errors',
  'developers.errors.how':
    'Every error has a stable code in extensions.code, and often the field, the limit or what is allowed beside it. Parts that fail are null, with an error that names their path; the rest of the answer stands.',
  'developers.errors.codes': 'Codes that every dashboard meets',
  'developers.errors.code': 'Code',
  'developers.errors.next': 'What to do',
  'developers.error.GRAPHQL_VALIDATION_FAILED':
    'Correct the document: the message names the field that the schema does not have.',
  'developers.error.BAD_USER_INPUT': 'Correct the value of the variable that extensions.field names.',
  'developers.error.UNSAFE_REQUEST':
    'Send it by POST as JSON. Any web page could send what you sent: urql needs preferGetMethod: false.',
  'developers.error.ORIGIN_NOT_ALLOWED': 'Ask the operator to add the origin of your page to ALLOWED_ORIGINS.',
  'developers.error.UNAUTHENTICATED': 'Send a token in the header authorization, or a newer one.',
  'developers.error.FORBIDDEN': 'The account does not hold the role that extensions.allowed names.',
  'developers.error.RATE_LIMITED': 'Wait as long as Retry-After says, then ask less often.',
  'developers.error.OPERATION_TOO_COSTLY': 'Ask for fewer rows at once, and page by after.',
  'developers.error.SUBGRAPH_UNAVAILABLE': 'A part of the graph is away. Show the rest, and try again in a minute.',
  'developers.error.INTERNAL_SERVER_ERROR': 'A fault of ours. Try again once; then tell the operator when it was.',
} as const;
