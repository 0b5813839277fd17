// English: embargoes, and each publisher with its history.

export const publishers = {
  'embargoes.title': 'Who kept new ebooks from libraries',
  'embargoes.lead':
    'Embargoes on new titles: who had one when, and for how long. Facts only; nobody can compute whether others will follow.',
  'embargoes.now':
    '{count, plural, =0 {No embargo was in force on {day}, as far as is known.} one {One embargo was in force on {day}, as far as is known.} other {# embargoes were in force on {day}, as far as is known.}}',
  'embargoes.all': 'Every embargo up to {day}',
  'embargoes.none':
    '{where, select, none {No} other {{where}: no}} embargo on {kind, select, EBOOK {new ebooks} AUDIOBOOK {new audiobooks} other {new titles}} is known up to {day}.',
  'embargoes.elsewhere': 'Known in other countries:',
  'embargoes.failed': 'The embargoes cannot be shown at the moment. Please try again in a minute.',
  'embargoes.lasted': 'Lasted',
  'embargoes.days': '{about, select, yes {about } other {}}{days, plural, one {# day} other {# days}}',
  'embargoes.soFar': '{about, select, yes {about } other {}}{days, plural, one {# day} other {# days}} so far',
  'embargoes.open':
    '{about, select, yes {about } other {}}{days, plural, one {# day} other {# days}}, if it still holds: no end was found',
  'embargoes.unknown': 'not known',
  'publishers.title': 'Publishers',
  'publishers.lead': 'Whose terms for libraries are on record, with their imprints.',
  'publishers.description':
    'What {name} lets libraries license as ebooks and audiobooks: its terms, prices and embargoes, each with its sources.',
  'publishers.failed': 'The publishers cannot be shown at the moment. Please try again in a minute.',
  'publishers.kind':
    '{kind, select, IMPRINT {imprint} PREDECESSOR {merged into its house} ACQUIRED {bought by its house} AFFILIATE {company of its group} BRANCH {its house in another country} AGGREGATOR {offers titles of several houses} other {publisher}}',
  'publishers.of': '{kind} of {parent}',
  'publishers.alias': 'Also called {names}.',
  'publishers.family': 'Belongs together',
  'publishers.history': 'Its policies on the axis of time',
  'publishers.policies': 'Every policy, with its sources',
  'publishers.list.none': 'No publisher is on record yet.',
  'publishers.none': 'No policy of its own is recorded. An imprint follows its publisher.',
  'publishers.proposed': 'Proposed, and never in force.',
  'publishers.announced': 'Announced {day}.',
  'publishers.grandfathering': 'Licenses bought before: <text></text>',
  'publishers.note': 'Note: <text></text>',
  'publishers.corrected': 'Corrected on {day}: <text></text>',
  'publishers.options': 'Or: {terms}.',
  'publishers.petitions': 'Petitions about it:',
  'publishers.compare': 'Compare its terms with those of others',
  'publishers.csv': 'All versions of its policies as a table (CSV)',
} as const;
