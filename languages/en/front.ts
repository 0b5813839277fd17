// English: the front page.

export const front = {
  'front.title': 'Libraries, together',
  'front.lead':
    'Shelfbridge brings libraries together across borders, and counts, exactly and as it happens, the people who ask publishers for fair ebooks.',
  'front.petitions': 'Petitions you can sign',
  'front.petitions.none': 'No petition is open at the moment.',
  'front.petitions.all': 'See all petitions',
  'front.petitions.failed': 'The petitions cannot be shown at the moment. Please come back in a minute.',
  'front.spark': 'Signatures on each of the last 14 days',
  'front.watch': 'Policies of publishers',
  'front.watch.failed': 'The policies cannot be shown at the moment. Please come back in a minute.',
  'front.watch.some':
    'In the United States {count, plural, one {one publisher keeps} other {# publishers keep}} libraries waiting for new ebooks today, as far as our sources tell: {names}.',
  'front.watch.since': '{name} ({about, select, yes {for about } other {for }}{days, plural, one {# day} other {# days}} so far)',
  'front.watch.empty': 'No policy for the United States is recorded yet.',
  'front.watch.none':
    'In the United States no publisher keeps libraries waiting for new ebooks today, as far as our sources tell.',
  'front.watch.last': 'The last such embargo, of {name}, ended {when}.',
  'front.watch.all': 'Who had an embargo, and how long',
  'front.changes': 'What changed last',
  'front.changes.all': 'All policies since 2011',
  'front.pairs': 'Sister libraries',
  'front.pairs.map': 'Map of the world: sister libraries, joined by lines.',
  'front.pairs.pair': '{one} and {other}',
  'front.pairs.count':
    '{count, plural, =0 {No pair of sister libraries is recorded yet.} one {One pair of sister libraries works together.} other {# pairs of sister libraries work together.}}',
  'front.pairs.all': 'See them all',
  'front.story': 'From a partnership',
  'front.said': 'Who spoke, and who is silent',
  'front.sisters': 'Libraries that seek a sister',
  'front.sisters.some':
    '{count, plural, =0 {No library looks for a partner abroad at the moment.} one {# library looks for a partner abroad:} other {# libraries look for a partner abroad, among them:}}',
  'front.sisters.failed': 'The list cannot be shown at the moment. Please come back in a minute.',
  'front.sisters.add': 'Add your library',
  'front.sisters.all': 'See them all',
  'front.data': 'For analysts and programs',
  'front.data.policies': '<link>What publishers let libraries lend, since 2011</link> (CSV)',
  'front.data.feed': '<link>Changes of these policies, as a feed</link> (Atom)',
  'front.data.graph': 'Everything else, and live counts: the GraphQL endpoint <code>/graphql</code>',
} as const;
